#include "platform/db/filter.hpp"

#include <stdexcept>

namespace dinh::db {

namespace {

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

Filter& Filter::in(Fragment column, const std::vector<std::int64_t>& values) {
    if (values.empty()) return where("1 = 0");
    if (!conditions_.empty()) conditions_ += " AND ";
    conditions_ += column.text;
    conditions_ += " IN (";
    for (const std::int64_t one : values) {
        params_.emplace_back(one);
        conditions_ += '$';
        conditions_ += std::to_string(params_.size());
        conditions_ += ',';
    }
    conditions_.back() = ')';
    return *this;
}

std::string Filter::sql(Fragment head, Fragment tail, std::int64_t limit) const {
    std::string text;
    number(text, head.text, 1);
    if (!conditions_.empty()) {
        text += " WHERE ";
        text += conditions_;
    }
    text += ' ';
    text += tail.text;
    if (limit >= 0) text += " LIMIT " + std::to_string(limit);
    return text;
}

Rows Filter::run(Conn& conn, const char* name, Fragment head, Fragment tail, std::int64_t limit) const {
    const std::string text = sql(head, tail, limit);
    return conn.run({name, text.c_str()}, params_);
}

}  // namespace dinh::db
