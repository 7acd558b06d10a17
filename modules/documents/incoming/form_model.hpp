// The form in which a document is entered, received or corrected: what it shows and what it reads.
#pragma once
#include "modules/directory/directory.hpp"
#include "modules/documents/incoming/incoming.hpp"
#include "modules/documents/pages.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

struct FormKind {
    std::string heading, action_path, back_path, button;
    std::string known, known_path;  // the document it is about; "" for a new one
    bool is_new = false, asks_reason = false;
    std::int64_t version = 0;
};
struct Book {
    Id body = 0;
    std::string name, next_number;
};
// The books the actor keeps, those of the post he acts in first, with the number that would be given today.
std::vector<Book> books_of(db::Conn&, const directory::Snapshot&, const Actor&, Day today);

// What the form begins with: nothing typed, the last document entered, or the document itself.
forms::Values fresh_values(Day today);
forms::Values values_after(const Incoming& last, Day today);
forms::Values values_of(const Incoming&);

// The one open agency that is called or abbreviated exactly so; 0 when none or several are.
Id agency_called(const directory::Snapshot&, std::string_view typed);
IncomingInput read_input(web::Form&, const directory::Snapshot&);
pages::IncomingForm form_model(const dinh::pages::Lang&, const std::string& csrf, const FormKind&, const forms::Values&,
                               const std::vector<Book>&, const std::vector<forms::KeptFile>&,
                               const std::vector<Duplicate>&);
pages::IncomingDuplicates doubles_model(const dinh::pages::Lang&, const std::vector<Duplicate>&);

}  // namespace dinh::documents
