#include "modules/petitions/petitions/words.hpp"

namespace dinh::petitions {

std::string tag_of(const Petition& one, bool late) {
    if (late) return "tag--bad";
    if (one.state == "closed") return "tag--good";
    if (one.state == "in_settlement") return "";
    return is_open_state(one.state) || one.state == "awaiting_receipt" ? "tag--warn" : "tag--off";
}

std::string link_of(Id petition) { return "/petitions/" + std::to_string(petition); }

std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

}  // namespace dinh::petitions
