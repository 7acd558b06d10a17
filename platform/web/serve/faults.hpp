// Faults that the server finds itself, before or instead of a handler.
#pragma once
#include <stdexcept>

namespace dinh::web::serve {

// How a body says that its files found no room; told to people as a 503.
inline constexpr int kFilesWithoutRoom = 507;

// `why` is for the log; the person's text follows from the status, see errors.cpp.
class HttpFault : public std::runtime_error {
public:
    HttpFault(int status, const char* why) : std::runtime_error(why), status_(status) {}
    int status() const { return status_; }

private:
    int status_;
};

}  // namespace dinh::web::serve
