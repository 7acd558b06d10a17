#include "modules/meetings/entries/entry_index.hpp"

#include "modules/meetings/entries/entries_store.hpp"
#include "modules/meetings/entries/flow.hpp"
#include "modules/meetings/meetings.hpp"
#include "platform/search/search.hpp"

namespace dinh::meetings {

namespace {
constexpr int kAtATime = 500;
}

void index_entries_again(House& house) {
    while (house.db->writing([](db::Tx& tx) { return search::clear_some(tx, kEntry, kAtATime); }) > 0) {}
    for (Id after = 0;;) {
        const Id last = house.db->writing([&](db::Tx& tx) {
            const auto ids = entries_store::after(tx, after, kAtATime);
            for (const Id id : ids)
                if (const auto entry = find_entry(tx, id)) flow::put_search(tx, *entry);
            return ids.empty() ? Id{0} : ids.back();
        });
        if (last == 0) return;
        after = last;
    }
}

}  // namespace dinh::meetings
