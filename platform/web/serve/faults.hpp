// Faults that the server finds itself, before or instead of a handler.
#pragma once
#include <stdexcept>

namespace dinh::web::serve {

// How a body says that its files found no room; told to people as a 503.
inline constexpr int kFilesWithoutRoom = 507;
// A program's token stood in the address: a 400 with words of its own.
inline constexpr int kTokenInAddress = 460;

// `why` is for the log; the person's text follows from the status, see errors.cpp.
class HttpFault : public std::runtime_error {
public:
    HttpFault(int status, const char* why, int retry_after_s = 0)
        : std::runtime_error(why), status_(status), retry_after_s_(retry_after_s) {}
    int status() const { return status_; }
    int retry_after_s() const { return retry_after_s_; }

private:
    int status_, retry_after_s_;
};

}  // namespace dinh::web::serve
