// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::petitions {

using namespace web::api;
using web::Method;

namespace {

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/petitions/new").says("Nhận đơn, vào sổ");
    router.of(Method::post, "/petitions/:id/correction").says("Sửa thông tin đơn");
    router.of(Method::post, "/petitions/:id/receipt").says("Tiếp nhận, vào sổ đơn");
    router.of(Method::post, "/petitions/:id/refusal").says("Trả lại nơi chuyển");
    router.of(Method::post, "/petitions/:id/acceptance").says("Thụ lý, giao giải quyết");
    router.of(Method::post, "/petitions/:id/passing").says("Chuyển đơn");
    router.of(Method::post, "/petitions/:id/guidance").says("Hướng dẫn, trả lại đơn");
    router.of(Method::post, "/petitions/:id/filing").says("Lưu đơn");
    router.of(Method::post, "/petitions/:id/proposal").says("Đề xuất xử lý");
    router.of(Method::post, "/petitions/:id/voiding").says("Hủy số");
    router.of(Method::post, "/petitions/:id/settler").says("Giao người khác");
    router.of(Method::post, "/petitions/:id/handing-on").says("Phân công");
    router.of(Method::post, "/petitions/:id/extension").says("Gia hạn");
}

void describe_part_2(web::Router& router) {
    router.of(Method::post, "/petitions/:id/result").says("Báo cáo kết quả");
    router.of(Method::post, "/petitions/:id/closure").says("Kết thúc");
    router.of(Method::post, "/petitions/:id/files").says("Thêm tệp");
    router.of(Method::del, "/petitions/:id/closure").says("Mở lại để chỉ đạo lại");
    router.of(Method::post, "/petitions/officers")
        .says("Giao người tiếp công dân, giữ sổ đơn")
        .takes({line("issuing_body", "", 0), line("post", "", 0), line("task", "", 0)});
    router.of(Method::del, "/petitions/officers/:id")
        .says("Thôi giao giữ sổ đơn")
        .takes({version(), line("issuing_body", "", 0), line("post", "", 0), line("task", "", 0)});
    router.of(Method::get, "/petitions")
        .says("Đơn thư")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("kind", "Loại", 60),
                day("from", "Từ ngày"), day("to", "Đến hết ngày"), id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/petitions/:id").says("Một đơn");
    router.of(Method::get, "/petitions/:id/files/:n").says("Tệp của đơn");
    router.of(Method::get, "/petitions/book")
        .says("Sổ đơn thư")
        .takes({id("body", "Thẩm quyền ban hành"), number("year", "Năm"), id("after", "Những dòng sau dòng này")});
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_part_1(router);
    describe_part_2(router);
}

}  // namespace dinh::petitions
