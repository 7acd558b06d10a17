#include "modules/meetings/weeks/weeks.hpp"

#include <algorithm>
#include <set>

#include "modules/meetings/entries/check.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/week_deed.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/events/events.hpp"

namespace dinh::meetings {

namespace {

// In the order of week_from.
#define DINH_WEEK_COLUMNS \
    "id, version, owner_agency, monday, state, note, approved_at, approver_label, published_at, public_since"

constexpr db::Sql kOf{"week.of",
                      "SELECT " DINH_WEEK_COLUMNS " FROM calendar_week WHERE owner_agency = $1 AND monday = $2"};
constexpr db::Sql kBegin{"week.begin",
                         "INSERT INTO calendar_week (id, owner_agency, origin_agency, rules_day, created_at, "
                         "created_by_person, created_by_post, monday, state) "
                         "VALUES ($1, $2, $2, $3, $4, $5, $6, $7, 'draft') ON CONFLICT DO NOTHING"};
constexpr db::Sql kLock{"week.lock",
                        "UPDATE calendar_week SET version = version + 1 WHERE owner_agency = $1 AND monday = $2 AND "
                        "version = $3 RETURNING " DINH_WEEK_COLUMNS};
constexpr db::Sql kSet{"week.set",
                       "UPDATE calendar_week SET state = $2, note = $3, approved_at = $4, approver_label = $5, "
                       "published_at = $6 WHERE id = $1"};

Week week_from(const db::Rows::Row& row) {
    Week one;
    one.id = row.integer(0), one.version = row.integer(1), one.agency = row.integer(2), one.monday = row.day(3);
    one.state = row.text(4), one.note = row.text(5), one.approved_at = row.maybe_instant(6);
    one.approver_label = row.text(7), one.published_at = row.maybe_instant(8);
    one.public_since = row.maybe_instant(9);
    return one;
}

std::string title_of(Day monday) {
    return "Lịch công tác tuần từ " + clock::show_short(monday) + " đến " + clock::show(monday + 6);
}

void write(db::Tx& tx, const Actor& actor, const Capacity& as, const Week& week, std::string_view deed,
           const Said& words) {
    tx.exec(kSet, week.id, week.state, week.note, week.approved_at, week.approver_label, week.published_at);
    note_week(tx, actor, as, week, deed, words);
}

void must_be_ready(db::Tx& tx, const Week& week) {
    const auto entries = entries_between(tx, week.agency, week.monday, week.monday + 6);
    const auto in_state = [&](const char* state) {
        return std::count_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.state == state; });
    };
    Reasons reasons;
    if (in_state("accepted") == 0) reasons.add("Tuần này chưa có lịch nào.");
    if (const auto waiting = in_state("proposed"); waiting > 0)
        reasons.add(Said("Còn %1 đăng ký lịch chưa xử lý; hãy nhận hoặc không nhận trước.", {std::to_string(waiting)}));
    reasons.done();
}

std::set<Id> approvers(const directory::Snapshot& directory, Id agency) {
    std::set<Id> posts;
    const auto add = [&](Id place, std::string_view role) {
        for (const auto* post : directory.with_role(place, role))
            if (post->holder != 0) posts.insert(post->id);
    };
    add(agency, directory::role::kOfficeLeader);
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office") add(child->id, directory::role::kOfficeLeader);
    if (posts.empty()) add(agency, directory::role::kAgencyLeader);
    return posts;
}

}  // namespace

HeldWeek held_week(db::Tx& tx, const Actor& actor, Deed deed, Id agency, Day monday, std::int64_t version) {
    Subject subject;
    subject.agency = agency;
    const bool own = actor.capacity([&](const Capacity& as) { return as.works_for(agency); }) != nullptr;
    if (!own && !can(actor, deed, subject)) throw NotFound("week of agency " + std::to_string(agency));
    const Capacity& as = must(actor, deed, subject);
    if (clock::weekday(monday) != 1) throw NotFound("a week begins on a Monday");
    if (version == 0) {
        const auto made =
            tx.exec(kBegin, ids::make(), agency, clock::today(), clock::now(), actor.person, as.post, monday);
        if (made == 0) throw Conflict("the week of " + clock::to_text(monday) + " was begun meanwhile");
        version = 1;
    }
    const auto rows = tx.query(kLock, agency, monday, version);
    if (rows.empty()) throw Conflict("the week of " + clock::to_text(monday) + " was changed meanwhile");
    return {week_from(rows.first()), as};
}

