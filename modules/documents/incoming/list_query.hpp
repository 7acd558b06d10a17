// The filters of the list as they stand in its address.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "platform/forms/list.hpp"

namespace dinh::documents {

struct ListQuery {
    IncomingFilter filter;
    std::string words;        // q: looked up by search
    std::string author_name;  // as typed, beside the id taken from the suggestions
    forms::ListAddress address() const;
};
// Unknown or malformed values are left out, as if nothing had been asked.
ListQuery list_query(const web::Request&, Day today);

}  // namespace dinh::documents
