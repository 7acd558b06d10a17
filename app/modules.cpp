#include "app/modules.hpp"

#include "modules/accounts/accounts.hpp"
#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/exports/exports.hpp"
#include "modules/indicators/indicators.hpp"
#include "modules/internal/internal.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/portal/portal.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::app {

std::vector<module::Manifest> all_modules() {
    return {
        directory::manifest(),
        accounts::manifest(),
        worklist::manifest(),
        documents::manifest(),
        meetings::manifest(),
        petitions::manifest(),
        submissions::manifest(),
        internal::manifest(),
        portal::manifest(),
        exports::manifest(),
        indicators::manifest(),
    };
}

std::vector<std::string> module_names() {
    std::vector<std::string> names;
    for (const auto& manifest : all_modules()) names.push_back(manifest.name);
    return names;
}

}  // namespace dinh::app
