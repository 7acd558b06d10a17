#include "modules/portal/sites/words.hpp"

#include <algorithm>
#include <map>

namespace dinh::portal {

const std::vector<forms::Choice>& member_roles() {
    static const std::vector<forms::Choice> roles{{"contributor", "Cộng tác viên"},
                                                  {"editor", "Biên tập viên"},
                                                  {"secretary", "Thư ký Ban Biên tập"},
                                                  {"approver", "Trưởng, Phó Trưởng Ban Biên tập"},
                                                  {"manager", "Quản trị trang"}};
    return roles;
}

std::string title_among(const std::vector<forms::Choice>& choices, std::string_view value) {
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const forms::Choice& one) { return one.value == value; });
    return found == choices.end() ? std::string(value) : found->title;
}

std::string role_title(std::string_view role) { return title_among(member_roles(), role); }

const std::vector<forms::Choice>& colour_choices() {
    static const std::vector<forms::Choice> colours{
        {"blue", "Xanh lam"}, {"red", "Đỏ"}, {"green", "Xanh lục"}, {"brown", "Nâu"}};
    return colours;
}

const std::vector<forms::Choice>& steps_choices() {
    static const std::vector<forms::Choice> steps{
        {"1", "Một bước: duyệt"}, {"2", "Hai bước: biên tập, duyệt"}, {"3", "Ba bước: biên tập, thư ký, duyệt"}};
    return steps;
}

std::string site_kind_title(std::string_view kind) {
    if (kind == "province") return "Cổng thông tin điện tử tỉnh";
    if (kind == "department") return "Sở, ban, ngành";
    return kind == "commune" ? "Xã, phường" : "Cơ quan, đơn vị khác";
}

std::string site_field_title(std::string_view field) {
    static const std::map<std::string_view, const char*> titles{{"name", "Tên trang"},
                                                                {"name_en", "Tên tiếng Anh"},
                                                                {"answerable", "Cơ quan chủ quản"},
                                                                {"responsible", "Người chịu trách nhiệm nội dung"},
                                                                {"address", "Địa chỉ"},
                                                                {"phone", "Điện thoại"},
                                                                {"email", "Thư điện tử"},
                                                                {"location", "Toạ độ trụ sở"},
                                                                {"colour", "Màu"},
                                                                {"steps", "Quy trình duyệt"},
                                                                {"english", "Trang tiếng Anh"},
                                                                {"comments", "Bình luận của bạn đọc"},
                                                                {"ratings", "Đánh giá bài viết"}};
    const auto found = titles.find(field);
    return found == titles.end() ? std::string(field) : found->second;
}

}  // namespace dinh::portal
