#include "modules/directory/imports/imports.hpp"

#include "modules/directory/imports/rows.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr db::Sql kKeep{
    "import.keep",
    "INSERT INTO directory_import (id, created_at, created_by_person, file_name, hash) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kFind{
    "import.find",
    "SELECT id, created_by_person, people, posts, appointments, version, file_name, hash, created_at, applied_at, "
    "undone_at FROM directory_import WHERE id = $1"};
constexpr db::Sql kOfPerson{
    "import.of_person",
    "SELECT id, created_by_person, people, posts, appointments, version, file_name, hash, created_at, applied_at, "
    "undone_at FROM directory_import WHERE created_by_person = $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Sql kLock{"import.lock",
                        "UPDATE directory_import SET version = version + 1, applied_at = $3 WHERE id = $1 AND version "
                        "= $2 AND applied_at IS NULL "
                        "RETURNING id"};
constexpr db::Sql kHeldFrom{"import.held_from",
                            "SELECT p.full_name FROM appointment a JOIN person p ON p.id = a.person WHERE a.post = $1 "
                            "AND (a.until_day IS NULL OR a.until_day > $2) LIMIT 1"};
constexpr db::Sql kPostFrom{"import.post_from", "SELECT from_day FROM post WHERE id = $1"};
constexpr db::Sql kHolding{"import.holding",
                           "SELECT id, version, until_day FROM appointment WHERE person = $1 AND post = $2 AND "
                           "from_day < $3 AND (until_day IS "
                           "NULL OR until_day > $3) ORDER BY from_day DESC LIMIT 1"};
constexpr db::Sql kNoteLeaving{
    "import.note_leaving",
    "INSERT INTO directory_import_leaving (import, line, appointment, was_until, version) VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Sql kCount{"import.count",
                         "UPDATE directory_import SET people = $2, posts = $3, appointments = $4 WHERE id = $1"};

ImportRecord record_from(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),       row.integer(4),       row.integer(5),
            row.text(6),    row.text(7),    row.instant(8), row.maybe_instant(9), row.maybe_instant(10)};
}

constexpr int kLastPosition = 900;  // posts made from a table stand behind those placed by hand

class Applier {
public:
    Applier(db::Tx& tx, const Actor& actor, Id import) : tx_(tx), actor_(actor), import_(import) {}
    // Before anything is given: another row may fill what this one leaves.
    void leave(const ImportLine& line) {
        if (line.leaves == 0) return;
        const auto held = tx_.query(kHolding, line.known_person, line.leaves, line.from);
        if (held.empty()) {
            reasons.add(Said("Dòng %1: ngày %2 người này không giữ vị trí sẽ thôi.",
                             {std::to_string(line.line), clock::show(line.from)}));
            return;
        }
        const auto row = held.first();
        const Id appointment = row.integer(0);
        const std::int64_t row_version = row.integer(1);
        const auto was_until = row.maybe_day(2);
        end_appointment(tx_, actor_, appointment, row_version, line.from,
                        line.basis.empty() ? std::string("Điều động, theo bảng nhập") : line.basis);
        tx_.exec(kNoteLeaving, import_, line.line, appointment, was_until, row_version + 1);
    }
    void add(const ImportLine& line) {
        const int people_before = people;
        const Id person = person_of(line);
        Id post = 0, appointment = 0;
        std::string words = "Nhập từ bảng";
        if (!line.title.empty()) {
            if (line.post != 0) check_vacant(line);
            post = line.post != 0 ? line.post : make_post(line);
            appointment = ids::make();
            rows_.appointment(appointment, person, post, line.kind, line.basis, line.from);
            ++appointments;
            words += ": giữ vị trí " + line.title + " từ ngày " + clock::show(line.from);
        }
        rows_.line(import_, line.line, person, people > people_before ? person : 0, post, line.post == 0 ? post : 0,
                   appointment);
        deed::history(tx_, actor_, actor_.acting_capacity(), "person", person, "directory.import", words);
    }
    void finish() {
        reasons.done();
        rows_.write(tx_);
    }
    int people = 0, posts = 0, appointments = 0;
    Reasons reasons;

private:
    // Vacant today is not vacant from the row's day on: somebody may have held it then, or take it later.
    void check_vacant(const ImportLine& line) {
        const std::string number = std::to_string(line.line);
        const auto holder = tx_.query(kHeldFrom, line.post, line.from);
        if (!holder.empty())
            reasons.add(Said("Dòng %1: vị trí do %2 giữ trong thời gian này.", {number, holder.first().text(0)}));
        const Day begins = tx_.query(kPostFrom, line.post).first().day(0);
        if (line.from < begins)
            reasons.add(Said("Dòng %1: vị trí này chỉ có từ ngày %2.", {number, clock::show(begins)}));
    }
    Id person_of(const ImportLine& line) {
        if (line.known_person != 0) return line.known_person;
        const auto [place, fresh] = made_.try_emplace(line.person.code, 0);
        if (!fresh) return place->second;
        place->second = ids::make();
        const auto& one = line.person;
        rows_.person(place->second, one.code, one.full_name, text::sort_key(one.full_name), text::fold(one.full_name),
                     one.phone, one.email, "", clock::now());
        ++people;
        return place->second;
    }
    Id make_post(const ImportLine& line) {
        const Id id = ids::make();
        rows_.post(id, line.agency, line.unit == 0 ? std::nullopt : std::optional(line.unit), line.title,
                   text::join(line.roles, " "), line.signing, kLastPosition, line.from);
        ++posts;
        return id;
    }
    db::Tx& tx_;
    const Actor& actor_;
    Id import_;
    ImportRows rows_;
    std::unordered_map<std::string, Id> made_;
};

}  // namespace

Id keep_import(db::Tx& tx, const Actor& actor, std::string_view file_name, std::string_view hash) {
    must(actor, Deed::import_tables, {});
    const Id id = ids::make();
    tx.exec(kKeep, id, clock::now(), actor.person, file_name, hash);
    return id;
}

std::optional<ImportRecord> find_import(db::Conn& conn, Id id) {
    const auto rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(record_from(rows.first()));
}

std::vector<ImportRecord> imports_of(db::Conn& conn, Id person, int most) {
    std::vector<ImportRecord> list;
    for (const auto& row : conn.query(kOfPerson, person, most)) list.push_back(record_from(row));
    return list;
}

void apply_import(db::Tx& tx, const Actor& actor, Id import, std::int64_t version, const ImportPlan& plan) {
    must(actor, Deed::import_tables, {});
    if (tx.query(kLock, import, version, clock::now()).empty())
        throw Conflict("apply_import: version " + std::to_string(version));
    // The plan holds only for the directory it was made on; nobody else writes it from here to the commit.
    const Turn turn(tx, plan.revision);
    if (plan.lines.empty()) throw Refused("Không có dòng nào dùng được.");
    Applier applier(tx, actor, import);
    for (const auto& line : plan.lines) applier.leave(line);
    for (const auto& line : plan.lines) applier.add(line);
    applier.finish();
    tx.exec(kCount, import, applier.people, applier.posts, applier.appointments);
    changed(turn, actor, "directory_import", import, "directory.import",
            Said("Nhập %1 dòng từ bảng", {text::number(static_cast<std::int64_t>(plan.lines.size()))}));
}

}  // namespace dinh::directory
