// The form of a legal document and of a posting: boxes, the whole text, files.
#pragma once
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

struct RecordForm {
    std::string heading, button, action, list_path, list_title, back, known;  // heading, button, titles in Vietnamese
    std::string text_hint;
    std::string note;  // in the reader's language
    std::int64_t version = 0;
    std::vector<layout::Field> fields, more;
    std::vector<forms::KeptFile> kept = {};
};
web::Response show_record_form(web::Context&, const RecordForm&, const forms::Values&, int status);

// The text as typed made clean; a fault of the form when it is too long.
std::string read_text(web::Form&, std::string (*cleaned)(std::string_view));

}  // namespace dinh::portal
