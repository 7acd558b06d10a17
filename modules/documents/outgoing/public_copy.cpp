#include "modules/documents/outgoing/public_copy.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents {

std::optional<module::PublicCopy> public_copy(db::Conn& conn, const Actor& actor, Id outgoing) {
    if (!grants::may_see(conn, actor, kOutgoing, outgoing)) return std::nullopt;
    const auto one = find_outgoing(conn, outgoing);
    if (!one || one->state != "issued" || !one->issued_day) return std::nullopt;
    module::PublicCopy copy{.agency = one->owner_agency,
                            .sort = one->kind,
                            .number = one->mark,
                            .body = one->body_name,
                            .signer = one->signer_name,
                            .subject = one->subject,
                            .day = *one->issued_day,
                            .files = {}};
    const auto refs = files::of_record(conn, kOutgoing, outgoing);
    for (const char* role : {"signed", "appendix"})
        for (const auto& ref : refs)
            if (ref.role == role && (ref.id == one->signed_file || ref.role != "signed"))
                copy.files.push_back({ref.name, {ref.hash, ref.size_bytes, ref.media_type}});
    return copy;
}

}  // namespace dinh::documents
