// The filters of the list as they stand in its address.
#pragma once
#include "modules/documents/incoming/incoming.hpp"
#include "platform/web/request.hpp"

namespace dinh::documents {

struct ListQuery {
    IncomingFilter filter;
    std::string words;        // q: looked up by search
    std::string author_name;  // as typed, beside the id taken from the suggestions
    // The address of the list with one parameter changed; "" takes it away. `before` never stays.
    std::string path_with(std::string_view name, std::string_view value,
                          std::string_view base = "/documents/incoming") const;
    bool filtered() const;
};
// Unknown or malformed values are left out, as if nothing had been asked.
ListQuery list_query(const web::Request&, Day today);

}  // namespace dinh::documents
