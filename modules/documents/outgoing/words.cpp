#include "modules/documents/outgoing/words.hpp"

namespace dinh::documents::out_words {

namespace {

struct Named {
    std::string_view id, title;
};
constexpr Named kStates[] = {{"drafting", "Đang soạn thảo"},
                             {"in_consultation", "Đang xin ý kiến"},
                             {"awaiting_content_check", "Chờ duyệt nội dung"},
                             {"awaiting_form_check", "Chờ kiểm tra thể thức"},
                             {"awaiting_preview", "Chờ xem trước"},
                             {"awaiting_signature", "Chờ ký"},
                             {"returned", "Bị trả lại"},
                             {"approved", "Đã ký duyệt, chờ bản đã ký"},
                             {"signed_awaiting_number", "Đã ký, chờ cấp số"},
                             {"numbered_awaiting_seal", "Đã cấp số, chờ đóng dấu"},
                             {"issued", "Đã phát hành"},
                             {"withdrawn", "Đã rút lại"},
                             {"draft_dropped", "Đã hủy dự thảo"},
                             {"recalled", "Đã thu hồi"}};
constexpr Named kSteps[] = {{"opinion", "Cho ý kiến"},
                            {"content_initial", "Ký nháy nội dung"},
                            {"form_initial", "Ký nháy thể thức"},
                            {"preview", "Xem trước"},
                            {"sign", "Ký duyệt"}};
constexpr Named kPurposes[] = {
    {"act", "Để thực hiện"}, {"report", "Để báo cáo"}, {"inform", "Để biết"}, {"cooperate", "Phối hợp"}};
constexpr Named kRecipientStates[] = {{"planned", "Chưa gửi"},      {"listed", "Gửi ngoài hệ thống"},
                                      {"sent", "Đã gửi"},           {"arrived", "Đã đến"},
                                      {"accepted", "Đã tiếp nhận"}, {"refused", "Từ chối tiếp nhận"},
                                      {"assigned", "Phân công"},    {"in_process", "Đang xử lý"},
                                      {"done", "Hoàn thành"},       {"recalled", "Đã thu hồi"}};
constexpr Named kRelations[] = {{"answers", "Trả lời"},   {"interim", "Trả lời bước đầu"}, {"relates", "Liên quan"},
                                {"replaces", "Thay thế"}, {"recalls", "Thu hồi"},          {"corrects", "Đính chính"},
                                {"amends", "Sửa đổi"}};
constexpr Named kRelationsBack[] = {{"answers", "Được trả lời bởi"}, {"interim", "Được trả lời bước đầu bởi"},
                                    {"relates", "Liên quan"},        {"replaces", "Bị thay thế bởi"},
                                    {"recalls", "Bị thu hồi bởi"},   {"corrects", "Được đính chính bởi"},
                                    {"amends", "Được sửa đổi bởi"}};
constexpr Named kFileRoles[] = {
    {"draft", "Dự thảo"}, {"main", "Dự thảo"}, {"appendix", "Phụ lục"}, {"signed", "Bản đã ký"}};

template <std::size_t N>
std::string named(const Named (&list)[N], std::string_view id) {
    for (const auto& one : list)
        if (one.id == id) return std::string(one.title);
    return std::string(id);
}

template <std::size_t N>
std::vector<std::string> ids_of(const Named (&list)[N]) {
    std::vector<std::string> ids;
    for (const auto& one : list) ids.emplace_back(one.id);
    return ids;
}

}  // namespace

std::string state_name(std::string_view state) { return named(kStates, state); }
std::string step_name(std::string_view kind) { return named(kSteps, kind); }
std::string purpose_name(std::string_view purpose) { return named(kPurposes, purpose); }
std::string recipient_state_name(std::string_view state) { return named(kRecipientStates, state); }
std::string relation_name(std::string_view type, bool from_here) {
    return from_here ? named(kRelations, type) : named(kRelationsBack, type);
}
std::string file_role_name(std::string_view role) { return named(kFileRoles, role); }

std::string tag_of(std::string_view state) {
    if (state == "issued") return "tag--good";
    if (state == "returned" || state == "recalled") return "tag--bad";
    if (state == "withdrawn" || state == "draft_dropped") return "tag--off";
    return state == "drafting" ? "" : "tag--warn";
}

std::string step_verb(std::string_view kind) {
    if (kind == "opinion") return "Gửi ý kiến";
    if (kind == "content_initial" || kind == "form_initial") return "Ký nháy";
    return kind == "sign" ? "Ký duyệt" : "Đồng ý";
}

const std::vector<std::string>& purposes() {
    static const std::vector<std::string> ids = ids_of(kPurposes);
    return ids;
}
const std::vector<std::string>& step_kinds() {
    static const std::vector<std::string> ids = ids_of(kSteps);
    return ids;
}

}  // namespace dinh::documents::out_words
