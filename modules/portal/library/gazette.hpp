// The official gazette (công báo) of the province: issues that hold published normative documents in order.
// Decree 78/2025/NĐ-CP; only the province's portal keeps it.
#pragma once
#include "modules/portal/library/library.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::portal {

struct Issue {
    Id id = 0;
    std::int64_t version = 0;
    Id site = 0;
    int year = 0, number = 0;
    Day day;
    bool published = false;
};
std::string issue_name(const dinh::pages::Lang&, const Issue&);  // "Số 5 năm 2026, ngày 20/11/2026"

std::optional<Issue> find_issue(db::Conn&, Id);
std::vector<Issue> issues_of(db::Conn&, Id site, bool published);  // newest first, at most 500
std::vector<Issue> issues_with(db::Conn&, Id document);            // published ones
std::vector<LegalDocument> documents_of(db::Conn&, Id issue);      // in order, without text

// The next number of the year of its day. Refused: a day after today, before that of the issue before.
Id open_issue(db::Tx&, const Actor&, Id site, std::optional<Day> day);
// At the end of an issue that is not published. Refused: not published in the library, not normative, in an issue
// already.
void add_to_issue(db::Tx&, const Actor&, Id issue, std::int64_t version, Id document);
void take_from_issue(db::Tx&, const Actor&, Id issue, std::int64_t version, Id document);
// Refused: nothing in it.
void publish_issue(db::Tx&, const Actor&, Id issue, std::int64_t version);

}  // namespace dinh::portal
