// Files of a form: looked through for stamps before they are stored, and kept over a form that comes back with faults.
#pragma once
#include "modules/documents/incoming/form_model.hpp"

namespace dinh::documents {

struct Uploaded {
    std::vector<NewFile> files;
    std::vector<KeptFile> kept;  // for the form shown again; signed, so that nobody names a content he did not send
};
// Stores the uploads. A file with a stamp that is not answered for is not stored and is a fault of the form.
Uploaded take_uploads(web::Context&, web::Form&, bool secrecy_answered);

}  // namespace dinh::documents
