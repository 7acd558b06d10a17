// What the law asks to stand on a site, and whether it does: missing or stale, since when, by which rule, who must act.
// Law 104/2016/QH13 Đ19; Decree 42/2022/NĐ-CP; the items and their days are data: rules/portal_content.toml, judged by
// the day of the check.
//
//   met             Đủ
//   missing         Thiếu          fewer entries than asked for, or a field of the directory or the site is empty
//   stale           Cũ             the newest entry is older than the rule allows, or a question is overdue
//   not_applicable  Không áp dụng  whoever manages the site said so, with the reason
//   unknown         Chưa có nguồn  nothing in the house tells of it; does not count in the score
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/module/module.hpp"

namespace dinh::portal {

inline constexpr std::string_view kDuty = "portal_duty";  // subject kind of its work items; the subject is the site

namespace duty {
inline constexpr std::string_view kMet = "met";
inline constexpr std::string_view kMissing = "missing";
inline constexpr std::string_view kStale = "stale";
inline constexpr std::string_view kNotApplicable = "not_applicable";
inline constexpr std::string_view kUnknown = "unknown";
}  // namespace duty

struct DutyMark {
    Id id = 0;
    std::string item, reason, label;  // label: who said so
    Day from;
    std::optional<Day> until;  // the last day; none: until somebody ends it
};
struct Duty {
    ContentItem item;
    std::string state;
    Day since;  // of the state
    std::int64_t counted = 0;
    std::optional<Day> newest;
    std::vector<Said> lacking;  // what is, in words
    std::optional<Day> due;     // by when it must be put right: deadline_days working days after `since`
    std::vector<Id> holders;    // posts that must act: editors of the site, else leaders of the agency's office
    std::optional<DutyMark> mark;
    bool open() const { return state == duty::kMissing || state == duty::kStale; }
};
struct Score {
    std::int64_t met = 0, missing = 0, stale = 0;
    std::int64_t due() const { return met + missing + stale; }
    int percent() const { return due() == 0 ? 100 : static_cast<int>(met * 100 / due()); }  // rounded down
    void add(const Score&);
};
Score score_of(const std::vector<Duty>&);
std::string duty_state_name(std::string_view state);

// As it stands on the day, in the order of the rules; nothing of an archive. Eight statements, two more of the
// province's portal.
std::vector<Duty> duties_of(db::Conn&, const directory::Snapshot&, const Site&, Day);

// Keeps what duties_of() finds where it changed, the score of the day, and the work items of who must act. False:
// nothing was to be changed.
bool check_site(db::Tx&, const directory::Snapshot&, Id site, Day);
void check_site(db::Tx&, Id site, Day);  // reads the directory itself
// Puts the job that does so once the deed stands.
void check_site_soon(db::Tx&, Id site);
// All sites; returns how many changed. What changed is written in a deed of its own for each site.
int check_all_sites(House&, Day);

// That an item does not apply from today on, `until` a day (inclusive) or an end. Refused: an item that is not asked of
// such a site, marked already, a reason shorter than 10 letters, a day before today.
Id mark_not_applicable(db::Tx&, const Actor&, Id site, std::int64_t version, std::string_view item,
                       std::string_view reason, std::optional<Day> until = {});
// It applies again from today on. NotFound: no such mark in force.
void end_mark(db::Tx&, const Actor&, Id site, std::int64_t version, Id mark);

// As the last check kept it.
std::map<Id, Score> kept_scores(db::Conn&, const std::vector<Id>& sites);
struct ScoreOfDay {
    Day day;
    Score score;
};
std::vector<ScoreOfDay> score_history(db::Conn&, Id site, Day from);  // oldest first

// Whose checklists an actor may see: administrators and who edits the province's portal all, others those of the sites
// they work on. Open sites only.
std::vector<Site> sites_with_duties(db::Conn&, const Actor&);
Site site_with_duties(db::Conn&, const Actor&, Id site);  // NotFound

// For the manifest: jobs, hearers, work kind, figures, menu.
void add_duty_parts(module::Manifest&);
std::vector<module::Figure> duty_figures();

}  // namespace dinh::portal
