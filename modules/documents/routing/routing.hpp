// The signing route (domain §4 "Outgoing: approved is not signed"): ordered steps as data per issuing body and kind;
// skip, add, return to any earlier step, withdraw while unread. Authority to sign is checked with all reasons.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/outgoing/outgoing.hpp"

namespace dinh::documents {

struct RouteStep {
    Id id = 0;
    std::int64_t version = 0;
    Id outgoing = 0;
    int round = 1, position = 0;
    std::string kind;  // opinion | content_initial | form_initial | preview | sign
    Id post = 0;
    std::string label, state, note, answer, done_as;
    std::optional<Instant> given_at, read_at, done_at;
};
struct StepInput {
    std::string kind;
    Id post = 0;
    std::string note;
};

std::vector<RouteStep> route_of(db::Conn&, Id outgoing);  // newest round last
// The usual route of the body for the kind, with posts found from the drafter's place (unit head, office, deputy,
// director).
std::vector<StepInput> proposed_route(db::Conn&, const directory::Snapshot&, const Outgoing&);

// The usual route as data. role: "signer" (whom the draft names), or a role of posts, looked for from the drafting unit
// outwards.
struct TemplateStep {
    std::string kind, role;
};
struct RouteTemplate {
    Id id = 0;
    std::int64_t version = 0;
    Id issuing_body = 0;
    std::string document_kind;  // "" all kinds that have none of their own
    std::vector<TemplateStep> steps;
    Day from;
    std::optional<Day> until;  // the first day on which it holds no more
};
const std::vector<std::string>& template_roles();
std::vector<RouteTemplate> route_templates_of(db::Conn&, Id issuing_body);  // newest first, ended ones as well
std::optional<RouteTemplate> find_route_template(db::Conn&, Id);
// From the day it replaces the one of the same body and kind. Refused: a day that has passed, unknown steps or roles,
// no signing step or not last, too many steps. Conflict: another was set at the same moment.
Id set_route_template(db::Tx&, const Actor&, Id issuing_body, std::string_view document_kind,
                      const std::vector<TemplateStep>&, Day from);
// From the day the common route holds again. Refused: a day that has passed, ended before.
void end_route_template(db::Tx&, const Actor&, Id, std::int64_t version, Day until);

// Submit with a slip (phiếu trình). Refused: no draft file, no sign step or not last, vacant post, signer without
// authority (all reasons; `directory` is the snapshot the page was made from, read outside the deed).
void submit(db::Tx&, const Actor&, const directory::Snapshot&, Id outgoing, std::int64_t version,
            const std::vector<StepInput>&, std::string_view slip);
void mark_step_read(db::Tx&, const Actor&, Id step);
// Agree: gives the opinion, initials, previews, or approves (the sign step; records "ký thay", "theo ủy quyền").
void agree(db::Tx&, const Actor&, const directory::Snapshot&, Id step, std::int64_t version, std::string_view answer);
// Return to the drafter (to_position 0) or to any earlier step.
void return_step(db::Tx&, const Actor&, Id step, std::int64_t version, int to_position, std::string_view reason);
void add_step(db::Tx&, const Actor&, Id outgoing, std::int64_t version, int after_position, const StepInput&);
void skip_step(db::Tx&, const Actor&, Id step, std::int64_t version, std::string_view reason);
void withdraw_submission(db::Tx&, const Actor&, Id outgoing,
                         std::int64_t version);  // drafter, while the current step is unread
struct Slip {
    int round = 1;
    std::string text;
    Id person = 0;
    Instant at;
};
std::vector<Slip> slips_of(db::Conn&, Id outgoing);

}  // namespace dinh::documents
