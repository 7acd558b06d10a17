// The sealed chain of deeds. A deed appends an unchained row; one sealer (lease row) gives committed rows sequence and
// hash in batches within 1 s. Rows keep salted digests of personal content (salt deletable), not the content.
#pragma once
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::audit {

// Which deed on which record, by whom, in which capacity. `detail` is JSON without personal content; `secret_detail`
// is kept only as a salted digest.
void append(db::Tx&, const Actor&, const Capacity*, std::string_view deed, std::string_view kind, Id record,
            std::string_view detail = "{}", std::string_view secret_detail = {});

// Views of personal or restricted records; collected and written in batches by a job.
void note_view(const Actor&, std::string_view kind, Id record, std::string_view remote_address);
int flush_views(db::Database&);

// One round of the sealer: takes or renews the lease (20 s) as `node`; seals all committed unsealed rows; returns how many.
int seal(db::Database&, int node);

struct Verdict {
    bool proven = false;
    std::int64_t sealed = 0;             // rows checked
    std::int64_t unsealed_over_60s = 0;
    std::string root;                    // hash of the last row, hex
    std::string fault;                   // English; empty when proven
};
Verdict verify(db::Database&);
// The last hash of a day, to be printed and signed: a chain alone does not stop the one who owns the database.
std::string daily_root(db::Conn&, Day);

struct Line { Id id; Instant at; std::string actor, capacity, deed, kind; Id record; std::string detail; std::int64_t sequence; };
std::vector<Line> of_record(db::Conn&, std::string_view kind, Id record, int most = 200);
std::vector<Line> newest(db::Conn&, std::string_view deed_prefix, Id person, Id before, int most);

}  // namespace dinh::audit
