#include "modules/worklist/deliveries/store.hpp"

#include "modules/worklist/notices/notices.hpp"
#include "modules/worklist/words.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::worklist::store {

namespace {

constexpr db::Sql kCountUp{
    "delivery.count_up",
    "INSERT INTO delivery_count (day, person, what, messages) VALUES ($1, $2, $3, 1) ON CONFLICT (day, person, what) "
    "DO UPDATE SET messages = delivery_count.messages + 1 WHERE delivery_count.messages < $4 RETURNING messages"};
constexpr db::Sql kNotices{"notice.to_spread",
                           "SELECT id, holder, text, said, link FROM notice WHERE to_spread = 1 ORDER BY id LIMIT $1"};
constexpr db::Sql kItems{"work.urgent_to_spread",
                         "SELECT id, holder, kind, from_name, link, urgency, is_open FROM work_item WHERE to_spread = "
                         "1 ORDER BY id LIMIT $1"};
constexpr db::Sql kTakeNotice{"notice.take", "UPDATE notice SET to_spread = 0 WHERE id = $1 AND to_spread = 1"};
constexpr db::Sql kTakeItem{"work.take", "UPDATE work_item SET to_spread = 0 WHERE id = $1 AND to_spread = 1"};
constexpr db::Sql kInsert{
    "delivery.insert",
    "INSERT INTO delivery (id, person, post, way, kind, source, text, said, link, urgency, state, is_open, "
    "next_try_at, tries, outcome, last_answer, digest, members, over_limit, made_at) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7, $8, $9, $10, $11, $12, $13, 0, $14, '', $15, 0, $16, $17)"};
constexpr db::Sql kDigest{
    "delivery.digest",
    "INSERT INTO delivery (id, person, post, way, kind, source, text, link, urgency, state, is_open, next_try_at, "
    "tries, outcome, last_answer, digest, slot, members, over_limit, made_at) VALUES ($1, $2, 0, $3, 'digest', 0, '', "
    "'/worklist/notices', 0, 'waiting', 1, $4, 0, '', '', 0, $4, 1, $5, $6) ON CONFLICT (person, way, slot) WHERE "
    "kind = 'digest' AND state = 'waiting' DO UPDATE SET members = delivery.members + 1, over_limit = CASE WHEN "
    "delivery.over_limit = 1 THEN 1 ELSE excluded.over_limit END RETURNING id"};
constexpr db::Sql kDue{"delivery.due",
                       "SELECT id, way FROM delivery WHERE is_open = 1 AND next_try_at <= $1 ORDER BY next_try_at, id "
                       "LIMIT $2"};
constexpr db::Sql kClaim{
    "delivery.claim",
    "UPDATE delivery SET state = 'sending', tries = tries + 1, next_try_at = $3 WHERE id = $1 AND is_open = 1 AND "
    "next_try_at <= $2 RETURNING person, post, way, kind, text, said, link, urgency, tries, over_limit, made_at"};
constexpr db::Sql kConfirmed{
    "delivery.address",
    "SELECT address FROM notice_address WHERE person = $1 AND way = $2 AND confirmed_at IS NOT NULL"};
constexpr db::Sql kAsked{"delivery.asked_address",
                         "SELECT address FROM notice_address WHERE person = $1 AND way = $2 AND code_mac IS NOT NULL"};
constexpr db::Sql kMembers{"delivery.members",
                           "SELECT text, said, link FROM delivery WHERE digest = $1 ORDER BY id LIMIT $2"};
constexpr db::Sql kMemberCount{"delivery.member_count", "SELECT COUNT(*) FROM delivery WHERE digest = $1"};
constexpr db::Sql kHold{"delivery.hold",
                        "UPDATE delivery SET state = 'held', tries = tries - 1, next_try_at = $2, outcome = $3 WHERE "
                        "id = $1 AND state = 'sending'"};
constexpr db::Sql kSent{"delivery.sent",
                        "UPDATE delivery SET state = 'sent', is_open = 0, outcome = 'sent', last_answer = $3, ended_at "
                        "= $4, text = CASE WHEN kind = 'code' THEN '' ELSE text END WHERE id = $1 AND tries = $2 AND "
                        "state = 'sending'"};
constexpr db::Sql kAgain{"delivery.again",
                         "UPDATE delivery SET state = 'failed', next_try_at = $3, outcome = $4, last_answer = $5, "
                         "tries = $6 WHERE id = $1 AND tries = $2 AND state = 'sending'"};
constexpr db::Sql kGiveUp{"delivery.give_up",
                          "UPDATE delivery SET state = 'given_up', is_open = 0, outcome = $3, last_answer = $4, "
                          "ended_at = $5, text = CASE WHEN kind = 'code' THEN '' ELSE text END WHERE id = $1 AND tries "
                          "= $2 AND state = 'sending'"};
constexpr db::Sql kGiveUpAll{"delivery.give_up_all",
                             "UPDATE delivery SET state = 'given_up', is_open = 0, outcome = 'no_address', ended_at = "
                             "$3 WHERE person = $1 AND way = $2 AND is_open = 1"};

constexpr const char* kSendJob = "worklist.send";

void insert(db::Tx& tx, const New& one, std::string_view state, bool is_open, std::optional<Instant> next,
            std::string_view why, Id digest) {
    const auto& source = *one.source;
    tx.exec(kInsert, ids::make(), one.to.person, one.to.post, word(one.way), one.kind, source.id, source.text,
            source.said, source.link, source.urgency, state, is_open, next, why, digest, one.over_limit, clock::now());
}

Source of_item(const db::Rows::Row& row) {
    const auto urgency = static_cast<int>(row.integer(5));
    // Its title may say more than a message outside should.
    const Said said("%1: %2, từ %3", {urgency_title(urgency), kind_title(row.view(2)), row.text(3)});
    return {row.integer(0), row.integer(1), said.vietnamese(), row.text(4), said_text(said), urgency, true};
}

}  // namespace

