#include <cstdlib>
#include <vector>

#include "platform/text/text.hpp"
#include "platform/web/wire/multipart.hpp"

namespace {

using dinh::web::wire::Multipart;

struct Seen {
    std::vector<std::pair<std::string, std::string>> parts;
    Multipart::Step step = Multipart::Step::more;
};

Seen read(std::string_view bytes, std::size_t piece) {
    Seen seen;
    Multipart reader("b", {[&](const dinh::web::wire::Part& part) {
                               if (!dinh::text::is_utf8(part.field)) std::abort();
                               dinh::web::wire::clean_file_name(part.file_name);
                               seen.parts.emplace_back(part.field, "");
                               return true;
                           },
                           [&](std::string_view data) {
                               seen.parts.back().second += data;
                               return true;
                           },
                           [] { return true; }});
    for (std::size_t at = 0; at < bytes.size(); at += piece) seen.step = reader.feed(bytes.substr(at, piece));
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    dinh::web::wire::boundary_of(bytes);
    const Seen whole = read(bytes, std::max<std::size_t>(1, size));
    const Seen cut = read(bytes, 3);
    // However the bytes come, a finished body has the same parts.
    if (whole.step == Multipart::Step::done && (cut.step != whole.step || cut.parts != whole.parts)) std::abort();
    return 0;
}
