// The SQL of register lines.
#pragma once
#include "platform/db/db.hpp"

namespace dinh::documents::store {

// Lines of a span, whole numbers with their letters: series, after this number, up to that, days from and to.
inline constexpr db::Sql kIncomingLines{
    "register.incoming",
    "SELECT e.number, e.suffix, e.state, e.day, e.reason, e.record, d.state, d.author_name, d.mark, d.document_day, "
    "d.kind, d.subject, "
    "d.to_places, d.registered_late, d.paper_original, d.due_day, d.closed_as, d.closed_at, d.proposed_close FROM "
    "series_entry e "
    "LEFT JOIN incoming_document d ON d.id = e.record AND e.record_kind = 'incoming' "
    "WHERE e.series = $1 AND e.number > $2 AND e.number <= $3 AND e.day >= $4 AND e.day <= $5 ORDER BY e.number, "
    "e.suffix LIMIT $6"};
inline constexpr db::Sql kOutgoingLines{
    "register.outgoing",
    "SELECT e.number, e.suffix, e.state, e.day, e.reason, e.record, o.state, o.mark, o.issued_day, o.kind, o.subject, "
    "o.signer_name, "
    "o.archive_copy, o.copies, o.issued_at FROM series_entry e LEFT JOIN outgoing_document o ON o.id = e.record AND "
    "e.record_kind = 'outgoing' WHERE e.series = $1 AND e.number > $2 AND e.number <= $3 AND e.day >= $4 AND e.day <= "
    "$5 "
    "ORDER BY e.number, e.suffix LIMIT $6"};

}  // namespace dinh::documents::store
