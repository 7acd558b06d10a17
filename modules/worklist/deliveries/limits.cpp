#include "modules/worklist/deliveries/deliveries.hpp"
#include "platform/outbox/mail.hpp"

namespace dinh::worklist {

namespace {

constexpr const char* kSender = "worklist.mail_sender";
constexpr const char* kMailPerson = "worklist.mail_per_person_day";
constexpr const char* kSmsPerson = "worklist.sms_per_person_day";
constexpr const char* kMailHouse = "worklist.mail_per_house_day";
constexpr const char* kSmsHouse = "worklist.sms_per_house_day";
constexpr const char* kShowsText = "worklist.message_shows_text";
constexpr const char* kNoticeDays = "worklist.notice_days";
constexpr const char* kDeliveryDays = "worklist.delivery_days";
constexpr const char* kHouseName = "house.name";
constexpr const char* kUnnamed = "Đình";

settings::Setting number(const char* key, const char* unit, const char* value, const char* title,
                         const char* description, std::int64_t least, std::int64_t most) {
    settings::Setting setting{.key = key, .type = settings::Type::integer, .unit = unit, .value = value};
    setting.title = title;
    setting.description = description;
    setting.least = least;
    setting.most = most;
    return setting;
}

settings::Setting sender_setting() {
    settings::Setting setting{.key = kSender, .type = settings::Type::text};
    setting.title = "Địa chỉ gửi của thư thông báo";
    setting.description =
        "Ví dụ thong-bao@tinh.gov.vn; thư báo không gửi được sẽ về hộp thư này. Để trống: không gửi thư.";
    setting.most = 254;
    setting.check = [](const std::string& value) -> std::string {
        return value.empty() || outbox::is_mail_address(value) ? ""
                                                               : "Địa chỉ thư chưa đúng. Ví dụ: ten.ho@so.tinh.gov.vn";
    };
    return setting;
}

settings::Setting text_setting() {
    settings::Setting setting{.key = kShowsText, .type = settings::Type::truth, .value = "1"};
    setting.title = "Thư và tin nhắn ghi nội dung thông báo";
    setting.description = "Không: chỉ báo có thông báo mới và đường dẫn; muốn đọc phải đăng nhập.";
    return setting;
}

}  // namespace

std::vector<settings::Setting> delivery_settings() {
    return {sender_setting(),
            text_setting(),
            number(kMailPerson, "thư", "50", "Số thư gửi ngay cho một người trong ngày",
                   "Nhiều hơn thì gộp vào một thư sáng ngày làm việc sau.", 1, 1000),
            number(kSmsPerson, "tin nhắn", "10", "Số tin nhắn gửi ngay cho một người trong ngày",
                   "Nhiều hơn thì gộp vào một tin sáng ngày làm việc sau.", 1, 200),
            number(kMailHouse, "thư", "5000", "Số thư gửi trong ngày của toàn hệ thống",
                   "Nhiều hơn thì chờ đến sáng hôm sau.", 1, 1'000'000),
            number(kSmsHouse, "tin nhắn", "500", "Số tin nhắn gửi trong ngày của toàn hệ thống",
                   "Tin nhắn mất tiền; nhiều hơn thì chờ đến sáng hôm sau.", 1, 1'000'000),
            number(kNoticeDays, "ngày", "365", "Giữ thông báo sau khi đã đọc", "Thông báo chưa đọc giữ lâu gấp đôi.",
                   30, 3650),
            number(kDeliveryDays, "ngày", "90", "Giữ nhật ký gửi thư, tin nhắn", "Sau đó tự xóa.", 7, 3650)};
}

Limits limits_on(db::Conn& conn, Day day) {
    Limits limits;
    limits.sender = settings::get(conn, kSender, day);
    limits.shows_text = settings::truth(conn, kShowsText, day);
    limits.mail_per_person = settings::integer(conn, kMailPerson, day);
    limits.sms_per_person = settings::integer(conn, kSmsPerson, day);
    limits.mail_per_house = settings::integer(conn, kMailHouse, day);
    limits.sms_per_house = settings::integer(conn, kSmsHouse, day);
    limits.notice_days = settings::integer(conn, kNoticeDays, day);
    limits.delivery_days = settings::integer(conn, kDeliveryDays, day);
    limits.house_name = settings::find(kHouseName) ? settings::get(conn, kHouseName, day) : kUnnamed;
    return limits;
}

}  // namespace dinh::worklist
