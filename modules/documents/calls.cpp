// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::documents {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

constexpr const char* kIncomingList = R"({"type":"object","required":["documents","next","count","count_more"],
"properties":{"documents":{"type":"array","items":{"type":"object"}},"next":{"type":["string","null"]},
"count":{"type":"integer"},"count_more":{"type":"boolean"}},"additionalProperties":false})";
constexpr const char* kIncoming = R"({"type":"object","required":["id","version","state","subject","files"],
"properties":{"id":{"type":"string"},"version":{"type":"integer"},"state":{"type":"string"},
"subject":{"type":"string"},"files":{"type":"array","items":{"type":"object"}}}})";
constexpr const char* kIncomingInput = R"({"type":"object","required":["issuing_body","subject","kind"],
"properties":{"issuing_body":{"type":"string","pattern":"^[0-9]{1,19}$"},"channel":{"type":"string"},
"author_agency":{"type":"string"},"author_name":{"type":"string"},"author_code":{"type":"string"},
"mark":{"type":"string"},"document_day":{"type":"string","format":"date"},
"arrival_day":{"type":"string","format":"date"},"kind":{"type":"string"},
"subject":{"type":"string","maxLength":500},"field":{"type":"string"},"language":{"type":"string"},
"description":{"type":"string"},"signer_position":{"type":"string"},"signer_name":{"type":"string"},
"to_places":{"type":"string"},"pages":{"type":"integer"},"copies":{"type":"integer"},"urgency":{"type":"integer"},
"due":{"type":"string","format":"date"},"reply_needed":{"type":"boolean"},"secrecy":{"type":"string"}}})";
constexpr const char* kVersion =
    R"({"type":"object","required":["version"],"properties":{"version":{"type":"integer"}}})";
constexpr const char* kIssued = R"({"type":"object","required":["id","state","mark","version","recipients"],
"properties":{"id":{"type":"string"},"state":{"type":"string"},"mark":{"type":"string"},
"version":{"type":"integer"},"recipients":{"type":"integer"}}})";
constexpr const char* kForwardings = R"({"type":"object","required":["version","step","receivers"],
"properties":{"version":{"type":"integer"},"parent":{"type":"string"},"step":{"type":"string"},
"opinion":{"type":"string"},"receivers":{"type":"array","items":{"type":"object","required":["kind","id","role"],
"properties":{"kind":{"enum":["unit","post"],"type":"string"},"id":{"type":"string"},"role":{"type":"string"},
"due":{"type":"string","format":"date"}}}}}})";
constexpr const char* kForwarded = R"({"type":"object","required":["id","version","state","forwardings"],
"properties":{"id":{"type":"string"},"version":{"type":"integer"},"state":{"type":"string"},
"forwardings":{"type":"array","items":{"type":"object"}}}})";

Fields files(Fields more = {}) {
    more.push_back(file("files", "Tệp").several());
    more.push_back(line("kept", "", 0).several());
    return more;
}

