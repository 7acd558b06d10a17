#include "platform/search/walk.hpp"

#include <limits>

#include "platform/search/tokens.hpp"

namespace dinh::search {

namespace {

constexpr db::Sql kStepSqlite{
    "search.step",
    "SELECT e.record, e.kind, e.title, e.marks, e.words, e.link, e.day FROM search_index i "
    "CROSS JOIN search_place p ON p.place = i.rowid CROSS JOIN search_entry e ON e.record = p.record "
    "WHERE i.search_index MATCH $1 AND i.rowid >= $2 AND i.rowid < $3 AND e.day >= $4 AND e.day <= $5 "
    "ORDER BY i.rowid DESC LIMIT $6"};
constexpr db::Sql kNewestPlace{"search.newest_place", "SELECT max(place) FROM search_place"};
// `record + 0`: PostgreSQL must not walk the primary key instead of the index of tokens; it would unpack every text.
constexpr db::Sql kStepPostgres{
    "search.step",
    "SELECT record, kind, title, marks, words, link, day FROM search_entry WHERE tokens @@ CAST($1 AS tsquery) "
    "AND record + 0 >= $2 AND record + 0 < $3 AND day >= $4 AND day <= $5 ORDER BY record + 0 DESC LIMIT $6"};
constexpr db::Sql kShape{
    "search.shape",
    "SELECT (SELECT max(record) FROM search_entry), "
    "(SELECT record FROM search_entry ORDER BY record DESC OFFSET 2000 LIMIT 1), "
    "(SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = CAST('search_entry' AS regclass))"};

constexpr Id kNoEnd = std::numeric_limits<Id>::max();
constexpr int kSample = 2000;
// So many matches PostgreSQL reads and sorts in some 30 ms; beyond that it is better to narrow the index.
constexpr double kMostSorted = 10'000;
constexpr std::int64_t kMostSpans = 12;
constexpr std::size_t kMostGrantees = 200;
constexpr int kMostMonths = 60;

// Tokens of all spans between two ids, of the finest level that needs few of them; none when no level does.
std::vector<std::string> spans_between(Id low, Id high) {
    for (int level = 0; level < kSpanLevels; ++level) {
        const std::int64_t first = span_of(low, level), last = span_of(high, level);
        if (last - first >= kMostSpans) continue;
        std::vector<std::string> tokens;
        for (std::int64_t span = first; span <= last; ++span) tokens.push_back(span_token_of(span, level));
        return tokens;
    }
    return {};
}

}  // namespace

// The newest id, the id that 2,000 are newer than (0: there are fewer), and about how many there are.
struct Walk::Shape {
    Id newest = 0;
    Id sample_end = 0;
    double rows = 0;
};

Walk::Walk(db::Conn& conn, const Actor& actor, const Query& query) : conn_(conn), actor_(actor), query_(query) {}

// Who may see it, of which kind, and in which months; days within a month are compared in the row.
void Walk::filter(Expression& expression) const {
    std::vector<std::string> tokens;
    for (const Id grantee : actor_.grantees) {
        if (tokens.size() < kMostGrantees) tokens.push_back(grantee_token(grantee));
    }
    expression.add_any(tokens);
    tokens.clear();
    for (const auto& kind : query_.kinds) tokens.push_back(kind_token(kind));
    expression.add_any(tokens);
    if (!query_.from || !query_.to || *query_.to < *query_.from) return;
    tokens.clear();
    auto [year, month, ignored] = clock::ymd(*query_.from);
    const auto last = clock::ymd(*query_.to);
    for (; year * 12 + month <= last.year * 12 + last.month; ++month) {
        if (month > 12) month = 1, ++year;
        tokens.push_back(month_token(year, month));
        if (tokens.size() > kMostMonths) return;
    }
    expression.add_any(tokens);
}

void Walk::exact(const Parsed& parsed) {
    Expression expression(conn_.engine());
    filter(expression);
    for (const auto& term : parsed.terms) expression.add_exact(term);
    newest_first(expression, true);
}

void Walk::folded(const Parsed& parsed) {
    Expression expression(conn_.engine());
    filter(expression);
    for (const auto& term : parsed.terms) expression.add(term);
    newest_first(expression, false);
}

void Walk::newest_first(const Expression& expression, bool exact) {
    if (conn_.engine() == db::Engine::sqlite)
        by_time(expression, exact);
    else
        by_density(expression, exact);
}

// FTS5 hands out places from the last one back and stops: the steps only keep what was found when the time runs out.
void Walk::by_time(const Expression& expression, bool exact) {
    const std::int64_t newest = conn_.integer(kNewestPlace);
    std::int64_t high = kNoEnd;
    int left = kMostCandidates;
    for (const std::int64_t places : {newest / 64, newest / 8, newest}) {
        const std::int64_t low = newest - places;
        left -= step(expression.text(), low, high, left, exact);
        if (left <= 0) return;
        high = low;
    }
}

// GIN knows no order. So the newest 2,000 rows tell how dense the matches are: rare ones are read whole and sorted, for
// dense ones the index is confined to as many spans of ids as will do.
void Walk::by_density(const Expression& expression, bool exact) {
    const Shape& all = shape();
    int left = kMostCandidates;
    const auto confined = [&](Id low, Id high) {
        Expression narrow = expression;
        narrow.add_any(spans_between(low, high));
        return narrow.text();
    };
    Id high = kNoEnd;
    if (all.sample_end > 0) {
        const int sampled = step(confined(all.sample_end, all.newest), all.sample_end, high, left, exact);
        left -= sampled;
        if (left <= 0) return;
        high = all.sample_end;
        const double density = (sampled + 1.0) / kSample;
        const double needed = 1.3 * left / density;
        if (density * all.rows > kMostSorted && needed < all.rows / 2) {
            const double reach = static_cast<double>(all.newest - all.sample_end) * (1 + needed / kSample);
            const Id low = reach < static_cast<double>(high) ? all.newest - static_cast<Id>(reach) : 0;
            left -= step(confined(low, high), low, high, left, exact);
            if (left <= 0) return;
            high = low;
        }
    }
    step(expression.text(), 0, high, left, exact);
}

int Walk::step(const std::string& expression, std::int64_t low, std::int64_t high, int most, bool exact) {
    if (high <= low) return 0;
    const std::string from = query_.from ? clock::to_text(*query_.from) : "",
                      to = query_.to ? clock::to_text(*query_.to) : "9";
    const bool sqlite = conn_.engine() == db::Engine::sqlite;
    const db::Rows rows = conn_.query(sqlite ? kStepSqlite : kStepPostgres, expression, low, high, from, to, most);
    for (const auto& row : rows) {
        if (!known_.insert(row.integer(0)).second) continue;
        found_.push_back(
            {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.day(6), exact});
    }
    return static_cast<int>(rows.size());
}

const Walk::Shape& Walk::shape() {
    if (shape_) return *shape_;
    shape_ = std::make_shared<Shape>();
    const db::Rows rows = conn_.query(kShape);
    shape_->newest = rows.first().integer(0);
    shape_->sample_end = rows.first().integer(1);
    shape_->rows = static_cast<double>(rows.first().integer(2));
    return *shape_;
}

}  // namespace dinh::search
