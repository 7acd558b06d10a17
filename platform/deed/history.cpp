#include <boost/json.hpp>

#include "platform/deed/deed.hpp"

namespace dinh::deed {

namespace {

constexpr db::Sql kAdd{
    "deed.add_history",
    "INSERT INTO record_history (id, kind, record, at, person, person_name, capacity, deed, words, changes) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr db::Sql kOfRecord{"deed.history_of",
                            "SELECT id, at, person, person_name, capacity, deed, words, changes FROM record_history "
                            "WHERE kind = $1 AND record = $2 ORDER BY id DESC LIMIT $3"};

constexpr db::Sql kForget{"deed.forget_history",
                          "UPDATE record_history SET words = '', changes = '[]' WHERE kind = $1 AND record = $2"};

std::string to_json(const std::vector<Change>& changes) {
    boost::json::array list;
    for (const auto& change : changes) list.push_back(boost::json::array{change.field, change.before, change.after});
    return boost::json::serialize(list);
}

std::vector<Change> from_json(std::string_view text) {
    std::vector<Change> changes;
    const auto string = [](const boost::json::value& value) { return std::string(value.as_string()); };
    const boost::json::value parsed = boost::json::parse(text);
    for (const auto& one : parsed.as_array()) {
        const auto& parts = one.as_array();
        changes.push_back({string(parts.at(0)), string(parts.at(1)), string(parts.at(2))});
    }
    return changes;
}

// Pattern and values stand in one column, joined by a sign that no text has (clean_line takes it out).
constexpr char kUnitSeparator = '\x1f';

std::string as_kept(const Said& said) {
    std::string kept = said.pattern();
    for (std::string value : said.values()) {
        std::erase(value, kUnitSeparator);
        kept += kUnitSeparator + value;
    }
    return kept;
}

Said as_said(std::string_view kept) {
    std::vector<std::string> parts;
    for (auto end = kept.find(kUnitSeparator); end != std::string_view::npos; end = kept.find(kUnitSeparator)) {
        parts.emplace_back(kept.substr(0, end));
        kept.remove_prefix(end + 1);
    }
    parts.emplace_back(kept);
    std::string pattern = std::move(parts.front());
    parts.erase(parts.begin());
    return {std::move(pattern), std::move(parts)};
}

}  // namespace

std::string capacity_words(const Capacity* capacity) {
    if (!capacity) return {};
    if (capacity->delegation == 0 || capacity->title.find("ủy quyền") != std::string::npos) return capacity->title;
    return capacity->title + " (theo ủy quyền)";
}

void history(db::Tx& tx, const Actor& actor, const Capacity* capacity, std::string_view kind, Id record,
             std::string_view deed, std::string_view words, const std::vector<Change>& changes) {
    tx.exec(kAdd, ids::make(), kind, record, clock::now(), actor.person, actor.name, capacity_words(capacity), deed,
            words, changes.empty() ? std::string("[]") : to_json(changes));
}

void history_said(db::Tx& tx, const Actor& actor, const Capacity* capacity, std::string_view kind, Id record,
                  std::string_view deed, const Said& words, const std::vector<Change>& changes) {
    history(tx, actor, capacity, kind, record, deed, std::string_view(as_kept(words)), changes);
}

void forget_history(db::Tx& tx, std::string_view kind, Id record) { tx.exec(kForget, kind, record); }

std::vector<HistoryLine> history_of(db::Conn& conn, std::string_view kind, Id record, int most) {
    std::vector<HistoryLine> lines;
    for (const auto& row : conn.query(kOfRecord, kind, record, most)) {
        Said said = as_said(row.view(6));
        lines.push_back({row.integer(0), row.instant(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                         said.vietnamese(), from_json(row.view(7)), said});
    }
    return lines;
}

}  // namespace dinh::deed
