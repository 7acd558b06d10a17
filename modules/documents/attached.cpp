// Records of other modules that belong to a document. The document's own history says that there is one, never its
// title: not everybody who reads the document may read the record.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

namespace {

// Keeps others from the document until the transaction ends; whoever has it open meets no conflict.
constexpr db::Sql kHoldIncoming{"attached.hold_incoming",
                                "UPDATE incoming_document SET version = version WHERE id = $1"};
constexpr db::Sql kHoldOutgoing{"attached.hold_outgoing",
                                "UPDATE outgoing_document SET version = version WHERE id = $1"};
constexpr db::Sql kAdd{"attached.add",
                       "INSERT INTO attached_record (kind, document, record_kind, record, what, title, path, "
                       "attached_at, attached_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING"};
constexpr db::Sql kRemove{
    "attached.remove",
    "DELETE FROM attached_record WHERE kind = $1 AND document = $2 AND record_kind = $3 AND record = $4"};
constexpr db::Sql kName{"attached.name",
                        "UPDATE attached_record SET title = $3 WHERE record_kind = $1 AND record = $2"};
constexpr db::Sql kOfDocument{"attached.of_document",
                              "SELECT record_kind, record, what, title, path FROM attached_record WHERE kind = $1 AND "
                              "document = $2 ORDER BY attached_at, record LIMIT 100"};
constexpr db::Sql kOfRecord{"attached.of_record",
                            "SELECT kind, document FROM attached_record WHERE record_kind = $1 AND record = $2 ORDER "
                            "BY attached_at, document LIMIT 100"};

void hold(db::Tx& tx, const Actor& actor, std::string_view kind, Id document) {
    const bool there = tx.exec(kind == kIncoming ? kHoldIncoming : kHoldOutgoing, document) != 0;
    if (!there || !grants::may_see(tx, actor, kind, document))
        throw NotFound(std::string(kind) + " " + std::to_string(document) + " is absent or not visible");
}

void record(db::Tx& tx, const Actor& actor, const Capacity* as, std::string_view kind, Id document,
            std::string_view deed, const Said& words) {
    deed::history(tx, actor, as, kind, document, deed, words);
    audit::append(tx, actor, as, deed, kind, document);
}

}  // namespace

bool attach_record(db::Tx& tx, const Actor& actor, const Capacity* as, std::string_view kind, Id document,
                   const Attached& one) {
    hold(tx, actor, kind, document);
    const bool added = tx.exec(kAdd, kind, document, one.kind, one.record, one.what, one.title, one.path, clock::now(),
                               actor.person) != 0;
    if (added) record(tx, actor, as, kind, document, "documents.attach", Said("Gắn kèm: %1", {one.what}));
    return added;
}

bool detach_record(db::Tx& tx, const Actor& actor, const Capacity* as, std::string_view kind, Id document,
                   const Attached& one) {
    hold(tx, actor, kind, document);
    const bool removed = tx.exec(kRemove, kind, document, one.kind, one.record) != 0;
    if (removed) record(tx, actor, as, kind, document, "documents.detach", Said("Bỏ gắn kèm: %1", {one.what}));
    return removed;
}

void name_attached(db::Tx& tx, std::string_view record_kind, Id record, std::string_view title) {
    tx.exec(kName, record_kind, record, title);
}

std::vector<Attached> attached_records(db::Conn& conn, const Actor& actor, std::string_view kind, Id document) {
    std::vector<Attached> list;
    for (const auto& row : conn.query(kOfDocument, kind, document))
        list.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
    std::erase_if(list, [&](const Attached& one) { return !grants::may_see(conn, actor, one.kind, one.record); });
    return list;
}

std::vector<AttachedTo> attached_to(db::Conn& conn, const Actor& actor, std::string_view record_kind, Id record) {
    std::vector<AttachedTo> list;
    for (const auto& row : conn.query(kOfRecord, record_kind, record)) list.push_back({row.text(0), row.integer(1)});
    std::erase_if(list, [&](const AttachedTo& one) { return !grants::may_see(conn, actor, one.kind, one.document); });
    return list;
}

}  // namespace dinh::documents