bool count_up(db::Tx& tx, Day day, Id person, std::string_view what, std::int64_t most) {
    return most > 0 && !tx.query(kCountUp, day, person, what, most).empty();
}

std::vector<Source> to_spread(db::Conn& conn, int most) {
    std::vector<Source> list;
    for (const auto& row : conn.query(kNotices, most))
        list.push_back({row.integer(0), row.integer(1), row.text(2), row.text(4), row.maybe_text(3), 0, false});
    for (const auto& row : conn.query(kItems, most)) list.push_back(of_item(row));
    return list;
}

bool take(db::Tx& tx, const Source& source) { return tx.exec(source.item ? kTakeItem : kTakeNotice, source.id) == 1; }

void put_alone(db::Tx& tx, const New& one, Instant at, bool held) {
    insert(tx, one, held ? state::kHeld : state::kWaiting, true, at, held ? outcome::kQuiet : "", 0);
    if (!held) jobs::put(tx, kSendJob, "{}", {}, kSendJob);
}

void put_joined(db::Tx& tx, const New& one, Instant slot) {
    const Id digest = tx.query(kDigest, ids::make(), one.to.person, word(one.way), slot, one.over_limit, clock::now())
                          .first()
                          .integer(0);
    insert(tx, one, state::kJoined, false, std::nullopt, one.over_limit ? outcome::kLimit : "", digest);
}

void put_code(db::Tx& tx, Id person, Way way, std::string_view code) {
    const Source source{.text = std::string(code), .link = "/worklist/notices/choices", .said = {}};
    put_alone(tx, {{person, 0}, way, &source, "code", false}, clock::now(), false);
}

std::vector<Due> due(db::Conn& conn, Instant now, int most) {
    std::vector<Due> list;
    for (const auto& row : conn.query(kDue, now, most))
        list.push_back({row.integer(0), way_of(row.view(1)).value_or(Way::mail)});
    return list;
}

std::optional<Claimed> claim(db::Tx& tx, Id id, Instant now, std::int64_t lease_ms) {
    const auto rows = tx.query(kClaim, id, now, Instant{now.ms + lease_ms});
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    Claimed claimed;
    auto& message = claimed.message;
    message.id = id;
    message.person = row.integer(0);
    message.post = row.integer(1);
    message.way = way_of(row.view(2)).value_or(Way::mail);
    message.kind = row.text(3);
    message.lines = {{row.text(4), said_from(row.view(5)), row.text(6)}};
    message.tries = static_cast<int>(row.integer(8));
    message.over_limit = row.truth(9);
    claimed.urgency = static_cast<int>(row.integer(7));
    claimed.made_at = row.instant(10);
    return claimed;
}

std::string address_for(db::Conn& conn, const Outgoing& message) {
    const auto rows = conn.query(message.kind == "code" ? kAsked : kConfirmed, message.person, word(message.way));
    return rows.empty() ? "" : rows.first().text(0);
}

void add_members(db::Conn& conn, Outgoing& message, int most) {
    message.lines.clear();
    for (const auto& row : conn.query(kMembers, message.id, most))
        message.lines.push_back({row.text(0), said_from(row.view(1)), row.text(2)});
    message.more = conn.integer(kMemberCount, message.id) - static_cast<std::int64_t>(message.lines.size());
}

void hold(db::Tx& tx, Id id, Instant until, std::string_view why) { tx.exec(kHold, id, until, why); }

void sent(db::Tx& tx, Id id, int tries, std::string_view answer) { tx.exec(kSent, id, tries, answer, clock::now()); }

void again(db::Tx& tx, Id id, int tries, Instant next, std::string_view why, std::string_view answer, bool counts) {
    tx.exec(kAgain, id, tries, next, why, answer, counts ? tries : tries - 1);
}

void give_up(db::Tx& tx, Id id, int tries, std::string_view why, std::string_view answer) {
    tx.exec(kGiveUp, id, tries, why, answer, clock::now());
}

void give_up_all(db::Tx& tx, Id person, Way way) { tx.exec(kGiveUpAll, person, word(way), clock::now()); }

}  // namespace dinh::worklist::store
