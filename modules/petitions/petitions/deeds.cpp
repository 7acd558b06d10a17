#include "modules/petitions/petitions/deeds.hpp"

#include <set>

#include <boost/json.hpp>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

// "nguyen van a" in " ... nguyen van a ...": whole words only. One word alone is too common to tell.
bool names(const std::string& folded_text, const std::string& folded_name) {
    if (folded_name.find(' ') == std::string::npos) return false;
    std::string words = " ";
    for (const char c : folded_text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            words += c;
        else if (words.back() != ' ')
            words += ' ';
    }
    return (words + " ").find(" " + folded_name + " ") != std::string::npos;
}

}  // namespace

Petition locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(store::kLock, id, version);
    if (rows.empty()) {
        visible_petition(tx, actor, id);
        throw Conflict("petition " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    auto one = store::read_petition(rows.first());
    if (!grants::may_see(tx, actor, kPetition, id)) throw NotFound("petition " + std::to_string(id));
    return one;
}

void must_be(const Petition& one, std::string_view state) {
    if (one.state != state)
        throw Refused(Said("Đơn đang ở trạng thái “%1”, không thực hiện việc này được.", {state_name(one.state)}));
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Petition& one, std::string_view deed,
          const Said& words) {
    deed::history(tx, actor, as, kPetition, one.id, deed, words);
    audit::append(tx, actor, as, deed, kPetition, one.id);
}

void announce(db::Tx& tx, const Actor& actor, const Petition& one, std::string_view event) {
    events::Event happened;
    happened.kind = event;
    happened.subject = one.id;
    happened.agency = one.owner_agency;
    happened.person = actor.person;
    happened.payload = boost::json::serialize(boost::json::object{{"id", std::to_string(one.id)}});
    events::announce(tx, happened);
}

void give_work(db::Tx& tx, const Petition& one, Id part, std::string_view kind, const std::vector<Id>& holders,
               std::optional<Day> due, std::string_view from_name) {
    worklist::Item item;
    item.kind = kind;
    item.subject_kind = kPetition;
    item.subject = one.id;
    item.part = part;
    item.agency = one.owner_agency;
    item.title = one.summary;
    item.note = kind_name(one.kind) + (one.number == 0 ? "" : " · đơn số " + one.sign());
    item.link = link_of(one.id);
    item.due = due;
    item.from_name = from_name;
    for (const Id holder : holders) {
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void give_to_directors(db::Tx& tx, const directory::Snapshot& directory, const Petition& one,
                       std::string_view from_name) {
    std::set<Id> posts;
    for (const auto* head : directory.with_role(one.owner_agency, directory::role::kAgencyLeader))
        posts.insert(head->id);
    for (const auto& officer : officers_of(tx, one.issuing_body, clock::today())) {
        if (officer.task == "direction") posts.insert(officer.post);
    }
    give_work(tx, one, kDirectPart, "petitions.direct", {posts.begin(), posts.end()}, one.processing_due, from_name);
}

std::string checked_words(Reasons& reasons, const std::vector<Sender>& senders, std::string_view field,
                          std::string_view typed, std::size_t most, const char* missing) {
    std::string clean = text::clean_line(typed);
    if (clean.empty() && missing[0] != '\0') reasons.add(std::string(field), missing);
    if (text::length(clean) > most) reasons.add(std::string(field), Said("Dài quá %1 ký tự.", {std::to_string(most)}));
    const std::string folded = text::fold(clean);
    for (const auto& sender : senders) {
        if (!names(folded, text::fold(sender.name))) continue;
        reasons.add(
            std::string(field),
            "Có tên người gửi trong nội dung này. Hãy viết không nêu tên: danh sách, tìm kiếm và thông báo dùng "
            "lời này.");
        break;
    }
    return clean;
}

std::string must_say(db::Conn& conn, const Petition& one, std::string_view field, std::string_view typed,
                     const char* missing, std::size_t most) {
    Reasons reasons;
    std::string clean = checked_words(reasons, senders_of(conn, one.id), field, typed, most, missing);
    reasons.done();
    return clean;
}

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

}  // namespace dinh::petitions
