// Builds the WHERE of a list from constant fragments; values are always bound, never pasted.
#pragma once
#include <string>

#include "platform/db/db.hpp"

namespace dinh::db {

// A piece of SQL known at compile time: only literals convert to it.
struct Fragment {
    template <std::size_t N>
    consteval Fragment(const char (&literal)[N]) : text(literal) {}
    const char* text;
};

// Each `?` in a fragment takes the next value and becomes $n.
class Filter {
public:
    template <class... Args>
    Filter& where(Fragment fragment, const Args&... args) {
        add(conditions_, fragment, Params{value(args)...}, " AND ");
        return *this;
    }
    // The column holds one of the values; an empty list matches nothing.
    Filter& in(Fragment column, std::vector<std::int64_t> values);
    // SELECT ... FROM ... [WHERE ...] ORDER BY ... LIMIT. `head` and `tail` are constants; head may hold `?` too, its
    // values are given by `bind` before the first where().
    template <class... Args>
    Filter& bind(const Args&... args) {
        for (Value v : std::initializer_list<Value>{value(args)...}) params_.push_back(std::move(v));
        return *this;
    }
    Rows run(Conn&, const char* name, Fragment head, Fragment tail, std::int64_t limit = -1) const;

private:
    void add(std::string& target, Fragment fragment, Params values, const char* glue);
    std::string condition(std::size_t list, Engine, Params&) const;
    std::string conditions_;  // kList stands for each list in turn
    Params params_;
    std::vector<std::pair<const char*, std::vector<std::int64_t>>> lists_;  // of a column
};

}  // namespace dinh::db
