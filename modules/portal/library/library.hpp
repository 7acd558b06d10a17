// The legal library (thư viện văn bản): documents as citizens read them, with their state by day and what changes
// them. A document stands once, whatever sites show it; who keeps it are the people of its home site.
//
// States: proposed -> published, or returned and proposed again; published -> withdrawn (and back). merged: another
// site had published the same number, day and issuing body; this site shows that record instead.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/files/files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/module/module.hpp"

namespace dinh::portal {

inline constexpr std::string_view kLegal = "portal_legal";               // kind of record
inline constexpr std::string_view kLegalImport = "portal_legal_import";  // the table and the files beside it
inline constexpr std::string_view kGazette = "portal_gazette";

struct LegalDocument {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, site = 0;
    std::string slug, kind, number;
    Day day;
    std::string body;  // issuing body, as on the document
    std::string signer, field, subject;
    std::optional<Day> effective_from;           // none: the document has no force of its own (a letter, a report)
    std::optional<Day> expires_from;             // the first day it does not hold, by its own words
    std::optional<Day> partly_from, ended_from;  // what follows from that and from its relations
    std::string text;                            // clean HTML; "" only files
    std::string state, reason;                   // reason: of the return, the withdrawal
    Id source = 0;                               // the document of the house it came from; 0 none
    Id batch = 0;                                // the import
    Id writer_post = 0;
    std::optional<Instant> published_at;
};
struct DocumentInput {
    Id site = 0;
    std::string kind, number, body, signer, field, subject;
    std::optional<Day> day, effective_from, expires_from;
    std::string text;  // made by legal_text()
    Id source = 0;
};
struct LegalFile {
    std::string name;
    files::Stored stored;
};

// In force on the day: "" no force of its own | not_yet | in_force | partly | ended.
std::string force_on(const LegalDocument&, Day);
std::string force_name(std::string_view force);  // Vietnamese: "Hết hiệu lực một phần"
std::string legal_state_name(std::string_view state);
std::string legal_kind_name(std::string_view kind);  // as citizens know it: "Quyết định"
std::string legal_field_name(std::string_view field);

std::optional<LegalDocument> find_document(db::Conn&, Id);
// NotFound unless the actor writes for its home site.
LegalDocument visible_document(db::Conn&, const Actor&, Id);
Subject subject_of(db::Conn&, const LegalDocument&);

// "Đề nghị công khai": by a person of the agency or by another module (`source` its document; the same source proposed
// again gives the proposal that stands). Refused: an unknown kind or field, no number, day, issuing body or subject, a
// day after today, a number that this site has already, dates of force before the day of the document.
Id propose_document(db::Tx&, const Actor&, const DocumentInput&, const std::vector<LegalFile>&);
// Before it is published; proposes it again when it was returned. Files are added.
void change_document(db::Tx&, const Actor&, Id, std::int64_t version, const DocumentInput&,
                     const std::vector<LegalFile>&);
// Shown from then on; of what another site has published already this site shows that record, whose id is returned.
Id approve_document(db::Tx&, const Actor&, Id, std::int64_t version);
// The document it came from was recalled: who decides on the site is asked to take it down.
void copy_ended(db::Tx&, Id source);
void return_document(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// What is published; the reason stands in its history.
void correct_document(db::Tx&, const Actor&, Id, std::int64_t version, const DocumentInput&, std::string_view reason,
                      const std::vector<LegalFile>&);
// Nobody reads it any more, on no site; what it did to others is undone.
void withdraw_document(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void drop_file(db::Tx&, const Actor&, Id, std::int64_t version, int position);

struct RelationInput {
    std::string kind;         // [[relation]] of rules/portal_fields.toml
    std::string target;       // number and sign, or the address of its page; of the library if it knows it
    std::string articles;     // "Điều 5, khoản 2 Điều 7"; "" the whole
    std::optional<Day> from;  // none: from when the document itself is in force, or its day
};
// Refused: an unknown kind, no target, the document itself, twice the same, several documents of that number.
void relate_document(db::Tx&, const Actor&, Id, std::int64_t version, const RelationInput&);
void unrelate_document(db::Tx&, const Actor&, Id, std::int64_t version, Id relation);
struct Relation {
    Id id = 0;
    bool of_this = true;              // it does so to the other one; otherwise the other one to it
    std::string kind, words;          // words: "Thay thế", "Bị thay thế bởi"
    Id other = 0;                     // 0: not in the library
    std::string mark, subject, slug;  // of the other; subject and slug "" when it cannot be read
    std::string articles;
    Day from;
};
// Both ways; `all` false: of the others only what is published.
std::vector<Relation> relations_of(db::Conn&, Id document, bool all);

// On another site than its home. Refused: not published, stands there already.
void place_document(db::Tx&, const Actor&, Id document, Id site);
void unplace_document(db::Tx&, const Actor&, Id document, Id site);
std::vector<Id> sites_showing(db::Conn&, Id document);

struct LegalFilter {
    Id site = 0;
    std::string view;                               // published | waiting | returned | withdrawn
    std::string number, kind, field, force, words;  // number: its beginning; words: through search
    int year = 0, page = 1, most = 20;
};
struct LegalPage {
    std::vector<LegalDocument> lines;  // without text, newest day first
    std::int64_t count = 0;
    bool count_more = false;
};
// What the site shows, its own and others'. Through search: the best 500.
LegalPage shown_documents(db::Conn&, const LegalFilter&, Day);
// What the people of the site keep.
LegalPage kept_documents(db::Conn&, const LegalFilter&);
std::vector<int> years_shown(db::Conn&, Id site);  // newest first
std::optional<LegalDocument> shown_document(db::Conn&, Id site, std::string_view slug);

// Documents whose state changes with the day: their pages are made anew. Returns how many; also what fell due while the
// house did not run.
int turn_library(db::Tx&, Day today);

// For the manifest.
std::vector<jobs::Kind> library_jobs();
std::vector<module::WorkKind> library_work_kinds();
void index_library_again(House&);

}  // namespace dinh::portal
