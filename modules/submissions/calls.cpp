// What programs are told of this module's deeds, lists and records; see docs/api.md. The forms are made from data:
// their pages tell the fields.
#include "platform/web/router.hpp"

namespace dinh::submissions {

using web::Method;

void describe_calls(web::Router& router) {
    constexpr std::pair<const char*, const char*> kDeeds[] = {
        {"receipt", "Tiếp nhận hồ sơ trình"},
        {"assignment", "Phân công thẩm tra"},
        {"handing-on", "Phân công trong đơn vị"},
        {"return", "Trả lại để hoàn thiện"},
        {"consultations", "Lấy ý kiến cơ quan liên quan"},
        {"consultations/:n/answer", "Cho ý kiến"},
        {"consultations/:n/handings", "Giao cho ý kiến trong cơ quan"},
        {"consultations/:n/parts/:p/handings", "Giao cho ý kiến trong đơn vị"},
        {"consultations/:n/parts/:p/answer", "Cho ý kiến trong cơ quan"},
        {"document", "Soạn văn bản ban hành"},
        {"papers", "Thêm tệp vào hồ sơ"},
        {"gathered", "Thêm ý kiến vào bảng tổng hợp"},
        {"submission", "Trình hồ sơ"},
        {"withdrawal", "Rút hồ sơ"},
        {"slips", "Lập phiếu trình"},
        {"approval", "Duyệt, trình lãnh đạo"},
        {"sending-back", "Trả lại phiếu trình"},
        {"decision", "Cho ý kiến quyết định"}};
    for (const auto& [part, words] : kDeeds)
        router.of(Method::post, std::string("/submissions/:id/") + part).says(words);
    router.of(Method::post, "/submissions/new").says("Lập hồ sơ trình Ủy ban nhân dân");
    router.of(Method::post, "/submissions/:id/description").says("Sửa nội dung trình");
    router.of(Method::del, "/submissions/:id/files/:n").says("Bỏ tệp của hồ sơ trình");
    router.of(Method::del, "/submissions/:id/gathered/:n").says("Bỏ ý kiến đã lấy");
    router.of(Method::get, "/submissions").says("Hồ sơ trình Ủy ban nhân dân");
    router.of(Method::get, "/submissions.csv").says("Cả danh sách hồ sơ trình");
    router.of(Method::get, "/submissions/:id").says("Một hồ sơ trình");
    router.of(Method::get, "/submissions/:id/files/:n").says("Tệp của hồ sơ trình");
}

}  // namespace dinh::submissions
