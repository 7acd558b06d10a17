// A remark (bình luận) of a reader on an article, and the marks from 1 to 5 that readers give it. Off unless the site
// has them (Site::comments, Site::ratings). A remark belongs to the site where it was written, and is moderated there:
//
//   waiting   Chờ duyệt    nobody but the moderators sees it
//   shown     Đã đăng      on the article's page, with the agency's reply if there is one
//   refused   Không đăng   with the reason
//   hidden    Đã ẩn        was shown, with the reason
//
// An archive takes none; what waits when a site becomes one is refused, for nobody may show it there any more.
//
// Who wrote it stands in portal_remark_sender alone: the name, which is shown beside the remark, and the mail address,
// which only the moderators read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/articles/article.hpp"
#include "platform/module/module.hpp"

namespace dinh::portal {

inline constexpr std::string_view kRemark = "portal_remark";
inline constexpr int kLeastRatings = 5;  // below that no average is told

struct Remark {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, site = 0, article = 0;
    Instant at;
    std::string body, state, reason, reply;
    std::string name;                 // of who wrote it
    std::string article_title, slug;  // of the article, where the site shows it
};
std::string remark_state_name(std::string_view state);
std::optional<Remark> find_remark(db::Conn&, Id);
// NotFound unless the actor edits for the site.
Remark visible_remark(db::Conn&, const Actor&, Id);
std::string remark_email(db::Conn&, Id);
// Whether the actor moderates the site's remarks; an archive's are read by them still.
bool moderates(db::Conn&, const Actor&, const Site&);

struct RemarkInput {
    Id site = 0, article = 0;
    std::string name, email, body;
};
// By anybody. Refused: the site takes none or does not show the article, no name or words, faults of length and form,
// a secrecy stamp.
Id send_remark(db::Tx&, const RemarkInput&);
// By anybody, 1 to 5. Refused: the site takes none, another one from the same network today.
void rate_article(db::Tx&, Id site, Id article, int stars, std::string_view address);

// Deeds of moderators: editors, secretary and approvers of the site. Each locks by version (Conflict), then right and
// rule; NotFound for whoever does not edit for the site. Refused: what stands already, no reason; words that may be
// personal data (of the name too) unless `checked`, the mail address of who wrote.
struct RemarkApproval {
    std::string reply;  // "" none
    bool checked = false;
};
void approve_remark(db::Tx&, const Actor&, Id, std::int64_t version, const RemarkApproval&);
void refuse_remark(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void hide_remark(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// Of what is shown; an empty one takes the reply away.
void reply_to_remark(db::Tx&, const Actor&, Id, std::int64_t version, const RemarkApproval&);

struct RemarkFilter {
    std::string view = "waiting";  // a state
    Id site = 0, before = 0;
    int most = 50;
};
struct RemarkPage {
    std::vector<Remark> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};
RemarkPage list_remarks(db::Conn&, const RemarkFilter&);

// For readers, newest first.
std::vector<Remark> shown_remarks(db::Conn&, Id site, Id article, int skip, int most);
std::int64_t count_remarks(db::Conn&, Id site, Id article);
struct Rated {
    std::int64_t times = 0, total = 0;
    bool told() const { return times >= kLeastRatings; }
    std::string average() const;  // "4,3"
};
Rated rated(db::Conn&, Id site, Id article);

// The agency `from` ended and `to` goes on, its sites have passed over (sites_reorganised): their remarks follow, what
// waits on an archive is refused. One batch; true: nothing was left to do.
bool remarks_reorganised(db::Tx&, Id from, Id to, Day);
// One line of work for the site, however many wait: for its editors and secretary, without them for who approves.
void keep_remark_work(db::Tx&, Id site);

// What module.cpp declares of this noun, and its calls.
void add_remark_parts(module::Manifest&);
void describe_remark_calls(web::Router&);

}  // namespace dinh::portal
