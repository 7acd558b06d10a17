#include "modules/portal/duties/lines.hpp"

#include "modules/worklist/worklist.hpp"

namespace dinh::portal {

namespace {

constexpr db::Sql kPut{"portal_line.of_site",
                       "SELECT holder, words, due FROM portal_line WHERE kind = $1 AND site = $2"};
constexpr db::Sql kKeep{"portal_line.keep",
                        "INSERT INTO portal_line (kind, site, holder, words, due) VALUES ($1, $2, $3, $4, $5) ON "
                        "CONFLICT (kind, site, holder) DO UPDATE SET words = excluded.words, due = excluded.due"};
constexpr db::Sql kDrop{"portal_line.drop", "DELETE FROM portal_line WHERE kind = $1 AND site = $2 AND holder = $3"};

}  // namespace

Lines lines_put(db::Conn& conn, std::string_view work, Id site) {
    Lines lines;
    for (const auto& row : conn.query(kPut, work, site)) lines[row.integer(0)] = {row.text(1), row.maybe_day(2)};
    return lines;
}

void keep_lines(db::Tx& tx, const LineKind& kind, const Site& site, const Lines& lines) {
    const Lines before = lines_put(tx, kind.work, site.id);
    for (const auto& [holder, line] : before) {
        if (lines.contains(holder)) continue;
        worklist::finish(tx, kind.subject, site.id, 0, holder);
        tx.exec(kDrop, kind.work, site.id, holder);
    }
    for (const auto& [holder, line] : lines) {
        const auto at = before.find(holder);
        if (at != before.end() && at->second == line) continue;
        worklist::put(tx, {.kind = std::string(kind.work),
                           .subject_kind = std::string(kind.subject),
                           .subject = site.id,
                           .holder = holder,
                           .agency = site.owner_agency,
                           .title = line.words,
                           .note = "",
                           .link = std::string(kind.path) + std::to_string(site.id),
                           .item_class = worklist::Class::information,
                           .due = line.due,
                           .from_name = ""});
        tx.change(kKeep, {db::value(kind.work), db::value(site.id), db::value(holder), db::value(line.words),
                          line.due ? db::value(*line.due) : db::value(nullptr)});
    }
}

}  // namespace dinh::portal
