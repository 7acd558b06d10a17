#include "platform/worker/protocol.hpp"

#include <array>
#include <charconv>

namespace dinh::worker {
namespace {

constexpr std::string_view kMagic = "dinh-worker ";
constexpr std::string_view kDetail = "detail";
constexpr std::size_t kMaxHeader = 8192;

constexpr std::array<std::pair<Outcome, std::string_view>, 8> kOutcomes = {{
    {Outcome::ok, "ok"},
    {Outcome::not_this_kind, "not_this_kind"},
    {Outcome::password_protected, "password_protected"},
    {Outcome::too_big, "too_big"},
    {Outcome::timed_out, "timed_out"},
    {Outcome::crashed, "crashed"},
    {Outcome::no_text, "no_text"},
    {Outcome::no_such_page, "no_such_page"},
}};

constexpr std::array<std::pair<FileKind, std::string_view>, 7> kFileKinds = {{
    {FileKind::pdf, "pdf"},
    {FileKind::docx, "docx"},
    {FileKind::odt, "odt"},
    {FileKind::doc, "doc"},
    {FileKind::rtf, "rtf"},
    {FileKind::txt, "txt"},
    {FileKind::other, "other"},
}};

template <typename Table, typename Value>
std::string_view name_in(const Table& table, Value value) {
    for (const auto& [entry, entry_name] : table) {
        if (entry == value) {
            return entry_name;
        }
    }
    return {};
}

template <typename Value, typename Table>
std::optional<Value> value_in(const Table& table, std::string_view wanted) {
    for (const auto& [entry, entry_name] : table) {
        if (entry_name == wanted) {
            return entry;
        }
    }
    return {};
}

}  // namespace

std::string_view name(Outcome outcome) { return name_in(kOutcomes, outcome); }
std::string_view name(FileKind kind) { return name_in(kFileKinds, kind); }
std::optional<Outcome> outcome_named(std::string_view wanted) { return value_in<Outcome>(kOutcomes, wanted); }
std::optional<FileKind> file_kind_named(std::string_view wanted) { return value_in<FileKind>(kFileKinds, wanted); }

std::string complaint(std::string_view bytes) {
    std::string text;
    for (const char c : bytes.substr(0, 300)) {
        text += c >= ' ' && c < 127 ? c : c == '\n' ? '|' : '?';
    }
    while (!text.empty() && (text.back() == '|' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) {
        return {};
    }
    return value;
}

std::string write_answer(const Result& result) {
    std::string answer{kMagic};
    answer += name(result.outcome);
    answer += '\n';
    for (const auto& [fact, value] : result.facts) {
        answer += fact + '=' + complaint(value) + '\n';
    }
    if (!result.detail.empty()) {
        answer += std::string(kDetail) + '=' + complaint(result.detail) + '\n';
    }
    answer += '\n';
    answer += result.output;
    return answer;
}

std::optional<Result> read_answer(std::string_view bytes) {
    if (!bytes.starts_with(kMagic)) {
        return {};
    }
    const std::size_t head_end = bytes.substr(0, kMaxHeader).find("\n\n");
    if (head_end == std::string_view::npos) {
        return {};
    }
    Result result;
    std::string_view head = bytes.substr(kMagic.size(), head_end - kMagic.size());
    const std::size_t first_end = head.find('\n');
    const std::optional<Outcome> outcome = outcome_named(head.substr(0, first_end));
    if (!outcome) {
        return {};
    }
    result.outcome = *outcome;
    head.remove_prefix(first_end == std::string_view::npos ? head.size() : first_end + 1);
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find('\n'));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) {
            return {};
        }
        result.facts.emplace(line.substr(0, equals), complaint(line.substr(equals + 1)));
        head.remove_prefix(std::min(head.size(), line.size() + 1));
    }
    if (const auto detail = result.facts.extract(std::string(kDetail))) {
        result.detail = detail.mapped();
    }
    if (result.outcome == Outcome::ok) {
        result.output = bytes.substr(head_end + 2);
    }
    return result;
}

}  // namespace dinh::worker
