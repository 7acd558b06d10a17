#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/submissions/export_sources.hpp"
#include "modules/submissions/reorganised.hpp"
#include "modules/submissions/results/results.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/submissions/submission.hpp"
#include "platform/grants/grants.hpp"
#include "platform/module/offers.hpp"

namespace dinh::submissions {

void describe_calls(web::Router&);  // calls.cpp

namespace {

constexpr std::string_view kLetter = "to_trinh";

bool works_for(const Actor& actor, Id agency) {
    return !actor.read_only && actor.capacity([&](const Capacity& as) { return as.works_for(agency); }) != nullptr;
}
// A letter of an agency that has a committee above.
std::string with_own_letter(House& house, db::Conn& conn, const Actor& actor, Id outgoing) {
    const auto letter = documents::outgoing_brief(conn, outgoing);
    if (!letter || letter->state != "issued" || letter->kind != kLetter || !works_for(actor, letter->agency)) return {};
    if (!committee_of(*directory::now(house), letter->agency)) return {};
    return "/submissions/new?letter=" + std::to_string(outgoing);
}
// One that reached a committee.
std::string with_arrived_letter(House& house, db::Conn& conn, const Actor& actor, Id incoming) {
    const auto letter = documents::incoming_brief(conn, incoming);
    if (!letter || !letter->open || letter->kind != kLetter || !works_for(actor, letter->agency)) return {};
    return committees_of(*directory::now(house), actor).empty()
               ? std::string()
               : "/submissions/new?incoming=" + std::to_string(incoming);
}

void routes(web::Router& router) {
    submission_routes(router);
    paper_routes(router);
    deed_routes(router);
    slip_routes(router);
    describe_calls(router);
    const char* title = "Lập hồ sơ trình";
    module::offer({.kind = std::string(documents::kOutgoing), .title = title, .main = true, .path = with_own_letter});
    module::offer({.kind = std::string(documents::kIncoming), .title = title, .path = with_arrived_letter});
}

bool works_in_agency(const Actor& actor) { return !actor.capacities.empty(); }

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "submissions";
    manifest.title = "Hồ sơ trình";
    manifest.routes = routes;
    manifest.menu = {{.group = "Văn bản",
                      .title = "Hồ sơ trình",
                      .path = "/submissions",
                      .icon = "files",
                      .counter = "",
                      .shown = works_in_agency,
                      .order = 25}};
    manifest.hearers = {{"submissions.issued", std::string(documents::kIssued), hear_issued},
                        {"submissions.recalled", std::string(documents::kRecalled), hear_recalled},
                        {"submissions.forget_secret", std::string(documents::kRemovedAsSecret), hear_removed}};
    const char* page = "/submissions/%1";
    manifest.work_kinds = {{"submissions.receive", "Chờ tiếp nhận hồ sơ trình", page},
                           {"submissions.assign", "Chờ phân công thẩm tra", page},
                           {"submissions.examine", "Thẩm tra hồ sơ trình", page},
                           {"submissions.complete", "Hoàn thiện hồ sơ bị trả lại", page},
                           {"submissions.opinion", "Cho ý kiến hồ sơ trình", page},
                           {"submissions.opinion_part", "Cho ý kiến trong cơ quan", page},
                           {"submissions.review", "Duyệt phiếu trình", page},
                           {"submissions.decide", "Cho ý kiến quyết định", page},
                           {"submissions.document", "Soạn văn bản ban hành", page}};
    manifest.search_kinds = {{.name = std::string(kSubmission), .title = "Hồ sơ trình", .index_again = index_again}};
    manifest.retention = {{std::string(kSubmission), "20_nam"}};
    manifest.figures = figures();
    manifest.exports = export_sources();
    manifest.reorganised = reorganised;
    return manifest;
}

}  // namespace dinh::submissions
