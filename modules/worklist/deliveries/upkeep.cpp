// Deliveries as people look at them, and what becomes of old ones.
#include "modules/worklist/deliveries/deliveries.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/filter.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::worklist {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

constexpr db::Sql kForgetRead{
    "notice.forget_read",
    "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE read_at < $1 ORDER BY read_at LIMIT $2)"};
constexpr db::Sql kForgetUnread{
    "notice.forget_unread",
    "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE id < $1 ORDER BY id LIMIT $2)"};
constexpr db::Sql kForgetDeliveries{
    "delivery.forget", "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE id < $1 ORDER BY id LIMIT $2)"};
constexpr db::Sql kForgetCounts{"delivery.forget_counts", "DELETE FROM delivery_count WHERE day < $1"};
// Never waiting again: of one moment a second digest may wait by now.
constexpr db::Sql kRetry{"delivery.retry",
                         "UPDATE delivery SET state = 'failed', is_open = 1, next_try_at = $2, tries = 0, ended_at = "
                         "NULL, made_at = $2 WHERE id = $1 AND state IN ('failed', 'given_up') AND kind <> 'code' "
                         "RETURNING id"};
constexpr db::Sql kKind{"delivery.kind", "SELECT kind FROM delivery WHERE id = $1"};
constexpr db::Sql kCounts{"delivery.counts",
                          "SELECT state, COUNT(*) FROM delivery WHERE state IN ('waiting', 'held', 'failed', "
                          "'given_up') GROUP BY state"};

constexpr const char* kSendJob = "worklist.send";

}  // namespace

int forget_old(db::Tx& tx, const Limits& limits, int most) {
    const Instant now = clock::now();
    const auto before = [&](std::int64_t days) { return Instant{now.ms - days * kDayMs}; };
    auto gone = tx.exec(kForgetRead, before(limits.notice_days), most);
    gone += tx.exec(kForgetUnread, ids::make_at(before(2 * limits.notice_days).ms, 0), most);
    gone += tx.exec(kForgetDeliveries, ids::make_at(before(limits.delivery_days).ms, 0), most);
    tx.exec(kForgetCounts, clock::day_of(now) - 7);
    return static_cast<int>(gone);
}

void retry_delivery(db::Tx& tx, const Actor& actor, Id delivery) {
    const auto rows = tx.query(kRetry, delivery, clock::now());
    must(actor, Deed::retry_delivery);
    if (rows.empty()) {
        const auto kinds = tx.query(kKind, delivery);
        if (kinds.empty()) throw NotFound("worklist: no such delivery");
        if (kinds.first().view(0) == "code") throw Refused("Mã xác nhận không gửi lại được; người nhận tự xin mã mới.");
        throw Conflict("worklist: the delivery is neither failed nor given up");
    }
    audit::append(tx, actor, actor.acting_capacity(), "delivery.retry", "delivery", delivery);
    jobs::put(tx, kSendJob, "{}", {}, kSendJob);
}

std::vector<DeliveryLine> deliveries(db::Conn& conn, const DeliveryFilter& filter) {
    db::Filter where;
    if (filter.person != 0)
        where.where("person = ?", filter.person);
    else if (filter.state.empty())
        where.where("state IN ('failed', 'given_up')");
    if (!filter.state.empty()) where.where("state = ?", filter.state);
    if (filter.before != 0) where.where("id < ?", filter.before);
    std::vector<DeliveryLine> list;
    for (const auto& row : where.run(conn, "delivery.list",
                                     "SELECT id, person, post, way, kind, state, outcome, last_answer, tries, members, "
                                     "made_at, next_try_at, ended_at FROM delivery",
                                     "ORDER BY id DESC", filter.most))
        list.push_back({row.integer(0), row.integer(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                        row.text(6), row.text(7), row.integer(8), row.integer(9), row.instant(10),
                        row.maybe_instant(11), row.maybe_instant(12)});
    return list;
}

std::map<std::string, std::int64_t> counts_by_state(db::Conn& conn) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& row : conn.query(kCounts)) counts[row.text(0)] = row.integer(1);
    return counts;
}

}  // namespace dinh::worklist
