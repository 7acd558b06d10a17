#include "modules/internal/letters/letter.hpp"

#include <algorithm>

#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/letter_store.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"

namespace dinh::internal {

namespace {

constexpr std::pair<std::string_view, const char*> kStates[] = {
    {"drafting", "Đang soạn thảo"}, {"awaiting_approval", "Chờ ký"}, {"sent", "Đã gửi"},
    {"finished", "Đã xử lý xong"},  {"recalled", "Đã thu hồi"},      {"dropped", "Đã hủy dự thảo"}};
constexpr int kIndexedAtOnce = 200;

const rules::Entry* kind_entry(std::string_view kind) {
    const auto& entries = rules::table("internal_documents").all("kind");
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const rules::Entry& entry) { return entry.text("id") == kind; });
    return found == entries.rend() ? nullptr : &*found;
}

}  // namespace

std::string state_name(std::string_view state) {
    for (const auto& [id, title] : kStates) {
        if (id == state) return title;
    }
    return std::string(state);
}

std::string receiver_state_name(const Receiver& one) {
    if (one.state == "done") return "Hoàn thành";
    if (one.state == "read") return one.role == "act" ? "Đang xử lý" : "Đã xem";
    return one.state == "planned" ? "Chưa gửi" : "Chưa xem";
}

std::string kind_name(std::string_view kind) {
    const auto* found = kind_entry(kind);
    return found ? found->text("name") : std::string(kind);
}

bool needs_approval(const Letter& one) {
    const auto* kind = rules::table("internal_documents").find("kind", one.kind, one.rules_day);
    return !kind || kind->truth("approval");
}

bool overdue(const Letter& one, Day today) { return one.state == "sent" && one.due && *one.due < today; }

Subject subject_of(const directory::Snapshot& directory, const Letter& one, const std::vector<Receiver>& receivers) {
    Subject subject;
    subject.agency = one.owner_agency;
    subject.unit = one.unit;
    subject.sender_post = one.sender_post;
    subject.needs_approval = needs_approval(one);
    subject.leaderless = leaderless(directory, one.unit);
    for (const auto& each : receivers)
        if (each.state != "planned") subject.parties.push_back(each.party);
    return subject;
}

std::vector<Receiver> parts_of(const Actor& actor, const std::vector<Receiver>& receivers) {
    std::vector<Receiver> mine;
    for (const auto& part : receivers) {
        const bool handled = actor.capacity([&](const Capacity& as) { return handles(as, part.party); }) != nullptr;
        if (handled && part.role == "act" && part.state != "done" && part.state != "planned") mine.push_back(part);
    }
    return mine;
}

bool needs_reading(db::Conn& conn, const Actor& actor, const Letter& one, const std::vector<Receiver>& receivers) {
    if (actor.read_only || (one.state != "sent" && one.state != "finished")) return false;
    bool received = false;
    for (const auto& part : receivers) {
        if (!actor.capacity([&](const Capacity& as) { return handles(as, part.party); })) continue;
        received = true;
        if (part.state == "unread") return true;
    }
    return received && conn.query(store::kHasReading, one.id, one.edition, actor.person).empty();
}

std::int64_t open_letters(db::Conn& conn, Id agency) { return conn.integer(store::kCountOpen, agency); }

void index_letters_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, "letter"); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = store::read_letters(tx.query(store::kNextToIndex, after, kIndexedAtOnce));
            for (const auto& one : some) flow::put_search(tx, one);
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::internal
