#include "modules/worklist/deliveries/words.hpp"

namespace dinh::worklist {

namespace {
std::string moment(const std::optional<Instant>& at) { return at ? clock::show(*at) : ""; }
}  // namespace

std::string way_title(Way way) { return way == Way::mail ? "Thư điện tử" : "Tin nhắn"; }

std::string kind_words(std::string_view kind) {
    if (kind == "notice") return "Thông báo";
    if (kind == "urgent") return "Việc khẩn";
    if (kind == "summary") return "Việc trong ngày";
    if (kind == "digest") return "Thông báo gộp";
    return "Mã xác nhận";
}

std::string state_title(std::string_view given) {
    if (given == state::kWaiting) return "Đang chờ";
    if (given == state::kHeld) return "Tạm giữ";
    if (given == state::kJoined) return "Đã gộp";
    if (given == state::kSending) return "Đang gửi";
    if (given == state::kSent) return "Đã gửi";
    if (given == state::kFailed) return "Chưa gửi được";
    return "Đã thôi gửi";
}

Said state_words(const DeliveryLine& line) {
    const std::string next = moment(line.next_try_at);
    if (line.state == state::kWaiting) return {"Chờ gửi lúc %1", {next}};
    if (line.state == state::kHeld && line.outcome == outcome::kLimit)
        return {"Hôm nay đã hết số lượt gửi của hệ thống; chờ đến %1", {next}};
    if (line.state == state::kHeld) return {"Giờ yên lặng; chờ đến %1", {next}};
    if (line.state == state::kJoined && line.outcome == outcome::kLimit) return "Vượt mức trong ngày, đã gộp";
    if (line.state == state::kJoined) return "Đã gộp với thông báo khác";
    if (line.state == state::kSending) return "Đang gửi";
    if (line.state == state::kSent) return {"Đã gửi lúc %1", {moment(line.ended_at)}};
    if (line.state == state::kFailed && line.outcome == outcome::kTrouble)
        return {"Máy chủ không nhận; thử lại lúc %1", {next}};
    if (line.state == state::kFailed)
        return {"Chưa gửi được, đã thử %1 lần; thử lại lúc %2", {std::to_string(line.tries), next}};
    if (line.outcome == outcome::kNoAddress) return "Thôi gửi: không còn địa chỉ đã xác nhận";
    if (line.outcome == outcome::kRefused) return "Thôi gửi: địa chỉ bị từ chối";
    return {"Thôi gửi sau %1 lần thử", {std::to_string(line.tries)}};
}

std::string what_to_do(const DeliveryLine& line) {
    if (line.outcome == outcome::kTrouble)
        return line.way == word(Way::mail)
                   ? "Xem máy chủ thư: địa chỉ, cổng, mật khẩu trong mục [mail] của dinh.toml, địa chỉ gửi trong Thiết "
                     "lập."
                   : "Xem cổng tin nhắn: địa chỉ, khóa trong mục [sms] của dinh.toml, số dư ở nhà mạng.";
    if (line.outcome == outcome::kRefused || line.outcome == outcome::kNoAddress)
        return "Người nhận sửa và xác nhận lại địa chỉ ở trang Cách nhận thông báo.";
    if (line.outcome == outcome::kRejected)
        return "Máy chủ từ chối nội dung hoặc trả lời không hiểu được. Đọc câu trả lời; sửa xong thì gửi lại.";
    if (line.outcome == outcome::kLimit) return "Tự gửi vào sáng hôm sau; có thể nâng mức trong Thiết lập.";
    if (line.outcome == outcome::kLater || line.outcome == outcome::kUnsure)
        return "Hệ thống tự thử lại. Nếu nhiều thư cùng lỗi, xem máy chủ nhận.";
    return "";
}

}  // namespace dinh::worklist
