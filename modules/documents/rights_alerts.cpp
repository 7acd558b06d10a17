#include "modules/documents/rights_alerts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <tuple>

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "modules/documents/readers.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/filter.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr db::Sql kTell{"documents.tell_rights",
                        "INSERT INTO rights_alert (kind, record, holder, told_at) VALUES ($1, $2, $3, $4) "
                        "ON CONFLICT (kind, record, holder) DO UPDATE SET told_at = excluded.told_at"};
constexpr db::Sql kConfirm{"documents.confirm_rights", "DELETE FROM rights_alert WHERE kind = $1 AND record = $2"};

constexpr std::int64_t kOneDeedMs = 5'000;
constexpr int kHistoryLines = 60, kOneTransaction = 100, kOneRound = 500;
constexpr std::string_view kWorkPrefix = "rights_";

std::string work_subject(std::string_view kind) { return std::string(kWorkPrefix) + std::string(kind); }

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Parts that the drafter asked for when he submitted.
bool wished(std::string_view kind, const grants::Change& change) {
    const auto& role = change.role.empty() ? change.was : change.role;
    return kind == kOutgoing && one_of(role, {"drafter", "unit", "step", "signer", "clerk", "agency"});
}

bool leads(std::string_view kind, std::string_view role) { return role == (kind == kIncoming ? "lead" : "drafter"); }

// What the list says of the document; nullopt when it is out of everyone's sight.
std::optional<worklist::Item> item_of(db::Conn& conn, std::string_view kind, Id record) {
    worklist::Item item;
    item.kind = "documents.rights";
    item.subject_kind = work_subject(kind);
    item.subject = record;
    item.item_class = worklist::Class::information;
    item.link = "/documents/" + std::string(kind) + "/" + std::to_string(record) + "/readers";
    if (kind == kIncoming) {
        const auto one = find_incoming(conn, record);
        if (!one || one_of(one->state, {"cancelled_by_recall", "removed_as_secret"})) return std::nullopt;
        item.agency = one->owner_agency;
        item.title = one->subject;
        return item;
    }
    const auto one = find_outgoing(conn, record);
    if (!one) return std::nullopt;
    item.agency = one->owner_agency;
    item.title = one->subject;
    return item;
}

// Who leads, each since a change; in the order in which they came to it.
std::vector<grants::Change> leaders(db::Conn& conn, const grants::Change& about) {
    const auto grants = grants::grants_of(conn, about.kind, about.record);
    std::vector<grants::Change> found;
    for (const auto& change : grants::changes_of(conn, about.kind, about.record)) {
        const bool still = std::any_of(grants.begin(), grants.end(), [&](const grants::Grant& one) {
            return one.grantee == change.grantee && one.role == change.role && leads(about.kind, one.role);
        });
        const bool newer = std::any_of(found.begin(), found.end(),
                                       [&](const grants::Change& one) { return one.grantee == change.grantee; });
        if (still && !newer) found.insert(found.begin(), change);
    }
    return found;
}

bool has(const Actor& actor, Id grantee) {
    return std::find(actor.grantees.begin(), actor.grantees.end(), grantee) != actor.grantees.end();
}

// A drafter is told in his post; posts and units that ended have heirs who lead by a grant of their own.
bool stands(const directory::Snapshot& directory, Id leader) {
    const auto* unit = directory.unit(leader);
    return directory.post(leader) || (unit && (!unit->until || *unit->until > directory.day));
}

void tell(db::Tx& tx, const directory::Snapshot& directory, const grants::Change& change) {
    if (wished(change.kind, change)) return;
    auto item = item_of(tx, change.kind, change.record);
    if (!item) return;
    const auto history = deed::history_of(tx, change.kind, change.record, kHistoryLines);
    const auto* line = deed_of(history, change);
    const Actor author = line ? directory.actor_of(line->person) : Actor();
    item->note = change_words(directory, change);
    item->from_name = line ? line->person_name : std::string();
    // Whoever gave the work on and stands above the author has given away the say in it.
    const auto all = leaders(tx, change);
    Id own = 0;
    for (const auto& leader : all)
        if (has(author, leader.grantee)) own = leader.id;
    for (const auto& leader : all) {
        const bool led_then = own < leader.id && leader.id < change.id;
        if (!led_then || leader.grantee == change.grantee || has(author, leader.grantee)) continue;
        if (!stands(directory, leader.grantee)) continue;
        item->holder = leader.grantee;
        worklist::put(tx, *item);
        tx.exec(kTell, change.kind, change.record, leader.grantee, clock::now());
    }
}

