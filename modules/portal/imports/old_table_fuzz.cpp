// with: moment.cpp
#include <cstddef>
#include <cstdint>

#include "modules/portal/imports/old_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::portal::imports;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto categories = is_category_table(bytes) ? bytes : std::string_view();
    for (const auto kind : {TableKind::nukeviet, TableKind::sharepoint}) {
        try {
            read_old_table(kind, bytes, categories, [](const OldSite& site, OldArticle&& one) {
                // A category of an article is one of the site's.
                bool known = one.category.empty();
                for (const auto& category : site.categories) known = known || category.slug == one.category;
                if (!known) __builtin_trap();
            });
        } catch (const dinh::Refused&) {
            // What is no such table is refused.
        }
    }
    return 0;
}
