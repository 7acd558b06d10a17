#include "modules/internal/common.hpp"

#include <algorithm>
#include <set>

#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

void judge(Reasons& reasons, std::string_view field, const std::string& clean, std::size_t most, const char* missing) {
    const std::string box(field);
    if (clean.empty() && missing[0] != '\0') reasons.add(box, missing);
    if (text::length(clean) > most)
        reasons.add(box, Said("Dài quá %1 ký tự.", {text::number(static_cast<std::int64_t>(most))}));
    if (const auto* stamp = rules::stamp_in(clean, clock::today()))
        reasons.add(box,
                    Said("Có dấu “%1”. Nội dung mật không đưa vào hệ thống này; gửi bằng văn bản giấy theo quy định.",
                         {stamp->phrase}));
}

// The agency, the one it serves, and the separate offices of both (Văn phòng UBND tỉnh).
std::vector<Id> houses_of(const directory::Snapshot& directory, const Capacity& as) {
    std::vector<Id> houses{as.agency};
    if (as.served != 0) houses.push_back(as.served);
    for (const Id house : std::vector<Id>(houses)) {
        for (const auto* child : directory.children_of(house)) {
            const bool office = child->kind == "office" && child->tenant && !child->closed_on(directory.day);
            if (office && std::find(houses.begin(), houses.end(), child->id) == houses.end())
                houses.push_back(child->id);
        }
    }
    return houses;
}

// Work of a unit is seen by its leaders and its clerk; a unit with neither (the board of directors) gets none.
bool somebody_handles(const directory::Snapshot& directory, Id unit) {
    const auto posts = directory.posts_of_unit(unit);
    const bool clerk = std::any_of(posts.begin(), posts.end(), [](const directory::Post* post) {
        return post->holder != 0 && post->has(directory::role::kUnitRecordsClerk);
    });
    return clerk || !leaderless(directory, unit);
}

}  // namespace

std::string checked_line(Reasons& reasons, std::string_view field, std::string_view typed, std::size_t most,
                         const char* missing) {
    std::string clean = text::clean_line(typed);
    judge(reasons, field, clean, most, missing);
    return clean;
}

std::string checked_text(Reasons& reasons, std::string_view field, std::string_view typed, std::size_t most,
                         const char* missing) {
    std::string clean = text::trim(text::clean_text(typed));
    judge(reasons, field, clean, most, missing);
    return clean;
}

std::string must_say(std::string_view field, std::string_view typed, std::size_t most, const char* missing) {
    Reasons reasons;
    std::string clean = checked_text(reasons, field, typed, most, missing);
    reasons.done();
    return clean;
}

void attach(db::Tx& tx, const Actor& actor, std::string_view kind, Id record, std::string_view role,
            const std::vector<NewFile>& list) {
    for (const auto& file : list) files::attach(tx, kind, record, role, file.name, file.stored, actor.person);
}

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

std::string unit_words(const directory::Snapshot& directory, Id agency, Id unit) {
    if (unit != 0) return directory.unit_name(unit);
    const auto* found = directory.agency(agency);
    return found ? "Lãnh đạo " + found->short_name : std::string();
}

bool leaderless(const directory::Snapshot& directory, Id unit) {
    if (unit == 0) return false;
    const auto posts = directory.posts_of_unit(unit);
    return std::none_of(posts.begin(), posts.end(), [](const directory::Post* post) {
        namespace role = directory::role;
        return post->holder != 0 &&
               (post->has(role::kUnitLeader) || post->has(role::kDeputyUnitLeader) || post->has(role::kOfficeLeader));
    });
}

std::vector<const Capacity*> own_posts(const Actor& actor) {
    std::vector<const Capacity*> list;
    for (const auto& one : actor.capacities)
        if (one.delegation == 0 && one.post != 0) list.push_back(&one);
    return list;
}

std::vector<Party> parties(const directory::Snapshot& directory, const Capacity& as) {
    std::vector<Party> units, posts;
    std::set<Id> seen;
    for (const Id house : houses_of(directory, as)) {
        for (const auto* unit : directory.units_of(house))
            if (!unit->until && unit->id != as.unit && somebody_handles(directory, unit->id) &&
                seen.insert(unit->id).second)
                units.push_back({"unit", unit->id, unit->name});
        for (const auto* post : directory.posts_of_agency(house)) {
            if (post->holder == 0 || post->id == as.post || !seen.insert(post->id).second) continue;
            const std::string unit = directory.unit_name(post->unit);
            posts.push_back({"post", post->id, directory.post_label(post->id) + (unit.empty() ? "" : ", " + unit)});
        }
    }
    for (const auto* child : directory.children_of(as.agency)) {
        const bool below = child->kind == "subordinate_body" || child->kind == "public_unit";
        if (below && child->tenant && !child->closed_on(directory.day))
            units.push_back({"agency", child->id, child->name});
    }
    units.insert(units.end(), posts.begin(), posts.end());
    return units;
}

const Party* find_party(const std::vector<Party>& list, std::string_view value) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Party& one) { return one.value() == value; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace dinh::internal
