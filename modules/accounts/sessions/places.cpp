#include "modules/accounts/sessions/places.hpp"

#include <algorithm>

#include "platform/text/text.hpp"
#include "platform/web/serve/frame.hpp"

namespace dinh::accounts {

namespace {
constexpr std::size_t kMostPath = 1000;
}

std::string safe_place(std::string_view path) {
    const bool inside = path.starts_with("/") && !path.starts_with("//") && path.size() <= kMostPath;
    const bool plain = std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
    if (!inside || !plain || path.starts_with("/sessions") || path.starts_with("/accounts/me/password")) return {};
    return std::string(path);
}

std::string place_of(const web::Request& request) { return safe_place(web::serve::came_from(request)); }

std::string next_of(const web::Request& request) {
    return safe_place(request.has_field("next") ? request.field("next") : request.get("next"));
}

std::string encoded(std::string_view path) { return text::url_encode(path); }

}  // namespace dinh::accounts
