// SQL of signing routes and nothing else.
#pragma once
#include "modules/documents/routing/routing.hpp"

namespace dinh::documents::routing_store {

std::vector<RouteStep> steps_of(db::Conn&, Id outgoing);
std::optional<RouteStep> find_step(db::Conn&, Id step);
std::optional<RouteStep> lock_step(db::Tx&, Id step, std::int64_t version);
int last_round(db::Conn&, Id outgoing);
void insert_step(db::Tx&, const RouteStep&);
void move_after(db::Tx&, Id outgoing, int round, int position);  // makes room: later positions go up by one
void set_current(db::Tx&, Id step);
void set_done(db::Tx&, Id step, std::string_view state, std::string_view answer, Id person, std::string_view done_as);
bool set_read(db::Tx&, Id step);
void end_round(db::Tx&, Id outgoing, int round, std::string_view state);  // what still waits or is current
void insert_slip(db::Tx&, Id outgoing, int round, std::string_view text, Id person);
std::vector<Slip> slips_of(db::Conn&, Id outgoing);

std::optional<RouteTemplate> template_for(db::Conn&, Id issuing_body, std::string_view kind, Day);
std::vector<RouteTemplate> templates_of(db::Conn&, Id issuing_body);
std::optional<RouteTemplate> find_template(db::Conn&, Id);
std::optional<RouteTemplate> lock_template(db::Tx&, Id, std::int64_t version);
void close_templates(db::Tx&, Id issuing_body, std::string_view kind, Day until);
void set_until(db::Tx&, Id, Day until);
bool insert_template(db::Tx&, const RouteTemplate&);  // false: another is open
bool has_draft_file(db::Conn&, Id outgoing);

}  // namespace dinh::documents::routing_store
