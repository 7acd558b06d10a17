// Plans of statements: tests run a part's calls through it and see whether any statement reads a whole table.
//
//     db().read([&](db::Conn& conn) {
//         test::Plans plans(conn);
//         grants::page(plans, {1, 2}, "incoming", {}, 0, 51);
//         EXPECT_THAT(plans.full_scans(), testing::IsEmpty());
//     });
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::test {

// A connection that runs what it is given on another one and keeps the plan of each statement. On PostgreSQL sequential
// scans are switched off for the transaction, so that only those without any fitting index remain, however small the
// tables of the test are.
class Plans : public db::Tx {
public:
    explicit Plans(db::Conn& conn);
    db::Engine engine() const override { return conn_.engine(); }
    db::Rows run(const db::Sql&, const db::Params&) override;
    std::int64_t change(const db::Sql&, const db::Params&) override;  // only around a Tx
    void after_commit(std::function<void()> work) override;           // only around a Tx

    // "name: line of the plan" of each full scan of a table or index. Derived tables named in `allowed` do not count.
    std::vector<std::string> full_scans(const std::vector<std::string>& allowed = {}) const;
    std::string text() const;  // all plans, for a failing test
    int statements() const { return statements_; }

private:
    void note(const db::Sql&, const db::Params&);
    db::Conn& conn_;
    int statements_ = 0;
    std::vector<std::pair<std::string, std::string>> lines_;
};

}  // namespace dinh::test
