// In --dev and in tests: which fields of its form a deed reads. A field that its route does not tell programs of is
// logged, so that what is written in the route cannot fall behind the handler.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "platform/web/api/asked.hpp"

namespace dinh::web {
struct Route;
}

namespace dinh::web::api {

// While it lives, reads of this thread are noted.
class Noted {
public:
    Noted();
    ~Noted();
    Noted(const Noted&) = delete;
    Noted& operator=(const Noted&) = delete;
    // Names that the route does not tell of, parted by blanks; "" when it tells all or is not described.
    std::string untold(const Route&) const;

private:
    std::map<std::string, Asked, std::less<>> fields_;
};
void note_read(std::string_view name);
void note_read(const Asked&);

}  // namespace dinh::web::api
