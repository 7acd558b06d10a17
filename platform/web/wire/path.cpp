#include "platform/web/wire/path.hpp"

#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::wire {

namespace {

bool forbidden_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f || c == '\\';
}

// One segment, decoded; nullopt when it could mean another place.
std::optional<std::string> segment(std::string_view raw) {
    auto decoded = percent_decode(raw, false, true);
    if (!decoded || *decoded == "." || *decoded == "..") return std::nullopt;
    if (decoded->find('/') != decoded->npos) return std::nullopt;
    if (std::any_of(decoded->begin(), decoded->end(), forbidden_byte)) return std::nullopt;
    return clean_utf8(std::move(*decoded));
}

std::optional<std::string> normal_path(std::string_view raw) {
    std::string path;
    path.reserve(raw.size());
    raw.remove_prefix(1);
    while (true) {
        const std::size_t end = std::min(raw.find('/'), raw.size());
        const bool last = end == raw.size();
        if (end == 0 && !last) return std::nullopt;
        const auto part = segment(raw.substr(0, end));
        if (!part) return std::nullopt;
        path += '/';
        path += *part;
        if (last) return path;
        raw.remove_prefix(end + 1);
    }
}

}  // namespace

bool is_host(std::string_view host) {
    if (host.empty() || host.size() > 255) return false;
    if (host.front() == '[') {
        const std::size_t close = host.find(']');
        if (close == host.npos || host.substr(1, close - 1).find_first_not_of("0123456789abcdefABCDEF:.") != host.npos)
            return false;
        host.remove_prefix(close + 1);
        if (host.empty()) return true;
    } else {
        const std::size_t end = std::min(host.find(':'), host.size());
        for (const char c : host.substr(0, end)) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '-' && c != '.' && c != '_') return false;
        }
        if (end == 0) return false;
        host.remove_prefix(end);
        if (host.empty()) return true;
    }
    return host.front() == ':' && host.size() <= 6 && host.find_first_not_of("0123456789", 1) == host.npos;
}

std::optional<Target> parse_target(std::string_view raw) {
    Target target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!raw.starts_with(scheme)) continue;
        raw.remove_prefix(scheme.size());
        const std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
        target.host = raw.substr(0, end);
        if (!is_host(target.host)) return std::nullopt;
        raw.remove_prefix(end);
        if (raw.empty()) raw = "/";
        if (raw.front() == '?') {
            target.path = "/";
            target.query = raw.substr(1);
            return raw.find('#') == raw.npos ? std::optional(target) : std::nullopt;
        }
        break;
    }
    if (raw.empty() || raw.front() != '/' || raw.find('#') != raw.npos) return std::nullopt;
    const std::size_t question = std::min(raw.find('?'), raw.size());
    target.query = raw.substr(std::min(question + 1, raw.size()));
    auto path = normal_path(raw.substr(0, question));
    if (!path) return std::nullopt;
    target.path = std::move(*path);
    return target;
}

}  // namespace dinh::web::wire
