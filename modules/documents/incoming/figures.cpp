#include "modules/documents/incoming/figures.hpp"

#include "modules/documents/incoming/incoming_store.hpp"

namespace dinh::documents {

namespace {

module::Figure figure(const char* name, const char* title, const db::Sql& sql, const char* filter) {
    std::string path = "/documents/incoming?from=%2&to=%3&";
    path += filter;
    return {name, title,
            [sql](db::Conn& conn, Id agency, Day from, Day to) { return conn.integer(sql, agency, from, to); },
            std::move(path)};
}

}  // namespace

std::vector<module::Figure> incoming_figures() {
    return {figure("documents.incoming_registered", "Văn bản đến đã vào sổ", store::kCountRegistered, "view=all"),
            figure("documents.incoming_registered_late", "Văn bản đến vào sổ chậm", store::kCountLate,
                   "view=registered_late"),
            figure("documents.incoming_closed_late", "Văn bản đến giải quyết quá hạn", store::kCountClosedLate,
                   "view=closed_late"),
            figure("documents.incoming_electronic", "Văn bản đến dạng điện tử", store::kCountElectronic,
                   "view=electronic")};
}

}  // namespace dinh::documents
