// What the pages of incoming and outgoing documents show alike: notes, deeds, files, history, and the pages of a file.
#pragma once
#include <string>
#include <vector>

#include "modules/documents/incoming/file_words.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

// A file of the place :n, inside a document the caller has found to be visible. NotFound: no such file.
files::Ref file_asked(web::Context&, db::Conn&, std::string_view kind, Id record);
// Where a file hangs: the list of its document's kind and the document's own page.
struct Holder {
    const char* list_path;
    const char* list_title;
    std::string show_path, known;
};
web::Response file_page_of(web::Context&, const Holder&, const files::Ref&);
web::Response file_content_of(web::Context&, const files::Ref&);
web::Response file_picture_of(web::Context&, const files::Ref&);  // of the place :p, "12.png"

template <class Page>
void add_note(Page& page, const dinh::pages::Lang& lang, const char* kind, std::string words,
              const std::string& path = {}, const char* link = "") {
    page.notes.push_back({.note_kind = kind,
                          .note = std::move(words),
                          .if_note_link = !path.empty(),
                          .note_path = path,
                          .note_link = lang.tr(link)});
}

// The first deed of a page stands out.
template <class Page>
void add_action(Page& page, const dinh::pages::Lang& lang, const std::string& path, const char* words) {
    page.actions.push_back({.if_second = !page.actions.empty(), .action_path = path, .action = lang.tr(words)});
}
template <class Page>
void add_to_menu(Page& page, const dinh::pages::Lang& lang, const std::string& path, const char* words) {
    page.menu.push_back({.menu_path = path, .menu_action = lang.tr(words)});
    page.if_menu = true;
}

template <class Page>
void add_file(Page& page, const dinh::pages::Lang& lang, const std::string& show_path, const files::Ref& ref,
              const std::string& role) {
    constexpr int kPicturesOfFile = 3;
    const std::string path = show_path + "/files/" + std::to_string(ref.position);
    page.files.push_back({.file_path = path + "/view",
                          .file_name = ref.name,
                          .if_role = !role.empty(),
                          .file_role = role,
                          .file_note = file_note(lang, ref),
                          .if_pictures = has_pictures(ref),
                          .pictures = {}});
    if (!has_pictures(ref)) return;
    for (int number = 1; number <= std::min(kPicturesOfFile, std::max(1, ref.pages)); ++number) {
        page.files.back().pictures.push_back(
            {.picture_path = path + "/pages/" + std::to_string(number) + ".png?width=84",
             .picture_words = text::fill(lang.tr("Trang %1"), {std::to_string(number)})});
    }
}

template <class Page>
void add_fact(Page& page, const dinh::pages::Lang& lang, const char* name, std::string value) {
    if (!value.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = std::move(value)});
}

template <class Page>
void add_history(Page& page, const dinh::pages::Lang& lang, const std::vector<deed::HistoryLine>& history) {
    for (const auto& line : history) {
        page.lines.push_back({.line_at = clock::show(line.at),
                              .line_who = line.person_name,
                              .line_capacity = line.capacity,
                              .line_words = line.words,
                              .if_changes = !line.changes.empty(),
                              .changes = {}});
        for (const auto& change : line.changes) {
            page.lines.back().changes.push_back({.change_field = lang.tr(field_label(change.field)),
                                                 .change_before = change.before,
                                                 .change_after = change.after});
        }
    }
}

}  // namespace dinh::documents
