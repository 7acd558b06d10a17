// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::internal {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields letter_fields() {
    return {version(),
            id("post", "Gửi từ"),
            choice("kind", "Loại văn bản").must(),
            number("urgency", "Độ khẩn"),
            day("due", "Hạn xử lý"),
            line("subject", "Trích yếu").must(),
            text("body", "Nội dung"),
            truth("numbered", ""),
            id("answers", "Văn bản trả lời"),
            choice("act", "Nơi nhận để xử lý").several(),
            choice("information", "Nơi nhận để biết").several(),
            line("dropped", "", 0).several(),
            file("files", "Tệp").several(),
            line("kept", "", 0).several()};
}

void describe_letters(web::Router& router) {
    const std::string one = "/internal/letters/:id";
    router.of(Method::post, "/internal/letters/new").says("Soạn văn bản nội bộ").takes(letter_fields());
    router.of(Method::post, one + "/changes").says("Sửa dự thảo").takes(letter_fields());
    router.of(Method::post, one + "/submission").says("Trình ký").takes({version()});
    router.of(Method::post, one + "/sending").says("Ký, gửi").takes({version()});
    router.of(Method::post, one + "/return").says("Trả lại dự thảo").takes({version(), line("reason", "Lý do").must()});
    router.of(Method::del, one + "/dropping").says("Hủy dự thảo").takes({version(), line("reason", "Lý do")});
    router.of(Method::post, one + "/recall").says("Thu hồi").takes({version(), line("reason", "Lý do").must()});
    router.of(Method::post, one + "/editions")
        .says("Gửi bản thay thế")
        .takes({version(), line("subject", "Trích yếu"), text("body", "Nội dung"), line("reason", "Lý do").must(),
                file("files", "Tệp").several(), line("kept", "", 0).several()});
    router.of(Method::post, one + "/parts/:part/result")
        .says("Kết thúc xử lý")
        .takes({version(), text("result", "Kết quả", 2000), choice("act", "Nơi nhận để xử lý").several(),
                choice("information", "Nơi nhận để biết").several()});
    router.of(Method::post, one + "/parts/:part/forwardings")
        .says("Chuyển tiếp")
        .takes({version(), choice("act", "Nơi nhận để xử lý").several(),
                choice("information", "Nơi nhận để biết").several(), day("due", "Hạn xử lý"), line("note", "Ý kiến")});
    router.of(Method::post, one + "/outgoing").says("Soạn văn bản đi");
    router.of(Method::post, one + "/attachment").says("Gắn vào văn bản đến");
    router.of(Method::post, one + "/detachment").says("Bỏ gắn khỏi văn bản đến");
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
    router.of(Method::post, "/internal/messages/new")
        .says("Gửi nhanh trong phòng")
        .takes({id("post", "Đơn vị"), text("body", "Nội dung", 2000).must(), truth("wants_answer", ""),
                day("due", "Hạn trả lời"), id("to", "Người nhận").several(), truth("everybody", ""),
                file("files", "Tệp").several(), line("kept", "", 0).several()});
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