Fields joined(Fields first, const Fields& more) {
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

// A form with the version of its record, and nothing else, or a reason.
Fields reason(std::size_t longest = 500) { return {version(), line("reason", "Lý do", longest).must()}; }

Fields incoming_fields() {
    return {id("issuing_body", "Sổ đăng ký"),
            choice("channel", "Hình thức đến"),
            id("author_agency", "Tác giả"),
            line("author_name", "Tác giả", 200),
            line("author_code", "Mã định danh tác giả", 64),
            choice("kind", "Tên loại").must(),
            line("mark", "Số, ký hiệu", 42),
            day("document_day", "Ngày văn bản"),
            day("arrival_day", "Ngày đến"),
            line("back_date_reason", "Lý do vào sổ cho ngày đã qua"),
            line("subject", "Trích yếu").must(),
            line("field", "Lĩnh vực", 200),
            line("language", "Ngôn ngữ", 30),
            line("description", "Ghi chú"),
            line("signer_name", "Người ký", 50),
            line("signer_position", "Chức vụ người ký", 100),
            line("to_places", "Đơn vị hoặc người nhận", 1000),
            line("dossier", "Số, ký hiệu hồ sơ", 20),
            line("paper_original", "Nơi để bản giấy", 200),
            number("pages", "Số trang"),
            number("copies", "Số bản"),
            number("urgency", "Độ khẩn"),
            day("due", "Hạn xử lý"),
            truth("reply_needed", ""),
            choice("secrecy", "Độ mật"),
            truth("secrecy_answered", "")};
}

Fields places() {
    return {text("to_act", "Để thực hiện", 40'000),
            text("to_report", "Để báo cáo", 40'000),
            text("to_inform", "Để biết", 40'000),
            text("to_cooperate", "Phối hợp", 40'000),
            choice("group_purpose", "Mục đích gửi của nhóm", {"act", "report", "inform", "cooperate"}),
            id("group", "Nhóm nơi nhận").several(),
            text("outside", "Nơi nhận ngoài danh bạ", 40'000)};
}

Fields draft_fields() {
    return joined({id("issuing_body", "Cơ quan ban hành"),
                   choice("kind", "Tên loại").must(),
                   line("subject", "Trích yếu").must(),
                   line("field", "Lĩnh vực", 200),
                   line("language", "Ngôn ngữ", 30),
                   line("description", "Ghi chú"),
                   line("addressee", "Kính gửi", 1000),
                   line("drafter_note", "Ghi chú của người soạn"),
                   line("archive_copy", "Nơi giữ bản lưu", 200),
                   number("pages", "Số trang"),
                   number("copies", "Số bản"),
                   number("urgency", "Độ khẩn"),
                   id("signer_post", "Người ký"),
                   truth("reply_needed", ""),
                   day("reply_day", "Hạn trả lời"),
                   choice("reply_every", "Trả lời định kỳ"),
                   day("reply_until", "Thôi yêu cầu sau ngày"),
                   truth("is_interim", "Trả lời bước đầu"),
                   id("answers", "Trả lời văn bản đến").several(),
                   choice("secrecy", "Độ mật"),
                   truth("secrecy_answered", ""),
                   truth("then_submit", "")},
                  places());
}

// "unit-7" or "post-7", as the form's page gives them.
Fields receivers(Fields first) {
    return joined(std::move(first),
                  {choice("lead", "Chủ trì").several(), choice("support", "Phối hợp").several(),
                   choice("information", "Để biết").several(), choice("follow_up", "Theo dõi").several(),
                   day("due", "Hạn xử lý"), day("support_due", "Hạn phối hợp"), id("parent", "")});
}

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/documents/incoming/new")
        .says("Vào sổ văn bản đến, kèm tệp")
        .takes(files(joined(incoming_fields(), {truth("save_and_next", "")})));
    router.of(Method::post, "/documents/incoming/:id/receipt")
        .says("Tiếp nhận, vào sổ văn bản đến")
        .takes(joined({version(), truth("save_and_next", "")}, incoming_fields()));
    router.of(Method::post, "/documents/incoming/:id/correction")
        .says("Sửa thông tin đăng ký")
        .takes(joined({version(), line("reason", "Lý do sửa").must()}, incoming_fields()));
    router.of(Method::post, "/documents/incoming/:id/refusal").says("Từ chối tiếp nhận").takes(reason());
    router.of(Method::post, "/documents/incoming/:id/return").says("Trả lại nơi gửi").takes(reason());
    router.of(Method::post, "/documents/incoming/:id/paper-original")
        .says("Nhận thêm bản giấy")
        .takes({version(), line("where", "Nơi để bản giấy", 200).must(), day("day", "Ngày nhận bản giấy").must()});
    router.of(Method::post, "/documents/incoming/:id/files")
        .says("Thêm tệp")
        .takes(files({version(), truth("secrecy_answered", "")}));
    router.of(Method::post, "/documents/incoming/:id/closure")
        .says("Kết thúc xử lý")
        .takes({version(), choice("as", "Kết thúc theo cách").must(),
                line("note", "Nội dung, số ký hiệu văn bản trả lời"), line("dossier", "Số, ký hiệu hồ sơ", 100)});
    router.of(Method::del, "/documents/incoming/:id/closure").says("Mở lại văn bản").takes(reason());
    router.of(Method::post, "/documents/incoming/:id/secrecy")
        .says("Trả lời về dấu mật")
        .takes({version(), choice("answer", "Văn bản có mật không?", {"no", "yes"}).must(),
                line("reason", "Lý do").must()});
    router.of(Method::post, "/documents/incoming/:id/forwardings")
        .says("Chuyển xử lý")
        .takes(receivers({version(), choice("step", "", {"submit", "direct", "assign", "forward"}),
                          text("opinion", "Ý kiến"), truth("close", "")}));
    router.of(Method::post, "/documents/incoming/:id/directions-on-behalf")
        .says("Ghi ý kiến chỉ đạo thay lãnh đạo")
        .takes(receivers({version(), id("leader", "Lãnh đạo đã bút phê").must(), text("opinion", "Ý kiến chỉ đạo"),
                          file("scan", ""), truth("close", "")}));
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/withdrawal")
        .says("Thu hồi lượt chuyển")
        .takes({version()});
}

void describe_part_2(web::Router& router) {
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/handback")
        .says("Chuyển trả")
        .takes(
            {version(), truth("misrouted", "Chuyển nhầm: không phải việc của đơn vị"), text("reason", "Lý do").must()});
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/reassignment")
        .says("Giao việc lại")
        .takes({version(), choice("receivers", "Giao cho").must(), day("due", "Hạn xử lý"),
                text("reason", "Lý do").must()});
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/start").says("Bắt đầu xử lý").takes({version()});
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/result")
        .says("Báo kết quả")
        .takes({version(), text("result", "Kết quả xử lý")});
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/extension")
        .says("Xin gia hạn")
        .takes({version(), day("asked", "Xin gia hạn đến ngày").must(), text("reason", "Lý do").must()});
    router.of(Method::post, "/documents/incoming/:id/extensions/:request/decision")
        .says("Duyệt gia hạn")
        .takes({version(), choice("granted", "Trả lời", {"yes", "no"}).must(), day("day", "Gia hạn đến ngày"),
                text("answer", "Ý kiến")});
    router.of(Method::post, "/documents/incoming/:id/opinions")
        .says("Xin ý kiến")
        .takes({version(), id("of_post", "Xin ý kiến của").must(), text("question", "Nội dung xin ý kiến").must(),
                day("due", "Trả lời trước ngày")});
    router.of(Method::post, "/documents/incoming/:id/opinions/:request/answer")
        .says("Cho ý kiến")
        .takes({version(), text("answer", "Ý kiến").must()});
    router.of(Method::post, "/documents/outgoing").says("Soạn văn bản đi").takes(files(draft_fields()));
    router.of(Method::post, "/documents/outgoing/:id/draft")
        .says("Sửa dự thảo")
        .takes(joined({version()}, draft_fields()));
    router.of(Method::post, "/documents/outgoing/:id/recipients")
        .says("Sửa nơi nhận")
        .takes(joined({version(), id("answers", "").several()}, places()));
    router.of(Method::post, "/documents/outgoing/:id/submission")
        .says("Trình ký")
        .takes({version(), choice("step_kind", "Bước").several(), id("step_post", "Người thực hiện").several(),
                text("slip", "Phiếu trình"), truth("add_row", ""), number("drop_row", "")});
    router.of(Method::del, "/documents/outgoing/:id/submission").says("Rút lại dự thảo đang trình").takes({version()});
}

void describe_part_3(web::Router& router) {
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/agreement")
        .says("Đồng ý, ký bước này")
        .takes({version(), line("answer", "", 0)});
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/return")
        .says("Trả lại dự thảo")
        .takes({version(), line("to", "", 0), line("answer", "", 0)});
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/skip").says("Bỏ qua bước này").takes(reason());
    router.of(Method::post, "/documents/outgoing/:id/steps")
        .says("Thêm bước trình ký")
        .takes({version(), choice("kind", "Bước").must(), id("post", "Người thực hiện").must(),
                number("after_position", "Đứng sau bước").must(), line("note", "Nội dung đề nghị")});
    router.of(Method::post, "/documents/outgoing/:id/files")
        .says("Thêm tệp")
        .takes(files({version(), choice("role", "", {"main", "appendix"}), truth("secrecy_answered", "")}));
    router.of(Method::post, "/documents/outgoing/:id/drop").says("Hủy dự thảo").takes(reason(1000));
    router.of(Method::post, "/documents/outgoing/:id/signed-file")
        .says("Gắn bản đã ký")
        .takes(files({version(), day("signed_day", "Ngày ký").must(), truth("secrecy_answered", "")}));
    router.of(Method::post, "/documents/outgoing/:id/number")
        .says("Cấp số")
        .takes({version(), choice("way", "Số"), day("back_date", "Lấy số của ngày đã qua"),
                line("reason", "Lý do lấy số của ngày đã qua")});
    router.of(Method::post, "/documents/outgoing/:id/seal")
        .says("Xác nhận đóng dấu")
        .takes({version(), line("note", "Ghi chú", 200)});
    router.of(Method::post, "/documents/outgoing/:id/issue").says("Phát hành").takes({version()});
    router.of(Method::post, "/documents/outgoing/:id/reminder").says("Đôn đốc trả lời").takes({version()});
    router.of(Method::del, "/documents/outgoing/:id/rounds").says("Thôi yêu cầu trả lời định kỳ").takes({version()});
    router.of(Method::post, "/documents/outgoing/:id/recall").says("Thu hồi văn bản").takes(reason(1000));
}

void describe_part_4(web::Router& router) {
    router.of(Method::post, "/documents/outgoing/:id/relations")
        .says("Thêm văn bản liên quan")
        .takes(
            {version(),
             choice("type", "Quan hệ", {"relates", "answers", "interim", "replaces", "amends", "corrects", "recalls"})
                 .must(),
             choice("to_kind", "Với", {"outgoing", "incoming"}).must(), line("mark", "Số, ký hiệu", 60).must()});
    router.of(Method::post, "/documents/outgoing/agreements")
        .says("Đồng ý nhiều văn bản cùng lúc")
        .takes({line("step", "", 60).several()});
    router.of(Method::post, "/documents/outgoing/reminders")
        .says("Đôn đốc nhiều văn bản cùng lúc")
        .takes({id("document", "Văn bản").several()});
    router.of(Method::post, "/documents/routes")
        .says("Đặt quy trình trình ký")
        .takes({id("issuing_body", "Cơ quan ban hành").must(), choice("kind", "Tên loại"),
                day("from", "Dùng từ ngày").must(), choice("step_kind", "Bước").several(),
                choice("step_role", "Người thực hiện").several()});
    router.of(Method::del, "/documents/routes/:route")
        .says("Bỏ quy trình trình ký")
        .takes({version(), day("until", "Ngày kết thúc").must()});
    router.of(Method::post, "/registers")
        .says("Mở sổ đăng ký")
        .takes({id("issuing_body", "Cơ quan ban hành").must(),
                choice("direction", "Sổ", {"incoming", "outgoing"}).must(), line("name", "Tên sổ", 1000),
                choice("period_kind", "Theo", {"year", "term"}).must(), line("period", "Kỳ", 20),
                number("first", "Số bắt đầu"), day("from", "Mở từ ngày"), line("form", "Mẫu số, ký hiệu", 1000),
                choice("kinds", "Tên loại").several()});
    router.of(Method::post, "/registers/:series/reservations")
        .says("Giữ số")
        .takes({version(), line("reserve_reason", "Lý do").must()});
    router.of(Method::post, "/registers/:series/voidings")
        .says("Hủy số")
        .takes({line("number", "", 0), line("suffix", "", 0), line("reason", "", 0)});
    router.of(Method::post, "/registers/:series/closure")
        .says("Đóng sổ")
        .takes({version(), day("until", "Đóng từ ngày").must(), line("close_reason", "", 0)});
    router.of(Method::get, "/documents/incoming.csv")
        .says("Cả danh sách văn bản đến")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("state", "Trạng thái", 40),
                line("kind", "Loại", 60), line("author", "Cơ quan gửi", 200),
                line("author_name", "Tên cơ quan gửi", 200), number("urgency", "Độ khẩn"), day("from", "Từ ngày"),
                day("to", "Đến hết ngày"), id("handler", "Người xử lý"), id("body", "Thẩm quyền ban hành")});
    router.of(Method::get, "/documents/outgoing")
        .says("Văn bản đi")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("state", "Trạng thái", 40),
                line("kind", "Loại", 60), number("urgency", "Độ khẩn"), day("from", "Từ ngày"),
                day("to", "Đến hết ngày"), id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/documents/outgoing.csv")
        .says("Cả danh sách văn bản đi")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("state", "Trạng thái", 40),
                line("kind", "Loại", 60), number("urgency", "Độ khẩn"), day("from", "Từ ngày"),
                day("to", "Đến hết ngày")});
    router.of(Method::get, "/documents/outgoing/:id").says("Một văn bản đi");
    router.of(Method::get, "/documents/outgoing/:id/replies")
        .says("Theo dõi trả lời")
        .takes({number("round", "Kỳ"), line("state", "Trạng thái", 40)});
}

void describe_part_5(web::Router& router) {
    router.of(Method::get, "/documents/incoming/:id/files/:n").says("Tệp của văn bản đến");
    router.of(Method::get, "/documents/outgoing/:id/files/:n").says("Tệp của văn bản đi");
    router.of(Method::get, "/documents/reports")
        .says("Tình hình xử lý văn bản")
        .takes({id("agency", "Cơ quan"), line("period", "Kỳ báo cáo", 40), line("boundaries", "Theo địa bàn", 40)});
    router.of(Method::get, "/registers").says("Sổ đăng ký văn bản").takes({number("year", "Năm")});
    router.of(Method::get, "/registers/:series").says("Một sổ đăng ký").takes({number("year", "Năm")});
    router.of(Method::get, "/documents/routes").says("Quy trình trình ký");
    router.of(Method::post, "/documents/incoming/columns")
        .says("Chọn cột của danh sách văn bản đến")
        .takes({truth("as_first", ""), line("column", "", 0).several()});
    router.of(Method::post, "/documents/outgoing/columns")
        .says("Chọn cột của danh sách văn bản đi")
        .takes({truth("as_first", ""), line("column", "", 0).several()});
    router.of(Method::post, "/documents/incoming/:id/readers/confirmations")
        .says("Xác nhận người được xem văn bản đến")
        .takes({version()});
    router.of(Method::post, "/documents/outgoing/:id/readers/confirmations")
        .says("Xác nhận người được xem văn bản đi")
        .takes({version()});
}

void describe_json(web::Router& router) {
    router.of(Method::get, "/api/v1/documents/incoming")
        .says("Văn bản đến")
        .takes({line("view", "Phần của danh sách", 40), line("q", "Từ cần tìm", 200), line("state", "Trạng thái", 40),
                line("kind", "Loại", 60), line("author", "Cơ quan gửi", 200),
                line("author_name", "Tên cơ quan gửi", 200), number("urgency", "Độ khẩn"), day("from", "Từ ngày"),
                day("to", "Đến hết ngày"), id("handler", "Người xử lý"), id("body", "Thẩm quyền ban hành"),
                id("before", "Những dòng trước dòng này")})
        .speaks_json("", kIncomingList);
    router.of(Method::get, "/api/v1/documents/incoming/:id").says("Một văn bản đến").speaks_json("", kIncoming);
    router.of(Method::post, "/api/v1/documents/incoming")
        .says("Vào sổ văn bản đến")
        .speaks_json(kIncomingInput, kIncoming);
    router.of(Method::post, "/api/v1/documents/outgoing/:id/issue").says("Phát hành").speaks_json(kVersion, kIssued);
    router.of(Method::post, "/api/v1/documents/incoming/:id/forwardings")
        .says("Chuyển xử lý")
        .speaks_json(kForwardings, kForwarded);
}

}  // namespace

void describe_calls(web::Router& router) {
    describe_part_1(router);
    describe_part_2(router);
    describe_part_3(router);
    describe_part_4(router);
    describe_part_5(router);
    describe_json(router);
}

}  // namespace dinh::documents
