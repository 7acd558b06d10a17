// What the pages of this module share.
#pragma once
#include "modules/internal/common.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::internal {

// Who reads a page, for the functions that fill its model.
struct Reader {
    const dinh::pages::Lang& lang;
    const Actor& actor;
    std::string csrf;
};
Reader reader_of(const web::Context&);

std::vector<NewFile> new_files(const forms::Uploaded&);
std::string day_words(const std::optional<Day>&);
// The sentence of a 409: somebody changed the record meanwhile and nothing typed is lost.
Reason changed_meanwhile();
// A file of a record the actor may see; `ref` empty: 404.
web::Response file_answer(const web::Context&, const std::optional<files::Ref>&);
// The `n` of /files/:n; throws NotFound.
int file_position(const web::Request&);
// The capacity whose post the address or the form names, else the one acted in, among the actor's own posts; nullptr
// when he holds none.
const Capacity* chosen_post(const web::Context&, std::string_view typed);

// The files part of a form (_files.html).
template <class Page>
void add_files(Page& page, const dinh::pages::Lang& lang, const forms::Values& values,
               const std::vector<forms::KeptFile>& kept) {
    page.if_file_error = values.faulty("files");
    page.file_error = values.fault_of(lang, "files");
    for (const auto& one : kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
}

}  // namespace dinh::internal
