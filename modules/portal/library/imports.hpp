// Documents from a table (platform/table) with the files its rows name: tried first, with every fault by row; then
// applied once, all good rows in one deed; undone as a whole. Columns, by their Vietnamese head: Số ký hiệu, Ngày ban
// hành, Loại văn bản, Trích yếu, Cơ quan ban hành, Người ký, Lĩnh vực, Có hiệu lực từ, Hết hiệu lực từ, Tệp (names
// parted by "|"). Whoever may approve imports: the rows are public at once.
#pragma once
#include "modules/portal/library/library.hpp"
#include "platform/table/table.hpp"

namespace dinh::portal {

struct LegalImport {
    Id id = 0, site = 0, person = 0;
    std::int64_t version = 0, documents = 0;
    std::string file_name;
    Instant at;
    std::optional<Instant> applied_at, undone_at;
};
struct LegalImportLine {
    int line = 0;  // in the file, from 1
    DocumentInput input;
    std::vector<int> files;  // positions among the files of the import
};
struct LegalImportPlan {
    int rows = 0;
    std::vector<LegalImportLine> lines;
    std::vector<table::Fault> faults;  // rows with a fault are not in `lines`
};
// `known`: documents of the province that are public already are faults.
LegalImportPlan plan_legal_import(db::Conn&, Id site, std::string_view bytes, const std::vector<files::Ref>& files);

struct ImportFile {
    std::string name;
    files::Stored stored;
};
Id keep_legal_import(db::Tx&, const Actor&, Id site, const ImportFile& table, const std::vector<LegalFile>& files);
// NotFound unless the actor works on its site.
LegalImport visible_legal_import(db::Conn&, const Actor&, Id);
std::vector<LegalImport> legal_imports_of(db::Conn&, Id site, int most);  // newest first
// Conflict: applied before, or another version. Refused: a document that became public since the plan was made.
void apply_legal_import(db::Tx&, const Actor&, Id import, std::int64_t version, const LegalImportPlan&);
// Its documents never were. Refused, each with its number: documents that were changed, are related, shown on another
// site or stand in a gazette since.
void undo_legal_import(db::Tx&, const Actor&, Id import, std::int64_t version);

}  // namespace dinh::portal
