// One search over everything: FTS5 / tsvector on words as written and folded, filtered by grantee tokens in the query
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
    std::string kind;  // "incoming"
    Id record = 0;
    std::string title;  // shown and weighed most: the subject
    std::string marks;  // numbers and signs: "125/UBND-TH"; found in any order of their parts ("36-NQ/TW")
    std::string words;  // further metadata: author, signer, kind ... (title+marks+words <= 1 KB)
    std::vector<Id> grantees;
    Day day;           // document day
    std::string link;  // path of its page
};
// In the deed: metadata. Replaces the entry's metadata, keeps its body. Title and words are cut at 500 letters, marks
// at 200. std::logic_error: the record is indexed as another kind.
void put(db::Tx&, const Entry&);
// Nothing happens when the record is not indexed.
void set_grantees(db::Tx&, std::string_view kind, Id record, const std::vector<Id>& grantees);
void drop(db::Tx&, std::string_view kind, Id record);
// By a job: text of a file, cut to 200 KB; an empty one removes it. Nothing happens when the record is not indexed.
void put_body(db::Tx&, std::string_view kind, Id record, int position, std::string_view text);

// Makes the index of at most `most` entries after record `after` anew from what is kept of them, as after a copy to the
// other engine; returns the last of them, 0 when there is none.
Id index_kept_again(db::Tx&, Id after, int most);

struct Query {
    std::string text;                // what the person typed, any form, any length (cut at 500 letters)
    std::vector<std::string> kinds;  // empty: all
    std::optional<Day> from, to;
    std::string begins;             // the further words begin with these: the kind of document
    std::vector<std::string> also;  // words that the further words hold besides, as "Sở Nội vụ"; the order ignores them
    std::vector<Id> given_to;  // only what one of these may see too, as an agency; empty: no matter
    bool by_day = false;       // of the newest 500 matches the newest day first, instead of what fits best
    int few = 0;               // fewer hits than that, and words written nearly so are looked for (`near`)
    int most = 50;
};
struct Hit {
    std::string kind;
    Id record = 0;
    std::string title, marks, link;
    Day day;
    std::string snippet;  // plain text with \x01 \x02 around matches; "" when title and marks say all
    double score = 0;
};
struct Answer {
    std::vector<Hit> hits;
    bool cut_short = false;  // the time ran out: say so
    bool more = false;       // there are more than `most`
    // What may have been meant: the text with words of what the actor sees that are one letter away (two for words of 8
    // letters and more), and what it finds when nothing else was found. "" when there is no such text.
    std::string near;
    std::vector<Hit> near_hits;
};
// What the actor may see; nobody without grantees finds anything. Words are ANDed; the last one may be unfinished.
Answer find(db::Conn&, const Actor&, const Query&);

// SQLite: of how many parts the index is that each search walks; it grows by one with each deed, and FTS5 puts some
// together now and then. PostgreSQL: 0.
int index_parts(db::Conn&);
// Puts all of them together, which makes the index a quarter as large after much was indexed again: begun once, then
// gone on with by deeds that write about so many pages of 4 KB. False: there is nothing to put together.
bool begin_merging(db::Tx&);
bool go_on_merging(db::Tx&, int pages);

// For `near`: learns the words of at most `most` entries that were not read yet; returns how many entries it read.
// Words of bodies, of fewer than 3 letters and with digits are not learnt.
int learn_words(db::Tx&, int most);
// What was changed or came late is read again: entries of the last two days are learnt once more.
void learn_again(db::Tx&);

// Kinds whose hits are noted as views (audit::note_view); declared once at start by the module that hides them.
void restrict_kind(std::string kind);
bool is_restricted(std::string_view kind);

// Lists that are searched by their address: what a person keeps of them is path and query. Declared once at start.
struct List {
    std::string path;   // "/documents/incoming"
    std::string title;  // Vietnamese: "Văn bản đến"
};
void declare_list(List);
std::vector<List> lists();

// Abbreviations (UBND, STTTT) expand from rules/abbreviations.toml: pairs of short and long form. Entries are found by
// new ones after they were indexed again.
void set_abbreviations(std::vector<std::pair<std::string, std::string>>);
// Empties one kind's entries so that its module may index again; texts of files stay and come back with their entries.
void clear(db::Tx&, std::string_view kind);
// The same in parts, for jobs: removes at most `most` entries and returns how many. 0: none is left.
int clear_some(db::Tx&, std::string_view kind, int most);

}  // namespace dinh::search
