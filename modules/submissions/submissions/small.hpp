// Deeds on a submission that take a small form each: their tables stand with their nouns, the frame here.
#pragma once
#include <span>

#include "modules/submissions/examination/opinion_parts.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/router.hpp"

namespace dinh::submissions {

// What boxes are made from.
struct Facts {
    const directory::Snapshot& directory;
    Submission one;
    Subject subject;
    std::vector<files::Ref> letter;  // files of the letter
    std::optional<Slip> slip;        // the newest
    std::optional<Consultation> asked;
    std::vector<OpinionPart> parts;   // of the question asked, inside the agency
    std::optional<OpinionPart> part;  // the one the form is about
};
struct Asked {
    const Actor& actor;
    const Facts& facts;
    web::Form& form;
    const forms::Uploaded& uploaded;
    Id id() const { return facts.one.id; }
    std::int64_t version() const { return form.version(); }
    std::string_view typed(std::string_view field) const { return form.typed(field); }
    Id id_of(std::string_view field) const { return ids::parse(form.typed(field)).value_or(0); }
};

struct Small {
    const char* part;  // of the address; ":n" stands for the consultation, ":p" for a part of it
    Deed right;
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;  // said on the next page
    std::vector<layout::Field> (*boxes)(const forms::Boxes&, const Facts&);
    void (*begin)(forms::Values&, const Facts&);  // what the form begins with; nullptr nothing
    // Returns the path to go to; "" the submission.
    std::string (*run)(db::Tx&, const Asked&);
    bool bad = false, upload = false;
};

std::vector<layout::Field> no_boxes(const forms::Boxes&, const Facts&);
std::vector<forms::Choice> leader_choices(const Facts&);

// GET and POST of each; those whose part ends in "/new" are sent to the address before it.
void small_routes(web::Router&, std::span<const Small>);

}  // namespace dinh::submissions
