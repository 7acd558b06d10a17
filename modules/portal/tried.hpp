// What is uploaded, tried, looked at, applied and undone as a whole: tables of legal documents, old sites.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/deed/deed.hpp"
#include "platform/forms/uploads.hpp"

namespace dinh::portal {

// The file such a form is about, apart from those beside it (box `files`). `as_text`: the type under which a text is
// kept, whatever it reads like (a table full of HTML passes for HTML); "" as it reads. A fault at `field`: none was
// chosen (`missing`), or it is of a kind that is not kept (`wrong`).
struct LeadingFile {
    const char *field, *missing, *wrong;
    std::string_view as_text = "";
};
std::optional<forms::UploadedFile> take_leading(web::Context&, web::Form&, const LeadingFile&);

// A deed on what was tried, under the key of its form: on to its page, or the page again with the reasons (422) or as
// it stands meanwhile (409). `work(tx, version)`; `show(changed, status, reasons)`.
template <class Work, class Show>
web::Response do_tried(web::Context& context, Id id, const std::string& path, const char* done, Work&& work,
                       Show&& show) {
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, form.version());
            return id;
        });
    } catch (const Refused& refused) {
        return show(false, 422, refused.reasons());
    } catch (const Conflict&) {
        return show(true, 409, std::vector<Reason>{});
    }
    context.flash(context.lang.tr(done));
    return web::see_other(path);
}

}  // namespace dinh::portal
