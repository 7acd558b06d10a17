// Whoever sorts for a site sees its questions; when that changes, its questions are shown anew.
#include <set>

#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = question_store;
using namespace question_deeds;

namespace {

constexpr int kStep = 200;

constexpr db::Sql kSight{"portal_question_sight.find", "SELECT posts FROM portal_question_sight WHERE site = $1"};
constexpr db::Sql kSetSight{"portal_question_sight.set",
                            "INSERT INTO portal_question_sight (site, posts) VALUES ($1, $2) ON CONFLICT (site) DO "
                            "UPDATE SET posts = excluded.posts"};
constexpr db::Sql kSites{"portal_question_sight.sites", "SELECT site FROM portal_question_sight ORDER BY site"};

std::set<Id> posts_of(std::string_view words) {
    std::set<Id> posts;
    for (const auto& word : text::split(words, ' '))
        if (const auto post = ids::parse(word)) posts.insert(*post);
    return posts;
}

}  // namespace

void keep_question_sight(db::Tx& tx, const directory::Snapshot& directory, Id site) {
    const auto now = sorters_of(tx, directory, site);
    std::vector<std::string> words;
    for (const Id post : now) words.push_back(std::to_string(post));
    const db::Rows known = tx.query(kSight, site);
    const std::string before = known.empty() ? std::string() : known.first().text(0), after = text::join(words, " ");
    if (!known.empty() && before == after) return;
    tx.exec(kSetSight, site, after);
    std::set<Id> gone = posts_of(before);
    for (const Id post : now) gone.erase(post);
    for (Id last = 0; !known.empty();) {
        const auto some = store::read_all(tx.query(store::kOfSite, site, last, kStep));
        for (const auto& one : some) {
            for (const Id post : gone)
                if (post != one.holder_post) grants::take(tx, kQuestion, one.id, post);
            show_question(tx, directory, one);
        }
        if (some.size() < static_cast<std::size_t>(kStep)) return;
        last = some.back().id;
    }
}

void keep_all_question_sights(House& house) {
    const auto directory = directory::now(house);
    const auto sites = house.db->reading([](db::Conn& conn) {
        std::vector<Id> ids;
        for (const auto& row : conn.query(kSites)) ids.push_back(row.integer(0));
        return ids;
    });
    for (const Id site : sites) house.db->write([&](db::Tx& tx) { keep_question_sight(tx, *directory, site); });
}

void index_questions_again(House& house) {
    house.db->write([](db::Tx& tx) { search::clear(tx, kQuestion); });
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            const auto some = store::read_all(tx.query(store::kNext, after, kStep));
            for (const auto& one : some) put_search(tx, one);
            return some.empty() ? -1 : some.back().id;
        });
    }
}

}  // namespace dinh::portal
