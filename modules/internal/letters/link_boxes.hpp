// Boxes of the forms that join a letter with documents of the agency.
#pragma once
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/pages_common.hpp"

namespace dinh::internal {

// What boxes are made from.
struct LinkFacts {
    const Reader& reader;
    const directory::Snapshot& directory;
    const Letter& one;
    const forms::Values& values;
    const std::vector<forms::Choice>& incoming;  // to choose from
};
std::vector<layout::Field> outgoing_boxes(const forms::Boxes&, const LinkFacts&);
std::vector<layout::Field> attach_boxes(const forms::Boxes&, const LinkFacts&);
std::vector<layout::Field> detach_boxes(const forms::Boxes&, const LinkFacts&);

// Incoming documents the actor sees: those of the mark, where it names several, or those the letter is attached to.
std::vector<forms::Choice> incoming_choices(web::Context&, const Letter&, std::string_view mark, bool attached);
// The one chosen, else the only one in the books of the actor's agencies that bears the mark and is being handled.
// Refused (mark): there is none; (incoming): there are several.
Id incoming_typed(db::Conn&, const Actor&, std::string_view mark, std::string_view chosen);

}  // namespace dinh::internal
