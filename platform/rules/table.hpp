// A file of rules/ as data, for parts that read their own rules. The well-known files have typed readers in rules.hpp.
//
//     const rules::Table& handling = rules::table("handling");
//     handling.section("extension", day)->integer("max_days");
//     for (const rules::Entry* role : handling.in_force("role", day)) use(role->text("name"));
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::rules {

// A rule file that cannot be used; what() names file, line and remedy.
class Fault : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The legal ground of an entry and the days between which it holds, both inclusive.
struct Dated {
    std::string basis;            // as shown to people
    std::string basis_id;         // in rules/legal_basis.toml; "" when it leans on no text of law
    Day from;
    std::optional<Day> to;        // none: still in force
    bool confirmed = true;        // false: to be checked against the text before relying on it
    bool in_force(Day day) const { return from <= day && (!to || day <= *to); }
};

class Entry : public Dated {
public:
    struct TimeOfDay {
        int minutes;              // since midnight
    };
    using Value = std::variant<std::string, std::int64_t, bool, Day, TimeOfDay, std::vector<std::string>,
                               std::vector<std::int64_t>, std::vector<Entry>>;

    bool has(std::string_view key) const;
    // Absent, or of another type: "", the fallback, false, nullopt, empty.
    const std::string& text(std::string_view key) const;
    std::int64_t integer(std::string_view key, std::int64_t fallback = 0) const;
    bool truth(std::string_view key) const;
    std::optional<Day> day(std::string_view key) const;
    std::optional<int> minutes(std::string_view key) const;
    const std::vector<std::string>& texts(std::string_view key) const;
    const std::vector<std::int64_t>& integers(std::string_view key) const;
    const std::vector<Entry>& entries(std::string_view key) const;
    // Throws Fault, naming the place, when it is absent, empty or of another type.
    const std::string& must_text(std::string_view key) const;
    Day must_day(std::string_view key) const;
    std::int64_t must_integer(std::string_view key) const;
    // One of `allowed`, as its position there; absent: `fallback`, or Fault when that is negative.
    int one_of(std::string_view key, std::initializer_list<std::string_view> allowed, int fallback = -1) const;

    const std::string& where() const { return where_; }  // "rules/urgency.toml line 9"
    std::vector<std::string> keys() const;

private:
    friend class TableReader;
    template <class T>
    const T* get(std::string_view key) const;
    std::map<std::string, Value, std::less<>> values_;
    std::string where_;
    bool dated_ = false;
};

class Table {
public:
    // `name` as in faults: "rules/urgency.toml". Entries without basis, basis_id, from take those of the file.
    // Throws Fault for text that is no TOML, an entry without from, from after to, numbers with a fraction.
    static Table parse(const std::string& name, std::string_view toml);

    const Entry& head() const { return head_; }                          // the keys above the first section
    const std::vector<Entry>& all(std::string_view list) const;          // [[list]] in the order of the file
    std::vector<const Entry*> in_force(std::string_view list, Day day) const;
    const Entry* find(std::string_view list, std::string_view id, Day day) const;
    const Entry* section(std::string_view name, Day day) const;          // [name]; nullptr when not in force
    std::vector<std::string> lists() const;

private:
    friend class TableReader;
    Entry head_;
    std::map<std::string, std::vector<Entry>, std::less<>> lists_;       // a [section] is a list of one
};

}  // namespace dinh::rules
