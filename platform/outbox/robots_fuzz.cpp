#include <cstdlib>

#include "platform/outbox/robots.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using dinh::outbox::robots_allow;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto line = std::min(bytes.find('\n'), bytes.size());
    const std::string_view path = bytes.substr(0, line), robots = bytes.substr(line);
    const bool allowed = robots_allow(robots, "dinh", path);
    // What is said about others changes nothing, nor what is said in a comment.
    if (robots_allow(robots, "dinh", path) != allowed) std::abort();
    if (!robots_allow("", "dinh", path)) std::abort();
    return 0;
}
