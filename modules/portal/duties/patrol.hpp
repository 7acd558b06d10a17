// Links that lead nowhere and pages that nobody has looked at for long (PORT-09). A walk notes where every shown
// article, page, legal text, moved address and the map of the site leads to; each target is looked at once, for all
// that name it.
//
//   unasked      Chưa kiểm tra
//   ok           Còn
//   moved        Đã chuyển chỗ   for good, to `moved_to`
//   failing      Đang lỗi        on fewer than three days one after another
//   gone         Hỏng            within the house at once, outside after failures on three days
//   not_checked  Không kiểm tra  they let no program look, or it is no address that is asked
//
// Within the house readers' pages are asked for by their handlers; outside by platform/outbox/visit.hpp, when dinh.toml
// says so (links.ask_outside). Who cares for a finding: the post that wrote the page as long as somebody holds it, else
// the editors of the site. They are told in one line a site.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "modules/portal/duties/lines.hpp"
#include "modules/portal/sites/site.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/outbox/visit.hpp"

namespace dinh::portal {

inline constexpr std::string_view kCare = "portal_care";  // subject kind of its work items; the subject is the site

namespace link {
inline constexpr std::string_view kUnasked = "unasked";
inline constexpr std::string_view kOk = "ok";
inline constexpr std::string_view kMoved = "moved";
inline constexpr std::string_view kFailing = "failing";
inline constexpr std::string_view kGone = "gone";
inline constexpr std::string_view kNotChecked = "not_checked";
}  // namespace link
std::string link_state_name(std::string_view state);

struct Finding {
    Id id = 0;
    std::int64_t version = 0;
    Id site = 0;
    std::string kind;  // article | legal | address | menu
    Id record = 0;
    std::string page, title;  // path below the site
    Id owner = 0;             // post; 0 the editors
    Id target = 0;
    std::string address, state, said, moved_to;
    int failures = 0;
    std::optional<Day> failing_since;
    std::optional<Instant> asked_at;
    std::string mark, reason, label;  // mark: "" | fixed | ignored
    bool bad() const { return state == link::kGone && mark.empty(); }
};
struct FindingFilter {
    std::string view = "bad";  // bad | failing | moved | not_checked | marked | all
    Id owner = 0;              // only of this post; 0 of all
    Id before = 0;
    int most = 50;
};
std::vector<Finding> findings_of(db::Conn&, Id site,
                                 const FindingFilter&);  // newest first; one more than `most` if any
std::int64_t count_findings(db::Conn&, Id site, const FindingFilter&);
std::optional<Finding> find_finding(db::Conn&, Id site, Id link);

// A page that stays, older than its rule allows (rules/portal_content.toml, review).
struct StalePage {
    Id article = 0;
    std::int64_t version = 0;
    std::string title, slug;
    Id owner = 0;
    Day since;     // when it was last written or found right
    int days = 0;  // that the rule allows
};
std::vector<StalePage> stale_pages(db::Conn&, const directory::Snapshot&, const Site&, Day);  // the oldest first

// Notes every link of the site as it stands now; what is linked no more goes. Returns how many links there are.
std::int64_t walk_site(House&, const Site&);
// Looks at what is due within the house. Returns how many targets.
std::int64_t look_inside(House&);
// At most `most` outside, one machine after the other, for at most `seconds`.
std::int64_t look_outside(House&, outbox::Visitor&, int most = 500, int seconds = 600);
// What an answer makes of a target, on a day.
struct Verdict {
    std::string state, said, moved_to;
    int failures = 0;
    std::optional<Day> failing_since, last_failed;
    Day ask_after;
};
Verdict verdict(const Verdict& before, const outbox::Visit&, Day today, bool inside);
// The lines of the site on work lists.
void remind_of_site(db::Tx&, const directory::Snapshot&, const Site&, Day);
// All of it, for the job: sites not walked today, whose figures of use are made anew for readers then; what is due; the
// lines.
void patrol(House&);

// "Đã sửa" holds until the next failure, "bỏ qua" until the link goes; of a finding that failed, moved or is gone.
// Whoever writes for the site. Refused: another state, a mark that stands already, "ignored" with a reason under 10
// letters.
void mark_link(db::Tx&, const Actor&, Id site, Id link, std::int64_t version, std::string_view mark,
               std::string_view reason);
void unmark_link(db::Tx&, const Actor&, Id site, Id link, std::int64_t version);
// The site is walked and the target looked at again with the next patrol, which begins at once.
void check_link_again(db::Tx&, const Actor&, Id site, Id link, std::int64_t version);
// The page is still right: its writer or the editors say so, and its clock begins anew.
void confirm_page(db::Tx&, const Actor&, Id article, std::int64_t version);

std::vector<jobs::Kind> patrol_jobs();

// Who takes what no writer is left for: editors, else leaders of the office, at last who approves.
std::vector<Id> carers_of(const directory::Snapshot&, const Site&, const std::vector<NamedMember>&);

}  // namespace dinh::portal
