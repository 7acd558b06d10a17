// Who asks: the session of a request, through a cache of five seconds on each node.
#pragma once
#include <optional>

#include "modules/accounts/sessions/sessions.hpp"
#include "platform/web/context.hpp"

namespace dinh::accounts {

struct Visit {
    Known known;
    Actor actor;
    Gate gate = Gate::open;
    bool administrator = false;
    bool outside = false;  // of the networks of the institution
    bool barred = false;   // and works inside only
};
// The living session of the cookie; nullopt when there is none or it has ended. `works`: the person did something,
// so that
// the time until the lock begins anew. Not inside a read of the database.
std::optional<Visit> visit_of(House&, const web::Request&, bool works);
// The same for a page of this module. Forbidden for a request that came with a token instead of a browser's session.
Visit must_visit(const web::Context&);
// What this node knows of the account is read anew at its next request. After each deed on its sessions.
void forget_visits(House&, Id account);
// A session that has ended lately: whose it was, for keeping a form.
std::optional<Known> ended_visit_of(House&, const web::Request&);

bool is_administrator(const Actor&);
Actor actor_of(House&, Id person, Id acting_post);

}  // namespace dinh::accounts
