#include "modules/portal/articles/body.hpp"

#include <algorithm>

#include "platform/error/error.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whoever writes "a < b" into the plain box has written no HTML.
bool has_markup(std::string_view typed) {
    for (std::size_t at = typed.find('<'); at != typed.npos; at = typed.find('<', at + 1)) {
        const char next = at + 1 < typed.size() ? typed[at + 1] : ' ';
        if (is_letter(next) || next == '/' || next == '!') return true;
    }
    return false;
}

}  // namespace

CleanBody clean_body(std::string_view typed) {
    if (typed.size() > kMostBodyBytes)
        throw Refused("body", Said("Nội dung dài %1, nhiều nhất được %2. Hãy tách thành nhiều bài, hoặc đưa ảnh và tài "
                                   "liệu vào dưới dạng tệp kèm theo.",
                                   {text::bytes(static_cast<std::int64_t>(typed.size())),
                                    text::bytes(static_cast<std::int64_t>(kMostBodyBytes))}));
    CleanBody body;
    try {
        if (has_markup(typed)) {
            auto cleaned = markup::clean(typed, {.most_bytes = kMostBodyBytes});
            body.html = std::move(cleaned.html);
            body.dropped = std::move(cleaned.dropped);
        } else {
            body.html = markup::from_text(typed);
        }
    } catch (const Refused& refused) {
        throw Refused("body", refused.reasons().front().said);
    }
    if (const auto* stamp = rules::stamp_in(markup::plain_text(body.html), clock::today()))
        throw Refused("body", Said("Có dấu “%1”. Nội dung mật không đưa vào hệ thống này.", {stamp->phrase}));
    return body;
}

bool says_something(std::string_view html) {
    bool inside = false;
    for (std::size_t at = 0; at < html.size(); ++at) {
        const auto c = static_cast<unsigned char>(html[at]);
        if (c == '<' && html.substr(at).starts_with("<img")) return true;
        if (c == '<') inside = true;
        if (!inside && (is_letter(html[at]) || (c >= '0' && c <= '9') || c >= 0x80)) return true;
        if (c == '>') inside = false;
    }
    return false;
}

}  // namespace dinh::portal
