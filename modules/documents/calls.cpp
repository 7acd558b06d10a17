// What programs are told of this module's deeds, lists and records; see docs/api.md.
#include "platform/web/router.hpp"

namespace dinh::documents {

using namespace web::api;
using web::Method;

namespace {

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

void describe_part_1(web::Router& router) {
    router.of(Method::post, "/documents/incoming/new").says("Vào sổ văn bản đến, kèm tệp");
    router.of(Method::post, "/documents/incoming/:id/receipt").says("Tiếp nhận, vào sổ văn bản đến");
    router.of(Method::post, "/documents/incoming/:id/correction").says("Sửa thông tin đăng ký");
    router.of(Method::post, "/documents/incoming/:id/refusal").says("Từ chối tiếp nhận");
    router.of(Method::post, "/documents/incoming/:id/return").says("Trả lại nơi gửi");
    router.of(Method::post, "/documents/incoming/:id/paper-original").says("Nhận thêm bản giấy");
    router.of(Method::post, "/documents/incoming/:id/files").says("Thêm tệp");
    router.of(Method::post, "/documents/incoming/:id/closure").says("Kết thúc xử lý");
    router.of(Method::del, "/documents/incoming/:id/closure").says("Mở lại văn bản");
    router.of(Method::post, "/documents/incoming/:id/secrecy").says("Trả lời về dấu mật");
    router.of(Method::post, "/documents/incoming/:id/forwardings").says("Chuyển xử lý");
    router.of(Method::post, "/documents/incoming/:id/directions-on-behalf").says("Ghi ý kiến chỉ đạo thay lãnh đạo");
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/withdrawal").says("Thu hồi lượt chuyển");
}

void describe_part_2(web::Router& router) {
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/handback").says("Chuyển trả");
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/reassignment").says("Giao việc lại");
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/start").says("Bắt đầu xử lý");
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/result").says("Báo kết quả");
    router.of(Method::post, "/documents/incoming/:id/forwardings/:part/extension").says("Xin gia hạn");
    router.of(Method::post, "/documents/incoming/:id/extensions/:request/decision").says("Duyệt gia hạn");
    router.of(Method::post, "/documents/incoming/:id/opinions").says("Xin ý kiến");
    router.of(Method::post, "/documents/incoming/:id/opinions/:request/answer").says("Cho ý kiến");
    router.of(Method::post, "/documents/outgoing").says("Soạn văn bản đi");
    router.of(Method::post, "/documents/outgoing/:id/draft").says("Sửa dự thảo");
    router.of(Method::post, "/documents/outgoing/:id/recipients").says("Sửa nơi nhận");
    router.of(Method::post, "/documents/outgoing/:id/submission").says("Trình ký");
    router.of(Method::del, "/documents/outgoing/:id/submission").says("Rút lại dự thảo đang trình");
}

void describe_part_3(web::Router& router) {
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/agreement")
        .says("Đồng ý, ký bước này")
        .takes({version(), line("answer", "", 0)});
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/return")
        .says("Trả lại dự thảo")
        .takes({version(), line("to", "", 0), line("answer", "", 0)});
    router.of(Method::post, "/documents/outgoing/:id/steps/:step/skip").says("Bỏ qua bước này");
    router.of(Method::post, "/documents/outgoing/:id/steps").says("Thêm bước trình ký");
    router.of(Method::post, "/documents/outgoing/:id/files").says("Thêm tệp");
    router.of(Method::post, "/documents/outgoing/:id/drop").says("Hủy dự thảo");
    router.of(Method::post, "/documents/outgoing/:id/signed-file").says("Gắn bản đã ký");
    router.of(Method::post, "/documents/outgoing/:id/number").says("Cấp số");
    router.of(Method::post, "/documents/outgoing/:id/seal").says("Xác nhận đóng dấu");
    router.of(Method::post, "/documents/outgoing/:id/issue").says("Phát hành");
    router.of(Method::post, "/documents/outgoing/:id/reminder").says("Đôn đốc trả lời");
    router.of(Method::del, "/documents/outgoing/:id/rounds").says("Thôi yêu cầu trả lời định kỳ");
    router.of(Method::post, "/documents/outgoing/:id/recall").says("Thu hồi văn bản");
}

void describe_part_4(web::Router& router) {
    router.of(Method::post, "/documents/outgoing/:id/relations").says("Thêm văn bản liên quan");
    router.of(Method::post, "/documents/outgoing/agreements").says("Đồng ý nhiều văn bản cùng lúc");
    router.of(Method::post, "/documents/outgoing/reminders")
        .says("Đôn đốc nhiều văn bản cùng lúc")
        .takes({id("document", "Văn bản").several()});
    router.of(Method::post, "/documents/routes").says("Đặt quy trình trình ký");
    router.of(Method::del, "/documents/routes/:route").says("Bỏ quy trình trình ký");
    router.of(Method::post, "/registers").says("Mở sổ đăng ký");
    router.of(Method::post, "/registers/:series/reservations").says("Giữ số");
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
        .says("Xác nhận người được xem văn bản đến");
    router.of(Method::post, "/documents/outgoing/:id/readers/confirmations").says("Xác nhận người được xem văn bản đi");
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
