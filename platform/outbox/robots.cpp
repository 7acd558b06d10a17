#include "platform/outbox/robots.hpp"

#include <algorithm>
#include <string>

#include "platform/text/text.hpp"

namespace dinh::outbox {

namespace {

constexpr std::size_t kMostBytes = 500 << 10;
constexpr std::size_t kLongestRule = 2000;

// "*" any letters, "$" at the end the end. Goes back only to the last star, so it takes at most rule times path steps.
bool fits(std::string_view rule, std::string_view path) {
    const bool whole = rule.ends_with('$');
    if (whole) rule.remove_suffix(1);
    std::size_t r = 0, p = 0, star = rule.npos, from = 0;
    while (true) {
        if (r == rule.size() && (!whole || p == path.size())) return true;
        if (r < rule.size() && rule[r] == '*') {
            star = r++, from = p;
        } else if (r < rule.size() && p < path.size() && rule[r] == path[p]) {
            ++r, ++p;
        } else if (star != rule.npos && from < path.size()) {
            r = star + 1, p = ++from;
        } else {
            return false;
        }
    }
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Rules of one group of agents: the longest that fits.
struct Verdict {
    bool named = false, allows = true;
    std::size_t length = 0;
    void rule(bool allow, std::string_view pattern, std::string_view path) {
        if (pattern.empty() || pattern.size() > kLongestRule || !fits(pattern, path)) return;
        if (pattern.size() < length || (pattern.size() == length && !allow)) return;
        length = pattern.size(), allows = allow;
    }
};

}  // namespace

bool robots_allow(std::string_view robots_txt, std::string_view agent, std::string_view path) {
    std::string_view rest = robots_txt.substr(0, kMostBytes);
    Verdict ours, everybodys;
    bool to_us = false, to_all = false, in_rules = false;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        line = line.substr(0, line.find('#'));
        const auto colon = line.find(':');
        if (colon == line.npos) continue;
        const std::string key = text::lower(trimmed(line.substr(0, colon)).substr(0, 20));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (key == "user-agent") {
            if (std::exchange(in_rules, false)) to_us = to_all = false;
            to_us = to_us || text::lower(value.substr(0, 100)) == agent;
            to_all = to_all || value == "*";
            ours.named = ours.named || to_us;
        } else if (key == "allow" || key == "disallow") {
            in_rules = true;
            if (to_us) ours.rule(key == "allow", value, path);
            if (to_all) everybodys.rule(key == "allow", value, path);
        }
    }
    return ours.named ? ours.allows : everybodys.allows;
}

}  // namespace dinh::outbox
