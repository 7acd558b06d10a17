#include "modules/portal/library/imports.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace library;

namespace {

constexpr std::size_t kMostRows = 10'000, kMostShown = 200;

#define DINH_LEGAL_IMPORT \
    "id, site, created_by_person, version, documents, file_name, created_at, applied_at, undone_at"

constexpr db::Sql kFindImport{"legal_import.find", "SELECT " DINH_LEGAL_IMPORT " FROM legal_import WHERE id = $1"};
constexpr db::Sql kLockImport{"legal_import.lock",
                              "UPDATE legal_import SET version = version + 1 WHERE id = $1 AND version = $2 "
                              "RETURNING " DINH_LEGAL_IMPORT};
constexpr db::Sql kOfSite{"legal_import.of_site",
                          "SELECT " DINH_LEGAL_IMPORT " FROM legal_import WHERE site = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Sql kAddImport{"legal_import.add",
                             "INSERT INTO legal_import (id, site, created_at, created_by_person, file_name) VALUES "
                             "($1, $2, $3, $4, $5)"};
constexpr db::Sql kApplied{"legal_import.applied",
                           "UPDATE legal_import SET applied_at = $2, documents = $3 WHERE id = $1"};
constexpr db::Sql kUndone{"legal_import.undone", "UPDATE legal_import SET undone_at = $2 WHERE id = $1"};
// What stands on a document of the batch: at most 20 are named.
constexpr db::Sql kHolding{
    "legal_import.holding",
    "SELECT number FROM legal_document WHERE batch = $1 AND (version > 1 OR EXISTS (SELECT 1 FROM legal_relation r "
    "WHERE r.document = legal_document.id OR r.target = legal_document.id) OR EXISTS (SELECT 1 FROM gazette_item g "
    "WHERE g.document = legal_document.id) OR EXISTS (SELECT 1 FROM legal_placing p WHERE p.document = "
    "legal_document.id AND p.site <> legal_document.site)) ORDER BY id LIMIT 20"};
constexpr db::Sql kOfBatch{"legal_import.of_batch", "SELECT id FROM legal_document WHERE batch = $1 ORDER BY id"};
constexpr db::Sql kUnplaceBatch{"legal_import.unplace",
                                "DELETE FROM legal_placing WHERE document IN (SELECT id FROM legal_document WHERE "
                                "batch = $1)"};
constexpr db::Sql kDropBatch{"legal_import.drop", "DELETE FROM legal_document WHERE batch = $1"};

LegalImport read_import(const db::Rows::Row& row) {
    LegalImport one;
    one.id = row.integer(0);
    one.site = row.integer(1);
    one.person = row.integer(2);
    one.version = row.integer(3);
    one.documents = row.integer(4);
    one.file_name = row.text(5);
    one.at = row.instant(6);
    one.applied_at = row.maybe_instant(7);
    one.undone_at = row.maybe_instant(8);
    return one;
}

struct Column {
    const char *title, *field;
    std::string head() const { return text::lower(title); }
};
constexpr Column kColumns[] = {{"Số ký hiệu", "number"},
                               {"Ngày ban hành", "day"},
                               {"Loại văn bản", "kind"},
                               {"Trích yếu", "subject"},
                               {"Cơ quan ban hành", "body"},
                               {"Người ký", "signer"},
                               {"Lĩnh vực", "field"},
                               {"Có hiệu lực từ", "effective_from"},
                               {"Hết hiệu lực từ", "expires_from"},
                               {"Tệp", "files"}};

const Column& column_of(std::string_view field) {
    for (const auto& one : kColumns)
        if (one.field == field) return one;
    return kColumns[0];
}

class Planner {
public:
    Planner(db::Conn& conn, Id site, const std::vector<files::Ref>& files) : conn_(conn), site_(site) {
        for (const auto& file : files) files_[text::fold(file.name)] = file.position;
        for (const auto* one : rules::kinds(clock::today()))
            if (one->group == rules::KindGroup::normative || one->group == rules::KindGroup::administrative)
                add_kind(*one);
        for (const auto& one : rules::table("portal_fields").all("field"))
            fields_[text::fold(one.text("name"))] = one.text("id");
    }

