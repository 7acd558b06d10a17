#include "modules/portal/tried.hpp"

namespace dinh::portal {

std::optional<forms::UploadedFile> take_leading(web::Context& context, web::Form& form, const LeadingFile& wanted) {
    for (const auto& upload : context.request.uploads) {
        if (upload.field != wanted.field || upload.size_bytes == 0) continue;
        auto stored = context.house.files->put(upload.spooled);
        const bool text = stored.media_type.starts_with("text/") || stored.media_type.ends_with("xml");
        if (text && !wanted.as_text.empty()) stored.media_type = wanted.as_text;
        if (files::allowed(stored.media_type))
            return forms::UploadedFile{files::clean_name(upload.file_name, stored.media_type), stored, ""};
        form.fault(wanted.field, wanted.wrong);
        return std::nullopt;
    }
    form.fault(wanted.field, wanted.missing);
    return std::nullopt;
}

}  // namespace dinh::portal
