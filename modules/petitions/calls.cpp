// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::petitions {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields with_files(Fields fields) {
    fields.push_back(file("files", "Tệp").several());
    fields.push_back(line("kept", "", 0).several());
    return fields;
}

Fields petition_fields() {
    return {id("issuing_body", "Sổ đơn"),
            choice("kind", "Loại đơn").must(),
            number("round", "Lần khiếu nại"),
            choice("channel", "Nguồn đơn").must(),
            line("passed_from", "Cơ quan chuyển đến", 200),
            day("received_day", "Ngày nhận đơn").must(),
            line("summary", "Nội dung tóm tắt").must(),
            line("field", "Lĩnh vực", 100),
            number("people", "Số người ký đơn"),
            truth("anonymous", ""),
            truth("double_answered", ""),
            line("sender_name", "Họ tên", 200),
            line("sender_address", "Địa chỉ", 300),
            line("sender_phone", "Điện thoại", 30),
            line("sender_id", "Số định danh", 30),
            text("others", "Những người khác cùng ký")};
}

Fields corrected(Fields fields) {
    fields.push_back(version());
    fields.push_back(line("reason", "Lý do sửa").must());
    return fields;
}

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/petitions/new").says("Nhận đơn, vào sổ").takes(with_files(petition_fields()));
    router.of(Method::post, "/petitions/:id/correction").says("Sửa thông tin đơn").takes(corrected(petition_fields()));
    router.of(Method::post, "/petitions/:id/receipt")
        .says("Tiếp nhận, vào sổ đơn")
        .takes({version(), day("received_day", "Ngày nhận đơn").must()});
    router.of(Method::post, "/petitions/:id/refusal")
        .says("Trả lại nơi chuyển")
        .takes({version(), line("reason", "Lý do").must()});
    router.of(Method::post, "/petitions/:id/acceptance")
        .says("Thụ lý, giao giải quyết")
        .takes({version(), choice("settler", "Đơn vị, người giải quyết").must(), truth("remote", ""),
                line("note", "Ý kiến")});
    router.of(Method::post, "/petitions/:id/passing")
        .says("Chuyển đơn")
        .takes({version(), line("agency", "Cơ quan", 200).must(), id("agency_id", "Cơ quan"), line("note", "Ý kiến")});
    router.of(Method::post, "/petitions/:id/guidance")
        .says("Hướng dẫn, trả lại đơn")
        .takes({version(), line("note", "Nội dung hướng dẫn").must()});
    router.of(Method::post, "/petitions/:id/filing")
        .says("Lưu đơn")
        .takes({version(), choice("as", "Lý do lưu đơn").must(), line("note", "Ý kiến")});
    router.of(Method::post, "/petitions/:id/proposal")
        .says("Đề xuất xử lý")
        .takes({version(), text("proposal", "Đề xuất xử lý").must()});
    router.of(Method::post, "/petitions/:id/voiding").says("Hủy số").takes({version(), line("reason", "Lý do").must()});
    router.of(Method::post, "/petitions/:id/settler")
        .says("Giao người khác")
        .takes({version(), choice("settler", "Đơn vị, người giải quyết").must(), line("note", "Lý do").must()});
    router.of(Method::post, "/petitions/:id/handing-on")
        .says("Phân công")
        .takes({version(), id("post", "Người giải quyết").must()});
    router.of(Method::post, "/petitions/:id/extension")
        .says("Gia hạn")
        .takes({version(), day("until", "Hạn mới").must(), line("reason", "Lý do").must()});
}

void describe_part_2(web::Router& router) {
    router.of(Method::post, "/petitions/:id/result")
        .says("Báo cáo kết quả")
        .takes({version(), line("mark", "Số, ký hiệu văn bản trả lời", 60), day("day", "Ngày văn bản trả lời"),
                text("text", "Kết quả giải quyết").must()});
    router.of(Method::post, "/petitions/:id/closure").says("Kết thúc").takes({version()});
    router.of(Method::post, "/petitions/:id/files").says("Thêm tệp").takes(with_files({version()}));
    router.of(Method::del, "/petitions/:id/closure")
        .says("Mở lại để chỉ đạo lại")
        .takes({version(), line("reason", "Lý do").must()});
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
