// The page of choices, as other handlers show it again with what was typed.
#pragma once
#include "platform/forms/boxes.hpp"
#include "platform/web/form.hpp"

namespace dinh::worklist {

// `typed` of the form of choices holds "version", of the others "address_mail", "code_sms" ...; empty: as stored.
web::Response show_choices_with(web::Context&, const forms::Values& typed, int status);

}  // namespace dinh::worklist
