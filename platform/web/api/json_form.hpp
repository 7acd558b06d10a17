// The body of a call -> the form that the handler of the page reads.
#pragma once
#include <string_view>
#include <vector>

#include "platform/web/api/asked.hpp"
#include "platform/web/request.hpp"

namespace dinh::web::api {

inline constexpr std::size_t kMostValues = 5000;

// A JSON object of strings, numbers, truth values and arrays of them; null and false are as if not sent, true is "1", a
// number stays as it is written. HttpFault 400: no JSON object, a member twice, bytes that are not UTF-8, a NUL, too
// many values. Refused (by member): a member that is not asked for, several values where one is asked for, an object
// within.
Pairs form_of(std::string_view json, const std::vector<Asked>&);

// The field that takes this member; nullptr: none does.
const Asked* asked_for(const std::vector<Asked>&, std::string_view member);
// The same refusals for a form that came as multipart/form-data.
void check_members(const Pairs& form, const std::vector<Asked>&);

}  // namespace dinh::web::api
