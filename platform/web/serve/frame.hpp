// What surrounds a page, the same for all pages of one server.
#pragma once
#include <string>

#include "platform/web/context.hpp"
#include "platform/web/server.hpp"

namespace dinh::web::serve {

struct Frame {
    FrameSource source;
    std::string house_name = "Đình";
    std::string version;
    std::string form_key;  // signs anonymous forms and flashes
};

constexpr const char* kFlashCookie = "dinh_flash";
constexpr const char* kTokenField = "_csrf";
constexpr const char* kTokenHeader = "x-csrf-token";
constexpr const char* kLanguageCookie = "lang";

// The flash this response must carry on, or the end of the one it showed.
void carry_flash(Context&, Response&);
// Path and query of the page the person came from, when it was of this site; "" otherwise.
std::string came_from(const Request&);

}  // namespace dinh::web::serve
