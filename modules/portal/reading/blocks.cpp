#include "modules/portal/reading/blocks.hpp"

#include <algorithm>
#include <mutex>

namespace dinh::portal {

namespace {

std::mutex mutex;
std::vector<PublicPart>& known() {
    static std::vector<PublicPart> parts;
    return parts;
}

}  // namespace

void show_part(PublicPart part) {
    const std::lock_guard lock(mutex);
    auto& parts = known();
    std::erase_if(parts, [&](const PublicPart& one) { return one.path == part.path; });
    const auto after =
        std::find_if(parts.begin(), parts.end(), [&](const PublicPart& one) { return one.order > part.order; });
    parts.insert(after, std::move(part));
}

std::vector<PublicPart> public_parts() {
    const std::lock_guard lock(mutex);
    return known();
}

}  // namespace dinh::portal
