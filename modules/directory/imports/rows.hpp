// What a table makes, gathered and written eight rows a statement: one round trip a row would cost an import most of
// its time on PostgreSQL.
#pragma once
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::directory {

class ImportRows {
public:
    // Values in the order of the columns in rows.cpp.
    template <class... Args>
    void person(const Args&... args) {
        people_.push_back({db::value(args)...});
    }
    template <class... Args>
    void post(const Args&... args) {
        posts_.push_back({db::value(args)...});
    }
    template <class... Args>
    void appointment(const Args&... args) {
        appointments_.push_back({db::value(args)...});
    }
    template <class... Args>
    void line(const Args&... args) {
        lines_.push_back({db::value(args)...});
    }
    void write(db::Tx&);

private:
    static void write(db::Tx&, const db::Sql& one, const db::Sql& eight, std::vector<db::Params>& rows);
    std::vector<db::Params> people_, posts_, appointments_, lines_;
};

}  // namespace dinh::directory
