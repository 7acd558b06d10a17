// Files of a form (field "files"): looked through for secrecy stamps before they are stored, and kept over a form that
// comes back with faults.
#pragma once
#include <string>
#include <vector>

#include "platform/files/files.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::forms {

struct UploadedFile {
    std::string name;  // cleaned
    files::Stored stored;
    std::string stamp;  // the phrase of rules/secrecy.toml that stands in it; "" none
};
// A file stored by an earlier submit of the same form.
struct KeptFile {
    std::string token, name;
};
struct Uploaded {
    std::vector<UploadedFile> files;
    std::vector<KeptFile> kept;  // for the form shown again; signed, so that nobody names a content he did not send
};
// What happens to a file that reads as secret (Law 29/2018/QH14: secret documents stay out): never taken; taken after
// the person has answered for it; answered.
enum class Stamped { refused, to_be_answered, answered };
// Stores the uploads and those kept before, at most 30. A stamp nobody answered for and a type that is not allowed are
// faults of the form; such a file is not taken. Of nobody's form nothing is kept: he chooses his files again.
Uploaded take_uploads(web::Context&, web::Form&, Stamped = Stamped::refused);

}  // namespace dinh::forms
