// Whatever the bytes: no crash, valid NFC out, and doing it twice changes nothing.
#include <cstdlib>

#include "platform/text/text.hpp"

namespace text = dinh::text;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void same_twice(std::string (*change)(std::string_view), std::string_view input) {
    const std::string once = change(input);
    must(text::is_utf8(once));
    must(change(once) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    for (auto* change : {text::nfc, text::fold, text::clean_line, text::clean_text, text::slug})
        same_twice(change, input);
    must(text::is_utf8(text::lower(input)) && text::is_utf8(text::upper(input)) &&
         text::is_utf8(text::title_first(input)));
    must(text::sort_key(input).size() <= 128);
    must(text::nfc(text::clean_line(input)) == text::clean_line(input));
    must(!text::has_control(text::clean_line(input)) && !text::has_control(text::clean_text(input)));
    const std::size_t limit = size % 17;
    must(text::length(text::cut(input, limit)) <= limit);
    must(text::trim(text::trim(input)) == text::trim(input));
    text::fill(input, {input, "x"});
    text::html_escape(input);
    text::url_encode(input);
    text::csv_field(input);
    text::split(input, ',');
    return 0;
}
