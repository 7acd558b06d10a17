// What programs are told of the deeds, lists and records of articles; see docs/api.md.
#include "modules/portal/routes.hpp"

namespace dinh::portal {

using namespace web::api;
using web::Method;

namespace {

std::vector<Asked> article_fields(bool of_new) {
    std::vector<Asked> fields{line("title", "Tiêu đề", 250).must(),
                              id("category", "Chuyên mục").must(),
                              line("kind", "Loại", 20).must(),
                              line("language", "Ngôn ngữ", 5).must(),
                              id("translation_of", "Bài gốc"),
                              line("summary", "Tóm tắt", 500),
                              line("body", "Nội dung", 0),
                              line("author", "Tác giả", 200),
                              line("pen_name", "Bút danh", 100),
                              line("source", "Nguồn", 200),
                              line("video", "Địa chỉ video", 500),
                              day("starts_at", "Ngày bắt đầu"),
                              line("starts_hour", "Giờ bắt đầu", 5),
                              day("ends_at", "Ngày kết thúc"),
                              line("ends_hour", "Giờ kết thúc", 5),
                              line("place", "Địa điểm", 300),
                              line("picture_alt", "Lời mô tả ảnh đại diện", 300),
                              line("note", "Đã đính chính điều gì", 500),
                              file("files", "Tệp").several(),
                              line("kept", "", 0).several()};
    if (of_new) {
        fields.insert(fields.begin(), id("site", "Trang").must());
    } else {
        fields.insert(fields.begin(), version());
    }
    return fields;
}

void describe_deeds(web::Router& router) {
    const auto deed = [&](const char* part, const char* words, std::vector<Asked> fields) {
        fields.insert(fields.begin(), version());
        router.of(Method::post, std::string("/portal/articles/:id/") + part).says(words).takes(std::move(fields));
    };
    deed("submission", "Trình bài", {});
    deed("passing", "Duyệt, chuyển bước", {day("publish_at", "Ngày xuất bản"), line("publish_hour", "Giờ", 5)});
    deed("return", "Trả lại bài", {line("reason", "Lý do", 500).must()});
    deed("withdrawal", "Gỡ bài", {line("reason", "Lý do", 500).must()});
    deed("pin", "Ghim lên đầu", {day("until", "Đến hết ngày")});
    deed("dropping", "Bỏ bài", {});
    deed("files", "Thêm tệp vào bài",
         {line("alt", "Lời mô tả ảnh", 300), file("files", "Tệp").several(), line("kept", "", 0).several()});
    deed("files/:n/words", "Lời mô tả ảnh",
         {line("alt", "Lời mô tả ảnh", 300), line("leading", "Ảnh đại diện", 5)});
    deed("files/:n/removal", "Bỏ tệp", {});
    deed("fee", "Chấm nhuận bút",
         {line("kind", "Thể loại", 30).must(), line("factor", "Hệ số", 5).must(), line("payee", "Người nhận").must()});
    deed("placings", "Mời, yêu cầu các trang đăng", {id("sites", "Các trang").several(), day("due", "Hạn đăng")});
    deed("placings/:site/acceptance", "Đăng bài của trang khác", {id("category", "Chuyên mục").must()});
    deed("placings/:site/refusal", "Không đăng bài của trang khác", {line("reason", "Lý do", 500).must()});
}

}  // namespace

void describe_article_calls(web::Router& router) {
    router.of(Method::get, "/portal/articles")
        .says("Tin bài")
        .takes({id("site", "Trang"), id("category", "Chuyên mục"), line("kind", "Loại", 20)});
    router.of(Method::get, "/portal/articles/:id").says("Một bài");
    router.of(Method::get, "/portal/articles/:id/editions").says("Các phiên bản của bài");
    router.of(Method::get, "/portal/articles/:id/placings").says("Các trang đã đăng và chưa đăng bài");
    router.of(Method::post, "/portal/articles").says("Viết bài").takes(article_fields(true));
    router.of(Method::post, "/portal/articles/:id/changes").says("Sửa, đính chính bài").takes(article_fields(false));
    router.of(Method::post, "/portal/articles/fees/approval")
        .says("Duyệt nhuận bút của tháng")
        .takes({id("site", "Trang").must(), line("month", "Tháng", 7).must(), line("sum", "Số tiền", 20).must()});
    describe_deeds(router);
}

}  // namespace dinh::portal
