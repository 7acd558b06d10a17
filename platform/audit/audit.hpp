// The sealed chain of deeds. A deed appends an unchained row; one sealer (lease row) gives committed rows sequence and
// hash in batches within 1 s. Rows keep salted digests of personal content (salt deletable), not the content.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::audit {

// Which deed on which record, by whom, in which capacity. `detail` is JSON without personal content; `secret_detail`
// is kept only as a salted digest.
void append(db::Tx&, const Actor&, const Capacity*, std::string_view deed, std::string_view kind, Id record,
            std::string_view detail = "{}", std::string_view secret_detail = {});

// The digest that `append` kept for an entry, made again from its salt: nullopt when the salt was deleted or the entry
// has no secret detail. Proves to a court what the detail was.
std::optional<bool> matches(db::Conn&, Id entry, std::string_view secret_detail);
// Deletes the salts of a record's entries: their secret details cannot be proven or guessed any more.
void forget_secrets(db::Tx&, std::string_view kind, Id record);

// Views of personal or restricted records; collected and written in batches by a job. Repeated views between two
// batches are one row with their number. When batches cannot be written, at most 100,000 rows wait; what comes beyond
// is counted and logged.
void note_view(const Actor&, std::string_view kind, Id record, std::string_view remote_address);
int flush_views(db::Database&);  // rows written; on failure they stay for the next call

// One round of the sealer: takes or renews the lease (20 s) as `node`; seals all committed unsealed rows; returns how
// many. 0 also when another node holds the lease. Writes nothing when nothing waits.
int seal(db::Database&, int node);

struct Verdict {
    bool proven = false;      // the chain is whole and nothing is unsealed for more than 60 s
    std::int64_t sealed = 0;  // rows checked
    std::int64_t unsealed_over_60s = 0;
    std::string root;   // hash of the last row, hex
    std::string fault;  // English; empty when proven
};
// Reads everything in many short reads; deeds and the sealer go on meanwhile.
Verdict verify(db::Database&);
// The last hash as of the end of a day ("" when nothing was sealed by then), to be printed and
// signed: a chain alone does not stop the one who owns the database.
std::string daily_root(db::Conn&, Day);

struct Line {
    Id id;
    Instant at;
    std::string actor, capacity, deed, kind;
    Id record;
    std::string detail;
    std::int64_t sequence;  // 0: not sealed yet
};
// Newest first. `person` 0: anybody; `before` 0: from the newest; an empty prefix: all deeds.
std::vector<Line> of_record(db::Conn&, std::string_view kind, Id record, int most = 200);
std::vector<Line> newest(db::Conn&, std::string_view deed_prefix, Id person, Id before, int most);

}  // namespace dinh::audit
