#include "platform/web/print_mark.hpp"

namespace dinh::web {

namespace {
std::function<std::string(House&, const Actor&)>& words() {
    static std::function<std::string(House&, const Actor&)> known;
    return known;
}
}  // namespace

void set_unit_words(std::function<std::string(House&, const Actor&)> unit) { words() = std::move(unit); }

std::string unit_words(House& house, const Actor& actor) {
    if (words()) return words()(house, actor);
    const Capacity* post = actor.acting_capacity();
    return post ? post->title : std::string();
}

}  // namespace dinh::web
