#include "modules/documents/outgoing/again.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/reading.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "platform/files/files.hpp"
#include "platform/search/search.hpp"

namespace dinh::documents {

namespace {
constexpr int kIndexedAtOnce = 100;
}

void index_outgoing_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kOutgoing); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = outgoing_store::next_to_index(tx, after, kIndexedAtOnce);
            for (const auto& one : some) {
                out_flow::index(tx, one);
                for (const auto& ref : files::of_record(tx, kOutgoing, one.id))
                    ask_to_read(tx, kOutgoing, one.id, ref.position);
            }
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::documents