    LegalImportPlan plan(std::string_view bytes) {
        const std::string first = kColumns[0].head();
        const table::Table table(bytes, kMostRows, {first});
        for (const auto& fault : table.faults()) plan_.faults.push_back(fault);
        if (!table.has(first) || !table.has(column_of("subject").head())) {
            if (plan_.faults.empty())
                plan_.faults.push_back({1, "", "", "Bảng thiếu cột “Số ký hiệu” hoặc “Trích yếu”."});
            return std::move(plan_);
        }
        plan_.rows = static_cast<int>(table.rows().size());
        if (table.rows().size() > kMostRows) {
            plan_.faults.push_back(
                {static_cast<int>(kMostRows) + 1, "", "", "Bảng có quá 10.000 dòng: hãy chia làm nhiều bảng."});
            return std::move(plan_);
        }
        for (const auto& row : table.rows()) read(row);
        std::stable_sort(plan_.faults.begin(), plan_.faults.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        return std::move(plan_);
    }

private:
    // "Quyết định" is the administrative one; the normative one is told by its whole name or a year in the number.
    void add_kind(const rules::DocumentKind& kind) {
        kinds_.try_emplace(text::fold(kind.name), kind.id);
        const std::string bare = text::fold(legal_kind_name(kind.id));
        (kind.group == rules::KindGroup::normative ? normative_ : kinds_).try_emplace(bare, kind.id);
    }
    std::string kind_of(const std::string& typed, const std::string& number) const {
        const std::string folded = text::fold(typed);
        const auto slash = number.find('/');
        const bool year = slash != std::string::npos && number.size() > slash + 5 && number[slash + 5] == '/';
        for (const auto* list : {year ? &normative_ : &kinds_, year ? &kinds_ : &normative_}) {
            const auto found = list->find(folded);
            if (found != list->end()) return found->second;
        }
        return typed;
    }

    void fault(const Column& column, const std::string& typed, Said why) {
        plan_.faults.push_back({line_, column.title, text::cut(typed, kMostShown), std::move(why)});
        faulty_ = true;
    }
    static std::string cell(const csv::Row& row, const char* field) {
        return text::clean_line(row[column_of(field).head()]);
    }
    std::optional<Day> day(const csv::Row& row, const char* field) {
        const std::string typed = cell(row, field);
        if (typed.empty()) return std::nullopt;
        const auto day = clock::parse_typed_day(typed, clock::today());
        if (!day) fault(column_of(field), typed, "Không phải ngày; hãy ghi ngày/tháng/năm.");
        return day;
    }

    void read(const csv::Row& row) {
        line_ = row.line();
        faulty_ = false;
        LegalImportLine one;
        one.line = line_;
        DocumentInput typed;
        typed.site = site_;
        typed.number = cell(row, "number");
        typed.kind = kind_of(cell(row, "kind"), typed.number);
        typed.subject = cell(row, "subject");
        typed.body = cell(row, "body");
        typed.signer = cell(row, "signer");
        const std::string field = cell(row, "field");
        const auto known = fields_.find(text::fold(field));
        typed.field = known == fields_.end() ? field : known->second;
        typed.day = day(row, "day");
        typed.effective_from = day(row, "effective_from");
        typed.expires_from = day(row, "expires_from");
        check(row, typed, one);
        find_files(cell(row, "files"), one);
        if (!faulty_) find_doubles(one);
        if (!faulty_) plan_.lines.push_back(std::move(one));
    }

    void check(const csv::Row& row, const DocumentInput& typed, LegalImportLine& one) {
        Reasons reasons;
        one.input = checked(typed, reasons);
        try {
            reasons.done();
        } catch (const Refused& refused) {
            for (const auto& reason : refused.reasons()) {
                const Column& column = column_of(reason.field);
                const bool said = std::any_of(plan_.faults.begin(), plan_.faults.end(), [&](const table::Fault& known) {
                    return known.line == line_ && known.column == column.title;
                });
                if (!said) fault(column, text::clean_line(row[column.head()]), reason.said);
            }
        }
    }

    void find_files(const std::string& typed, LegalImportLine& one) {
        for (const auto& name : text::split(typed, '|')) {
            const auto found = files_.find(text::fold(name));
            if (found == files_.end())
                fault(column_of("files"), name, "Không có tệp tên này trong các tệp đã tải lên.");
            else
                one.files.push_back(found->second);
        }
    }

    void find_doubles(const LegalImportLine& one) {
        const std::string key = known_key(one.input.number, *one.input.day, one.input.body);
        if (!keys_.insert(key).second) return fault(kColumns[0], one.input.number, "Dòng này lặp lại một dòng trên.");
        if (!conn_.query(kOfKey, key).empty())
            fault(kColumns[0], one.input.number, "Thư viện đã có văn bản cùng số, ngày và cơ quan ban hành.");
    }

    db::Conn& conn_;
    Id site_;
    int line_ = 0;
    bool faulty_ = false;
    std::map<std::string, int> files_;
    std::map<std::string, std::string> kinds_, normative_, fields_;
    std::set<std::string> keys_;
    LegalImportPlan plan_;
};

struct Locked {
    LegalImport one;
    const Capacity* as;
};
Locked locked_import(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const auto known = visible_legal_import(tx, actor, id);
    const db::Rows rows = tx.query(kLockImport, id, version);
    if (rows.empty()) throw Conflict("legal import " + std::to_string(id) + " is no longer at this version");
    return {read_import(rows.first()), &must(actor, Deed::import_legal, subject_of(tx, *find_site(tx, known.site)))};
}

void note_import(db::Tx& tx, const Actor& actor, const Locked& locked, const Said& words) {
    deed::history(tx, actor, locked.as, kLegalImport, locked.one.id, "portal.import_legal", words);
    audit::append(tx, actor, locked.as, "portal.import_legal", kLegalImport, locked.one.id);
}

// An import knows the slugs it gave itself; only what else stands is asked of the database.
std::string next_slug(db::Conn& conn, const DocumentInput& input, std::set<std::string>& given) {
    const std::string first = free_slug(conn, input);
    std::string slug = first;
    for (int n = 2; !given.insert(slug).second; ++n) slug = first + "-" + std::to_string(n);
    return slug;
}

}  // namespace

LegalImportPlan plan_legal_import(db::Conn& conn, Id site, std::string_view bytes,
                                  const std::vector<files::Ref>& files) {
    return Planner(conn, site, files).plan(bytes);
}

Id keep_legal_import(db::Tx& tx, const Actor& actor, Id site, const ImportFile& table,
                     const std::vector<LegalFile>& list) {
    const auto found = find_site(tx, site);
    if (!found) throw NotFound("no such site");
    const Capacity& as = must(actor, Deed::import_legal, subject_of(tx, *found));
    const Id id = ids::make();
    tx.exec(kAddImport, id, site, clock::now(), actor.person, table.name);
    files::attach(tx, kLegalImport, id, "table", table.name, table.stored, actor.person);
    for (const auto& file : list) files::attach(tx, kLegalImport, id, "main", file.name, file.stored, actor.person);
    note_import(tx, actor, {*std::optional(LegalImport{.id = id}), &as}, "Tải bảng lên");
    return id;
}

LegalImport visible_legal_import(db::Conn& conn, const Actor& actor, Id id) {
    const db::Rows rows = conn.query(kFindImport, id);
    if (rows.empty()) throw NotFound("no such import of legal documents");
    const auto one = read_import(rows.first());
    const auto site = find_site(conn, one.site);
    if (!site || !can(actor, Deed::see_library, subject_of(conn, *site))) throw NotFound("no import of his");
    return one;
}

std::vector<LegalImport> legal_imports_of(db::Conn& conn, Id site, int most) {
    std::vector<LegalImport> list;
    for (const auto& row : conn.query(kOfSite, site, most)) list.push_back(read_import(row));
    return list;
}

void apply_legal_import(db::Tx& tx, const Actor& actor, Id import, std::int64_t version, const LegalImportPlan& plan) {
    const Locked locked = locked_import(tx, actor, import, version);
    if (locked.one.applied_at) throw Conflict("legal import " + std::to_string(import) + " was applied before");
    const Site site = *find_site(tx, locked.one.site);
    std::set<std::string> slugs;
    const Instant now = clock::now();
    for (const auto& line : plan.lines) {
        const auto& input = line.input;
        const Id id = ids::make();
        const std::string key = known_key(input.number, *input.day, input.body);
        if (!tx.query(kOfKey, key).empty())
            throw Refused(Said("Dòng %1: văn bản %2 vừa được công khai ở nơi khác; hãy chạy thử lại.",
                               {std::to_string(line.line), input.number}));
        LegalDocument one;
        one.effective_from = input.effective_from;
        one.ended_from = input.expires_from;
        tx.exec(kAdd, id, site.owner_agency, clock::today(), now, actor.person, locked.as->post, site.id,
                next_slug(tx, input, slugs), input.kind, input.number, number_key(input.number), *input.day, input.body,
                text::fold(input.body), input.signer, input.field, input.subject, input.effective_from,
                input.expires_from, force_on(one, clock::today()), "", "published", key, Id{0}, import, now);
        tx.exec(kPlace, id, site.id, *input.day, now);
        for (const int position : line.files)
            if (const auto file = files::find(tx, kLegalImport, import, position))
                files::share(tx, *file, kLegal, id, "main", actor.person);
    }
    tx.exec(kApplied, import, now, static_cast<std::int64_t>(plan.lines.size()));
    note_import(tx, actor, locked, Said("Ghi %1 văn bản", {std::to_string(plan.lines.size())}));
    jobs::put(tx, kIndexBatch, "{\"import\":\"" + std::to_string(import) + "\"}");
    announce_change(tx, site.id);
}

void undo_legal_import(db::Tx& tx, const Actor& actor, Id import, std::int64_t version) {
    const Locked locked = locked_import(tx, actor, import, version);
    if (!locked.one.applied_at || locked.one.undone_at)
        throw Conflict("legal import " + std::to_string(import) + " is not applied");
    Reasons reasons;
    for (const auto& row : tx.query(kHolding, import))
        reasons.add(Said("Văn bản %1 đã được sửa, có quan hệ hoặc đã đăng nơi khác.", {row.text(0)}));
    reasons.done();
    for (const auto& row : tx.query(kOfBatch, import)) {
        const Id id = row.integer(0);
        search::drop(tx, kLegal, id);
        for (const auto& file : files::of_record(tx, kLegal, id)) files::detach(tx, file.id);
    }
    tx.exec(kUnplaceBatch, import);
    tx.exec(kDropBatch, import);
    tx.exec(kUndone, import, clock::now());
    note_import(tx, actor, locked, "Hoàn tác cả bảng");
    announce_change(tx, locked.one.site);
}

}  // namespace dinh::portal
