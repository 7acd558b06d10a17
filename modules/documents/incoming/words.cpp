#include "modules/documents/incoming/words.hpp"

#include "platform/rules/rules.hpp"

namespace dinh::documents {

namespace {

constexpr std::pair<std::string_view, std::string_view> kLabels[] = {{"author_name", "Tác giả"},
                                                                     {"mark", "Số, ký hiệu"},
                                                                     {"document_day", "Ngày văn bản"},
                                                                     {"kind", "Tên loại"},
                                                                     {"subject", "Trích yếu"},
                                                                     {"field", "Lĩnh vực"},
                                                                     {"language", "Ngôn ngữ"},
                                                                     {"pages", "Số trang"},
                                                                     {"copies", "Số bản"},
                                                                     {"description", "Ghi chú"},
                                                                     {"signer_position", "Chức vụ người ký"},
                                                                     {"signer_name", "Người ký"},
                                                                     {"to_places", "Đơn vị hoặc người nhận"},
                                                                     {"urgency", "Độ khẩn"},
                                                                     {"due", "Hạn xử lý"},
                                                                     {"reply_needed", "Phải trả lời"},
                                                                     {"dossier", "Hồ sơ"},
                                                                     {"channel", "Hình thức đến"},
                                                                     {"addressee", "Kính gửi"},
                                                                     {"reply_day", "Hạn trả lời"},
                                                                     {"reply_every", "Trả lời định kỳ"},
                                                                     {"reply_until", "Thôi yêu cầu sau ngày"},
                                                                     {"signer", "Người ký"}};

}  // namespace

std::string tag_of(std::string_view state, bool overdue) {
    if (overdue) return "tag--bad";
    if (state == "closed") return "tag--good";
    if (state == "in_process") return "";
    return is_open_state(state) || state == "awaiting_receipt" ? "tag--warn" : "tag--off";
}

std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

std::string kind_title(const rules::DocumentKind& kind) {
    return kind.group == rules::KindGroup::party ? kind.name + " (Đảng)" : kind.name;
}

std::string kind_name(std::string_view kind) {
    const auto* found = rules::kind_any_day(kind);
    return found ? found->name : std::string(kind);
}

std::string field_label(std::string_view field) {
    for (const auto& [id, label] : kLabels) {
        if (id == field) return std::string(label);
    }
    return std::string(field);
}

}  // namespace dinh::documents
