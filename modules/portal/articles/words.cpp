#include "modules/portal/articles/words.hpp"

#include "modules/portal/articles/article.hpp"

namespace dinh::portal {

namespace {

struct Word {
    std::string_view id;
    const char *title, *tag = "";
};
constexpr Word kStates[] = {{state::kDraft, "Bản nháp", "tag--line"},
                            {state::kAwaitingEdit, "Chờ biên tập", "tag--warn"},
                            {state::kAwaitingReview, "Chờ thư ký", "tag--warn"},
                            {state::kAwaitingApproval, "Chờ duyệt", "tag--warn"},
                            {state::kReturned, "Trả lại", "tag--bad"},
                            {state::kScheduled, "Hẹn giờ", "tag--line"},
                            {state::kPublished, "Đã xuất bản", "tag--good"},
                            {state::kWithdrawn, "Đã gỡ", "tag--off"},
                            {state::kDropped, "Đã bỏ", "tag--off"}};
constexpr Word kPlacings[] = {{"own", "Trang của bài"},
                              {"offered", "Được mời đăng"},
                              {"demanded", "Được yêu cầu đăng"},
                              {"accepted", "Đã đăng"},
                              {"declined", "Không đăng"}};
constexpr Word kFields[] = {{"title", "Tiêu đề"},       {"summary", "Tóm tắt"},    {"body", "Nội dung"},
                            {"category", "Chuyên mục"}, {"kind", "Loại"},          {"language", "Ngôn ngữ"},
                            {"source", "Nguồn"},        {"author", "Tác giả"},     {"pen_name", "Bút danh"},
                            {"place", "Địa điểm"},      {"video", "Địa chỉ video"}};

template <std::size_t N>
const Word* find(const Word (&words)[N], std::string_view id) {
    for (const auto& one : words)
        if (one.id == id) return &one;
    return nullptr;
}
template <std::size_t N>
std::string title_of(const Word (&words)[N], std::string_view id) {
    const Word* found = find(words, id);
    return found ? found->title : "";
}

}  // namespace

const std::vector<forms::Choice>& article_kinds() {
    static const std::vector<forms::Choice> all{{"article", "Tin, bài"}, {"page", "Trang giới thiệu"},
                                                {"event", "Sự kiện"},    {"gallery", "Chùm ảnh"},
                                                {"video", "Video"},      {"file", "Tài liệu"}};
    return all;
}

const std::vector<forms::Choice>& languages() {
    static const std::vector<forms::Choice> all{{"vi", "Tiếng Việt"},  {"en", "Tiếng Anh"},   {"tyz", "Tiếng Tày"},
                                                {"nut", "Tiếng Nùng"}, {"hmn", "Tiếng Mông"}, {"ium", "Tiếng Dao"}};
    return all;
}

std::string article_kind(std::string_view kind) {
    for (const auto& one : article_kinds())
        if (one.value == kind) return one.title;
    return "";
}

std::string state_title(std::string_view state) { return title_of(kStates, state); }
const char* state_tag(std::string_view state) {
    const Word* found = find(kStates, state);
    return found ? found->tag : "";
}
std::string article_field_title(std::string_view field) { return title_of(kFields, field); }
std::string placing_title(std::string_view state) { return title_of(kPlacings, state); }

}  // namespace dinh::portal
