#include "platform/config/checks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "platform/text/text.hpp"

namespace dinh::config {

namespace {

bool is_ip_address(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

bool is_name(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Check between(std::int64_t Config::*member, std::int64_t least, std::int64_t most) {
    return [=](const Config& config) -> std::string {
        const std::int64_t value = config.*member;
        if (value >= least && value <= most) return {};
        return "is " + std::to_string(value) + "; write a number from " + std::to_string(least) + " to " +
               std::to_string(most);
    };
}

Check not_empty(std::string Config::*member) {
    return [=](const Config& config) -> std::string {
        return (config.*member).empty() ? "is empty; write a value or remove the line for the default" : "";
    };
}

Check one_of(std::string Config::*member, std::vector<std::string> allowed) {
    return [=](const Config& config) -> std::string {
        if (contains(allowed, config.*member)) return {};
        return "is \"" + config.*member + "\"; write one of: " + text::join(allowed, ", ");
    };
}

Check among(std::vector<std::string> Config::*member, std::vector<std::string> allowed) {
    return [=](const Config& config) -> std::string {
        if ((config.*member).empty()) return "is empty; write at least one of: " + text::join(allowed, ", ");
        for (const auto& value : config.*member) {
            if (!contains(allowed, value)) return "names \"" + value + "\"; it may name: " + text::join(allowed, ", ");
        }
        return {};
    };
}

Check names(std::vector<std::string> Config::*member) {
    return [=](const Config& config) -> std::string {
        for (const auto& value : config.*member) {
            if (!is_name(value)) return "names \"" + value + "\"; a module is named like its folder: documents";
        }
        return {};
    };
}

Check ip_address(std::string Config::*member) {
    return [=](const Config& config) -> std::string {
        if (is_ip_address(config.*member)) return {};
        return "is \"" + config.*member + "\"; write an address such as 127.0.0.1, 0.0.0.0 or ::1, not a name";
    };
}

Check ip_addresses(std::vector<std::string> Config::*member) {
    return [=](const Config& config) -> std::string {
        for (const auto& value : config.*member) {
            if (!is_ip_address(value))
                return "names \"" + value + "\"; write addresses such as 127.0.0.1, not names or ranges";
        }
        return {};
    };
}

Check database_url() {
    return [](const Config& config) -> std::string {
        const std::string& url = config.database_url;
        if (url.starts_with("sqlite:///") && url.size() > 10) return {};
        if (url.starts_with("postgres://") && url.size() > 11) return {};
        if (url.starts_with("postgresql://") && url.size() > 13) return {};
        return "is neither sqlite:///path/dinh.db nor postgres://user:password@host/name; a path has three slashes";
    };
}

Check public_url() {
    return [](const Config& config) -> std::string {
        const std::string& url = config.public_url;
        const std::size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : std::string::npos;
        const bool good = host != std::string::npos && url.size() > host && url.find('/', host) == std::string::npos &&
                          url.find_first_of(" ?#\"<>") == std::string::npos;
        return good ? ""
                    : "is \"" + url + "\"; write scheme and host without a path, such as https://dinh.example.gov.vn";
    };
}

Check tls_pair() {
    return [](const Config& config) -> std::string {
        if (config.tls_certificate.empty() == config.tls_key.empty()) return {};
        return "needs server.tls_key beside it, and the other way round; give both or neither";
    };
}

Check mail_server() {
    return [](const Config& config) -> std::string {
        if (config.mail_server.find_first_of("/:@ \t?#%\\") == std::string::npos) return {};
        return "is \"" + config.mail_server +
               "\"; write the name alone, such as mail.example.gov.vn (mail.port: the port)";
    };
}

Check mail_security() {
    return [](const Config& config) -> std::string {
        const std::string& given = config.mail_security;
        if (given == "starttls" || given == "tls") return {};
        if (given != "none") return "is \"" + given + "\"; write one of: starttls, tls, none";
        if (config.mail_server.empty() || is_this_machine(config.mail_server)) return {};
        return "is none, and letters would cross the network open to everybody; write starttls or tls";
    };
}

Check mail_password() {
    return [](const Config& config) -> std::string {
        if (config.mail_user.empty() == config.mail_password_file.empty()) return {};
        return "needs mail.user beside it, and the other way round; give both or neither";
    };
}

Check sms_url() {
    return [](const Config& config) -> std::string {
        const std::string& url = config.sms_url;
        if (url.empty()) return {};
        const std::size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : std::string::npos;
        if (host == std::string::npos || url.size() == host || url.find_first_of(" \t\"<>@#") != std::string::npos)
            return "is \"" + url + "\"; write an address such as https://sms.example.vn/send, without user or password";
        if (host == 8 || is_this_machine(url.substr(host, url.find_first_of(":/?", host) - host))) return {};
        return "is not encrypted, and messages would cross the network open to everybody; write an https:// address";
    };
}

Check links_proxy() {
    return [](const Config& config) -> std::string {
        const std::string& url = config.links_proxy;
        const bool whole = url.starts_with("http://") && url.find(':', 7) != url.npos &&
                           url.find_first_of(" \t\"<>@#?", 7) == url.npos;
        if (url.empty() || whole) return {};
        return "is \"" + url + "\"; write http:// with host and port, such as http://proxy.example.vn:3128";
    };
}

Check sms_body() {
    return [](const Config& config) -> std::string {
        const auto has = [&](const char* word) { return config.sms_body.find(word) != std::string::npos; };
        if (has("{text}") && (has("{to}") || has("{digits}") || has("{national}"))) return {};
        return "needs {text} and one of {to}, {digits}, {national}";
    };
}

Check sms_header() {
    return [](const Config& config) -> std::string {
        const std::string& header = config.sms_header;
        const bool keyed = (header + config.sms_body).find("{key}") != std::string::npos;
        if (!header.empty() &&
            (header.find(": ") == std::string::npos || header.find_first_of("\r\n\t") != std::string::npos))
            return "is \"" + header + "\"; write name and value, such as Authorization: Bearer {key}";
        if (keyed != config.sms_key_file.empty()) return {};
        return keyed ? "or sms.body names {key}; give sms.key_file beside it"
                     : "names no {key}, nor does sms.body, and sms.key_file is given; name it or remove the file";
    };
}

}  // namespace dinh::config
