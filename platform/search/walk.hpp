// Walking the index newest first, in steps that each end soon, so that what was found is kept when the time runs out.
#pragma once
#include <set>

#include "platform/search/query.hpp"
#include "platform/search/search.hpp"

namespace dinh::search {

struct Candidate {
    Id record = 0;
    std::string kind, title, marks, words, link;
    Day day;
    bool exact = false;
};

inline constexpr int kMostCandidates = 500;

class Walk {
public:
    Walk(db::Conn&, const Actor&, const Query&, int most = kMostCandidates);
    // Adds the newest matches, at most `most` of one call, none twice. Throws db::TimedOut; finished steps are kept.
    void exact(const Parsed&);
    void folded(const Parsed&);
    std::vector<Candidate> take() { return std::move(found_); }
    std::size_t size() const { return found_.size(); }

private:
    struct Shape;  // of the index on PostgreSQL
    void filter(Expression&) const;
    void newest_first(const Expression&, bool exact);
    void by_time(const Expression&, bool exact);
    void by_density(const Expression&, bool exact);
    struct Step {
        int count = 0;          // rows that matched
        std::int64_t last = 0;  // SQLite: the place of the last one
    };
    // Rows from `low` up to and without `high`, of places on SQLite and of ids on PostgreSQL.
    Step step(const std::string& expression, std::int64_t low, std::int64_t high, int most, bool exact);
    const Shape& shape();
    db::Conn& conn_;
    const Actor& actor_;
    const Query& query_;
    int most_;
    std::vector<Term> also_;  // of what the further words must hold
    std::vector<Candidate> found_;
    std::set<Id> known_;
    std::shared_ptr<Shape> shape_;
};

}  // namespace dinh::search
