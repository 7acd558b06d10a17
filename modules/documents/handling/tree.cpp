#include <functional>

#include "modules/directory/directory.hpp"
#include "modules/documents/handling/handling_store.hpp"

namespace dinh::documents {

namespace {

constexpr db::Sql kOpinionsOf{
    "opinion.of_subject",
    "SELECT id, version, asked_post, of_post, asked_person, question, state, answer, due_day, "
    "asked_at, answered_at FROM opinion_request WHERE subject_kind = $1 AND subject = $2 "
    "ORDER BY id"};

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
    const auto rows = conn.query(kOpinionsOf, subject_kind, subject);
    std::vector<Id> people;
    for (const auto& row : rows) people.push_back(row.integer(4));
    auto names = directory::names_of_people(conn, people);
    for (const auto& row : rows) {
        OpinionRequest one;
        one.id = row.integer(0);
        one.version = row.integer(1);
        one.asked_post = row.integer(2);
        one.of_post = row.integer(3);
        one.asked_by = names[row.integer(4)];
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
