#include "modules/meetings/words.hpp"

#include <charconv>

#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

struct Named {
    std::string_view id;
    const char* title;
    const char* tag;
};
constexpr Named kStates[] = {{"proposed", "Đăng ký, chờ nhận", "tag--warn"},
                             {"accepted", "Đã vào lịch", "tag--good"},
                             {"declined", "Không nhận", "tag--off"},
                             {"cancelled", "Đã hủy", "tag--off"}};
constexpr int kNoonMinutes = 12 * 60;

int minutes_of(Instant at) { return static_cast<int>((at.ms - clock::start_of(clock::day_of(at)).ms) / 60'000); }

int number_of(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

void add(std::string& list, const std::string& one) {
    if (!one.empty()) list += (list.empty() ? "" : "; ") + one;
}

}  // namespace

const char* state_name(std::string_view state) {
    for (const auto& one : kStates)
        if (one.id == state) return one.title;
    return "";
}
const char* state_tag(std::string_view state) {
    for (const auto& one : kStates)
        if (one.id == state) return one.tag;
    return "";
}
const char* change_name(std::string_view change) {
    if (change == "added") return "Bổ sung";
    if (change == "moved") return "Chuyển giờ, nơi họp";
    if (change == "changed") return "Có sửa đổi";
    return change == "cancelled" ? "Hủy" : "";
}
const char* role_name(const Participant& one) {
    if (one.role == "chair") return one.attends ? "Chủ trì" : "Chủ trì, đã cử người thay";
    if (one.role == "named") return "Được cử dự";
    return one.attends ? "Dự" : "Đã cử người dự thay";
}
const char* weekday_name(Day day) {
    constexpr const char* kNames[] = {"Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"};
    return kNames[clock::weekday(day) - 1];
}
bool in_morning(Instant at) { return minutes_of(at) < kNoonMinutes; }

std::string hour_of(Instant at) {
    const std::string shown = clock::show(at);
    return shown.substr(shown.size() - 5);
}

std::string chair_of(const Entry& entry) {
    for (const auto& one : entry.participants)
        if (one.role == "chair" && one.attends) return one.label;
    for (const auto& one : entry.participants)
        if (one.role == "chair") return one.label + " (*)";
    return entry.chair_text;
}

std::string takers_of(const Entry& entry) {
    std::string list;
    for (const auto& one : entry.participants)
        if (one.role != "chair" && one.attends) add(list, one.label);
    add(list, entry.guests);
    return list;
}

std::string clash_words(const dinh::pages::Lang& lang, const Clash& clash) {
    if (clash.kind == "absent")
        return text::fill(
            lang.tr("Vắng: %1 (ủy quyền từ %2 đến %3)"),
            {clash.who, clock::show_short(clock::day_of(clash.starts)), clock::show_short(clock::day_of(clash.ends))});
    const std::string what = clash.what.empty() ? lang.tr("lịch khác") : clash.what;
    const char* pattern = clash.kind == "room" ? "Trùng địa điểm %1: %2, %3" : "Trùng giờ của %1: %2, %3";
    return text::fill(lang.tr(pattern), {clash.who, hour_of(clash.starts) + " – " + hour_of(clash.ends), what});
}

std::string week_words(const dinh::pages::Lang& lang, Day monday) {
    return text::fill(lang.tr("Từ ngày %1 đến ngày %2"), {clock::show(monday), clock::show(monday + 6)});
}

std::optional<int> minutes_typed(std::string_view typed) {
    std::string digits;
    int parts = 0, hour_digits = 0;
    for (const char c : text::trim(typed)) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if ((c == ':' || c == 'h' || c == 'g' || c == '.') && ++parts == 1 && !digits.empty())
            hour_digits = static_cast<int>(digits.size());
        else
            return std::nullopt;
    }
    if (digits.empty() || digits.size() > 4 || hour_digits > 2) return std::nullopt;
    if (hour_digits == 0)
        hour_digits = digits.size() <= 2 ? static_cast<int>(digits.size()) : static_cast<int>(digits.size()) - 2;
    const std::string minutes = digits.substr(static_cast<std::size_t>(hour_digits));
    if (minutes.size() == 1) return std::nullopt;
    const int hour = number_of(digits.substr(0, static_cast<std::size_t>(hour_digits)));
    const int minute = minutes.empty() ? 0 : number_of(minutes);
    return hour > 23 || minute > 59 ? std::nullopt : std::optional(hour * 60 + minute);
}

}  // namespace dinh::meetings
