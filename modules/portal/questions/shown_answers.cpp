// What readers get, and figures: no word of who asked.
#include "modules/portal/questions/question_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/search/search.hpp"

namespace dinh::portal {

namespace store = question_store;

namespace {

constexpr Id kNewest = INT64_MAX;

constexpr db::Sql kShownOne{"portal_question.shown_one", "SELECT " DINH_QUESTION_COLUMNS
                                                         " FROM portal_question WHERE id = $1 AND site = $2 AND shown "
                                                         "= 1"};

}  // namespace

std::vector<Question> shown_answers(db::Conn& conn, Id site, std::string_view field, Id before, int most) {
    const Id below = before == 0 ? kNewest : before;
    return field.empty() ? store::read_all(conn.query(store::kShown, site, below, most))
                         : store::read_all(conn.query(store::kShownOfField, site, field, below, most));
}

std::optional<Question> shown_answer(db::Conn& conn, Id site, Id question) {
    const db::Rows rows = conn.query(kShownOne, question, site);
    return rows.empty() ? std::nullopt : std::optional(store::read_question(rows.first()));
}

std::vector<Question> found_answers(db::Conn& conn, Id site, std::string_view words, int most) {
    Actor reader;
    reader.grantees = {site};
    search::Query wanted;
    wanted.text = words;
    wanted.kinds = {std::string(kQuestion)};
    wanted.most = most;
    std::vector<Question> found;
    for (const auto& hit : search::find(conn, reader, wanted).hits)
        if (auto one = shown_answer(conn, site, hit.record)) found.push_back(*std::move(one));
    return found;
}

std::vector<QuestionMonth> question_months(db::Conn& conn, const std::vector<Id>& sites, Day from) {
    db::Filter where;
    where.in("site", sites).where("received_day >= ?", from);
    std::vector<QuestionMonth> months;
    for (const auto& row : where.run(
             conn, "portal_question.months",
             "SELECT site, substr(received_day, 1, 7), COUNT(*), SUM(CASE WHEN state = 'answered' THEN 1 ELSE 0 END), "
             "SUM(late), SUM(CASE WHEN state IN ('received', 'assigned', 'awaiting_approval') THEN 1 ELSE 0 END), "
             "SUM(CASE WHEN state IN ('turned_away', 'refused') THEN 1 ELSE 0 END), SUM(CASE WHEN rating > 0 THEN 1 "
             "ELSE 0 END), SUM(CASE WHEN rating = 3 THEN 1 ELSE 0 END) FROM portal_question",
             "GROUP BY site, substr(received_day, 1, 7) ORDER BY 2 DESC, 1"))
        months.push_back({row.integer(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5),
                          row.integer(6), row.integer(7), row.integer(8)});
    return months;
}

}  // namespace dinh::portal
