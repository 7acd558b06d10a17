#include <algorithm>
#include <array>
#include <cstdio>

#include "platform/crypto/crypto.hpp"
#include "platform/outbox/mail.hpp"
#include "platform/text/text.hpp"

namespace dinh::outbox {

namespace {

constexpr std::size_t kLongestAddress = 254, kLongestLocal = 64, kLongestLabel = 63;
constexpr std::size_t kLongestPlain = 60;    // letters of a header that may stand as they are
constexpr std::size_t kWordBytes = 45;       // of an encoded word: 60 letters of base64 and 12 around them
constexpr std::size_t kLineLetters = 76;     // RFC 2045, 6.8
constexpr std::size_t kLongestHeader = 200;  // code points of a name or subject

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_atom(char c) {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dotted(std::string_view text, std::size_t longest_part, bool (*fits)(char)) {
    std::size_t part = 0;
    for (const char c : text) {
        if (c == '.') {
            if (part == 0) return false;
            part = 0;
            continue;
        }
        if (!fits(c) || ++part > longest_part) return false;
    }
    return part > 0;
}

bool is_domain(std::string_view domain) {
    const auto in_label = [](char c) { return is_letter_or_digit(c) || c == '-'; };
    if (!is_dotted(domain, kLongestLabel, in_label) || domain.find('.') == std::string_view::npos) return false;
    if (domain.front() == '-' || domain.back() == '-') return false;
    return domain.find(".-") == std::string_view::npos && domain.find("-.") == std::string_view::npos;
}

bool is_message_id(std::string_view id) {
    const auto at = id.find('@');
    const auto in_domain = [](char c) { return is_letter_or_digit(c) || c == '-'; };
    return at != std::string_view::npos && id.size() <= kLongestAddress && is_dotted(id.substr(0, at), 100, is_atom) &&
           is_dotted(id.substr(at + 1), kLongestLabel, in_domain);
}

// RFC 2047: encoded words, none cut inside a letter, each on a line of its own.
std::string header_text(std::string_view given) {
    const std::string text = text::cut(text::clean_line(given), kLongestHeader);
    const bool plain = text.size() <= kLongestPlain && std::all_of(text.begin(), text.end(), [](char c) {
                           return is_letter_or_digit(c) || c == ' ' || c == '.' || c == '-';
                       });
    if (plain) return text;
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        std::size_t until = std::min(text.size(), from + kWordBytes);
        while (until < text.size() && (static_cast<unsigned char>(text[until]) & 0xC0) == 0x80) --until;
        out += (out.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") +
               crypto::base64(std::string_view(text).substr(from, until - from)) + "?=";
        from = until;
    }
    return out;
}

std::string date_text(Instant at) {
    static constexpr std::array kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Day day = clock::day_of(at);
    const auto [year, month, date] = clock::ymd(day);
    const auto second = static_cast<int>((at.ms - clock::start_of(day).ms) / 1000);
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "%s, %02d %s %04d %02d:%02d:%02d +0700",
                  kDays[static_cast<std::size_t>(clock::weekday(day) - 1)], date,
                  kMonths[static_cast<std::size_t>(month - 1)], year, second / 3600, second / 60 % 60, second % 60);
    return out.data();
}

std::string body_lines(std::string_view body) {
    std::string text;
    for (const char c : text::clean_text(body)) {
        if (c == '\n') text += '\r';
        text += c;
    }
    const std::string encoded = crypto::base64(text + "\r\n");
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += kLineLetters) out += encoded.substr(at, kLineLetters) + "\r\n";
    return out;
}

}  // namespace

bool is_mail_address(std::string_view address) {
    const auto at = address.find('@');
    return at != std::string_view::npos && address.size() <= kLongestAddress && at <= kLongestLocal &&
           is_dotted(address.substr(0, at), kLongestLocal, is_atom) && is_domain(address.substr(at + 1));
}

std::string compose(const Letter& letter) {
    if (!is_mail_address(letter.from) || !is_mail_address(letter.to)) throw std::invalid_argument("not a mail address");
    if (!is_message_id(letter.message_id)) throw std::invalid_argument("not a message id");
    const std::string name = header_text(letter.from_name);
    return "Date: " + date_text(letter.date) + "\r\nFrom: " + (name.empty() ? "" : name + " ") + "<" + letter.from +
           ">\r\nTo: <" + letter.to + ">\r\nSubject: " + header_text(letter.subject) + "\r\nMessage-ID: <" +
           letter.message_id +
           ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n"
           "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n\r\n" +
           body_lines(letter.body);
}

}  // namespace dinh::outbox
