#include "modules/internal/messages/message.hpp"

#include <algorithm>
#include <set>

#include "modules/internal/internal.hpp"
#include "modules/internal/messages/message_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/search/search.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

constexpr std::string_view kInMessages = "message_in", kOutMessages = "message_out";
constexpr std::size_t kTitleLetters = 120;
constexpr int kIndexedAtOnce = 200, kMostDaysAhead = 366;
constexpr std::int64_t kMinuteMs = 60'000;

std::string link_of(Id message) { return "/internal/messages/" + std::to_string(message); }
std::string title_of(const Message& one) { return text::cut(text::clean_line(one.body), kTitleLetters); }

Message held(db::Tx& tx, const Actor& actor, Id id) {
    const db::Rows rows = tx.query(store::kHoldMessage, id);
    if (rows.empty() || !grants::may_see(tx, actor, kMessage, id)) throw NotFound("message " + std::to_string(id));
    return store::read_message(rows.first());
}

// A flood helps nobody: what is sent in a minute counts, answers too.
void keep_pace(db::Tx& tx, const Actor& actor) {
    const std::int64_t most = settings::integer(tx, "internal.messages_per_minute", clock::today());
    if (tx.integer(store::kPace, actor.person, clock::now().ms / kMinuteMs) > most)
        throw Refused(Said("Bạn đã gửi %1 tin trong một phút; chờ một chút rồi gửi tiếp.", {std::to_string(most)}));
}

void put_search(db::Tx& tx, const Message& one) {
    search::Entry entry;
    entry.kind = kMessage;
    entry.record = one.id;
    entry.title = title_of(one);
    entry.words = one.sender_label + " " + one.from_name;
    entry.grantees = grants::grantees_of(tx, kMessage, one.id);
    entry.day = clock::day_of(one.created_at);
    entry.link = link_of(one.id);
    search::put(tx, entry);
}

void give_work(db::Tx& tx, const Message& one, const MessageReceiver& receiver) {
    worklist::Item item;
    item.kind = one.wants_answer ? "internal.message_answer" : "internal.message_read";
    item.subject_kind = kMessage;
    item.subject = one.id;
    item.part = receiver.id;
    item.holder = receiver.post;
    item.agency = one.owner_agency;
    item.title = title_of(one);
    item.note = one.from_name;
    item.link = link_of(one.id);
    item.item_class = one.wants_answer ? worklist::Class::work : worklist::Class::information;
    item.due = one.due;
    item.from_name = one.sender_label;
    worklist::put(tx, item);
}

const Capacity& own_capacity(const Actor& actor, Id post) {
    for (const auto* one : own_posts(actor))
        if (one->post == post) return *one;
    throw Refused("post", "Hãy chọn đơn vị trong các vị trí của bạn.");
}

// Ticked posts as they are today; faults under "to".
std::vector<MessageReceiver> checked_receivers(db::Tx& tx, Reasons& reasons, const Capacity& as,
                                               const std::vector<Id>& typed) {
    std::vector<MessageReceiver> list;
    const std::set<Id> posts(typed.begin(), typed.end());
    if (posts.empty()) reasons.add("to", "Hãy chọn ít nhất một người.");
    for (const Id post : posts) {
        const auto facts = directory::post_facts(tx, post, clock::today());
        const bool neighbour = facts && facts->agency == as.agency && facts->unit == as.unit && post != as.post;
        if (!neighbour || !facts->open || facts->holder == 0) {
            reasons.add("to", "Có người không còn làm việc trong đơn vị của bạn; hãy chọn lại.");
            return {};
        }
        list.push_back({ids::make(), post, facts->holder, facts->label, {}, {}});
    }
    return list;
}

void check_unit(db::Tx& tx, Reasons& reasons, const Capacity& as) {
    const auto own = directory::post_facts(tx, as.post, clock::today());
    const auto unit = as.unit == 0 ? std::nullopt : directory::unit_facts(tx, as.unit, clock::today());
    if (!own || !own->open || (as.unit != 0 && (!unit || !unit->open)))
        reasons.add("post", "Đơn vị này đã ngừng hoạt động.");
}

MessageInput checked(const MessageInput& typed, Reasons& reasons) {
    MessageInput input = typed;
    input.body = checked_text(reasons, "body", typed.body, kMostMessageLetters, "Hãy ghi nội dung tin.");
    if (input.due && !input.wants_answer) reasons.add("due", "Tin để biết không có hạn trả lời.");
    if (input.due && *input.due < clock::today()) reasons.add("due", "Hạn trả lời không được trước hôm nay.");
    if (input.due && *input.due > clock::today() + kMostDaysAhead)
        reasons.add("due", "Hạn trả lời xa quá một năm; hãy xem lại.");
    return input;
}

void finish_if_done(db::Tx& tx, const Message& one) {
    for (const auto& each : message_receivers(tx, one.id))
        if (one.wants_answer ? !each.answered_at : !each.read_at) return;
    tx.exec(store::kFinishMessage, one.id);
    grants::set_state(tx, kMessage, one.id, "finished");
    grants::set_state(tx, kOutMessages, one.id, "finished");
}

void mark_read(db::Tx& tx, const Message& one, const MessageReceiver& part) {
    if (tx.exec(store::kMessageRead, part.id, clock::now()) == 0) return;
    if (!one.wants_answer) {
        worklist::finish_part(tx, kMessage, one.id, part.id);
        finish_if_done(tx, one);
    }
    grants::give(tx, kInMessages, one.id, part.post, "receiver", "read");
}

}  // namespace

