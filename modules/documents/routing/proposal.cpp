// The usual route of a body: data (route_template), or the common one of domain practice: content by the head of the
// unit, form by the office, then the signer.
#include "modules/documents/routing/routing.hpp"
#include "modules/documents/routing/routing_store.hpp"

namespace dinh::documents {

namespace {

namespace role = directory::role;

const directory::Post* held(const std::vector<const directory::Post*>& posts) {
    for (const auto* post : posts)
        if (post->holder != 0) return post;
    return nullptr;
}

// The post a step names by role, looked for from the drafting unit outwards.
const directory::Post* post_for(const directory::Snapshot& directory, const Outgoing& one, Id agency,
                                std::string_view wanted) {
    if (wanted == "signer" && one.signer_post != 0) return directory.post(one.signer_post);
    if (one.drafting_unit != 0) {
        for (const auto* post : directory.posts_of_unit(one.drafting_unit))
            if (post->holder != 0 && post->has(wanted)) return post;
    }
    if (wanted == role::kUnitLeader || wanted == role::kDeputyUnitLeader) return nullptr;
    if (const auto* found = held(directory.with_role(agency, wanted))) return found;
    const auto* unit = directory.unit(one.drafting_unit);
    return unit && unit->agency != agency ? held(directory.with_role(unit->agency, wanted)) : nullptr;
}

std::vector<TemplateStep> wanted_steps(const std::optional<RouteTemplate>& stored) {
    if (stored) return stored->steps;
    return {{"content_initial", "unit_leader"}, {"form_initial", "office_leader"}, {"sign", "signer"}};
}

}  // namespace

std::vector<StepInput> proposed_route(db::Conn& conn, const directory::Snapshot& directory, const Outgoing& one) {
    std::vector<StepInput> steps;
    const auto* body = directory.issuing_body(one.issuing_body);
    if (!body) return steps;
    for (const auto& [kind, wanted] :
         wanted_steps(routing_store::template_for(conn, one.issuing_body, one.kind, clock::today()))) {
        const auto* post = post_for(directory, one, body->agency, wanted);
        if (!post && kind == "sign") post = held(directory.with_role(body->agency, role::kAgencyLeader));
        const bool drafter_himself = post && kind != "sign" && post->id == one.created_by_post;
        const bool twice = post && kind != "sign" && post->id == one.signer_post;
        if (post && !drafter_himself && !twice) steps.push_back({kind, post->id, ""});
    }
    return steps;
}

}  // namespace dinh::documents
