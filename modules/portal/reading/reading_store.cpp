#include "modules/portal/reading/reading_store.hpp"

namespace dinh::portal::reading {

namespace {

constexpr db::Sql kIsShown{"reading.is_shown",
                           "SELECT 1 FROM portal_placing WHERE article = $1 AND site = $2 AND shown = 1"};
constexpr db::Sql kTranslations{"reading.translations",
                                "SELECT a.language, p.slug FROM portal_article a JOIN portal_placing p ON p.article = "
                                "a.id WHERE a.id IN (SELECT $1 UNION ALL SELECT id FROM portal_article WHERE "
                                "translation_of = $1 AND translation_of <> 0) AND p.site = $2 AND p.shown = 1 AND "
                                "a.id <> $3 ORDER BY a.language"};
constexpr db::Sql kPlace{"reading.place",
                         "SELECT p.site, p.category, p.slug, a.title, a.summary, a.kind, a.language, p.published_at "
                         "FROM portal_placing p JOIN portal_article a ON a.id = p.article WHERE p.article = $1 AND "
                         "p.site = $2 AND p.shown = 1"};
constexpr db::Sql kPlaceAtHome{"reading.place_at_home",
                               "SELECT p.site, p.category, p.slug, a.title, a.summary, a.kind, a.language, "
                               "p.published_at FROM portal_placing p JOIN portal_article a ON a.id = p.article WHERE "
                               "p.article = $1 AND p.site = a.site AND p.shown = 1"};
// Both values of `pinned` are named so that the index leads to the hours.
constexpr db::Sql kTold{"reading.told_on",
                        "SELECT p.slug, a.title, a.summary, a.body, a.kind, p.state, s.name, p.published_at FROM "
                        "portal_placing p JOIN portal_article a ON a.id = p.article JOIN portal_site s ON s.id = "
                        "a.site WHERE p.site = $1 AND p.shown = 1 AND p.language = 'vi' AND p.pinned IN (0, 1) AND "
                        "p.published_at >= $2 AND p.published_at < $3 ORDER BY p.published_at LIMIT $4"};
constexpr db::Sql kHours{
    "reading.hours",
    "SELECT published_at FROM portal_placing WHERE site = $1 AND shown = 1 AND language = 'vi' AND "
    "pinned IN (0, 1) ORDER BY published_at DESC LIMIT $2"};
constexpr db::Sql kOwnPages{"reading.own_pages",
                            "SELECT article, slug, changed_at FROM portal_placing WHERE site = $1 AND shown = 1 AND "
                            "state = 'own' ORDER BY article LIMIT $2 OFFSET $3"};
constexpr db::Sql kCountOwn{"reading.count_own",
                            "SELECT COUNT(*) FROM portal_placing WHERE site = $1 AND shown = 1 AND state = 'own'"};

}  // namespace

bool is_shown(db::Conn& conn, Id site, Id article) { return conn.maybe_integer(kIsShown, article, site).has_value(); }

std::vector<Translation> translations_of(db::Conn& conn, Id site, const Article& article) {
    const Id first = article.translation_of == 0 ? article.id : article.translation_of;
    std::vector<Translation> list;
    for (const auto& row : conn.query(kTranslations, first, site, article.id))
        list.push_back({row.text(0), row.text(1)});
    return list;
}

std::optional<Place> place_of(db::Conn& conn, Id site, Id article) {
    const db::Rows rows = site == 0 ? conn.query(kPlaceAtHome, article) : conn.query(kPlace, article, site);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return Place{row.integer(0), row.integer(1), row.text(2), row.text(3),
                 row.text(4),    row.text(5),    row.text(6), row.instant(7)};
}

std::vector<Told> told_on(db::Conn& conn, Id site, Day day, int most) {
    std::vector<Told> list;
    for (const auto& row : conn.query(kTold, site, clock::start_of(day), clock::start_of(day + 1), most)) {
        const bool own = row.view(5) == "own";
        list.push_back(
            {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), own ? "" : row.text(6), row.instant(7)});
    }
    return list;
}

std::vector<Day> days_with_news(db::Conn& conn, Id site, int most_articles) {
    std::vector<Day> days;
    for (const auto& row : conn.query(kHours, site, most_articles)) {
        const Day day = clock::day_of(row.instant(0));
        if (days.empty() || days.back() != day) days.push_back(day);
    }
    return days;
}

std::vector<OwnPage> own_pages_of_part(db::Conn& conn, Id site, int part, int in_part) {
    std::vector<OwnPage> list;
    for (const auto& row : conn.query(kOwnPages, site, in_part, std::int64_t{part} * in_part))
        list.push_back({row.integer(0), row.text(1), row.instant(2)});
    return list;
}

std::int64_t count_own(db::Conn& conn, Id site) { return conn.integer(kCountOwn, site); }

}  // namespace dinh::portal::reading
