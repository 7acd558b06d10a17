#include "platform/outbox/sms.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "platform/outbox/curl.hpp"
#include "platform/text/text.hpp"

namespace dinh::outbox {

namespace {

constexpr const char* kJson = "application/json";
constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kXml = "text/xml";
constexpr std::size_t kLongestAnswer = 64 * 1024;
constexpr std::size_t kFewestDigits = 8, kMostDigits = 15;  // E.164

std::string escaped(const std::string& content_type, const std::string& value) {
    if (content_type == kJson) {
        const std::string quoted = boost::json::serialize(boost::json::string(value));
        return quoted.substr(1, quoted.size() - 2);
    }
    if (content_type == kForm) return text::url_encode(value);
    if (content_type == kXml) return text::html_escape(value);
    throw std::invalid_argument("no content type of a gateway: " + content_type);
}

std::string national(const std::string& to) { return to.starts_with("+84") ? "0" + to.substr(3) : to; }

using Values = std::array<std::pair<std::string_view, std::string>, 6>;

// In one pass, so that braces in a value stay what they are.
std::string fill(std::string_view pattern, const Values& values) {
    std::string out;
    while (!pattern.empty()) {
        const auto found =
            std::find_if(values.begin(), values.end(), [&](const auto& one) { return pattern.starts_with(one.first); });
        if (found == values.end()) {
            out += pattern.front();
            pattern.remove_prefix(1);
        } else {
            out += found->second;
            pattern.remove_prefix(found->first.size());
        }
    }
    return out;
}

Outcome judged(long status, bool accepted) {
    if (status / 100 == 2) return accepted ? Outcome::sent : Outcome::rejected;
    if (status == 408 || status == 429 || status / 100 == 5) return Outcome::later;
    if (status == 400 || status == 422) return Outcome::rejected;
    return status / 100 == 4 && status != 401 && status != 403 && status != 404 && status != 405 ? Outcome::rejected
                                                                                                 : Outcome::trouble;
}

// Before these the request did not leave.
bool never_left(CURLcode code) {
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_URL_MALFORMAT;
}

}  // namespace

struct Gateway::Line {
    CURL* curl = new_line();
    std::string said;

    Line() = default;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { curl_easy_cleanup(curl); }

    static std::size_t keep(char* data, std::size_t size, std::size_t count, void* me) {
        auto& said = static_cast<Line*>(me)->said;
        if (said.size() + size * count > kLongestAnswer) return 0;
        said.append(data, size * count);
        return size * count;
    }
};

const std::vector<std::string>& content_types() {
    static const std::vector<std::string> all = {kForm, kJson, kXml};
    return all;
}

std::optional<std::string> phone_number(std::string_view typed) {
    std::string digits;
    bool foreign = false;
    for (const char c : text::trim(typed)) {
        if (c == '+' && digits.empty() && !foreign) {
            foreign = true;
        } else if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c != ' ' && c != '.' && c != '-' && c != '(' && c != ')') {
            return std::nullopt;
        }
    }
    if (!foreign && digits.starts_with("00")) {
        foreign = true;
        digits.erase(0, 2);
    }
    if (!foreign) {
        if (digits.size() != 10 || digits.front() != '0') return std::nullopt;
        return "+84" + digits.substr(1);
    }
    if (digits.size() < kFewestDigits || digits.size() > kMostDigits || digits.front() == '0') return std::nullopt;
    if (digits.starts_with("84") && digits.size() != 11) return std::nullopt;
    return "+" + digits;
}

std::string filled(const SmsGateway& gateway, const ShortMessage& message) {
    const auto as_asked = [&](const std::string& value) { return escaped(gateway.content_type, value); };
    return fill(gateway.body, {{{"{to}", as_asked(message.to)},
                                {"{digits}", as_asked(message.to.substr(std::min<std::size_t>(1, message.to.size())))},
                                {"{national}", as_asked(national(message.to))},
                                {"{text}", as_asked(text::clean_line(message.text))},
                                {"{id}", as_asked(message.id)},
                                {"{key}", as_asked(gateway.key)}}});
}

Gateway::Gateway(SmsGateway gateway) : gateway_(std::move(gateway)), line_(std::make_unique<Line>()) {
    CURL* curl = line_->curl;
    curl_easy_setopt(curl, CURLOPT_URL, gateway_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Line::keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, line_.get());
    trust(curl, gateway_.ca_file);
    set_deadline(curl, gateway_.timeout_s);
}

Gateway::~Gateway() = default;

Answer Gateway::send(const ShortMessage& message) {
    CURL* curl = line_->curl;
    line_->said.clear();
    const std::string body = filled(gateway_, message);
    std::string header = gateway_.header;
    if (const auto at = header.find("{key}"); at != std::string::npos) header.replace(at, 5, gateway_.key);
    curl_slist* headers = curl_slist_append(nullptr, ("Content-Type: " + gateway_.content_type).c_str());
    headers = curl_slist_append(headers, "Expect:");
    if (!header.empty()) headers = curl_slist_append(headers, header.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, nullptr);
    curl_slist_free_all(headers);
    if (never_left(code)) return {Outcome::trouble, curl_easy_strerror(code)};
    if (code != CURLE_OK && (status == 0 || status / 100 == 2)) return {Outcome::unsure, curl_easy_strerror(code)};
    const bool accepted = gateway_.accepted.empty() || line_->said.find(gateway_.accepted) != std::string::npos;
    return {judged(status, accepted), one_line(std::to_string(status) + " " + line_->said)};
}

}  // namespace dinh::outbox
