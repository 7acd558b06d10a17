// An article (tin, bài), page, event, gallery, video or file of a site: written, edited, approved, published,
// corrected, withdrawn. Decree 42/2022/NĐ-CP; Decree 18/2014/NĐ-CP for author fees.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/deed/deed.hpp"
#include "platform/files/files.hpp"

namespace dinh::portal {

// Readers find published articles by platform/search as an actor whose grantees are the ids of the sites they ask: a
// site where an article is shown is a grantee of its entry, and nobody who signs in has a site among his own.

namespace state {
inline constexpr std::string_view kDraft = "draft";                         // Bản nháp
inline constexpr std::string_view kAwaitingEdit = "awaiting_edit";          // Chờ biên tập
inline constexpr std::string_view kAwaitingReview = "awaiting_review";      // Chờ thư ký
inline constexpr std::string_view kAwaitingApproval = "awaiting_approval";  // Chờ duyệt
inline constexpr std::string_view kReturned = "returned";                   // Trả lại
inline constexpr std::string_view kScheduled = "scheduled";                 // Hẹn giờ
inline constexpr std::string_view kPublished = "published";                 // Đã xuất bản
inline constexpr std::string_view kWithdrawn = "withdrawn";                 // Đã gỡ
inline constexpr std::string_view kDropped = "dropped";                     // Đã bỏ
}  // namespace state

struct Article {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0, site = 0, category = 0;
    std::string kind;      // article | page | event | gallery | video | file
    std::string language;  // vi | en | tyz | nut | hmn | ium
    Id translation_of = 0;
    std::string slug, title, summary;
    std::string body;  // clean HTML
    std::string source, author, pen_name;
    int picture = 0;  // position of the leading picture among its files; 0 none
    std::string picture_alt, place, video;
    std::optional<Instant> starts_at, ends_at, publish_at, published_at;
    std::string state;
    int edition = 1;
    std::optional<Day> pinned_until;
    std::string reason;  // of the return or withdrawal
    Id writer_person = 0, writer_post = 0;
    Instant created_at, changed_at;
};
struct ArticleInput {
    Id site = 0, category = 0;
    std::string kind = "article", language = "vi";
    Id translation_of = 0;
    std::string title, summary, body;  // body as sent: cleaned by the deed's caller with clean_body
    std::string source, author, pen_name, picture_alt, place, video;
    std::optional<Instant> starts_at, ends_at;
};
struct Edition {
    int edition = 0;
    std::string title, summary, body, label, note;
    Instant at;
};
struct NewFile {
    std::string name;
    files::Stored stored;
};

// The steps an article of a category goes through: 1 approver; 2 editor, approver; 3 editor, secretary, approver.
int steps_of(const Site&, const Category&);
// The state that waits for a role, and the next one; "" when the next thing is to be published.
std::string first_state(int steps);
std::string next_state(int steps, std::string_view state);
std::string role_awaited(std::string_view state);  // "" when nobody is awaited

// NotFound unless the actor wrote it or edits for its site; what is published is seen by all who write for the site and
// by those who decide for a site it was offered to.
Article visible_article(db::Conn&, const Actor&, Id);
std::optional<Article> find_article(db::Conn&, Id);
std::vector<Edition> editions_of(db::Conn&, Id article);  // newest first
Subject subject_of(db::Conn&, const Article&);

Id write_article(db::Tx&, const Actor&, const ArticleInput&, const std::vector<NewFile>&);
// Before it is published, and after it was withdrawn. Whoever holds the step may change it too. Conflict over another's
// change.
void change_article(db::Tx&, const Actor&, Id, std::int64_t version, const ArticleInput&, const std::vector<NewFile>&);
void drop_article(db::Tx&, const Actor&, Id, std::int64_t version);
// Refused: no title, no text, a picture without words for those who do not see it, nobody holds the next step.
void submit_article(db::Tx&, const Actor&, Id, std::int64_t version);
// On to the next step, the edition kept when it was changed meanwhile; after the last one published at once, or at
// `publish_at`. An approver's own article goes the same way. Refused: a time that has passed.
void pass_article(db::Tx&, const Actor&, Id, std::int64_t version, std::optional<Instant> publish_at = {});
void send_back(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
// What is published is changed and the edition before kept; `note` says what was corrected. The address stays.
void correct_article(db::Tx&, const Actor&, Id, std::int64_t version, const ArticleInput&, std::string_view note,
                     const std::vector<NewFile>&);
void withdraw_article(db::Tx&, const Actor&, Id, std::int64_t version, std::string_view reason);
void pin_article(db::Tx&, const Actor&, Id, std::int64_t version, std::optional<Day> until);
// By a job, each half minute: publishes what was scheduled; also what fell due while the house did not run.
int publish_due(db::Tx&, Instant now);

struct ArticleLine {
    Article article;  // without its text
    std::string category, writer;
};
struct ArticleFilter {
    Id site = 0;
    std::string view;  // mine | waiting | drafts | scheduled | published | withdrawn
    std::string kind;
    Id category = 0, before = 0;
    int most = 50;
};
struct ArticlePage {
    std::vector<ArticleLine> lines;
    std::int64_t count = 0;
    bool count_more = false;
    Id next = 0;
};
ArticlePage list_articles(db::Conn&, const Actor&, const ArticleFilter&);

// For readers: only what is shown.
struct Shown {
    Id article = 0;
    std::string slug, title, summary, kind, category_slug, category_name, picture_alt;
    int picture = 0;
    bool pinned = false, own = true;  // own: of this site, otherwise taken over from `from_site`
    std::string from_site;
    Instant published_at;
};
struct ShownFilter {
    Id site = 0, category = 0;  // 0: all categories
    std::string language = "vi", kind;
    std::optional<Instant> since = {}, before = {};  // published then or later, and earlier than that
    int skip = 0, most = 20;
};
std::vector<Shown> shown_articles(db::Conn&, const ShownFilter&);
std::int64_t count_shown(db::Conn&, const ShownFilter&);
struct ShownArticle {
    Article article;
    Category category;  // where the asking site shows it
    Id home = 0;        // the site it belongs to
};
std::optional<ShownArticle> shown_article(db::Conn&, Id site, std::string_view slug);

}  // namespace dinh::portal
