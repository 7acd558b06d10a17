#include "modules/portal/library/library_store.hpp"

namespace dinh::portal::library {

LegalDocument read_document(const db::Rows::Row& row) {
    LegalDocument one;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    one.id = row.integer(at++);
    one.version = row.integer(at++);
    one.owner_agency = row.integer(at++);
    one.site = row.integer(at++);
    one.slug = text();
    one.kind = text();
    one.number = text();
    one.day = row.day(at++);
    one.body = text();
    one.signer = text();
    one.field = text();
    one.subject = text();
    one.effective_from = row.maybe_day(at++);
    one.expires_from = row.maybe_day(at++);
    one.partly_from = row.maybe_day(at++);
    one.ended_from = row.maybe_day(at++);
    one.state = text();
    one.reason = text();
    one.source = row.integer(at++);
    one.batch = row.integer(at++);
    one.writer_post = row.integer(at++);
    one.published_at = row.maybe_instant(at++);
    one.text = text();
    return one;
}

}  // namespace dinh::portal::library
