// What the jobs of imports share.
#pragma once
#include "modules/portal/imports/import_store.hpp"

namespace dinh::portal::imports {

// The import and its site; nothing unless it is in the state.
struct AtWork {
    SiteImport one;
    Site site;
    Actor actor;  // whoever asked for it
};
std::optional<AtWork> at_work(House&, Id import, std::string_view state);

// Each of the list, in deeds that leave the writer free after 50 ms (platform/jobs). `work` may run again for a deed
// that failed.
template <class List, class Work>
void in_slices(db::Database& database, const List& list, Work&& work) {
    for (std::size_t from = 0; from < list.size();) {
        std::size_t to = from;
        database.write([&](db::Tx& tx) {
            to = from;
            for (const jobs::Slice slice; to < list.size() && !slice.spent(); ++to) work(tx, list[to]);
        });
        from = to;
    }
}

// "/tep/12/3" as a text of the site has it: reading/ turns it into what the reader's address asks for.
std::string on_its_site(const Site&, const std::string& path);

}  // namespace dinh::portal::imports
