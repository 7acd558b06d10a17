#include "modules/portal/library/record_form.hpp"

#include "modules/portal/pages.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::portal {

namespace {

pages::LibraryForm model_of(const dinh::pages::Lang& lang, std::string csrf, const RecordForm& form,
                            const forms::Values& values) {
    const std::string file_fault = values.fault_of(lang, "files"), text_fault = values.fault_of(lang, "text");
    pages::LibraryForm page{.list_path = form.list_path,
                            .list_title = lang.tr(form.list_title),
                            .if_known = !form.known.empty(),
                            .back_path = form.back,
                            .known = form.known,
                            .heading = lang.tr(form.heading),
                            .if_errors = false,
                            .if_note = !form.note.empty(),
                            .note = form.note,
                            .action_path = form.action,
                            .csrf = std::move(csrf),
                            .deed_key = deed::new_key(),
                            .version = form.version,
                            .fields = form.fields,
                            .if_text_error = !text_fault.empty(),
                            .text_hint = lang.tr(form.text_hint),
                            .text_error = text_fault,
                            .text = std::string(values.at("text")),
                            .if_file_error = !file_fault.empty(),
                            .file_error = file_fault,
                            .if_several = true,
                            .if_stamps = false,
                            .more = form.more,
                            .button = lang.tr(form.button)};
    for (const auto& one : form.kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    forms::add_errors(page, lang, values.faults);
    return page;
}

}  // namespace

web::Response show_record_form(web::Context& context, const RecordForm& form, const forms::Values& values, int status) {
    return web::page(context, context.lang.tr(form.heading), model_of(context.lang, context.csrf_token(), form, values),
                     status);
}

std::string read_text(web::Form& form, std::string (*cleaned)(std::string_view)) {
    try {
        return cleaned(form.typed("text"));
    } catch (const Refused& refused) {
        form.fault("text", refused.reasons().front().text);
        return {};
    }
}

}  // namespace dinh::portal
