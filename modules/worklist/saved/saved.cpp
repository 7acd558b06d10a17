#include "modules/worklist/saved/saved.hpp"

#include <algorithm>

#include "modules/worklist/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

namespace {

constexpr db::Sql kOf{"saved.of", "SELECT id, version, name, path FROM saved_list WHERE person = $1"};
constexpr db::Sql kOne{"saved.one", "SELECT id, version, name, path FROM saved_list WHERE id = $1 AND person = $2"};
constexpr db::Sql kNamed{"saved.named", "SELECT id FROM saved_list WHERE person = $1 AND name = $2"};
constexpr db::Sql kInsert{
    "saved.insert",
    "INSERT INTO saved_list (id, version, person, name, path, created_at) VALUES ($1, 1, $2, $3, $4, $5)"};
constexpr db::Sql kLock{"saved.lock",
                        "UPDATE saved_list SET version = version + 1 WHERE id = $1 AND person = $2 AND version = $3"};
constexpr db::Sql kRename{"saved.rename", "UPDATE saved_list SET name = $2 WHERE id = $1"};
constexpr db::Sql kDelete{"saved.delete", "DELETE FROM saved_list WHERE id = $1"};
constexpr db::Sql kCount{"saved.count",
                         "INSERT INTO saved_count (person, lists) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET "
                         "lists = saved_count.lists + excluded.lists"};
constexpr db::Sql kCounted{"saved.counted", "SELECT lists FROM saved_count WHERE person = $1"};

constexpr std::size_t kLongestPath = 1000;

Saved saved_row(const db::Rows::Row& row) { return {row.integer(0), row.integer(1), row.text(2), row.text(3)}; }

// The row of the count keeps two deeds of one person apart.
int counted(db::Tx& tx, const Actor& actor, int more) {
    tx.exec(kCount, actor.person, more);
    return static_cast<int>(tx.integer(kCounted, actor.person));
}

void add_name_faults(db::Tx& tx, const Actor& actor, const std::string& name, Id own, std::vector<Reason>& faults) {
    if (name.empty()) faults.push_back({"name", "Hãy đặt tên."});
    if (text::length(name) > kLongestName) faults.push_back({"name", "Tên dài nhất 80 chữ."});
    const auto other = tx.maybe_integer(kNamed, actor.person, name);
    if (other && *other != own) faults.push_back({"name", Said("Bạn đã có “%1”; hãy đặt tên khác.", {name})});
}

void note(db::Tx& tx, const Actor& actor, std::string_view deed, Id id) {
    audit::append(tx, actor, actor.acting_capacity(), deed, "saved_list", id);
}

void lock(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    must(actor, Deed::choose);
    if (tx.exec(kLock, id, actor.person, version) > 0) return;
    saved_one(tx, actor, id);
    throw Conflict("Danh sách đã lưu này vừa được đổi ở nơi khác. Hãy xem lại.", "worklist: stale saved list");
}

// As a browser writes an address: letters, digits and signs of ASCII, the rest encoded.
bool address(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '#';
    });
}

}  // namespace

std::vector<Saved> saved_of(db::Conn& conn, const Actor& actor) {
    std::vector<Saved> all;
    for (const auto& row : conn.query(kOf, actor.person)) all.push_back(saved_row(row));
    std::vector<std::pair<std::string, Saved>> sorted;
    for (auto& one : all) sorted.emplace_back(text::sort_key(one.name), std::move(one));
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    all.clear();
    for (auto& [key, one] : sorted) all.push_back(std::move(one));
    return all;
}

Saved saved_one(db::Conn& conn, const Actor& actor, Id id) {
    const db::Rows rows = conn.query(kOne, id, actor.person);
    if (rows.empty()) throw NotFound("worklist: saved list " + std::to_string(id));
    return saved_row(rows.first());
}

std::string list_title(std::string_view path) {
    const std::string_view place = path.substr(0, path.find('?'));
    for (const auto& list : search::lists())
        if (list.path == place) return list.title;
    return {};
}

std::string kept_path(std::string_view typed) {
    if (typed.size() > kLongestPath || !address(typed) || list_title(typed).empty()) return {};
    const std::size_t end = typed.find('?');
    std::string kept(typed.substr(0, end));
    if (end == std::string_view::npos) return kept;
    char joint = '?';
    for (const auto& pair : text::split(typed.substr(end + 1), '&')) {
        const std::size_t sign = pair.find('=');
        if (sign == std::string::npos || sign == 0 || sign + 1 == pair.size() || pair.starts_with("before=")) continue;
        kept += joint + pair;
        joint = '&';
    }
    return kept;
}

Id save_list(db::Tx& tx, const Actor& actor, std::string_view name, std::string_view path) {
    must(actor, Deed::choose);
    const int lists = counted(tx, actor, 1);
    const std::string clean = text::clean_line(name), kept = kept_path(path);
    std::vector<Reason> faults;
    add_name_faults(tx, actor, clean, 0, faults);
    if (kept.empty()) faults.push_back({"", "Chỉ lưu được trang tìm kiếm và các danh sách của Đình."});
    if (lists > kMostSaved) faults.push_back({"", "Bạn đã lưu 50 danh sách; hãy bỏ bớt trước khi lưu thêm."});
    if (!faults.empty()) throw Refused(std::move(faults));
    const Id id = ids::make();
    tx.exec(kInsert, id, actor.person, clean, kept, clock::now());
    note(tx, actor, "saved_list.save", id);
    return id;
}

void rename_saved(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view name) {
    lock(tx, actor, id, version);
    counted(tx, actor, 0);
    const std::string clean = text::clean_line(name);
    std::vector<Reason> faults;
    add_name_faults(tx, actor, clean, id, faults);
    if (!faults.empty()) throw Refused(std::move(faults));
    tx.exec(kRename, id, clean);
    note(tx, actor, "saved_list.rename", id);
}

void drop_saved(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    lock(tx, actor, id, version);
    counted(tx, actor, -1);
    tx.exec(kDelete, id);
    note(tx, actor, "saved_list.drop", id);
}

}  // namespace dinh::worklist
