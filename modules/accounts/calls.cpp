// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::accounts {

using namespace web::api;
using web::Method;

namespace {

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/settings/:key/values")
        .says("Đặt thiết lập từ một ngày")
        .takes({line("value", "Giá trị", 1000), day("from", "Từ ngày").must(), line("basis", "Căn cứ")});
    router.of(Method::get, "/settings").says("Thiết lập");
    router.of(Method::get, "/settings/:key").says("Một thiết lập");
    router.of(Method::get, "/accounts/jobs").says("Việc nền");
}

}  // namespace

void describe_calls(web::Router& router) { describe_part_1(router); }

}  // namespace dinh::accounts
