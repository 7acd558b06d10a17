// Words that several pages of internal documents show.
#include <algorithm>

#include "modules/internal/letters/pages.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::internal {

namespace {
constexpr std::size_t kMostTyped = 400;
}

std::string known_as(const dinh::pages::Lang& lang, const Letter& one) {
    const std::string kind = lang.tr(kind_name(one.kind));
    return one.mark.empty() ? kind : kind + " " + one.mark;
}

std::string tag_of(const Letter& one, bool late) {
    if (late) return "tag--bad";
    if (one.state == "finished") return "tag--good";
    if (one.state == "awaiting_approval") return "tag--warn";
    return one.state == "recalled" || one.state == "dropped" ? "tag--off" : "";
}

std::string urgency_name(int urgency) {
    if (urgency == 0) return {};
    for (const auto* one : rules::urgencies(clock::today()))
        if (one->rank == urgency) return one->name;
    return {};
}

std::vector<ReceiverInput> receivers_typed(const web::Request& request) {
    std::vector<ReceiverInput> list;
    for (const char* role : {"act", "information"}) {
        for (const auto value : request.fields(role))
            if (list.size() < kMostTyped) list.push_back({std::string(value), role});
    }
    return list;
}

std::vector<pages::LettersTo> to_groups(const dinh::pages::Lang& lang, const std::vector<Party>& parties,
                                        const std::vector<ReceiverInput>& ticked, const forms::Values& values) {
    std::vector<pages::LettersTo> groups;
    for (const auto& [role, title] :
         {std::pair{"act", "Nơi nhận để xử lý"}, std::pair{"information", "Nơi nhận để biết"}}) {
        const bool first = groups.empty();
        pages::LettersTo group{.box = role,
                               .group = lang.tr(title),
                               .if_to_error = first && values.faulty("to"),
                               .to_error = values.fault_of(lang, "to"),
                               .units = {},
                               .if_open = false,
                               .people = {}};
        for (const auto& one : parties) {
            const std::string value = one.value();
            const bool chosen = std::any_of(ticked.begin(), ticked.end(), [&](const ReceiverInput& typed) {
                return typed.party == value && typed.role == role;
            });
            if (one.kind == "post") {
                group.people.push_back({.value = value, .if_ticked = chosen, .name = one.name});
                if (chosen) group.if_open = true;
            } else {
                group.units.push_back({.value = value, .if_ticked = chosen, .name = one.name});
            }
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace dinh::internal
