// What the week of an agency, the week of a person and the printed week show alike.
#pragma once
#include "modules/meetings/pages.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "platform/web/context.hpp"

namespace dinh::meetings {

// The day asked for as ?week=, or today: its Monday.
Day monday_asked(const web::Request&);
// The agency whose calendar one looks at: the one asked for as `agency` when one works there, else that of the post one
// acts in. NotFound for whom has no post.
Id agency_asked(const web::Context&, std::string_view asked);
Subject subject_of_agency(Id agency);

std::vector<pages::WeeksDay> days_of(const dinh::pages::Lang&, Day monday, const std::vector<Entry>&,
                                     const std::vector<Clash>&);
bool meets(const Entry&, Day);
// The paper hangs on a wall: nothing internal, nothing that is only proposed.
bool on_paper(const Entry&);
std::string time_on(const Entry&, Day);  // what of it lies on the day: "08:00 – 10:00"
const char* half_of(const Entry&, Day);  // "Sáng", "Chiều"
// Open units of the agency, and of the office that serves it.
std::vector<const directory::Unit*> units_of_calendar(const directory::Snapshot&, Id agency);
std::vector<const directory::Post*> posts_of_calendar(const directory::Snapshot&, Id agency);  // with a holder

template <class Page>
void add_walk(Page& page, const std::string& base, Day monday) {
    const char* joint = base.find('?') == std::string::npos ? "?week=" : "&week=";
    page.earlier_path = base + joint + clock::to_text(monday - 7);
    page.later_path = base + joint + clock::to_text(monday + 7);
    page.now_path = base;
    page.if_now = monday == monday_of(clock::today());
}

}  // namespace dinh::meetings