void note_week(db::Tx& tx, const Actor& actor, const Capacity& as, const Week& week, std::string_view deed,
               const Said& words) {
    deed::history(tx, actor, &as, kWeek, week.id, deed, words);
    audit::append(tx, actor, &as, deed, kWeek, week.id);
}

Week week_of(db::Conn& conn, Id agency, Day monday) {
    const auto rows = conn.query(kOf, agency, monday);
    if (!rows.empty()) return week_from(rows.first());
    Week none;
    none.agency = agency;
    none.monday = monday;
    return none;
}

const char* week_state_name(std::string_view state) {
    if (state == "submitted") return "Chờ duyệt";
    if (state == "approved") return "Đã duyệt, chưa công bố";
    return state == "published" ? "Đã công bố" : "Đang lập";
}

void submit_week(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id agency, Day monday,
                 std::int64_t version) {
    auto [week, as] = held_week(tx, actor, Deed::submit_week, agency, monday, version);
    if (week.state != "draft") throw Refused("Lịch tuần này đã trình hoặc đã duyệt.");
    must_be_ready(tx, week);
    week.state = "submitted";
    week.note.clear();
    write(tx, actor, as, week, "meetings.submit_week", "Trình duyệt lịch tuần");
    worklist::Item item;
    item.kind = "meetings.approve";
    item.subject_kind = kWeek;
    item.subject = week.id;
    item.agency = agency;
    item.title = title_of(monday);
    item.link = link_of_week(monday);
    item.due = std::max(monday, clock::today());
    item.from_name = actor.name;
    for (const Id post : approvers(directory, agency)) {
        item.holder = post;
        worklist::put(tx, item);
    }
}

void approve_week(db::Tx& tx, const Actor& actor, Id agency, Day monday, std::int64_t version) {
    auto [week, as] = held_week(tx, actor, Deed::approve_week, agency, monday, version);
    if (week.approved()) throw Refused("Lịch tuần này đã được duyệt.");
    must_be_ready(tx, week);
    week.state = "approved";
    week.note.clear();
    week.approved_at = clock::now();
    week.approver_label = actor.name + " – " + as.title;
    write(tx, actor, as, week, "meetings.approve_week", "Duyệt lịch tuần");
    worklist::finish_all(tx, kWeek, week.id);
}

void return_week(db::Tx& tx, const Actor& actor, Id agency, Day monday, std::int64_t version, std::string_view reason) {
    auto [week, as] = held_week(tx, actor, Deed::return_week, agency, monday, version);
    if (week.state != "submitted" && week.state != "approved")
        throw Refused("Chỉ trả lại lịch tuần đang chờ duyệt hoặc chưa công bố.");
    week.note = checked_reason(reason);
    week.state = "draft";
    week.approved_at.reset();
    week.approver_label.clear();
    write(tx, actor, as, week, "meetings.return_week", "Trả lại lịch tuần: " + week.note);
    worklist::finish_all(tx, kWeek, week.id);
}

void publish_week(db::Tx& tx, const Actor& actor, Id agency, Day monday, std::int64_t version) {
    auto [week, as] = held_week(tx, actor, Deed::publish_week, agency, monday, version);
    if (week.published()) throw Refused("Lịch tuần này đã công bố.");
    if (week.state != "approved") throw Refused("Lịch tuần chưa được duyệt.");
    week.state = "published";
    week.published_at = clock::now();
    write(tx, actor, as, week, "meetings.publish_week", "Công bố lịch tuần");
    events::Event event;
    event.kind = kWeekPublished;
    event.subject = week.id;
    event.agency = agency;
    event.person = actor.person;
    event.payload = R"({"id":")" + std::to_string(week.id) + R"(","monday":")" + clock::to_text(monday) + R"("})";
    events::announce(tx, event);
    std::set<Id> holders;
    for (const auto& entry : entries_between(tx, agency, monday, monday + 6))
        for (const auto& one : entry.participants)
            if (entry.state == "accepted" && one.attends) holders.insert(one.who);
    for (const Id holder : holders)
        worklist::notify(
            tx, holder,
            Said("Lịch công tác tuần từ %1 đến %2 đã công bố", {clock::show_short(monday), clock::show(monday + 6)}),
            "/meetings/mine?week=" + clock::to_text(monday));
}

}  // namespace dinh::meetings
