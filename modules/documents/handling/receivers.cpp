#include "modules/documents/handling/receivers.hpp"

#include <algorithm>

namespace dinh::documents {

namespace {

namespace role = directory::role;

constexpr std::size_t kMostReceivers = 200;

bool heads_agency(const directory::Post& post) {
    return post.has(role::kAgencyLeader) || post.has(role::kDeputyAgencyLeader);
}

bool usual_post(const directory::Post& post, std::string_view step, const Capacity& giver) {
    if (step == "submit") return heads_agency(post) || post.has(role::kOfficeLeader);
    if (step == "direct") return post.has(role::kDeputyAgencyLeader) || post.has(role::kOfficeLeader);
    return step == "assign" && giver.unit != 0 && post.unit == giver.unit;
}

// The agency, and the separate office that works for it (Văn phòng UBND tỉnh).
std::vector<Id> houses_of(const directory::Snapshot& directory, Id agency) {
    std::vector<Id> houses{agency};
    for (const auto* child : directory.children_of(agency)) {
        if (child->kind == "office") houses.push_back(child->id);
    }
    return houses;
}

Party unit_party(const directory::Unit& unit, std::string_view step) {
    return {ReceiverKind::unit, unit.id, "unit-" + std::to_string(unit.id), unit.name,
            step == "direct" || step == "forward"};
}
Party post_party(const directory::Snapshot& directory, const directory::Post& post, bool usual) {
    return {ReceiverKind::post, post.id, "post-" + std::to_string(post.id), directory.post_label(post.id), usual};
}

struct Named {
    std::string_view id;
    const char* title;
};
constexpr Named kSteps[] = {
    {"submit", "Trình"}, {"direct", "Cho ý kiến chỉ đạo"}, {"assign", "Phân công"}, {"forward", "Chuyển xử lý"}};
constexpr Named kRoles[] = {
    {"lead", "Chủ trì"}, {"support", "Phối hợp"}, {"information", "Để biết"}, {"follow_up", "Theo dõi"}};
constexpr Named kStates[] = {{"unread", "Chưa xem"},
                             {"read", "Đã xem"},
                             {"in_process", "Đang xử lý"},
                             {"forwarded", "Đã chuyển tiếp"},
                             {"handed_back", "Đã chuyển trả"},
                             {"withdrawn", "Đã thu hồi"},
                             {"done", "Hoàn thành"}};

template <std::size_t N>
const char* titled(const Named (&list)[N], std::string_view id) {
    for (const auto& one : list) {
        if (one.id == id) return one.title;
    }
    return "";
}

}  // namespace

std::vector<Party> parties(const directory::Snapshot& directory, Id agency, std::string_view step,
                           const Capacity& giver) {
    std::vector<Party> list;
    for (const Id house : houses_of(directory, agency)) {
        for (const auto* unit : directory.units_of(house)) list.push_back(unit_party(*unit, step));
        for (const auto* post : directory.posts_of_agency(house)) {
            if (post->holder != 0 && post->id != giver.post)
                list.push_back(post_party(directory, *post, usual_post(*post, step, giver)));
        }
    }
    std::stable_partition(list.begin(), list.end(), [](const Party& one) { return one.usual; });
    return list;
}

std::vector<Party> leaders(const directory::Snapshot& directory, Id agency) {
    std::vector<Party> list;
    for (const Id house : houses_of(directory, agency)) {
        for (const auto* post : directory.posts_of_agency(house)) {
            const bool leads = heads_agency(*post) || post->has(role::kOfficeLeader) || post->has(role::kUnitLeader);
            if (leads && post->holder != 0) list.push_back(post_party(directory, *post, heads_agency(*post)));
        }
    }
    std::stable_partition(list.begin(), list.end(), [](const Party& one) { return one.usual; });
    return list;
}

std::vector<std::string> steps_of(const Capacity& as, Id agency, bool part_of_his) {
    const bool heads = as.has(role::kAgencyLeader) || as.has(role::kDeputyAgencyLeader);
    if (heads && as.agency == agency) return {"direct"};
    if (!part_of_his) return {"submit", "forward"};
    if (as.has(role::kOfficeLeader) || heads) return {"submit", "forward", "assign"};
    if (as.has(role::kUnitLeader) || as.has(role::kDeputyUnitLeader) || as.has(role::kUnitRecordsClerk))
        return {"assign", "forward"};
    return {"submit", "forward"};
}

const char* step_title(std::string_view step) { return titled(kSteps, step); }
const char* role_title(std::string_view role_id) { return titled(kRoles, role_id); }
const char* turn_state_title(std::string_view state) { return titled(kStates, state); }

std::optional<Receiver> receiver_of(std::string_view value) {
    const std::size_t dash = value.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto id = ids::parse(value.substr(dash + 1));
    const auto kind = value.substr(0, dash);
    if (!id || (kind != "unit" && kind != "post")) return std::nullopt;
    return Receiver{kind == "unit" ? ReceiverKind::unit : ReceiverKind::post, *id, "", std::nullopt};
}

std::vector<Receiver> receivers_of(web::Form& form, const web::Request& request) {
    std::vector<Receiver> list;
    const auto due = form.day("due", "Hạn xử lý");
    const auto support_due = form.day("support_due", "Hạn phối hợp");
    for (const char* box : {"lead", "support", "information", "follow_up"}) {
        for (const std::string_view value : request.fields(box)) {
            if (value.empty()) continue;
            auto receiver = receiver_of(value);
            if (!receiver || list.size() >= kMostReceivers) {
                form.fault(box, "Nơi nhận không có trong danh bạ của cơ quan.");
                return list;
            }
            receiver->role = box;
            if (receiver->role == "lead") receiver->due = due;
            if (receiver->role == "support") receiver->due = support_due;
            list.push_back(*receiver);
        }
    }
    return list;
}

}  // namespace dinh::documents
