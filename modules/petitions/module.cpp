#include "modules/directory/directory.hpp"
#include "modules/petitions/export_sources.hpp"
#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "modules/petitions/reorganised.hpp"
#include "modules/petitions/routes.hpp"
#include "platform/search/search.hpp"

namespace dinh::petitions {

void describe_calls(web::Router&);  // calls.cpp

namespace {

void routes(web::Router& router) {
    petition_routes(router);
    book_routes(router);
    officer_routes(router);
    describe_calls(router);
}

bool works_in_agency(const Actor& actor) { return !actor.capacities.empty(); }

settings::Setting answer_days() {
    return {.key = "petitions.answer_days",
            .type = settings::Type::integer,
            .unit = "ngày làm việc",
            .value = "20",
            .title = "Thời hạn giải quyết kiến nghị, phản ánh",
            .description = "Số ngày làm việc kể từ ngày thụ lý. Thời hạn khiếu nại, tố cáo do luật định.",
            .least = 1,
            .most = 60};
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "petitions";
    manifest.title = "Đơn thư";
    manifest.routes = routes;
    search::restrict_kind(std::string(kPetition));
    manifest.menu = {{.group = "Văn bản",
                      .title = "Đơn thư",
                      .path = "/petitions",
                      .icon = "file",
                      .counter = "",
                      .shown = works_in_agency,
                      .order = 26}};
    manifest.settings = {answer_days()};
    manifest.jobs = {{.name = "petitions.keep_sight",
                      .job_class = jobs::Class::slow,
                      .work = [](House& house, const jobs::Job&) { keep_all_sights(house); },
                      .what_to_do = "Người mới giữ sổ đơn chưa thấy đơn cũ; đơn mới vẫn thấy. Xem nhật ký lỗi.",
                      .every_s = 600}};
    manifest.work_kinds = {{"petitions.receive", "Chờ tiếp nhận đơn", "/petitions/%1"},
                           {"petitions.direct", "Chỉ đạo xử lý đơn", "/petitions/%1"},
                           {"petitions.settle", "Giải quyết đơn", "/petitions/%1"},
                           {"petitions.close", "Chờ kết thúc đơn", "/petitions/%1"}};
    manifest.search_kinds = {{.name = std::string(kPetition), .title = "Đơn thư", .index_again = index_again}};
    manifest.exports = export_sources();
    manifest.retention = {{std::string(kPetition), "20_nam"}};
    manifest.reorganised = reorganised;
    return manifest;
}

}  // namespace dinh::petitions
