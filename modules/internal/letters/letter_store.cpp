#include "modules/internal/letters/letter_store.hpp"

namespace dinh::internal {

namespace store {

Letter read_letter(const db::Rows::Row& row) {
    Letter one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    one.id = integer();
    one.version = integer();
    one.owner_agency = integer();
    one.rules_day = row.day(at++);
    one.created_at = row.instant(at++);
    one.unit = integer();
    one.sender_post = integer();
    one.sender_label = text();
    one.from_name = text();
    one.kind = text();
    one.subject = text();
    one.body = text();
    one.urgency = static_cast<int>(integer());
    one.due = row.maybe_day(at++);
    one.numbered = row.truth(at++);
    one.answers = integer();
    one.state = text();
    one.edition = static_cast<int>(integer());
    one.series = integer();
    one.number = integer();
    one.mark = text();
    one.signed_by = text();
    one.sent_at = row.maybe_instant(at++);
    one.note = text();
    return one;
}

std::vector<Letter> read_letters(const db::Rows& rows) {
    std::vector<Letter> list;
    for (const auto& row : rows) list.push_back(read_letter(row));
    return list;
}

namespace {

Receiver read_receiver(const db::Rows::Row& row) {
    Receiver one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    one.id = integer();
    one.version = integer();
    one.letter = integer();
    one.parent = integer();
    one.kind = text();
    one.party = integer();
    one.label = text();
    one.role = text();
    one.due = row.maybe_day(at++);
    one.state = text();
    one.giver_post = integer();
    one.giver_label = text();
    one.note = text();
    one.given_at = row.maybe_instant(at++);
    one.read_at = row.maybe_instant(at++);
    one.read_by = text();
    one.done_at = row.maybe_instant(at++);
    one.done_by = text();
    one.result = text();
    return one;
}

}  // namespace

void add_receiver(db::Tx& tx, const Receiver& one) {
    tx.exec(kAddReceiver, one.id, one.letter, one.parent, one.kind, one.party, one.label, one.role, one.due, one.state,
            one.giver_post, one.giver_label, one.note, one.given_at);
}

}  // namespace store

std::optional<Letter> find_letter(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_letter(rows.first()));
}

Letter visible_letter(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_letter(conn, id);
    if (!one || !grants::may_see(conn, actor, "letter", id)) throw NotFound("internal letter " + std::to_string(id));
    return *std::move(one);
}

std::vector<Receiver> receivers_of(db::Conn& conn, Id letter) {
    std::vector<Receiver> list;
    for (const auto& row : conn.query(store::kReceivers, letter)) list.push_back(store::read_receiver(row));
    return list;
}

std::vector<Reading> readings_of(db::Conn& conn, Id letter) {
    std::vector<Reading> list;
    for (const auto& row : conn.query(store::kReadings, letter))
        list.push_back({static_cast<int>(row.integer(0)), row.text(1), row.text(2), row.instant(3)});
    return list;
}

std::vector<Answer> answers_of(db::Conn& conn, Id letter) {
    std::vector<Answer> list;
    for (const auto& row : conn.query(store::kAnswers, letter))
        list.push_back({row.text(0), row.text(1), row.instant(2)});
    return list;
}

std::vector<Edition> editions_of(db::Conn& conn, Id letter) {
    std::vector<Edition> list;
    for (const auto& row : conn.query(store::kEditions, letter))
        list.push_back({static_cast<int>(row.integer(0)), row.text(1), row.text(2), row.text(3), row.instant(4)});
    return list;
}

std::vector<Letter> answered_by(db::Conn& conn, Id letter) {
    return store::read_letters(conn.query(store::kAnsweredBy, letter));
}

}  // namespace dinh::internal
