// A letter and the documents of the agency: what is drafted because of it, what it was written for.
#include "modules/documents/documents.hpp"
#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"

namespace dinh::internal {

namespace {

documents::Attached attached(const Letter& one) {
    return {std::string(kLetter), one.id, "Văn bản nội bộ", one.subject, flow::link_of(one.id)};
}

const Capacity& must_link(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const Letter& one,
                          Deed deed) {
    const Capacity& as = must(actor, deed, subject_of(directory, one, receivers_of(tx, one.id)));
    if (one.state != "finished") flow::must_be(one, "sent");
    return as;
}

}  // namespace

Id begin_outgoing(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                  const DraftInput& typed) {
    const Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must_link(tx, actor, directory, one, Deed::begin_outgoing);
    documents::DraftOrder order;
    order.issuing_body = typed.issuing_body;
    order.kind = typed.kind;
    order.subject = typed.subject;
    order.files = files::of_record(tx, kLetter, id);
    const Id draft = documents::begin_draft(tx, actor, order);
    documents::attach_record(tx, actor, &as, documents::kOutgoing, draft, attached(one));
    flow::note(tx, actor, &as, one, "internal.begin_outgoing", "Soạn văn bản đi từ văn bản này");
    return draft;
}

void attach_to_incoming(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id,
                        std::int64_t version, Id incoming) {
    const Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must_link(tx, actor, directory, one, Deed::attach_to_incoming);
    const auto brief = documents::incoming_brief(tx, incoming);
    if (!brief || !grants::may_see(tx, actor, documents::kIncoming, incoming))
        throw Refused("mark", "Không thấy văn bản đến này trong những văn bản bạn được xem.");
    if (!brief->open || brief->number.empty())
        throw Refused("mark", "Văn bản đến này chưa vào sổ hoặc đã kết thúc xử lý.");
    if (!documents::attach_record(tx, actor, &as, documents::kIncoming, incoming, attached(one)))
        throw Refused("mark", "Văn bản nội bộ này đã gắn vào văn bản đến đó rồi.");
    flow::note(tx, actor, &as, one, "internal.attach", "Gắn vào việc xử lý một văn bản đến");
}

void detach_from_incoming(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id,
                          std::int64_t version, Id incoming) {
    const Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must_link(tx, actor, directory, one, Deed::attach_to_incoming);
    const bool seen = grants::may_see(tx, actor, documents::kIncoming, incoming);
    if (!seen || !documents::detach_record(tx, actor, &as, documents::kIncoming, incoming, attached(one)))
        throw Refused("incoming", "Hãy chọn một văn bản đến mà văn bản nội bộ này đang gắn vào.");
    flow::note(tx, actor, &as, one, "internal.detach", "Bỏ gắn khỏi một văn bản đến");
}

}  // namespace dinh::internal
