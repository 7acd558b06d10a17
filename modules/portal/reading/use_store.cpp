#include "modules/portal/reading/use_store.hpp"

#include <mutex>

#include "platform/db/filter.hpp"

namespace dinh::portal {

namespace use_store {

namespace {

constexpr int kMostPaths = 5000;
constexpr int kLeastMissed = 5;

constexpr db::Sql kAdd{"portal_use.add",
                       "INSERT INTO portal_use (site, day, path, form, views) VALUES ($1, $2, $3, $4, $5) ON CONFLICT "
                       "(site, day, path, form) DO UPDATE SET views = portal_use.views + excluded.views"};
constexpr db::Sql kRaise{"portal_use.raise",
                         "UPDATE portal_use SET views = views + $5 WHERE site = $1 AND day = $2 AND path = $3 AND form "
                         "= $4"};
constexpr db::Sql kCount{"portal_use.count", "SELECT COUNT(*) FROM portal_use WHERE site = $1 AND day = $2"};
constexpr db::Sql kAddTotal{
    "portal_use_total.add",
    "INSERT INTO portal_use_total (site, day, form, views) VALUES ($1, $2, $3, $4) ON CONFLICT (site, day, form) DO "
    "UPDATE SET views = portal_use_total.views + excluded.views"};
constexpr db::Sql kLanguage{"portal_use.language",
                            "SELECT language FROM portal_placing WHERE site = $1 AND slug = $2 AND shown = 1"};
constexpr db::Sql kFold{
    "portal_use.fold",
    "INSERT INTO portal_use_month (site, month, path, form, views) SELECT site, substr(day, 1, 7), path, form, "
    "SUM(views) FROM portal_use WHERE day < $1 GROUP BY site, substr(day, 1, 7), path, form ON CONFLICT (site, month, "
    "path, form) DO UPDATE SET views = portal_use_month.views + excluded.views"};
constexpr db::Sql kForget{"portal_use.forget", "DELETE FROM portal_use WHERE day < $1"};
constexpr db::Sql kForgetMissed{"portal_missed.forget", "DELETE FROM portal_missed WHERE month < $1"};
constexpr db::Sql kPlace{"portal_use_log.place", "SELECT file, place, skipping FROM portal_use_log WHERE node = $1"};
constexpr db::Sql kPutPlace{
    "portal_use_log.put",
    "INSERT INTO portal_use_log (node, file, place, skipping) VALUES ($1, $2, $3, $4) ON CONFLICT (node) DO UPDATE SET "
    "file = excluded.file, place = excluded.place, skipping = excluded.skipping"};
constexpr db::Sql kMissed{"portal_missed.add",
                          "INSERT INTO portal_missed (site, month, digest, words, times) VALUES ($1, $2, $3, $4, $5) "
                          "ON CONFLICT (site, month, digest) DO UPDATE SET times = portal_missed.times + "
                          "excluded.times RETURNING times"};
constexpr db::Sql kSayMissed{"portal_missed.say",
                             "UPDATE portal_missed SET words = $4 WHERE site = $1 AND month = $2 AND digest = $3"};

}  // namespace

void add(db::Tx& tx, const Rows& rows) {
    std::map<std::pair<Id, Day>, std::int64_t> known;
    std::map<std::tuple<Id, Day, std::string>, std::int64_t> totals;
    for (const auto& [row, views] : rows) {
        totals[{row.site, row.day, row.form}] += views;
        if (tx.exec(kRaise, row.site, row.day, row.path, row.form, views) > 0) continue;
        auto [at, fresh] = known.try_emplace({row.site, row.day});
        if (fresh) at->second = tx.integer(kCount, row.site, row.day);
        const bool room = at->second++ < kMostPaths;
        tx.exec(kAdd, row.site, row.day, room ? row.path : std::string(), row.form, views);
    }
    for (const auto& [what, views] : totals)
        tx.exec(kAddTotal, std::get<0>(what), std::get<1>(what), std::get<2>(what), views);
}

std::string language_of(db::Conn& conn, Id site, std::string_view slug) {
    const db::Rows rows = conn.query(kLanguage, site, slug);
    return rows.empty() ? std::string() : rows.first().text(0);
}

std::int64_t fold(db::Tx& tx, Day first_kept) {
    tx.exec(kFold, first_kept);
    tx.exec(kForgetMissed, clock::to_text(first_kept).substr(0, 7));
    return tx.exec(kForget, first_kept);
}

written::LogPlace log_place(db::Conn& conn, int node) {
    const db::Rows rows = conn.query(kPlace, node);
    if (rows.empty()) return {};
    return {rows.first().text(0), rows.first().integer(1), rows.first().integer(2) != 0};
}

void put_log_place(db::Tx& tx, int node, const written::LogPlace& place) {
    tx.exec(kPutPlace, node, place.file, place.place, place.skipping);
}

void add_missed(db::Tx& tx, Id site, std::string_view month, std::string_view digest, std::string_view words,
                std::int64_t times) {
    const auto now = tx.query(kMissed, site, month, digest, std::string(), times).first().integer(0);
    if (now >= kLeastMissed) tx.exec(kSayMissed, site, month, digest, words);
}

}  // namespace use_store

namespace {

constexpr db::Sql kDays{"portal_use_total.of_site",
                        "SELECT day, form, SUM(views) FROM portal_use_total WHERE site = $1 AND day >= $2 GROUP BY "
                        "day, form ORDER BY day, form"};
constexpr db::Sql kDaysOfAll{"portal_use_total.of_all",
                             "SELECT day, form, SUM(views) FROM portal_use_total WHERE day >= $1 GROUP BY day, form "
                             "ORDER BY day, form"};
constexpr db::Sql kBySite{"portal_use_total.by_site",
                          "SELECT site, SUM(views) FROM portal_use_total WHERE day >= $1 AND day <= $2 AND form <> "
                          "'download' GROUP BY site"};
constexpr db::Sql kPages{
    "portal_use.pages",
    "SELECT path, SUM(views) FROM portal_use WHERE site = $1 AND day >= $2 AND day <= $3 AND form IN "
    "('page', 'english', 'language', 'text') AND path <> '' GROUP BY path ORDER BY 2 DESC, path LIMIT 20"};
constexpr db::Sql kFiles{
    "portal_use.files",
    "SELECT path, SUM(views) FROM portal_use WHERE site = $1 AND day >= $2 AND day <= $3 AND form = "
    "'download' AND path <> '' GROUP BY path ORDER BY 2 DESC, path LIMIT 20"};
constexpr db::Sql kWords{"portal_missed.words",
                         "SELECT words, SUM(times) FROM portal_missed WHERE site = $1 AND month >= $2 AND words <> '' "
                         "GROUP BY words ORDER BY 2 DESC, words LIMIT 20"};

constexpr std::int64_t kKeptMs = 300'000;
constexpr std::size_t kMostKept = 1000;

struct Kept {
    std::int64_t until_ms = 0;
    std::shared_ptr<const UseFigures> figures;
};
struct AtHand {
    std::mutex mutex;
    std::map<std::pair<Id, Day>, Kept> kept;
};

std::vector<UseSum> sums(const db::Rows& rows) {
    std::vector<UseSum> list;
    for (const auto& row : rows) list.push_back({row.text(0), row.integer(1)});
    return list;
}

void add_to(std::vector<UseSum>& list, const std::string& name, std::int64_t views) {
    if (list.empty() || list.back().name != name) list.push_back({name, 0});
    list.back().views += views;
}

void sum_up(UseFigures& figures, const std::vector<UseOfDay>& days, Day last) {
    for (Day day = last - 29; day <= last; day = day + 1) figures.days.push_back({clock::to_text(day), 0});
    for (const auto& [day, form, views] : days) {
        const int ago = last - day;
        if (ago < 0) continue;
        if (form == "download") {
            figures.downloads += ago < 30 ? views : 0;
            continue;
        }
        figures.last += ago == 0 ? views : 0;
        figures.week += ago < 7 ? views : 0;
        figures.month += ago < 30 ? views : 0;
        figures.year += ago < 365 ? views : 0;
        add_to(figures.months, clock::to_text(day).substr(0, 7), views);
        if (ago >= 30) continue;
        figures.days[static_cast<std::size_t>(29 - ago)].views += views;
        figures.text += form == "text" ? views : 0;
        figures.english += form == "english" ? views : 0;
        figures.language += form == "language" ? views : 0;
    }
    if (figures.months.size() > 24) figures.months.erase(figures.months.begin(), figures.months.end() - 24);
}

}  // namespace

std::vector<UseOfDay> use_days(db::Conn& conn, Id site, Day from) {
    std::vector<UseOfDay> list;
    const db::Rows rows = site == 0 ? conn.query(kDaysOfAll, from) : conn.query(kDays, site, from);
    for (const auto& row : rows) list.push_back({*row.maybe_day(0), row.text(1), row.integer(2)});
    return list;
}

UseFigures uses_of(db::Conn& conn, Id site, Day last) {
    UseFigures figures;
    sum_up(figures, use_days(conn, site, last - 730), last);
    if (site == 0) return figures;
    figures.pages = sums(conn.query(kPages, site, last - 29, last));
    figures.files = sums(conn.query(kFiles, site, last - 29, last));
    figures.missed = sums(conn.query(kWords, site, clock::to_text(last - 365).substr(0, 7)));
    return figures;
}

std::shared_ptr<const UseFigures> uses_at_hand(House& house, Id site, Day last) {
    auto& at_hand = house.part<AtHand>();
    const std::int64_t now = clock::steady_ms();
    {
        const std::scoped_lock lock(at_hand.mutex);
        const auto found = at_hand.kept.find({site, last});
        if (found != at_hand.kept.end() && found->second.until_ms > now) return found->second.figures;
    }
    auto figures = std::make_shared<const UseFigures>(
        house.db->reading([&](db::Conn& conn) { return uses_of(conn, site, last); }));
    const std::scoped_lock lock(at_hand.mutex);
    if (at_hand.kept.size() > kMostKept) at_hand.kept.clear();
    at_hand.kept[{site, last}] = {now + kKeptMs, figures};
    return figures;
}

std::map<Id, std::int64_t> uses_by_site(db::Conn& conn, Day last) {
    std::map<Id, std::int64_t> views;
    for (const auto& row : conn.query(kBySite, last - 29, last)) views[row.integer(0)] = row.integer(1);
    return views;
}

}  // namespace dinh::portal
