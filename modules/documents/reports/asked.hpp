// What a page of the reports is asked for, and who may ask it.
#pragma once
#include "modules/documents/reports/table.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents::reports {

inline constexpr const char* kPath = "/documents/reports";

struct Asked {
    std::shared_ptr<const directory::Snapshot> directory;
    std::vector<const directory::Agency*> agencies;  // that the person may choose from, those that ended last
    const directory::Agency* agency = nullptr;
    Scope scope;
    Period period;
    Day today;
    bool below = false;       // agencies under this one report as well, and the person reads them
    bool boundaries = false;  // some agency has ended: there is something to choose
    bool present = false;     // in present boundaries; otherwise as it was
    Whole whole;              // that count: of the agency itself only, unless in present boundaries

    std::string address(std::string_view page, const std::string& more = {}) const;  // with agency and period
};
// NotFound: an agency he has nothing to do with, a period or boundaries that are none.
Asked asked(web::Context&);
// The period, and by whose agencies it is counted when there is a choice.
std::string words_of(const dinh::pages::Lang&, const Asked&);
// Of all that count for the asked one.
std::vector<Case> cases_of(db::Conn&, const Asked&);
// Agencies at work below this one, of any depth.
std::vector<Id> below(const directory::Snapshot&, Id agency);

// Only what the person may read of the agency's sums.
std::vector<Sum> within(const Scope&, std::vector<Sum>);
// As it was: by the agencies below it on the period's last day, with their names of then, which `names` gives.
std::vector<AgencySums> sums_below(db::Conn&, const Asked&, std::shared_ptr<const directory::Snapshot>& names);

web::Response download_csv(web::Context&);
web::Response download_xlsx(web::Context&);
web::Response print_report(web::Context&);
web::Response show_documents(web::Context&);

}  // namespace dinh::documents::reports
