// The JSON face of the same deeds. Ids are strings, days YYYY-MM-DD; a repeated Idempotency-Key answers the first
// result.
#pragma once
#include "platform/web/context.hpp"

namespace dinh::documents {

// {"documents": [...], "next": "…" | null, "count": 12, "count_more": false}; the filters of the page's list.
web::Response api_list(web::Context&);
web::Response api_show(web::Context&);
// 201 with the document as api_show tells it; a refusal is problem+json with its reasons by field.
web::Response api_register(web::Context&);

}  // namespace dinh::documents
