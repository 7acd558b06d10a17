// A form that met a locked or ended session: sealed for its owner, offered again after he is back.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/accounts/sessions/session_store.hpp"
#include "platform/deed/actor.hpp"
#include "platform/house/house.hpp"
#include "platform/web/request.hpp"

namespace dinh::accounts {

struct KeptForm {
    Id id = 0;
    Instant kept_at;
    std::string path;                  // with its query, as it was sent
    web::Pairs fields;                 // without the CSRF token
    std::vector<web::Upload> uploads;  // names only: the files have to be chosen again
};
// False when there is nothing to keep: not a form of the session (CSRF), a form of this module (passwords), no
// fields, or
// too large. The five newest are kept.
bool keep_form(House&, const Known&, const web::Request&);
// Not yet sent again, newest first.
std::vector<KeptForm> kept_forms_of(House&, const Actor&, Id account, std::int64_t keep_minutes);
bool has_kept_forms(db::Conn&, Id account, Instant kept_after);
void drop_kept_form(db::Tx&, Id account, Id form);
std::int64_t forget_kept_forms(db::Tx&, Instant kept_before, int most);

}  // namespace dinh::accounts
