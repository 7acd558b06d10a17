// What the deeds on articles share.
#pragma once
#include "modules/portal/articles/article.hpp"
#include "modules/portal/portal.hpp"

namespace dinh::portal::article_deeds {

struct HeldArticle {
    Article one;
    Site site;
    Category category;
    Subject subject;
};
// NotFound for whom may not see it, Conflict when it is no longer at the version.
HeldArticle lock_article(db::Tx&, const Actor&, Id, std::int64_t version);
HeldArticle with_its_site(db::Conn&, Article);
bool sees(db::Conn&, const Actor&, const Article&, const Subject&);

std::string article_link(Id);                         // of its page for those who work on it
std::string label_of(const Actor&, const Capacity&);  // "Nguyễn Văn A – Trưởng phòng"

// Line of history and audit row. `deed`: "submit_article".
void record(db::Tx&, const Actor&, const Capacity*, const Article&, std::string_view deed, const Said&,
            const std::vector<deed::Change>& = {});

// What is typed as it is kept. Faults by field.
ArticleInput checked_article(db::Conn&, const Site&, const ArticleInput&, Reasons&);
// What keeps an article from being shown to those who decide: all of it.
void check_ready(db::Conn&, const HeldArticle&, Reasons&);
// Nobody holds the role of the state.
void check_awaited(db::Conn&, const HeldArticle&, std::string_view state, Reasons&);
// The reason of a return or withdrawal; throws Refused under `field`.
std::string checked_reason(std::string_view field, std::string_view typed, const char* missing);
std::vector<deed::Change> changes_between(const Article&, const ArticleInput&);
void write_content(db::Tx&, Id, const ArticleInput&);

// Returns their positions. The first picture leads, unless the article has one that does.
std::vector<int> attach_new(db::Tx&, const Actor&, const Article&, const std::vector<NewFile>&, const std::string& alt);
// A free address on the site, which is held until the transaction ends: "tin", "tin-2". No other article shown or kept
// there has it.
std::string free_slug(db::Tx&, Id site, const std::string& wanted);
// What the article says now becomes the next edition. Returns its number.
int keep_edition(db::Tx&, const Actor&, const Capacity*, const Article&, std::string_view note);
bool differs_from_last(db::Conn&, const Article&);

// Posts of the role that somebody holds today.
std::vector<Id> holders_of(db::Conn&, const Subject&, std::string_view role);
// Work for whoever holds the role of the state, in place of the work of the step before.
void give_step(db::Tx&, const Actor&, const HeldArticle&, std::string_view state);
void tell_writer(db::Tx&, const Actor&, const Article&, const Said&);

// Every site where it is shown has changed for readers, and the pages of the same in other languages, which name it.
void announce_everywhere(db::Tx&, Id article);
// The entry by which readers find it, without the words of its text. False: it is shown nowhere and found no more.
bool put_entry(db::Tx&, Id article);
// The same; the words of its text follow by a job.
void put_search(db::Tx&, Id article);
// Shown from now on: state, placings, event, search, the writer's notice.
void publish(db::Tx&, const Actor&, const Capacity*, HeldArticle&);
// Gone for readers, on every site.
void hide(db::Tx&, const Actor&, const Article&);

}  // namespace dinh::portal::article_deeds
