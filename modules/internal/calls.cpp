// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::internal {

using namespace web::api;
using web::Method;

namespace {

void describe_letters(web::Router& router) {
    const std::string one = "/internal/letters/:id";
    router.of(Method::post, "/internal/letters/new").says("Soạn văn bản nội bộ");
    router.of(Method::post, one + "/changes").says("Sửa dự thảo");
    router.of(Method::post, one + "/submission").says("Trình ký").takes({version()});
    router.of(Method::post, one + "/sending").says("Ký, gửi").takes({version()});
    router.of(Method::post, one + "/return").says("Trả lại dự thảo");
    router.of(Method::del, one + "/dropping").says("Hủy dự thảo");
    router.of(Method::post, one + "/recall").says("Thu hồi");
    router.of(Method::post, one + "/editions").says("Gửi bản thay thế");
    router.of(Method::post, one + "/parts/:part/result").says("Kết thúc xử lý");
    router.of(Method::post, one + "/parts/:part/forwardings").says("Chuyển tiếp");
    router.of(Method::post, one + "/answers").says("Lời trao đổi, trả lời").takes({text("body", "Nội dung", 2000)});
    router.of(Method::get, "/internal/letters")
        .says("Văn bản nội bộ")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("kind", "Loại", 60),
                day("from", "Từ ngày"), day("to", "Đến hết ngày"), id("before", "Những dòng trước dòng này")});
    router.of(Method::get, one).says("Một văn bản nội bộ");
    router.of(Method::get, one + "/files/:n").says("Tệp của văn bản nội bộ");
}

void describe_series_and_messages(web::Router& router) {
    router.of(Method::post, "/internal/series").says("Mở sổ văn bản nội bộ").takes({id("post", "Vị trí trong đơn vị")});
    router.of(Method::del, "/internal/series/:id")
        .says("Đóng sổ văn bản nội bộ")
        .takes({version(), id("post", "Vị trí trong đơn vị")});
    router.of(Method::get, "/internal/series")
        .says("Sổ văn bản nội bộ")
        .takes({id("post", "Vị trí trong đơn vị"), number("year", "Năm"), id("before", "Những dòng trước dòng này")});
    router.of(Method::post, "/internal/messages/new").says("Gửi nhanh trong phòng");
    router.of(Method::post, "/internal/messages/:id/answers")
        .says("Trả lời tin trong phòng")
        .takes({text("body", "Nội dung", 2000)});
    router.of(Method::get, "/internal/messages")
        .says("Tin trong phòng")
        .takes({line("view", "Phần của danh sách", 40), id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/internal/messages/:id").says("Một tin trong phòng");
    router.of(Method::get, "/internal/messages/:id/files/:n").says("Tệp của tin trong phòng");
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_letters(router);
    describe_series_and_messages(router);
}

}  // namespace dinh::internal
