// Values of keys: found, read from text, shown.
#include <algorithm>
#include <charconv>
#include <numeric>

#include "platform/config/keys.hpp"
#include "platform/text/text.hpp"

namespace dinh::config {

namespace {

// Letters to change, add, drop or swap with a neighbour to make `b` of `a`.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

std::string_view last_word(std::string_view name) { return name.substr(name.rfind('.') + 1); }

std::string in_quotes(std::string_view value) {
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

const Key* find(std::string_view name) {
    const auto at = std::find_if(keys().begin(), keys().end(), [&](const Key& key) { return name == key.name; });
    return at == keys().end() ? nullptr : &*at;
}

std::string nearest(std::string_view name) {
    if (name.size() > 100) return {};
    std::string best;
    std::size_t best_cost = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const Key& key : keys()) {
        // The right word in the wrong section is the most common slip.
        const std::size_t word_cost = distance(last_word(name), last_word(key.name)) + 1;
        const std::size_t cost = std::min(distance(name, key.name), word_cost <= 2 ? word_cost : best_cost);
        if (cost < best_cost) {
            best_cost = cost;
            best = key.name;
        }
    }
    return best;
}

std::string assign_text(Config& config, const Key& key, std::string_view given) {
    const std::string value = text::trim(given);
    return std::visit(
        Overloaded{
            [&](std::string Config::*member) -> std::string {
                config.*member = value;
                return {};
            },
            [&](std::int64_t Config::*member) -> std::string {
                const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), config.*member);
                const bool whole = fault == std::errc{} && end == value.data() + value.size();
                return whole ? "" : "is \"" + value + "\"; write a whole number";
            },
            [&](bool Config::*member) -> std::string {
                config.*member = value == "true";
                return value == "true" || value == "false" ? "" : "is \"" + value + "\"; write true or false";
            },
            [&](std::vector<std::string> Config::*member) -> std::string {
                config.*member = text::split(value, ',');
                return {};
            },
        },
        key.member);
}

std::string shown(const Config& config, const Key& key) {
    return std::visit(Overloaded{
                          [&](std::string Config::*member) { return in_quotes(config.*member); },
                          [&](std::int64_t Config::*member) { return std::to_string(config.*member); },
                          [&](bool Config::*member) { return std::string(config.*member ? "true" : "false"); },
                          [&](std::vector<std::string> Config::*member) {
                              std::vector<std::string> quoted;
                              for (const auto& value : config.*member) quoted.push_back(in_quotes(value));
                              return "[" + text::join(quoted, ", ") + "]";
                          },
                      },
                      key.member);
}

const char* type_name(const Key& key) {
    constexpr const char* kNames[] = {"text", "whole number", "true or false", "list of texts"};
    return kNames[key.member.index()];
}

}  // namespace dinh::config
