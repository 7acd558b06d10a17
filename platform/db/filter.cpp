#include "platform/db/filter.hpp"

#include <stdexcept>

namespace dinh::db {

namespace {

constexpr char kList = '\x01';

// Replaces each `?` of `text` by $n, counting on from `next`. Literals in fragments hold no question marks.
int number(std::string& target, std::string_view text, int next) {
    for (const char c : text) {
        if (c == '?') {
            target += '$';
            target += std::to_string(next++);
        } else {
            target += c;
        }
    }
    return next;
}

}  // namespace

void Filter::add(std::string& target, Fragment fragment, Params values, const char* glue) {
    if (!target.empty()) target += glue;
    target += '(';
    const int first = static_cast<int>(params_.size()) + 1;
    if (number(target, fragment.text, first) != first + static_cast<int>(values.size())) {
        throw std::logic_error(std::string("db: values do not fit the marks of: ") + fragment.text);
    }
    target += ')';
    for (Value& v : values) params_.push_back(std::move(v));
}

Filter& Filter::in(Fragment column, std::vector<std::int64_t> values) {
    if (values.empty()) return where("1 = 0");
    if (!conditions_.empty()) conditions_ += " AND ";
    conditions_ += kList;
    lists_.emplace_back(column.text, std::move(values));
    return *this;
}

// PostgreSQL takes a list as one value: a statement that is the same for any number of them is planned once. SQLite
// would have to take a text apart.
std::string Filter::condition(std::size_t list, Engine engine, Params& params) const {
    const auto& [column, values] = lists_.at(list);
    std::string text(column);
    if (engine == Engine::postgresql) {
        std::string all;
        for (const std::int64_t one : values) all += (all.empty() ? '{' : ',') + std::to_string(one);
        params.emplace_back(all + '}');
        return text + " = ANY(CAST($" + std::to_string(params.size()) + " AS bigint[]))";
    }
    text += " IN (";
    for (const std::int64_t one : values) {
        params.emplace_back(one);
        text += '$';
        text += std::to_string(params.size());
        text += ',';
    }
    text.back() = ')';
    return text;
}

Rows Filter::run(Conn& conn, const char* name, Fragment head, Fragment tail, std::int64_t limit) const {
    std::string text;
    Params params = params_;
    number(text, head.text, 1);
    if (!conditions_.empty()) text += " WHERE ";
    std::size_t list = 0;
    for (const char c : conditions_) {
        if (c == kList)
            text += condition(list++, conn.engine(), params);
        else
            text += c;
    }
    text += ' ';
    text += tail.text;
    if (limit >= 0) text += " LIMIT " + std::to_string(limit);
    return conn.run({name, text.c_str()}, params);
}

}  // namespace dinh::db
