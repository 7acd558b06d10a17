#include "modules/worklist/items/items.hpp"

#include <boost/json.hpp>

#include "modules/worklist/items/items_store.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "platform/events/events.hpp"
#include "platform/text/text.hpp"

namespace dinh::worklist {

void put(db::Tx& tx, const Item& item) {
    const bool opened = items_store::upsert(tx, item);
    if (opened) items_store::count(tx, item.holder, item.item_class, 1);
}

namespace {
void close_rows(db::Tx& tx, const std::vector<items_store::Closed>& closed) {
    for (const auto& one : closed) items_store::count(tx, one.holder, one.item_class, -1);
}
}  // namespace

void finish(db::Tx& tx, std::string_view subject_kind, Id subject, Id part, Id holder) {
    close_rows(tx, items_store::close(tx, subject_kind, subject, part, holder));
}
void finish_part(db::Tx& tx, std::string_view subject_kind, Id subject, Id part) {
    close_rows(tx, items_store::close_part(tx, subject_kind, subject, part));
}
void finish_all(db::Tx& tx, std::string_view subject_kind, Id subject) {
    close_rows(tx, items_store::close_all(tx, subject_kind, subject, ""));
}
void finish_all_but(db::Tx& tx, std::string_view subject_kind, Id subject, std::string_view kind) {
    close_rows(tx, items_store::close_all(tx, subject_kind, subject, kind));
}

void forget(db::Tx& tx, std::string_view subject_kind, Id subject, std::string_view link) {
    finish_all(tx, subject_kind, subject);
    items_store::remove(tx, subject_kind, subject);
    forget_notices(tx, link);
}

void set_due(db::Tx& tx, std::string_view subject_kind, Id subject, Id part, std::optional<Day> due) {
    items_store::set_due(tx, subject_kind, subject, part, due);
}

void finish_many(db::Tx& tx, const Actor& actor, const std::vector<Id>& items) {
    for (const auto& read : items_store::close_information(tx, actor.grantees, items)) {
        items_store::count(tx, read.closed.holder, read.closed.item_class, -1);
        events::Event event;
        event.kind = kItemRead;
        event.subject = read.subject;
        event.agency = read.agency;
        event.person = actor.person;
        event.payload = boost::json::serialize(
            boost::json::object{{"subject_kind", read.subject_kind}, {"part", std::to_string(read.part)}});
        events::announce(tx, event);
    }
}

std::vector<Line> list(db::Conn& conn, const Actor& actor, const Filter& filter, Day today) {
    return items_store::page(conn, filter.holders.empty() ? actor.grantees : filter.holders, filter, today);
}

}  // namespace dinh::worklist
