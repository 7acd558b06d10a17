#include "platform/web/request.hpp"

#include "platform/error/error.hpp"
#include "platform/web/api/noted.hpp"
#include "platform/web/wire/headers.hpp"

namespace dinh::web {

namespace {

std::string_view first(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (key == name) return value;
    return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const { return first(headers, name); }
std::string_view Request::get(std::string_view name) const { return first(query, name); }
std::string_view Request::field(std::string_view name) const {
    api::note_read(name);
    return first(form, name);
}
std::string_view Request::cookie(std::string_view name) const { return first(cookies, name); }
std::string_view Request::place(std::string_view name) const { return first(places, name); }

std::vector<std::string_view> Request::fields(std::string_view name) const {
    api::note_read(name);
    std::vector<std::string_view> found;
    for (const auto& [key, value] : form)
        if (key == name) found.push_back(value);
    return found;
}

bool Request::has_field(std::string_view name) const {
    api::note_read(name);
    return std::any_of(form.begin(), form.end(), [&](const auto& pair) { return pair.first == name; });
}

Id Request::id(std::string_view place_name) const {
    const auto parsed = ids::parse(place(place_name));
    if (!parsed) throw NotFound("no id in the path: " + path);
    return *parsed;
}

bool Request::wants_fragment() const { return header("hx-request") == "true" && header("hx-boosted") != "true"; }

bool Request::wants_json() const {
    return as_call || path.starts_with("/api/") || path == "/api" || wire::prefers_json(header("accept"));
}

}  // namespace dinh::web
