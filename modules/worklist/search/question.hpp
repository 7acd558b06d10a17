// What is asked of the search page, as it stands in its address.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/search/search.hpp"
#include "platform/web/context.hpp"

namespace dinh::worklist {

struct Question {
    std::string text;    // at most 500 letters
    std::string kind;    // of a record; "" all
    std::string type;    // kind of document, by its id in rules/document_kinds
    std::string author;  // of a document, or who signed it
    Id agency = 0;       // one of those the actor works in
    std::string sort;    // "day"; "" what fits best
    std::string from_typed, to_typed;
    // The address with one part changed; "" takes it away.
    std::string path(std::string_view base = "/search", std::string_view name = "", std::string_view value = "") const;
    std::string filters() const;  // type, author and days, as a person reads them
};
// Unknown and malformed values are left out, as if nothing had been asked; days stay as typed.
Question question_of(const web::Context&);
// Answers from the index; `few` as search::Query has it. Notes hits of restricted kinds as views.
search::Answer answer_to(web::Context&, const Question&, int most, int few);
std::vector<Id> agencies_of(const Actor&);  // where the actor works, each once

}  // namespace dinh::worklist
