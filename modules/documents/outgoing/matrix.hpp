// Who was asked by an outgoing document and how he stands: of the round that runs, or of one gone by.
#pragma once
#include "modules/documents/issuing/rounds.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::documents::out_pages {

enum class Standing { answered, answered_late, received, overdue, sent, refused };

struct Asked {
    Recipient to;
    Standing standing = Standing::sent;
};

struct Matrix {
    Outgoing one;
    int round = 1;
    std::optional<Day> due;
    bool running = true;  // the round that runs, not one gone by
    std::vector<Asked> list;
    std::vector<PastRound> past;  // of a document that asks again and again
};
// round 0: the one that runs. NotFound when the actor may not see the document or there is no such round.
Matrix matrix(db::Conn&, const Actor&, Id outgoing, int round, Day today);

struct StandingGroup {
    const char* id;
    const char* title;
    std::vector<Standing> holds;  // empty: all
    bool has(Standing) const;
};
const std::vector<StandingGroup>& standing_groups();  // all, answered, received, overdue, not received, refused
std::int64_t count_of(const Matrix&, const StandingGroup&);
std::string class_of(Standing);
std::string words_of(const dinh::pages::Lang&, const Matrix&, const Asked&, Day today);
// "Kỳ 2, hạn 20/12/2026"; "" when the document asks once.
std::string round_words(const dinh::pages::Lang&, const Matrix&);

}  // namespace dinh::documents::out_pages
