#include "modules/portal/library/library.hpp"

#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal {

namespace {

std::string named(std::string_view list, std::string_view id) {
    const auto& entries = rules::table("portal_fields").all(list);
    for (auto one = entries.rbegin(); one != entries.rend(); ++one)
        if (one->text("id") == id) return one->text("name");
    return std::string(id);
}

}  // namespace

std::string force_on(const LegalDocument& one, Day day) {
    if (one.ended_from && *one.ended_from <= day) return "ended";
    if (!one.effective_from) return "";
    if (*one.effective_from > day) return "not_yet";
    return one.partly_from && *one.partly_from <= day ? "partly" : "in_force";
}

std::string force_name(std::string_view force) {
    if (force == "not_yet") return "Chưa có hiệu lực";
    if (force == "in_force") return "Còn hiệu lực";
    if (force == "partly") return "Hết hiệu lực một phần";
    return force == "ended" ? "Hết hiệu lực toàn bộ" : "";
}

std::string legal_state_name(std::string_view state) {
    if (state == "proposed") return "Chờ duyệt công khai";
    if (state == "returned") return "Trả lại";
    if (state == "published") return "Đã công khai";
    if (state == "withdrawn") return "Đã gỡ";
    return state == "merged" ? "Trang khác đã công khai" : "";
}

std::string legal_kind_name(std::string_view kind) {
    const auto* found = rules::kind_any_day(kind);
    if (!found) return std::string(kind);
    return found->name.substr(0, found->name.find(" ("));
}

std::string legal_field_name(std::string_view field) { return named("field", field); }

std::optional<LegalDocument> find_document(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(library::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(library::read_document(rows.first()));
}

Subject subject_of(db::Conn& conn, const LegalDocument& one) {
    Subject subject;
    if (const auto site = find_site(conn, one.site)) subject = subject_of(conn, *site);
    subject.writer_post = one.writer_post;
    return subject;
}

LegalDocument visible_document(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_document(conn, id);
    if (!one || !can(actor, Deed::see_library, subject_of(conn, *one)))
        throw NotFound("legal document " + std::to_string(id) + " is not there or not seen");
    return *std::move(one);
}

std::vector<Id> sites_showing(db::Conn& conn, Id document) {
    std::vector<Id> sites;
    for (const auto& row : conn.query(library::kSites, document)) sites.push_back(row.integer(0));
    return sites;
}

}  // namespace dinh::portal