Id send_message(db::Tx& tx, const Actor& actor, const MessageInput& typed, const std::vector<NewFile>& list) {
    const Capacity& as = own_capacity(actor, typed.post);
    Subject subject;
    subject.agency = as.agency;
    subject.unit = as.unit;
    must(actor, Deed::send_message, subject);
    Reasons reasons;
    const MessageInput input = checked(typed, reasons);
    check_unit(tx, reasons, as);
    const auto receivers = checked_receivers(tx, reasons, as, input.to);
    reasons.done();
    keep_pace(tx, actor);
    const Id id = ids::make();
    const auto unit = as.unit == 0 ? std::nullopt : directory::unit_facts(tx, as.unit, clock::today());
    const auto agency = directory::agency_facts(tx, as.agency, clock::today());
    const std::string from = unit ? unit->name : agency ? "Lãnh đạo " + agency->short_name : std::string();
    tx.exec(store::kAddMessage, id, as.agency, clock::today(), clock::now(), actor.person, as.post, as.unit,
            label_of(actor, as), from, input.body, input.wants_answer, input.due);
    attach(tx, actor, kMessage, id, "main", list);
    const Message one = *find_message(tx, id);
    grants::give(tx, kMessage, id, actor.person, "sender", "open");
    grants::give(tx, kOutMessages, id, actor.person, "sender", "open");
    for (const auto& each : receivers) {
        tx.exec(store::kAddMessageReceiver, each.id, id, each.post, each.person, each.label);
        grants::give(tx, kMessage, id, each.post, "receiver", "open");
        grants::give(tx, kInMessages, id, each.post, "receiver", "unread");
        give_work(tx, one, each);
    }
    deed::history(tx, actor, &as, kMessage, id, "internal.send_message", "Gửi nhanh trong phòng");
    audit::append(tx, actor, &as, "internal.send_message", kMessage, id);
    put_search(tx, one);
    return id;
}

void answer_message(db::Tx& tx, const Actor& actor, Id id, std::string_view body) {
    const Message one = held(tx, actor, id);
    const auto receivers = message_receivers(tx, id);
    const Capacity& as = must(actor, Deed::answer_message, subject_of(one, receivers));
    const std::string clean = must_say("body", body, kMostMessageLetters, "Hãy ghi nội dung trả lời.");
    keep_pace(tx, actor);
    const std::string label = label_of(actor, as);
    tx.exec(store::kAddMessageAnswer, ids::make(), id, actor.person, label, clean, clock::now());
    for (const auto& each : receivers) {
        if (each.post != as.post) continue;
        mark_read(tx, one, each);
        tx.exec(store::kMessageAnswered, each.id, clock::now());
        worklist::finish_part(tx, kMessage, id, each.id);
    }
    if (one.wants_answer) finish_if_done(tx, one);
    const Said words("%1: %2", {label, text::cut(clean, 200)});
    if (actor.person != one.sender_person) worklist::notify(tx, one.sender_person, words, link_of(id));
    for (const auto& each : receivers)
        if (each.post != as.post) worklist::notify(tx, each.post, words, link_of(id));
    deed::history_said(tx, actor, &as, kMessage, id, "internal.answer_message",
                       Said("Trả lời: %1", {text::cut(clean, 200)}));
    audit::append(tx, actor, &as, "internal.answer_message", kMessage, id);
}

void note_message_reading(db::Tx& tx, const Actor& actor, Id id) {
    if (actor.read_only) return;
    const Message one = held(tx, actor, id);
    for (const auto& each : message_receivers(tx, id))
        if (actor.capacity([&](const Capacity& as) { return as.post == each.post; })) mark_read(tx, one, each);
}

void note_message_reading_in_list(db::Tx& tx, Id, Id id, Id receiver) {
    const db::Rows rows = tx.query(store::kHoldMessage, id);
    if (rows.empty()) return;
    const Message one = store::read_message(rows.first());
    for (const auto& each : message_receivers(tx, id))
        if (each.id == receiver) mark_read(tx, one, each);
}

bool needs_message_reading(const Actor& actor, const std::vector<MessageReceiver>& receivers) {
    if (actor.read_only) return false;
    return std::any_of(receivers.begin(), receivers.end(), [&](const MessageReceiver& each) {
        return !each.read_at && actor.capacity([&](const Capacity& as) { return as.post == each.post; });
    });
}

Subject subject_of(const Message& one, const std::vector<MessageReceiver>& receivers) {
    Subject subject;
    subject.agency = one.owner_agency;
    subject.unit = one.unit;
    subject.sender_post = one.sender_post;
    for (const auto& each : receivers) subject.parties.push_back(each.post);
    return subject;
}

std::vector<const directory::Post*> neighbours(const directory::Snapshot& directory, const Capacity& as) {
    std::vector<const directory::Post*> list;
    const auto all = as.unit != 0 ? directory.posts_of_unit(as.unit) : directory.posts_of_agency(as.agency);
    for (const auto* post : all)
        if (post->unit == as.unit && post->holder != 0 && post->id != as.post) list.push_back(post);
    return list;
}

void index_messages_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kMessage); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = store::read_messages(tx.query(store::kNextMessages, after, kIndexedAtOnce));
            for (const auto& one : some) put_search(tx, one);
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::internal