void end_waiting(db::Tx& tx, const Actor& actor, std::string_view kind, Id record) {
    if (tx.exec(kConfirm, kind, record) == 0) return;
    worklist::finish_all(tx, work_subject(kind), record);
    audit::append(tx, actor, actor.acting_capacity(), "rights.confirm", kind, record);
}

}  // namespace

const deed::HistoryLine* deed_of(const std::vector<deed::HistoryLine>& history, const grants::Change& change) {
    // Both come from one transaction, milliseconds apart; most deeds write the line last.
    const auto distance = [&](const deed::HistoryLine& line) {
        return std::tuple(std::abs(ids::unix_ms_of(line.id) - ids::unix_ms_of(change.id)), line.id < change.id,
                          std::abs(line.id - change.id));
    };
    const deed::HistoryLine* best = nullptr;
    for (const auto& line : history)
        if (std::get<0>(distance(line)) <= kOneDeedMs && (!best || distance(line) < distance(*best))) best = &line;
    return best;
}

bool owns(std::string_view kind, const std::vector<std::string>& roles) {
    return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
        return leads(kind, role) || one_of(role, {"clerk", "agency"});
    });
}

int tell_of_changes(House& house, int most) {
    int settled = 0;
    const auto directory = directory::now(house);
    for (const std::string_view kind : {std::string_view(kIncoming), std::string_view(kOutgoing)}) {
        while (settled < most) {
            const auto changes = house.db->reading([&](db::Conn& conn) {
                return grants::unsettled(conn, kind, std::min(most - settled, kOneTransaction));
            });
            if (changes.empty()) break;
            house.db->write([&](db::Tx& tx) {
                for (const auto& change : changes) {
                    tell(tx, *directory, change);
                    grants::settle(tx, change);
                }
            });
            settled += static_cast<int>(changes.size());
        }
    }
    return settled;
}

void tell_of_changes(House& house, const jobs::Job&) { tell_of_changes(house, kOneRound); }

bool waits_for_confirmation(db::Conn& conn, const Actor& actor, std::string_view kind, Id record) {
    db::Filter filter;
    filter.where("kind = ?", kind).where("record = ?", record).in("holder", actor.grantees);
    return !filter.run(conn, "documents.rights_waiting", "SELECT 1 FROM rights_alert", "", 1).empty();
}

void confirm_rights(db::Tx& tx, const Actor& actor, std::string_view kind, Id record) {
    if (!grants::may_see(tx, actor, kind, record))
        throw NotFound("documents: " + std::string(kind) + " " + std::to_string(record));
    if (actor.read_only || !waits_for_confirmation(tx, actor, kind, record))
        throw Forbidden("Chỉ người chủ trì, người soạn được báo về quyền xem mới xác nhận được.",
                        "documents: rights are not his to confirm");
    end_waiting(tx, actor, kind, record);
}

void hear_rights_read(db::Tx& tx, const events::Event& event) {
    const auto payload = boost::json::parse(event.payload).as_object();
    const std::string_view subject = payload.at("subject_kind").as_string();
    if (!subject.starts_with(kWorkPrefix)) return;
    Actor actor;
    actor.person = event.person;
    const auto names = directory::names_of_people(tx, {event.person});
    if (const auto name = names.find(event.person); name != names.end()) actor.name = name->second;
    end_waiting(tx, actor, subject.substr(kWorkPrefix.size()), event.subject);
}

void forget_rights_alerts(db::Tx& tx, std::string_view kind, Id record, std::string_view link) {
    tx.exec(kConfirm, kind, record);
    worklist::forget(tx, work_subject(kind), record, link);
}

}  // namespace dinh::documents
