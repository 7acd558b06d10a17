// The one place where failures become answers: a page, a fragment for htmx or problem+json (RFC 9457).
#pragma once
#include <exception>
#include <string>
#include <vector>

#include "platform/error/error.hpp"
#include "platform/web/context.hpp"

namespace dinh::web::serve {

struct Problem {
    int status = 500;
    Said said;
    std::vector<Reason> reasons;
    std::string for_log;
    int retry_after_s = 0;
};

// NotFound 404, Forbidden 403, Conflict 409, Refused 422, Unavailable 503, HttpFault its own status; db::Error by its
// kind; anything else is our own fault: 500.
Problem problem_of(std::exception_ptr);

// Writes the log line that fits. 401..404, 409 and 422 stay in the frame of a signed-in person; faults of ours stand
// alone, so that showing them needs no database. Never throws.
Response answer_problem(Context&, const Problem&);

}  // namespace dinh::web::serve
