#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

bool known_type(std::string_view type) {
    return type == "answers" || type == "interim" || type == "relates" || type == "replaces" || type == "recalls" ||
           type == "corrects" || type == "amends";
}

std::string relation_words(std::string_view type) {
    if (type == "answers") return "Trả lời";
    if (type == "interim") return "Trả lời bước đầu";
    if (type == "replaces") return "Thay thế";
    if (type == "recalls") return "Thu hồi";
    if (type == "corrects") return "Đính chính";
    return type == "amends" ? "Sửa đổi, bổ sung" : "Liên quan";
}

// An incoming document may prove secret and must be forgotten: its number in our book tells who may see it enough.
Said related_words(db::Conn& conn, std::string_view type, std::string_view kind, Id record) {
    const std::string how = relation_words(type);
    if (kind == kOutgoing) {
        const auto named = issuing_store::named(conn, kind, record);
        return {"%1 %2", {how, named.mark.empty() ? named.subject : named.mark}};
    }
    const auto one = find_incoming(conn, record);
    if (!one || one->arrival_number == 0) return {"%1 văn bản đến", {how}};
    return {"%1 văn bản đến số %2", {how, one->number()}};
}

// Đ18.3: content is amended or replaced by a document of equivalent form; form and procedure corrected by a công văn.
void check_equivalent(db::Tx& tx, Id from, Id to, std::string_view type) {
    const auto one = outgoing_store::find(tx, from);
    const auto other = outgoing_store::find(tx, to);
    if (!one || !other) throw NotFound("relate: no such outgoing document");
    Reasons reasons;
    if (one->issuing_body != other->issuing_body)
        reasons.add("Chỉ thay thế, sửa đổi, đính chính văn bản của chính cơ quan ban hành.");
    if (other->state != "issued") reasons.add("Văn bản được thay thế, sửa đổi, đính chính phải đã phát hành.");
    if ((type == "replaces" || type == "amends") && one->kind != other->kind)
        reasons.add(
            "Thay thế, sửa đổi nội dung phải bằng văn bản có hình thức tương đương (Điều 18 Nghị định 30/2020/NĐ-CP).");
    if (type == "corrects" && one->kind != "cong_van")
        reasons.add("Đính chính thể thức, kỹ thuật trình bày phải bằng công văn (Điều 18 Nghị định 30/2020/NĐ-CP).");
    reasons.done();
    if (type == "replaces") outgoing_store::set_replaced(tx, to, from);
}

}  // namespace

void relate(db::Tx& tx, const Actor& actor, std::string_view from_kind, Id from, std::string_view to_kind, Id to,
            std::string_view type) {
    if (!known_type(type)) throw Refused("type", "Quan hệ giữa hai văn bản không có trong danh mục.");
    if (from == to && from_kind == to_kind) throw Refused("Văn bản không liên quan tới chính nó.");
    if (from_kind != kOutgoing) throw std::logic_error("relate: relations start at an outgoing document");
    if (!grants::may_see(tx, actor, from_kind, from)) throw NotFound("relate: no such document");
    if (!grants::may_see(tx, actor, to_kind, to)) throw Refused("to", "Không tìm thấy văn bản liên quan.");
    const auto here = outgoing_store::find(tx, from);
    if (!here) throw NotFound("relate: no such outgoing document");
    const Capacity& as = must(actor, Deed::draft, out_flow::right_subject(*here));
    const bool changes_law = type == "replaces" || type == "amends" || type == "corrects";
    if (changes_law) {
        const auto one = outgoing_store::touch(tx, to);
        if (!one) throw NotFound("relate: no such outgoing document");
        must(actor, type == "corrects" ? Deed::correct_form : Deed::replace, out_flow::right_subject(*one));
        check_equivalent(tx, from, to, type);
    }
    if (!issuing_store::insert_relation(tx, actor.person, from_kind, from, to_kind, to, type)) return;
    deed::history(tx, actor, &as, from_kind, from, "relations.add",
                  related_words(tx, type, to_kind, to));
    audit::append(tx, actor, &as, "relations.add", from_kind, from);
}

std::vector<Relation> relations_of(db::Conn& conn, const Actor& actor, std::string_view kind, Id record) {
    std::vector<Relation> list;
    for (const auto& row : issuing_store::relations_of(conn, kind, record)) {
        const auto named = issuing_store::named(conn, row.kind, row.record);
        const bool visible = grants::may_see(conn, actor, row.kind, row.record);
        list.push_back({row.kind, row.record, row.type, row.from_here, named.mark, visible ? named.subject : "",
                        named.day, visible});
    }
    return list;
}

}  // namespace dinh::documents
