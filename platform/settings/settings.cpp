#include "platform/settings/settings.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>

#include "platform/rules/rules.hpp"
#include "platform/settings/values.hpp"
#include "platform/text/text.hpp"

namespace dinh::settings {

namespace {

constexpr db::Sql kOne{"settings.one",
                       "SELECT value FROM setting WHERE key = $1 AND replaced_at IS NULL AND from_day <= $2 "
                       "AND (until_day IS NULL OR until_day >= $2)"};
constexpr db::Sql kAll{"settings.all", "SELECT key, value, from_day, until_day FROM setting WHERE replaced_at IS NULL"};
constexpr db::Sql kLines{"settings.lines",
                         "SELECT id, key, value, from_day, until_day, basis, set_by, set_at, replaced_at FROM setting "
                         "WHERE key = $1 ORDER BY from_day DESC, id DESC"};

// Declarations are made at start and by tests; what was handed out stays valid.
struct Declared {
    std::mutex mutex;
    std::list<std::vector<Setting>> kept;
    std::atomic<const std::vector<Setting>*> current = nullptr;
};

Declared& declarations() {
    static Declared all;
    return all;
}

struct Span {
    std::string value;
    Day from;
    std::optional<Day> until;
};

struct Memory {
    std::mutex mutex;
    std::int64_t keep_ms = 0;
    std::int64_t read_at_ms = 0;
    std::uint64_t change = 0;  // so that what was read before a change is not remembered after it
    bool filled = false;
    std::map<std::string, std::vector<Span>, std::less<>> spans;
};

Memory& memory() {
    static Memory all;
    return all;
}

std::optional<std::string> remembered(std::string_view key, Day day) {
    const auto at = memory().spans.find(key);
    if (at == memory().spans.end()) return std::nullopt;
    for (const Span& span : at->second) {
        if (span.from <= day && (!span.until || day <= *span.until)) return span.value;
    }
    return std::nullopt;
}

void read_all(db::Conn& conn) {
    std::uint64_t change = 0;
    {
        const std::lock_guard lock(memory().mutex);
        change = memory().change;
    }
    std::map<std::string, std::vector<Span>, std::less<>> spans;
    for (const auto& row : conn.query(kAll)) {
        spans[row.text(0)].push_back({row.text(1), row.day(2), row.maybe_day(3)});
    }
    const std::lock_guard lock(memory().mutex);
    memory().spans = std::move(spans);
    memory().read_at_ms = clock::steady_ms();
    memory().filled = change == memory().change;
}

// What somebody set for the day. A deed reads past the memory: it must see what itself has set.
std::optional<std::string> set_value(db::Conn& conn, std::string_view key, Day day) {
    std::int64_t keep_ms = 0;
    {
        const std::lock_guard lock(memory().mutex);
        keep_ms = memory().keep_ms;
        const bool fresh = memory().filled && clock::steady_ms() - memory().read_at_ms < keep_ms;
        if (fresh && !dynamic_cast<db::Tx*>(&conn)) return remembered(key, day);
    }
    if (keep_ms > 0 && !dynamic_cast<db::Tx*>(&conn)) {
        read_all(conn);
        const std::lock_guard lock(memory().mutex);
        return remembered(key, day);
    }
    const auto rows = conn.query(kOne, key, day);
    return rows.empty() ? std::nullopt : rows.first().maybe_text(0);
}

const Setting& must_find(std::string_view key) {
    const Setting* setting = find(key);
    if (!setting) throw std::logic_error("no such setting is declared: " + std::string(key));
    return *setting;
}

}  // namespace

void declare(std::vector<Setting> list) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0 && list[i].key == list[i - 1].key) throw std::logic_error("setting declared twice: " + list[i].key);
        const std::string wrong = fault_of_value(list[i], list[i].value);
        if (!wrong.empty()) throw std::logic_error("default of setting " + list[i].key + " is refused: " + wrong);
    }
    const std::lock_guard lock(declarations().mutex);
    declarations().current = &declarations().kept.emplace_back(std::move(list));
}

const std::vector<Setting>& declared() {
    static const std::vector<Setting> none;
    const auto* current = declarations().current.load(std::memory_order_acquire);
    return current ? *current : none;
}

const Setting* find(std::string_view key) {
    const auto& all = declared();
    const auto at = std::lower_bound(all.begin(), all.end(), key,
                                     [](const Setting& one, std::string_view k) { return one.key < k; });
    return at != all.end() && at->key == key ? &*at : nullptr;
}

std::string get(db::Conn& conn, std::string_view key, Day day) {
    const Setting& setting = must_find(key);
    const rules::SecurityLimit* law = law_of(setting, day);
    const std::string given = set_value(conn, key, day).value_or(law ? law->value : setting.value);
    return within_law(given, law);
}

std::int64_t integer(db::Conn& conn, std::string_view key, Day day) {
    const std::string value = get(conn, key, day);
    return number_of(value).value_or(number_of(must_find(key).value).value_or(0));
}

bool truth(db::Conn& conn, std::string_view key, Day day) { return get(conn, key, day) == "1"; }

std::vector<Line> lines(db::Conn& conn, std::string_view key) {
    std::vector<Line> list;
    for (const auto& row : conn.query(kLines, key)) {
        list.push_back({row.integer(0), row.text(1), row.text(2), row.day(3), row.maybe_day(4), row.text(5),
                        row.integer(6), row.instant(7), row.maybe_instant(8)});
    }
    return list;
}

void remember_for_ms(std::int64_t ms) {
    const std::lock_guard lock(memory().mutex);
    memory().keep_ms = ms;
    memory().filled = false;
}

void forget() {
    const std::lock_guard lock(memory().mutex);
    ++memory().change;
    memory().filled = false;
}

}  // namespace dinh::settings
