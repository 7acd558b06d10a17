// What one document does to another, and on which sites it stands.
#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/error/error.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace library;

namespace {

const rules::Entry* relation_rule(std::string_view kind) {
    for (const auto& one : rules::table("portal_fields").all("relation"))
        if (one.text("id") == kind) return &one;
    return nullptr;
}

Relation read_relation(const db::Rows::Row& row) {
    Relation one;
    one.id = row.integer(0);
    one.of_this = row.truth(1);
    one.kind = row.text(2);
    one.other = row.integer(3);
    const bool read = row.view(10) == "published";
    one.mark = one.other != 0 && !row.view(7).empty() ? row.text(7) : row.text(4);
    one.articles = row.text(5);
    one.from = row.day(6);
    if (read) {
        one.subject = row.text(8);
        one.slug = row.text(9);
    }
    if (const auto* rule = relation_rule(one.kind)) one.words = rule->text(one.of_this ? "name" : "reverse");
    return one;
}

}  // namespace

Id library::document_called(db::Conn& conn, std::string_view typed, std::string_view field) {
    const auto slash = typed.rfind("/van-ban/");
    const auto slug = slash == std::string_view::npos ? typed : typed.substr(slash + 9);
    const db::Rows rows = conn.query(kFindSlug, slug.substr(0, slug.find_first_of("?#")));
    if (!rows.empty()) {
        const auto one = read_document(rows.first());
        return one.state == "published" ? one.id : 0;
    }
    Id found = 0;
    for (const auto& row : conn.query(kOfNumber, number_key(typed))) {
        if (row.view(3) != "published") continue;
        if (found != 0)
            throw Refused(std::string(field), "Nhiều văn bản có số này: hãy dán địa chỉ trang của văn bản.");
        found = row.integer(0);
    }
    return found;
}

void relate_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const RelationInput& typed) {
    const auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::relate_legal, subject_of(tx, one));
    Reasons reasons;
    const auto* rule = relation_rule(typed.kind);
    if (!rule) reasons.add("kind", "Hãy chọn quan hệ.");
    const std::string mark = text::clean_line(typed.target), articles = text::clean_line(typed.articles);
    if (mark.empty()) reasons.add("target", "Hãy ghi số, ký hiệu của văn bản kia.");
    if (text::length(mark) > 300) reasons.add("target", Said("Dài quá %1 ký tự.", {"300"}));
    if (text::length(articles) > 300) reasons.add("articles", Said("Dài quá %1 ký tự.", {"300"}));
    reasons.done();
    const Id target = document_called(tx, mark, "target");
    if (target == id) throw Refused("target", "Đây chính là văn bản này.");
    const Day from = typed.from.value_or(one.effective_from.value_or(one.day));
    const auto other = target == 0 ? std::nullopt : find_document(tx, target);
    const std::string known = other ? other->number : mark;
    if (tx.exec(kRelate, ids::make(), id, target, known, typed.kind, articles, from) == 0)
        throw Refused("target", "Quan hệ này đã ghi.");
    if (target != 0) count_force(tx, target);
    announce(tx, id);
    note(tx, actor, &as, one, "portal.relate_legal", Said("%1: %2", {rule->text("name"), known}));
}

void unrelate_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Id relation) {
    const auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::relate_legal, subject_of(tx, one));
    const db::Rows rows = tx.query(kUnrelate, relation, id);
    if (rows.empty()) throw NotFound("no such relation of a legal document");
    if (const Id target = rows.first().integer(0); target != 0) count_force(tx, target);
    announce(tx, id);
    note(tx, actor, &as, one, "portal.relate_legal", Said("Bỏ quan hệ với %1", {rows.first().text(1)}));
}

std::vector<Relation> relations_of(db::Conn& conn, Id document, bool all) {
    std::vector<Relation> list;
    for (const auto& row : conn.query(kRelations, document)) list.push_back(read_relation(row));
    for (const auto& row : conn.query(kRelationsTo, document))
        if (all || row.view(10) == "published") list.push_back(read_relation(row));
    return list;
}

void place_document(db::Tx& tx, const Actor& actor, Id document, Id site) {
    const auto to = find_site(tx, site);
    const db::Rows rows = tx.query(kHold, document);
    if (!to || rows.empty()) throw NotFound("no such site or document");
    const Capacity& as = must(actor, Deed::place_legal, subject_of(tx, *to));
    const auto one = read_document(rows.first());
    if (one.state != "published") throw NotFound("legal document " + std::to_string(document) + " is not public");
    if (tx.exec(kPlace, document, site, one.day, clock::now()) == 0)
        throw Refused("document", "Trang này đã đăng văn bản ấy.");
    note(tx, actor, &as, one, "portal.place_legal", Said("Đăng trên %1", {to->name}));
    put_search(tx, one);
    announce_change(tx, site);
}

void unplace_document(db::Tx& tx, const Actor& actor, Id document, Id site) {
    const auto from = find_site(tx, site);
    const db::Rows rows = tx.query(kHold, document);
    if (!from || rows.empty()) throw NotFound("no such site or document");
    const Capacity& as = must(actor, Deed::place_legal, subject_of(tx, *from));
    const auto one = read_document(rows.first());
    if (one.site == site) throw Refused("Đây là trang giữ văn bản: hãy gỡ văn bản khỏi thư viện.");
    if (tx.exec(kUnplace, document, site) == 0) throw NotFound("the site does not show it");
    note(tx, actor, &as, one, "portal.place_legal", Said("Thôi đăng trên %1", {from->name}));
    put_search(tx, one);
    announce_change(tx, site);
}

}  // namespace dinh::portal
