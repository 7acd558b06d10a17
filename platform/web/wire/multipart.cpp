#include "platform/web/wire/multipart.hpp"

#include "platform/text/text.hpp"
#include "platform/web/wire/urlencoded.hpp"

namespace dinh::web::wire {

namespace {

std::string ascii_lower(std::string_view s) {
    std::string lower(s);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    return lower;
}

void skip_blanks(std::string_view& s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
}

// Reads `; name=value` pairs; quoted values keep everything but the escapes browsers write (%22 %0D %0A).
struct Parameters {
    std::string_view rest;
    std::string name, value;
    bool faulty = false;

    bool next() {
        skip_blanks(rest);
        if (rest.empty()) return false;
        if (rest.front() != ';') return fault();
        rest.remove_prefix(1);
        skip_blanks(rest);
        const std::size_t equals = rest.find('=');
        if (equals == rest.npos || equals == 0) return fault();
        name = ascii_lower(rest.substr(0, equals));
        rest.remove_prefix(equals + 1);
        value.clear();
        if (!rest.empty() && rest.front() == '"') {
            const std::size_t close = rest.find('"', 1);
            if (close == rest.npos) return fault();
            value = rest.substr(1, close - 1);
            rest.remove_prefix(close + 1);
        } else {
            const std::size_t end = std::min(rest.find_first_of("; \t"), rest.size());
            value = rest.substr(0, end);
            rest.remove_prefix(end);
        }
        return true;
    }
    bool fault() {
        faulty = true;
        return false;
    }
};

void replace_all(std::string& s, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = s.find(from, at)) != s.npos; at += to.size()) s.replace(at, from.size(), to);
}

std::optional<std::string> part_text(std::string raw) {
    replace_all(raw, "%22", "\"");
    replace_all(raw, "%0D", "\r");
    replace_all(raw, "%0A", "\n");
    return clean_utf8(std::move(raw));
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
    const std::size_t end = std::min(content_type.find_first_of("; \t"), content_type.size());
    if (ascii_lower(content_type.substr(0, end)) != "multipart/form-data") return std::nullopt;
    Parameters parameters{content_type.substr(end), {}, {}};
    while (parameters.next()) {
        if (parameters.name != "boundary") continue;
        const std::string& boundary = parameters.value;
        if (boundary.empty() || boundary.size() > 70 || boundary.back() == ' ') return std::nullopt;
        for (const char c : boundary) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && std::string_view("'()+_,-./:=? ").find(c) == std::string_view::npos) return std::nullopt;
        }
        return boundary;
    }
    return std::nullopt;
}

std::string clean_file_name(std::string_view sent) {
    const std::size_t slash = sent.find_last_of("/\\");
    if (slash != sent.npos) sent.remove_prefix(slash + 1);
    std::string name = text::clean_line(sent);
    while (!name.empty() && name.front() == '.') name.erase(0, 1);
    return text::cut(name, 200);
}

Multipart::Multipart(std::string_view boundary, PartSink sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(std::move(sink)) {
    // The first boundary may stand at the very start: seen as if a line end came before it.
    held_ = "\r\n";
}

bool Multipart::fail(Step why) {
    state_ = State::broken;
    stop_ = why;
    held_.clear();
    return false;
}

Multipart::Step Multipart::feed(std::string_view bytes) {
    if (state_ == State::finished) return Step::done;
    if (state_ == State::broken) return stop_;
    held_.append(bytes);
    while (step()) {}
    if (state_ == State::finished) {
        held_.clear();
        return Step::done;
    }
    return state_ == State::broken ? stop_ : Step::more;
}

bool Multipart::step() {
    switch (state_) {
        case State::preamble: return find_first_boundary();
        case State::after_boundary: return read_after_boundary();
        case State::headers: return read_headers();
        case State::body: return read_body();
        case State::finished:
        case State::broken: return false;
    }
    return false;
}

bool Multipart::find_first_boundary() {
    const std::size_t at = held_.find(delimiter_);
    if (at == held_.npos) {
        if (held_.size() > kMostPartHead) return fail(Step::faulty);
        return false;
    }
    held_.erase(0, at + delimiter_.size());
    state_ = State::after_boundary;
    return true;
}

bool Multipart::read_after_boundary() {
    if (held_.size() < 2) return false;
    if (held_.starts_with("--")) {
        state_ = State::finished;
        return false;
    }
    // Blanks may stand between a boundary and its line end (RFC 2046 transport padding).
    const std::size_t end = held_.find_first_not_of(" \t");
    if (end == held_.npos) return held_.size() > 64 ? fail(Step::faulty) : false;
    if (held_.size() < end + 2) return false;
    if (held_.compare(end, 2, "\r\n") != 0) return fail(Step::faulty);
    if (++parts_ > kMostParts) return fail(Step::faulty);
    // The line end stays: a part without any header is then found by the same search.
    held_.erase(0, end);
    state_ = State::headers;
    return true;
}

bool Multipart::read_headers() {
    const std::size_t end = held_.find("\r\n\r\n");
    if (end == held_.npos) return held_.size() > kMostPartHead ? fail(Step::faulty) : false;
    if (end > kMostPartHead) return fail(Step::faulty);
    const std::string head = held_.substr(0, end);
    held_.erase(0, end + 4);
    if (!parse_part(head)) return false;
    state_ = State::body;
    return true;
}

bool Multipart::parse_part(std::string_view head) {
    Part part;
    bool named = false;
    while (!head.empty()) {
        head.remove_prefix(std::min<std::size_t>(2, head.size()));
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end);
        const std::size_t colon = line.find(':');
        if (colon == line.npos || line.find('\0') != line.npos) return fail(Step::faulty);
        if (ascii_lower(line.substr(0, colon)) != "content-disposition") continue;
        std::string_view value = line.substr(colon + 1);
        skip_blanks(value);
        const std::size_t kind_end = std::min(value.find_first_of("; \t"), value.size());
        if (named || ascii_lower(value.substr(0, kind_end)) != "form-data") return fail(Step::faulty);
        Parameters parameters{value.substr(kind_end), {}, {}};
        while (parameters.next()) {
            auto clean = part_text(parameters.value);
            if (!clean) return fail(Step::faulty);
            if (parameters.name == "name") {
                part.field = std::move(*clean);
                named = true;
            } else if (parameters.name == "filename") {
                part.file_name = std::move(*clean);
                part.is_file = true;
            }
        }
        if (parameters.faulty) return fail(Step::faulty);
    }
    if (!named || part.field.empty()) return fail(Step::faulty);
    return sink_.begin(part) || fail(Step::refused);
}

bool Multipart::read_body() {
    const std::size_t at = held_.find(delimiter_);
    const bool ended = at != held_.npos;
    // What could still be the beginning of the delimiter is held back.
    const std::size_t sure = ended ? at : held_.size() - std::min(held_.size(), delimiter_.size() - 1);
    if (sure > 0 && !sink_.data(std::string_view(held_).substr(0, sure))) return fail(Step::refused);
    if (!ended) {
        held_.erase(0, sure);
        return false;
    }
    if (!sink_.end()) return fail(Step::refused);
    held_.erase(0, at + delimiter_.size());
    state_ = State::after_boundary;
    return true;
}

}  // namespace dinh::web::wire
