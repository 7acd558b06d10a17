#include "modules/internal/messages/message_store.hpp"

#include <map>

#include "modules/internal/internal.hpp"
#include "platform/db/filter.hpp"

namespace dinh::internal {

namespace store {

Message read_message(const db::Rows::Row& row) {
    Message one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    one.id = integer();
    one.version = integer();
    one.owner_agency = integer();
    one.created_at = row.instant(at++);
    one.sender_person = integer();
    one.unit = integer();
    one.sender_post = integer();
    one.sender_label = text();
    one.from_name = text();
    one.body = text();
    one.wants_answer = row.truth(at++);
    one.due = row.maybe_day(at++);
    one.state = text();
    return one;
}

std::vector<Message> read_messages(const db::Rows& rows) {
    std::vector<Message> list;
    for (const auto& row : rows) list.push_back(read_message(row));
    return list;
}

}  // namespace store

std::optional<Message> find_message(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFindMessage, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_message(rows.first()));
}

Message visible_message(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_message(conn, id);
    if (!one || !grants::may_see(conn, actor, kMessage, id)) throw NotFound("message " + std::to_string(id));
    return *std::move(one);
}

std::vector<MessageReceiver> message_receivers(db::Conn& conn, Id message) {
    std::vector<MessageReceiver> list;
    for (const auto& row : conn.query(store::kMessageReceivers, message))
        list.push_back(
            {row.integer(0), row.integer(1), row.integer(2), row.text(3), row.maybe_instant(4), row.maybe_instant(5)});
    return list;
}

std::vector<MessageAnswer> message_answers(db::Conn& conn, Id message) {
    std::vector<MessageAnswer> list;
    for (const auto& row : conn.query(store::kMessageAnswers, message))
        list.push_back({row.text(0), row.text(1), row.instant(2)});
    return list;
}

namespace {

struct Sum {
    int receivers = 0, read = 0;
    bool unread = false;
};

std::map<Id, Sum> sums_of(db::Conn& conn, const Actor& actor, const std::vector<Id>& ids) {
    std::map<Id, Sum> sums;
    db::Filter where;
    where.in("message", ids);
    for (const auto& row :
         where.run(conn, "message.readings", "SELECT message, post, read_at FROM message_receiver", "ORDER BY id")) {
        Sum& sum = sums[row.integer(0)];
        ++sum.receivers;
        if (!row.null(2))
            ++sum.read;
        else if (actor.capacity([&](const Capacity& as) { return as.post == row.integer(1); }))
            sum.unread = true;
    }
    return sums;
}

std::map<Id, int> answer_counts(db::Conn& conn, const std::vector<Id>& ids) {
    std::map<Id, int> counts;
    db::Filter where;
    where.in("message", ids);
    for (const auto& row :
         where.run(conn, "message.answer_counts", "SELECT message, COUNT(*) FROM message_answer", "GROUP BY message"))
        counts[row.integer(0)] = static_cast<int>(row.integer(1));
    return counts;
}

}  // namespace

MessagePage list_messages(db::Conn& conn, const Actor& actor, bool sent, Id before, int most) {
    auto ids = grants::page(conn, actor.grantees, sent ? "message_out" : "message_in", {}, before, most + 1);
    MessagePage page;
    if (ids.size() > static_cast<std::size_t>(most)) {
        ids.resize(static_cast<std::size_t>(most));
        page.next = ids.back();
    }
    if (ids.empty()) return page;
    auto sums = sums_of(conn, actor, ids);
    auto answers = answer_counts(conn, ids);
    db::Filter where;
    where.in("id", ids);
    for (auto& one : store::read_messages(where.run(
             conn, "message.lines", "SELECT " DINH_MESSAGE_COLUMNS " FROM unit_message", "ORDER BY id DESC"))) {
        const Sum sum = sums[one.id];
        const int count = answers[one.id];
        page.lines.push_back({std::move(one), sum.receivers, sum.read, count, sum.unread});
    }
    return page;
}

}  // namespace dinh::internal
