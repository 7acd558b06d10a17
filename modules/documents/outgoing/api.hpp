// POST /api/v1/documents/outgoing/ID/issue, body {"version": 7}, header Idempotency-Key. Answers {"id", "state",
// "mark", "recipients", "version"}; faults as problem+json.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents::out_pages {

web::Response issue_by_api(web::Context&);

}  // namespace dinh::documents::out_pages
