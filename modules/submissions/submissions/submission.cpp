#include "modules/submissions/submissions/submission.hpp"

#include <algorithm>

#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/submission_store.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"

namespace dinh::submissions {

namespace {

struct State {
    const char* id;
    const char* name;
    bool open;       // somebody has work with it
    bool undecided;  // the sender may still withdraw it
};
constexpr State kStates[] = {{"preparing", "Đang lập hồ sơ", true, true},
                             {"awaiting_receipt", "Chờ tiếp nhận", true, true},
                             {"awaiting_assignment", "Chờ phân công", true, true},
                             {"in_examination", "Đang thẩm tra", true, true},
                             {"returned", "Đã trả lại", true, true},
                             {"awaiting_review", "Chờ duyệt phiếu trình", true, true},
                             {"awaiting_decision", "Chờ lãnh đạo cho ý kiến", true, true},
                             {"awaiting_meeting", "Chờ họp", true, true},
                             {"agreed", "Đã đồng ý, chờ soạn văn bản", true, false},
                             {"issuing", "Đang ký, phát hành", true, false},
                             {"closed", "Đã trả kết quả", false, false},
                             {"disagreed", "Không đồng ý", false, false},
                             {"withdrawn", "Đã rút", false, false},
                             {"removed", "Đã gỡ khỏi hệ thống", false, false}};
constexpr int kIndexedAtOnce = 200;

const State* state_of(std::string_view id) {
    for (const auto& state : kStates) {
        if (id == state.id) return &state;
    }
    return nullptr;
}

// The agency that works for a committee: its office where it has one.
Id office_of(const directory::Snapshot& directory, Id committee) {
    for (const auto* child : directory.children_of(committee)) {
        if (child->kind == "office" && child->tenant && !child->closed_on(directory.day)) return child->id;
    }
    return committee;
}

}  // namespace

std::optional<Committee> committee_itself(const directory::Snapshot& directory, Id committee) {
    const auto* own = directory.agency(committee);
    if (!own) return std::nullopt;
    const directory::IssuingBody* found = nullptr;
    for (const auto* body : directory.bodies_of(committee)) {
        if (!body->collective || (body->until && *body->until <= directory.day)) continue;
        if (!found || body->slug == own->slug) found = body;
    }
    if (!found) return std::nullopt;
    return Committee{committee, found->id, office_of(directory, committee)};
}

std::optional<Committee> committee_of(const directory::Snapshot& directory, Id sender) {
    const auto* own = directory.agency(sender);
    return own && own->parent != 0 ? committee_itself(directory, own->parent) : std::nullopt;
}

const std::vector<std::string>& open_states() {
    static const std::vector<std::string> states = [] {
        std::vector<std::string> list;
        for (const auto& state : kStates)
            if (state.open) list.emplace_back(state.id);
        return list;
    }();
    return states;
}
bool is_open_state(std::string_view id) {
    const auto* state = state_of(id);
    return state && state->open;
}
bool may_be_withdrawn(std::string_view id) {
    const auto* state = state_of(id);
    return state && state->undecided;
}
bool is_with_sender(std::string_view state) { return state == "preparing" || state == "returned"; }

std::string state_name(std::string_view id) {
    const auto* state = state_of(id);
    return state ? state->name : std::string(id);
}

// The newest entry of the id: old records keep their words when a rule ends.
std::string kind_name(std::string_view kind) {
    const auto& entries = rules::table("submissions").all("kind");
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const rules::Entry& entry) { return entry.text("id") == kind; });
    return found == entries.rend() ? std::string(kind) : found->text("name");
}

std::optional<Day> due_of(const Submission& one) {
    if (one.state == "returned") return one.complete_due;
    return one.state == "awaiting_assignment" || one.state == "in_examination" ? one.due : std::nullopt;
}

bool overdue(const Submission& one, Day today) {
    const auto due = due_of(one);
    return due && *due < today;
}

std::optional<Submission> find_submission(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(store::kFind, id);
    return rows.empty() ? std::nullopt : std::optional(store::read_submission(rows.first()));
}

Submission visible_submission(db::Conn& conn, const Actor& actor, Id id) {
    auto one = find_submission(conn, id);
    if (!one || one->state == "removed" || !grants::may_see(conn, actor, kSubmission, id))
        throw NotFound("submission " + std::to_string(id));
    return *std::move(one);
}

void index_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kSubmission); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = store::read_all(tx.query(store::kNextToIndex, after, kIndexedAtOnce));
            for (const auto& one : some) put_search(tx, one);
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::submissions
