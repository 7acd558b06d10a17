#include "modules/petitions/petitions/sight.hpp"

#include <algorithm>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "platform/search/search.hpp"

namespace dinh::petitions {

void show_to_concerned(db::Tx& tx, const directory::Snapshot& directory, const Petition& one) {
    if (one.state == "voided") return;
    const bool waits = one.state == "awaiting_receipt";
    const auto posts = waits ? receivers(tx, directory, one.issuing_body) : concerned(tx, directory, one.issuing_body);
    for (const Id post : posts) grants::give(tx, kPetition, one.id, post, "desk", one.state);
    if (one.settler_unit != 0) grants::give(tx, kPetition, one.id, one.settler_unit, "settler", one.state);
    if (one.settler_post != 0) grants::give(tx, kPetition, one.id, one.settler_post, "settler", one.state);
    put_search(tx, one);
}

void hide_from_settler(db::Tx& tx, const directory::Snapshot& directory, const Petition& one) {
    const auto posts = concerned(tx, directory, one.issuing_body);
    if (one.settler_unit != 0) grants::take(tx, kPetition, one.id, one.settler_unit);
    if (one.settler_post != 0 && std::find(posts.begin(), posts.end(), one.settler_post) == posts.end())
        grants::take(tx, kPetition, one.id, one.settler_post);
}

void put_search(db::Tx& tx, const Petition& one) {
    search::Entry entry;
    entry.kind = kPetition;
    entry.record = one.id;
    entry.title = one.summary;
    entry.marks = one.sign();
    entry.words = kind_name(one.kind) + " đơn số " + std::to_string(one.number);
    entry.grantees = grants::grantees_of(tx, kPetition, one.id);
    entry.day = one.received_day;
    entry.link = "/petitions/" + std::to_string(one.id);
    search::put(tx, entry);
}

void set_state(db::Tx& tx, const Petition& one, std::string_view state) {
    tx.exec(store::kSetState, one.id, state);
    grants::set_state(tx, kPetition, one.id, state);
}

}  // namespace dinh::petitions
