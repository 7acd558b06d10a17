#include <functional>

#include "modules/directory/directory.hpp"
#include "modules/documents/handling/handling_store.hpp"

namespace dinh::documents {

namespace {

constexpr db::Sql kOpinionsOf{"opinion.of_subject",
                              "SELECT o.id, o.version, o.asked_post, o.of_post, p.full_name, o.question, o.state, "
                              "o.answer, o.due_day, o.asked_at, o.answered_at "
                              "FROM opinion_request o LEFT JOIN person p ON p.id = o.asked_person WHERE o.subject_kind "
                              "= $1 AND o.subject = $2 ORDER BY o.id"};

}  // namespace

std::vector<Forwarding> tree_of(db::Conn& conn, Id incoming) {
    const auto rows = handling_store::forwardings_of(conn, incoming);
    std::multimap<Id, const Forwarding*> children;
    for (const auto& row : rows) children.emplace(row.parent, &row);
    std::vector<Forwarding> ordered;
    const std::function<void(Id, int)> walk = [&](Id parent, int depth) {
        const auto [first, last] = children.equal_range(parent);
        for (auto at = first; at != last; ++at) {
            ordered.push_back(*at->second);
            ordered.back().depth = depth;
            walk(at->second->id, depth + 1);
        }
    };
    walk(0, 0);
    return ordered;
}

std::vector<OpinionRequest> opinions_of(db::Conn& conn, std::string_view subject_kind, Id subject) {
    std::vector<OpinionRequest> list;
    for (const auto& row : conn.query(kOpinionsOf, subject_kind, subject)) {
        OpinionRequest one;
        one.id = row.integer(0);
        one.version = row.integer(1);
        one.asked_post = row.integer(2);
        one.of_post = row.integer(3);
        one.asked_by = row.text(4);
        if (const auto post = directory::post_facts(conn, one.of_post, clock::today())) one.of_label = post->label;
        one.question = row.text(5);
        one.state = row.text(6);
        one.answer = row.text(7);
        one.due = row.maybe_day(8);
        one.asked_at = row.instant(9);
        one.answered_at = row.maybe_instant(10);
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace dinh::documents
