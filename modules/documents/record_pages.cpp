#include "modules/documents/record_pages.hpp"

#include "modules/documents/pages.hpp"
#include "platform/house/house.hpp"

namespace dinh::documents {

namespace {

bool shown_in_browser(const files::Ref& ref) {
    return ref.media_type == "application/pdf" || ref.media_type == "image/png" || ref.media_type == "image/jpeg";
}

std::optional<int> page_number(std::string_view place) {
    if (!place.ends_with(".png")) return std::nullopt;
    const auto number = ids::parse(place.substr(0, place.size() - 4));
    return number && *number <= kMostPictures ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

int width_of(std::string_view typed) {
    for (const int width : kPictureWidths) {
        if (typed == std::to_string(width)) return width;
    }
    return kPictureWidths[1];
}

}  // namespace

files::Ref file_asked(web::Context& context, db::Conn& conn, std::string_view kind, Id record) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 100'000) throw NotFound("documents: file number");
    auto ref = files::find(conn, kind, record, static_cast<int>(*position));
    if (!ref) throw NotFound("documents: file " + std::to_string(*position) + " of " + std::to_string(record));
    return *std::move(ref);
}

web::Response file_page_of(web::Context& context, const Holder& holder, const files::Ref& ref) {
    const std::string base = holder.show_path + "/files/" + std::to_string(ref.position);
    const auto words = text_of(context.house, ref);
    const auto shown = pages_to_show(context.house, ref, kPictureWidths[1]);
    // What is read, but not at hand, is being read again.
    const auto state = ref.text_state == files::TextState::read ? files::TextState::waiting : ref.text_state;
    pages::IncomingFile page{.list_path = holder.list_path,
                             .list_title = context.lang.tr(holder.list_title),
                             .show_path = holder.show_path,
                             .known = holder.known,
                             .file_name = ref.name,
                             .file_note = forms::file_note(context.lang, ref),
                             .download_path = base,
                             .pictures = {},
                             .no_pictures = shown.empty(),
                             .if_text_read = words.has_value(),
                             .file_text = words.value_or(""),
                             .no_text_read = !words,
                             .text_state = forms::text_state_words(context.lang, state)};
    for (const int n : shown) {
        page.pictures.push_back({.picture_path = base + "/pages/" + std::to_string(n) + ".png",
                                 .picture_words = text::fill(context.lang.tr("Trang %1"), {std::to_string(n)})});
    }
    return web::page(context, ref.name, page);
}

web::Response file_content_of(web::Context& context, const files::Ref& ref) {
    return web::file({context.house.files->path_of(ref.hash), ref.hash}, ref.media_type, ref.name,
                     shown_in_browser(ref));
}

web::Response file_picture_of(web::Context& context, const files::Ref& ref) {
    const auto number = page_number(context.request.place("p"));
    if (!number) throw NotFound("documents: page number");
    const int width = width_of(context.request.get("width"));
    const auto place = picture_of(context.house, ref, *number, width);
    if (!place) throw NotFound("documents: no picture of the page");
    const std::string etag = ref.hash + "-" + std::to_string(*number) + "-" + std::to_string(width);
    return web::file({*place, etag}, "image/png", "trang-" + std::to_string(*number) + ".png", true);
}

forms::Uploaded take_files(web::Context& context, web::Form& form) {
    return forms::take_uploads(
        context, form, form.ticked("secrecy_answered") ? forms::Stamped::answered : forms::Stamped::to_be_answered);
}

std::vector<NewFile> new_files(const forms::Uploaded& uploaded) {
    std::vector<NewFile> files;
    for (const auto& one : uploaded.files)
        files.push_back({files.empty() ? "main" : "appendix", one.name, one.stored, one.stamp});
    return files;
}

NewFile file_sent(const web::Form& form, const forms::Uploaded& uploaded, std::string role) {
    if (uploaded.files.empty()) throw Refused("files", "Hãy chọn tệp.");
    NewFile file = new_files(uploaded).front();
    file.role = std::move(role);
    if (form.ticked("secrecy_answered")) file.stamp.clear();
    return file;
}

Reason changed_meanwhile(web::Context& context, std::string_view kind, Id record) {
    const auto lines =
        context.house.db->reading([&](db::Conn& conn) { return deed::history_of(conn, kind, record, 1); });
    if (lines.empty())
        return {"", "Có người vừa sửa văn bản này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
    return {"",
            Said("%1 vừa thay đổi văn bản này lúc %2 (%3), sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần "
                 "nữa.",
                 {lines[0].person_name, clock::show(lines[0].at), lines[0].words})};
}

}  // namespace dinh::documents
