#include "platform/search/walk.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "platform/search/tokens.hpp"

namespace dinh::search {

namespace {

constexpr db::Sql kStepSqlite{
    "search.step",
    "SELECT e.record, e.kind, e.title, e.marks, e.words, e.link, e.day, i.rowid FROM search_index i "
    "CROSS JOIN search_place p ON p.place = i.rowid CROSS JOIN search_entry e ON e.record = p.record "
    "WHERE i.search_index MATCH $1 AND i.rowid >= $2 AND i.rowid < $3 AND e.day >= $4 AND e.day <= $5 "
    "ORDER BY i.rowid DESC LIMIT $6"};
// `record + 0`: PostgreSQL must not walk the primary key instead of the index of tokens; it would unpack every text.
constexpr db::Sql kStepPostgres{
    "search.step",
    "SELECT record, kind, title, marks, words, link, day FROM search_entry WHERE tokens @@ CAST($1 AS tsquery) "
    "AND record + 0 >= $2 AND record + 0 < $3 AND day >= $4 AND day <= $5 ORDER BY record + 0 DESC LIMIT $6"};
// How many rows there are about, the id that 2,000 are newer than, and ids with as many rows between each two of them;
// what was not analysed yet has none. The plan must never be to read the whole table, whose size without its tokens
// makes that look cheap.
constexpr db::Sql kShape{
    "search.shape",
    "SELECT (SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = CAST('search_entry' AS regclass)), "
    "(SELECT max(record) FROM search_entry), "
    "(SELECT record FROM search_entry ORDER BY record DESC OFFSET 2000 LIMIT 1), "
    "(SELECT CAST(histogram_bounds AS text) FROM pg_stats WHERE schemaname = current_schema() "
    "AND tablename = 'search_entry' AND attname = 'record'), set_config('enable_seqscan', 'off', true)"};

constexpr Id kNoEnd = std::numeric_limits<Id>::max();
constexpr int kFirst = 150;
constexpr double kSample = 2000;
// Matches stand together: so many more than were seen may be expected in as many rows again.
constexpr double kDoubt = 10;
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

// Of "{12,34}".
std::vector<Id> ids_of(std::string_view list) {
    std::vector<Id> found;
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at < end) {
        Id id = 0;
        const auto read = std::from_chars(at, end, id);
        if (read.ec == std::errc()) found.push_back(id);
        at = std::max(read.ptr, at + 1);
    }
    return found;
}

}  // namespace

// Ids by how many rows are newer, newest first.
struct Walk::Shape {
    struct Edge {
        double rows;
        Id id;
    };
    double rows = 0;
    std::vector<Edge> edges;

    Id newest() const { return edges.empty() ? 0 : edges.front().id; }
    void add(double newer, Id id) {
        if (edges.empty() || (newer > edges.back().rows && id < edges.back().id)) edges.push_back({newer, id});
    }
    // About the id that so many rows are newer than; 0 when nobody knows.
    Id after(double newer) const {
        const auto right = std::find_if(edges.begin(), edges.end(), [&](const Edge& e) { return e.rows >= newer; });
        if (right == edges.end() || right == edges.begin()) return 0;
        const auto left = right - 1;
        const double part = (newer - left->rows) / (right->rows - left->rows);
        return left->id - static_cast<Id>(static_cast<double>(left->id - right->id) * part);
    }
};

Walk::Walk(db::Conn& conn, const Actor& actor, const Query& query, int most)
    : conn_(conn), actor_(actor), query_(query), most_(most) {
    const auto add = [this](const std::string& text) {
        for (auto& term : parse(text).terms) also_.push_back(std::move(term));
    };
    add(query.begins);
    for (const auto& text : query.also) add(text);
}

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
    tokens.clear();
    for (const Id grantee : query_.given_to) tokens.push_back(grantee_token(grantee));
    expression.add_any(tokens);
    for (const auto& term : also_) expression.add(term);
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

// FTS5 hands out places from the last one back and stops. What is asked first is kept when the time runs out. A bound
// from below would not end a walk that finds nothing: it goes on to the first place of all.
void Walk::by_time(const Expression& expression, bool exact) {
    Id high = kNoEnd;
    int left = most_;
    for (const int most : {std::min(most_, kFirst), most_}) {
        const int wanted = std::min(most, left);
        const auto [count, last] = step(expression.text(), 0, high, wanted, exact);
        left -= count;
        if (count < wanted || left <= 0) return;
        high = last;
    }
}

// GIN knows no order. So the newest rows tell how dense the matches are, and the index is confined to as many spans of
// ids as will do; when few are left, all are read and sorted.
void Walk::by_density(const Expression& expression, bool exact) {
    const Shape& all = shape();
    int found = 0;
    Id high = kNoEnd;
    for (double reach = kSample; reach <= std::max(kSample, all.rows / 2);) {
        const Id low = all.after(reach);
        if (low == 0) break;
        Expression narrow = expression;
        narrow.add_any(spans_between(low, std::min(high, all.newest())));
        found += step(narrow.text(), low, high, most_ - found, exact).count;
        if (found >= most_) return;
        high = low;
        if ((found + kDoubt) / reach * all.rows <= kMostSorted) break;
        const double needed = 1.3 * (most_ - found) * reach / (found + 1);
        reach = std::clamp(reach + needed, 1.25 * reach, 16 * reach);
    }
    step(expression.text(), 0, high, most_ - found, exact);
}

Walk::Step Walk::step(const std::string& expression, std::int64_t low, std::int64_t high, int most, bool exact) {
    if (high <= low) return {};
    const std::string from = query_.from ? clock::to_text(*query_.from) : "",
                      to = query_.to ? clock::to_text(*query_.to) : "9";
    const bool sqlite = conn_.engine() == db::Engine::sqlite;
    const db::Rows rows = conn_.query(sqlite ? kStepSqlite : kStepPostgres, expression, low, high, from, to, most);
    for (const auto& row : rows) {
        if (!known_.insert(row.integer(0)).second) continue;
        found_.push_back(
            {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.day(6), exact});
    }
    const Id last = !sqlite || rows.empty() ? 0 : rows[rows.size() - 1].integer(7);
    return {static_cast<int>(rows.size()), last};
}

const Walk::Shape& Walk::shape() {
    if (shape_) return *shape_;
    shape_ = std::make_shared<Shape>();
    const db::Rows rows = conn_.query(kShape);
    const auto row = rows.first();
    shape_->rows = static_cast<double>(row.integer(0));
    shape_->add(0, row.integer(1));
    if (row.integer(2) > 0) shape_->add(kSample, row.integer(2));
    const std::vector<Id> bounds = ids_of(row.view(3));
    for (std::size_t n = 1; n < bounds.size(); ++n) {
        const double newer = shape_->rows * static_cast<double>(n) / static_cast<double>(bounds.size() - 1);
        shape_->add(newer, bounds[bounds.size() - 1 - n]);
    }
    return *shape_;
}

}  // namespace dinh::search
