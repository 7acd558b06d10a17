// What the pages of incoming and outgoing documents show alike: files, the pages of a file, and what their forms take.
#pragma once
#include <string>
#include <vector>

#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/record.hpp"
#include "platform/forms/uploads.hpp"
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

// The files of a form; a stamp of secrecy is answered for by its box "secrecy_answered".
forms::Uploaded take_files(web::Context&, web::Form&);
// The first is the document itself, the others go with it.
std::vector<NewFile> new_files(const forms::Uploaded&);
// The file of a small form; Refused when there is none.
NewFile file_sent(const web::Form&, const forms::Uploaded&, std::string role);
// The sentence of a 409: who changed the record meanwhile, and that nothing typed is lost.
Reason changed_meanwhile(web::Context&, std::string_view kind, Id record);

template <class Page>
void add_file(Page& page, const dinh::pages::Lang& lang, const std::string& show_path, const files::Ref& ref,
              const std::string& role) {
    constexpr int kPicturesOfFile = 3;
    const std::string path = show_path + "/files/" + std::to_string(ref.position);
    page.files.push_back({.file_path = path + "/view",
                          .file_name = ref.name,
                          .if_role = !role.empty(),
                          .file_role = role,
                          .file_note = forms::file_note(lang, ref),
                          .if_pictures = has_pictures(ref),
                          .pictures = {}});
    if (!has_pictures(ref)) return;
    for (int number = 1; number <= std::min(kPicturesOfFile, std::max(1, ref.pages)); ++number) {
        page.files.back().pictures.push_back(
            {.picture_path = path + "/pages/" + std::to_string(number) + ".png?width=84",
             .picture_words = text::fill(lang.tr("Trang %1"), {std::to_string(number)})});
    }
}

}  // namespace dinh::documents
