// What programs are told of questions; see docs/api.md. Citizens' forms are filled in by hand.
#include "modules/portal/questions/question.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

void post(web::Router& router, const std::string& part, const char* says, Fields fields) {
    fields.insert(fields.begin(), version());
    router.of(Method::post, "/portal/questions/:id/" + part).says(says).takes(std::move(fields));
}

void describe_reading(web::Router& router) {
    router.of(Method::get, "/portal/questions")
        .says("Câu hỏi, phản ánh, yêu cầu cung cấp thông tin")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("kind", "Loại", 60),
                line("field", "Lĩnh vực", 60), id("site", "Trang"), day("from", "Từ ngày"), day("to", "Đến hết ngày"),
                id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/portal/questions/figures").says("Số câu hỏi theo trang và tháng");
    router.of(Method::get, "/portal/questions/:id").says("Một câu hỏi");
    router.of(Method::get, "/portal/questions/:id/files/:n").says("Tệp của câu hỏi");
}

void describe_consultations(web::Router& router) {
    router.of(Method::get, "/portal/consultations").says("Dự thảo lấy ý kiến");
    router.of(Method::get, "/portal/consultations/:id")
        .says("Góp ý của một dự thảo")
        .takes({id("after", "Những dòng sau dòng này")});
    router.of(Method::post, "/portal/consultations/new")
        .says("Lấy ý kiến dự thảo")
        .takes({id("article", "Dự thảo đã đăng").must(), day("until", "Nhận góp ý đến hết ngày").must()});
    router.of(Method::post, "/portal/consultations/:id/until")
        .says("Đổi hạn góp ý")
        .takes({version(), day("until", "Nhận góp ý đến hết ngày").must()});
    router.of(Method::post, "/portal/comments/:id/reply")
        .says("Tiếp thu, giải trình một góp ý")
        .takes({version(), text("public_body", "Góp ý khi công khai"),
                text("reply", "Ý kiến tiếp thu, giải trình").must(), truth("checked", "Đã xem lại dữ liệu cá nhân")});
}

}  // namespace

void describe_question_calls(web::Router& router) {
    describe_reading(router);
    describe_consultations(router);
    router.of(Method::post, "/portal/questions/new")
        .says("Nhập câu hỏi, yêu cầu nhận được")
        .takes({id("site", "Trang").must(), choice("kind", "Loại").must(), choice("channel", "Cách gửi").must(),
                day("received_day", "Ngày nhận").must(), line("subject", "Tiêu đề", 200).must(),
                text("body", "Nội dung").must(), choice("field", "Lĩnh vực").must(),
                choice("provision", "Hình thức cung cấp thông tin"), line("purpose", "Lý do, mục đích yêu cầu", 500),
                truth("may_publish", "Đồng ý công khai"), line("name", "Họ và tên", 100),
                line("phone", "Số điện thoại", 30), line("email", "Thư điện tử", 254),
                line("address", "Nơi cư trú", 300), line("id_number", "Số căn cước", 12)});
    post(router, "assignment", "Giao trả lời",
         {choice("holder", "Đơn vị, người trả lời").must(), choice("field", "Lĩnh vực").must(),
          line("note", "Ý kiến", 500)});
    post(router, "handing-on", "Phân công", {id("post", "Người trả lời").must()});
    post(router, "passing", "Chuyển trang khác", {id("site", "Trang").must(), line("reason", "Lý do", 500).must()});
    post(router, "turning-away", "Hướng dẫn gửi nơi tiếp công dân",
         {choice("as", "Nội dung gửi là").must(), line("reason", "Lý do", 500).must()});
    post(router, "refusal", "Từ chối câu hỏi",
         {choice("as", "Lý do từ chối").must(), line("reason", "Giải thích", 500).must()});
    post(router, "answer", "Soạn trả lời",
         {text("answer", "Trả lời").must(), line("public_subject", "Tiêu đề khi công khai", 200),
          text("public_body", "Câu hỏi khi công khai"), truth("publish", "Công khai"),
          truth("checked", "Đã xem lại dữ liệu cá nhân")});
    post(router, "approval", "Duyệt câu trả lời", {});
    post(router, "return", "Trả lại câu trả lời để sửa", {line("reason", "Lý do", 500).must()});
    post(router, "extension", "Gia hạn trả lời", {day("until", "Hạn mới").must(), line("reason", "Lý do", 500).must()});
    post(router, "reopening", "Làm lại câu trả lời", {line("reason", "Lý do", 500).must()});
}

}  // namespace dinh::portal
