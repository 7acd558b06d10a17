// What programs are told of postings; see docs/api.md.
#include "modules/portal/routes.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

namespace {

using Fields = std::vector<Asked>;

Fields posting_fields() {
    return {version(),
            choice("kind", "Loại niêm yết").must(),
            line("subject", "Nội dung niêm yết").must(),
            day("from", "Từ ngày").must(),
            day("until", "Đến hết ngày"),
            text("places", "Nơi niêm yết khác", 1000),
            text("text", "Toàn văn"),
            file("files", "Tệp").several(),
            line("kept", "", 0).several()};
}

Fields correction_fields() {
    return {version(),
            line("subject", "Nội dung niêm yết").must(),
            day("until", "Đến hết ngày"),
            text("places", "Nơi niêm yết khác", 1000),
            text("text", "Toàn văn"),
            line("reason", "Lý do đính chính").must(),
            line("personal", "Vì sao dữ liệu cá nhân trong bản sửa được công khai"),
            file("files", "Tệp").several(),
            line("kept", "", 0).several()};
}

}  // namespace

void describe_posting_calls(web::Router& router) {
    const std::string base = "/portal/postings/:id";
    const Fields plain{version()}, reasoned{version(), line("reason", "Lý do").must()};
    router.of(Method::post, "/portal/postings/new").says("Đề nghị niêm yết").takes(posting_fields());
    router.of(Method::post, base + "/change").says("Sửa đề nghị niêm yết").takes(posting_fields());
    router.of(Method::post, base + "/correction").says("Đính chính niêm yết").takes(correction_fields());
    router.of(Method::post, base + "/approval")
        .says("Duyệt niêm yết; finding_<mã> của từng nội dung soát được: vì sao được công khai");
    router.of(Method::post, base + "/return").says("Trả lại đề nghị niêm yết").takes(reasoned);
    router.of(Method::post, base + "/drop").says("Bỏ đề nghị niêm yết").takes(plain);
    router.of(Method::post, base + "/end").says("Kết thúc niêm yết trước hạn").takes(reasoned);
    router.of(Method::del, base + "/files/:n").says("Bỏ tệp của niêm yết").takes(plain);
    router.of(Method::get, "/portal/postings").says("Niêm yết của trang");
    router.of(Method::get, base).says("Một niêm yết");
}

}  // namespace dinh::portal
