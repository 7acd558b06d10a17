#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/submissions/export_sources.hpp"
#include "modules/submissions/reorganised.hpp"
#include "modules/submissions/results/results.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/submission.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::submissions {

void describe_calls(web::Router&);  // calls.cpp

namespace {

void routes(web::Router& router) {
    submission_routes(router);
    paper_routes(router);
    deed_routes(router);
    slip_routes(router);
    describe_calls(router);
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
