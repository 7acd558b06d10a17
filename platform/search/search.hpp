// One search over everything: FTS5 / tsvector on two fields (as written; folded), filtered by grantee tokens in the query
// itself. Exact marks first; the newest 500 matches, then ranked by us; a query ends by 300 ms with what it has.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::search {

struct Entry {
    std::string kind;               // "incoming"
    Id record = 0;
    std::string title;              // shown and weighed most: the subject
    std::string marks;              // numbers and signs: "125/UBND-TH"; both orders of Party and state signs are indexed
    std::string words;              // further metadata: author, signer, kind ... (title+marks+words <= 1 KB)
    std::vector<Id> grantees;
    Day day;                        // document day
    std::string link;               // path of its page
};
// In the deed: metadata. Replaces the entry's metadata, keeps its body.
void put(db::Tx&, const Entry&);
void set_grantees(db::Tx&, std::string_view kind, Id record, const std::vector<Id>& grantees);
void drop(db::Tx&, std::string_view kind, Id record);
// By a job: text of a file, cut to 200 KB.
void put_body(db::Tx&, std::string_view kind, Id record, int position, std::string_view text);

struct Query {
    std::string text;               // what the person typed, any form, any length (cut at 500 letters)
    std::vector<std::string> kinds; // empty: all
    std::optional<Day> from, to;
    int most = 50;
};
struct Hit {
    std::string kind;
    Id record = 0;
    std::string title, marks, link;
    Day day;
    std::string snippet;            // plain text with \x01 \x02 around matches
    double score = 0;
};
struct Answer {
    std::vector<Hit> hits;
    bool cut_short = false;         // the time ran out: say so
    bool more = false;
};
Answer find(db::Conn&, const Actor&, const Query&);

// Abbreviations (UBND, STTTT) expand from rules/abbreviations.toml.
void set_abbreviations(std::vector<std::pair<std::string, std::string>>);
// Empties one kind's entries so that its module may index again.
void clear(db::Tx&, std::string_view kind);

}  // namespace dinh::search
