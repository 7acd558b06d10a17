// What the module declares of remarks, and what programs are told of them; see docs/api.md.
#include "modules/portal/questions/remark.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal {

namespace {

settings::Setting most_setting(const char* key, const char* value, const char* title, const char* description) {
    return {.key = key,
            .type = settings::Type::integer,
            .unit = "lần mỗi giờ",
            .value = value,
            .title = title,
            .description = description,
            .least = 1,
            .most = 100'000};
}

}  // namespace

void add_remark_parts(module::Manifest& manifest) {
    manifest.settings.push_back(most_setting("portal.remarks_from_address", "5", "Bình luận từ một mạng",
                                             "Nhiều hơn số này trong một giờ thì từ chối, bằng lời dễ hiểu."));
    manifest.settings.push_back(most_setting("portal.remarks_to_site", "200", "Bình luận đến một trang",
                                             "Nhiều hơn số này trong một giờ thì trang tạm ngừng nhận."));
    manifest.work_kinds.push_back({"portal.moderate_remarks", "Duyệt bình luận", "/portal/remarks?site=%1"});
    manifest.retention.push_back({std::string(kRemark), "05_nam"});
}

void describe_remark_calls(web::Router& router) {
    using namespace web::api;
    using web::Method;
    router.of(Method::get, "/portal/remarks")
        .says("Bình luận của bạn đọc")
        .takes(
            {line("view", "Phần của danh sách", 40), id("site", "Trang"), id("before", "Những dòng trước dòng này")});
    router.of(Method::get, "/portal/remarks/:id").says("Một bình luận");
    const auto deed = [&](const char* part, const char* says, std::vector<Asked> fields) {
        fields.insert(fields.begin(), version());
        router.of(Method::post, std::string("/portal/remarks/:id/") + part).says(says).takes(std::move(fields));
    };
    const auto checked = [] { return truth("checked", "Đã xem lại dữ liệu cá nhân"); };
    deed("approval", "Duyệt, đăng bình luận", {text("reply", "Trả lời của cơ quan"), checked()});
    deed("reply", "Trả lời bình luận", {text("reply", "Trả lời của cơ quan"), checked()});
    deed("refusal", "Không đăng bình luận", {line("reason", "Lý do", 500).must()});
    deed("hiding", "Ẩn bình luận", {line("reason", "Lý do", 500).must()});
}

}  // namespace dinh::portal
