// One internal document with all that its page and its printed sheet show.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/internal/letters/letter.hpp"
#include "platform/deed/deed.hpp"
#include "platform/web/context.hpp"

namespace dinh::internal {

struct Shown {
    Letter one;
    std::vector<Receiver> receivers;
    std::vector<Reading> readings;
    std::vector<Answer> answers;
    std::vector<Edition> editions;
    std::vector<files::Ref> files;
    std::vector<deed::HistoryLine> history;
    std::optional<Letter> answered;                 // the one this answers, if seen
    std::vector<Letter> answered_by;                // seen ones
    std::vector<documents::OutgoingBrief> drafts;   // begun from it, seen ones
    std::vector<documents::IncomingBrief> handled;  // incoming ones it belongs to, seen ones
};
// The id of the address, after the reading was noted if there was one to note. NotFound: absent or not visible.
Id opened_here(web::Context&);
Shown read_here(web::Context&);

// "19/11/2026 09:30, Nguyễn Văn A"; "" when it has not happened.
std::string at_words(const std::optional<Instant>&, const std::string& who);
const char* role_name(const Receiver&);  // Vietnamese

}  // namespace dinh::internal
