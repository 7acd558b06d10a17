#include "modules/internal/letters/link_boxes.hpp"

#include <algorithm>
#include <set>

#include "modules/documents/documents.hpp"
#include "modules/internal/internal.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

constexpr std::size_t kMostMark = 100;

// Whose documents the actor may have: of his posts' agencies, and of those that they serve.
std::vector<Id> agencies_of(const Actor& actor) {
    std::set<Id> all;
    for (const auto* as : own_posts(actor))
        for (const Id agency : {as->agency, as->served})
            if (agency != 0) all.insert(agency);
    return {all.begin(), all.end()};
}

std::vector<Id> incoming_of(db::Conn& conn, const Actor& actor, std::string_view typed) {
    const std::string mark = text::cut(text::clean_line(typed), kMostMark);
    std::vector<Id> list;
    for (const Id agency : agencies_of(actor))
        for (const Id id : documents::incoming_with_mark(conn, actor, agency, mark)) {
            const auto brief = documents::incoming_brief(conn, id);
            if (brief && brief->open && !brief->number.empty()) list.push_back(id);
        }
    return list;
}

std::string incoming_words(const dinh::pages::Lang& lang, const documents::IncomingBrief& one) {
    return text::fill(lang.tr("Số đến %1: %2, %3"),
                      {one.number, one.mark.empty() ? one.author_name : one.mark, text::cut(one.subject, 120)});
}

}  // namespace

std::vector<layout::Field> outgoing_boxes(const forms::Boxes& boxes, const LinkFacts& facts) {
    const Day today = facts.directory.day;
    std::vector<forms::Choice> bodies, kinds;
    for (const Id agency : agencies_of(facts.reader.actor))
        for (const auto* body : facts.directory.bodies_of(agency))
            if (!body->until || *body->until > today) bodies.push_back({std::to_string(body->id), body->name});
    for (const auto* kind : rules::kinds(today))
        if (kind->group == rules::KindGroup::administrative) kinds.push_back({kind->id, kind->name});
    return {boxes.select("issuing_body", "Cơ quan ban hành", bodies),
            boxes.select("kind", "Tên loại văn bản", kinds, {.width = "w-3"}),
            boxes.area("subject", "Trích yếu", {.most = 500})};
}

std::vector<layout::Field> attach_boxes(const forms::Boxes& boxes, const LinkFacts& facts) {
    std::vector<layout::Field> list{boxes.line("mark", "Số, ký hiệu văn bản đến",
                                               {.width = "w-3",
                                                .hint = "Văn bản đã vào sổ, đang xử lý và bạn được xem",
                                                .most = static_cast<int>(kMostMark)})};
    if (facts.incoming.size() > 1) {
        std::vector<forms::Choice> choices{{"", "Chọn…"}};
        choices.insert(choices.end(), facts.incoming.begin(), facts.incoming.end());
        list.push_back(boxes.select("incoming", "Văn bản đến", choices));
    }
    return list;
}

std::vector<layout::Field> detach_boxes(const forms::Boxes& boxes, const LinkFacts& facts) {
    return {boxes.select("incoming", "Văn bản đến", facts.incoming)};
}

std::vector<forms::Choice> incoming_choices(web::Context& context, const Letter& one, std::string_view mark,
                                            bool attached) {
    std::vector<forms::Choice> choices;
    context.house.db->read([&](db::Conn& conn) {
        choices.clear();
        std::vector<Id> ids;
        if (!attached) ids = incoming_of(conn, context.actor(), mark);
        for (const auto& to : attached ? documents::attached_to(conn, context.actor(), kLetter, one.id)
                                       : std::vector<documents::AttachedTo>{})
            if (to.kind == documents::kIncoming) ids.push_back(to.document);
        for (const Id id : ids)
            if (const auto brief = documents::incoming_brief(conn, id))
                choices.push_back({std::to_string(id), incoming_words(context.lang, *brief)});
    });
    return choices;
}

Id incoming_typed(db::Conn& conn, const Actor& actor, std::string_view mark, std::string_view chosen) {
    const auto found = incoming_of(conn, actor, mark);
    const Id wanted = ids::parse(chosen).value_or(0);
    if (std::find(found.begin(), found.end(), wanted) != found.end()) return wanted;
    if (found.empty())
        throw Refused("mark",
                      "Không thấy văn bản đến mang ký hiệu này trong những văn bản đang xử lý mà bạn được xem.");
    if (found.size() > 1) throw Refused("incoming", "Có nhiều văn bản đến mang ký hiệu này; hãy chọn một văn bản.");
    return found.front();
}

}  // namespace dinh::internal
