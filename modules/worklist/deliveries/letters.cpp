#include "modules/worklist/deliveries/letters.hpp"

#include "platform/outbox/configured.hpp"
#include "platform/pages/pages.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

using dinh::pages::Lang;

constexpr const char* kNotices = "/worklist/notices";
constexpr const char* kChoices = "/worklist/notices/choices";
constexpr std::size_t kShortLetters = 110;  // beside name and link two parts of a message

bool is_digest(const Outgoing& message) { return message.kind == "digest"; }
bool is_code(const Outgoing& message) { return message.kind == "code"; }

std::string words_of(const Lang& lang, const Outgoing::Line& line, bool shows_text) {
    if (!shows_text) return lang.tr("Bạn có thông báo mới");
    return line.said ? lang.say(*line.said) : line.text;
}

// Only a path of this house becomes a link.
std::string link_to(const Surroundings& around, const std::string& path) {
    const bool own = path.starts_with('/') && !path.starts_with("//") &&
                     path.find_first_of("\\\r\n\t \"<>") == std::string::npos && text::is_ascii(path);
    return around.address + (own ? path : kNotices);
}

std::int64_t number_of(const Outgoing& message) {
    return static_cast<std::int64_t>(message.lines.size()) + message.more;
}

std::string digest_lines(const Lang& lang, const Outgoing& message, const Surroundings& around) {
    std::string body;
    if (message.over_limit)
        body +=
            lang.tr("Hôm trước có nhiều thông báo hơn mức gửi trong một ngày; phần vượt được gộp vào đây.") + "\n\n";
    body += lang.trn("%1 thông báo:", number_of(message)) + "\n\n";
    if (around.shows_text)
        for (const auto& line : message.lines)
            body += "- " + text::clean_line(words_of(lang, line, true)) + "\n  " + link_to(around, line.link) + "\n";
    if (around.shows_text && message.more > 0) body += "- " + lang.trn("và %1 thông báo khác", message.more) + "\n";
    return body + "\n" + lang.say({"Xem tất cả (cần đăng nhập): %1", {around.address + kNotices}}) + "\n";
}

std::string single_lines(const Lang& lang, const Outgoing& message, const Surroundings& around) {
    const auto& line = message.lines.front();
    std::string body = text::clean_line(words_of(lang, line, around.shows_text)) + "\n\n";
    if (!around.post_title.empty()) body += lang.say({"Với tư cách: %1", {around.post_title}}) + "\n";
    return body + lang.say({"Mở trong hệ thống (cần đăng nhập): %1", {link_to(around, line.link)}}) + "\n";
}

std::string body_of(const Lang& lang, const Outgoing& message, const Surroundings& around) {
    if (is_code(message))
        return lang.say({"Mã xác nhận của bạn: %1", {message.lines.front().text}}) + "\n\n" +
               lang.tr("Mã dùng được trong 15 phút. Nếu bạn không yêu cầu mã này, xin bỏ qua thư.") + "\n";
    return is_digest(message) ? digest_lines(lang, message, around) : single_lines(lang, message, around);
}

std::string subject_of(const Lang& lang, const Outgoing& message, const Surroundings& around) {
    if (is_code(message)) return lang.tr("Mã xác nhận địa chỉ thư");
    if (is_digest(message)) return lang.trn("%1 thông báo mới", number_of(message));
    return text::cut(words_of(lang, message.lines.front(), around.shows_text), 120);
}

}  // namespace

Written letter_of(const Outgoing& message, const Surroundings& around) {
    const Lang lang(message.language);
    std::string body = lang.say({"Kính gửi %1,", {around.person_name}}) + "\n\n" + body_of(lang, message, around);
    body += "\n-- \n" + lang.say({"Thư do %1 tự động gửi, xin đừng trả lời.", {around.house_name}}) + "\n" +
            lang.say({"Đổi cách nhận thông báo: %1", {around.address + kChoices}}) + "\n";
    return {"[" + around.house_name + "] " + subject_of(lang, message, around), body};
}

std::string short_text_of(const Outgoing& message, const Surroundings& around) {
    const Lang lang(message.language);
    const auto& name = around.house_name;
    if (is_code(message))
        return lang.say({"%1: mã xác nhận %2, dùng trong 15 phút.", {name, message.lines.front().text}});
    if (is_digest(message))
        return name + ": " + lang.trn("%1 thông báo mới", number_of(message)) + " " + around.address + kNotices;
    const auto& line = message.lines.front();
    return name + ": " + text::cut(words_of(lang, line, around.shows_text), kShortLetters) + " " +
           link_to(around, line.link);
}

std::string message_id_of(Id delivery, std::string_view address) { return outbox::message_id(delivery, address); }

}  // namespace dinh::worklist
