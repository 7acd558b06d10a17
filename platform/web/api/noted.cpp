#include "platform/web/api/noted.hpp"

#include "platform/web/api/json_form.hpp"
#include "platform/web/router.hpp"

namespace dinh::web::api {

namespace {

thread_local std::map<std::string, Asked, std::less<>>* noted = nullptr;

bool of_every_form(std::string_view name) { return name == "_csrf" || name == "_method" || name == "deed_key"; }

// "role_1234" -> "role_*"
std::string general(std::string_view name) {
    const std::size_t end = name.find_last_not_of("0123456789");
    if (end == name.npos || end + 1 == name.size()) return std::string(name);
    return std::string(name.substr(0, end + 1)) + "*";
}

}  // namespace

Noted::Noted() { noted = &fields_; }
Noted::~Noted() { noted = nullptr; }

std::string Noted::untold(const Route& route) const {
    std::string names;
    if (route.asked.empty()) return names;
    for (const auto& [name, field] : fields_) {
        // A form shown again reads the chosen record beside each box, also of a box that takes none, and a version also
        // where the record is a new one.
        const bool beside =
            name == "version" || (name.ends_with("_id") && asked_for(route.asked, name.substr(0, name.size() - 3)));
        // "qd20" is a name of its own, "role_1234" one of many.
        const bool told = asked_for(route.asked, name) || asked_for(route.asked, field.name);
        if (!beside && !told) names += (names.empty() ? "" : " ") + name;
    }
    return names;
}

void note_read(std::string_view name) {
    if (!noted || of_every_form(name)) return;
    noted->try_emplace(general(name), Asked{.name = std::string(name)});
}

void note_read(const Asked& field) {
    if (noted) (*noted)[general(field.name)] = field;
}

}  // namespace dinh::web::api
