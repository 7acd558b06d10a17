#include "modules/exports/exports.hpp"
#include "modules/exports/orders/orders.hpp"
#include "modules/exports/orders/routes.hpp"

namespace dinh::exports {

namespace {

std::vector<Source>& kept() {
    static std::vector<Source> list;
    return list;
}

settings::Setting keep_days() {
    return {.key = "exports.keep_days",
            .type = settings::Type::integer,
            .unit = "ngày",
            .value = "7",
            .title = "Thời gian giữ gói dữ liệu đã xuất",
            .description = "Sau số ngày này gói dữ liệu tự xóa; ai đã yêu cầu, đã tải vẫn còn trong nhật ký.",
            .least = 1,
            .most = 60};
}

}  // namespace

void set_sources(std::vector<Source> list) { kept() = std::move(list); }
const std::vector<Source>& sources() { return kept(); }

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "exports";
    manifest.title = "Xuất dữ liệu";
    manifest.routes = order_routes;
    manifest.menu = {{.group = "Quản trị",
                      .title = "Xuất dữ liệu",
                      .path = "/exports",
                      .icon = "files",
                      .counter = "",
                      .shown = asks_somewhere,
                      .order = 908}};
    manifest.settings = {keep_days()};
    manifest.jobs = {{.name = std::string(kMake),
                      .job_class = jobs::Class::slow,
                      .work = make,
                      .most_attempts = kMostTries,
                      .what_to_do = "Xem chỗ trống của ổ đĩa rồi làm lại, hoặc bỏ và yêu cầu gói dữ liệu khác."},
                     {.name = "exports.end_past",
                      .job_class = jobs::Class::slow,
                      .work = [](House& house, const jobs::Job&) { end_past(house); },
                      .what_to_do = "Gói dữ liệu hết hạn chưa xóa được, chiếm chỗ ổ đĩa. Xem nhật ký lỗi.",
                      .every_s = 3'600}};
    return manifest;
}

}  // namespace dinh::exports
