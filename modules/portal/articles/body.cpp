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

// "| Họ tên | Điểm |": a row of a table, the first one its head.
std::string table_of(const std::vector<std::string>& rows) {
    std::string html = "<table>";
    for (std::size_t n = 0; n < rows.size(); ++n) {
        std::string_view line(rows[n]);
        line.remove_prefix(1);
        if (line.ends_with('|')) line.remove_suffix(1);
        html += n == 0 ? "<thead><tr>" : n == 1 ? "<tbody><tr>" : "<tr>";
        for (std::size_t from = 0; from <= line.size();) {
            const std::size_t to = std::min(line.find('|', from), line.size());
            const std::string cell = text::html_escape(text::trim(line.substr(from, to - from)));
            html += n == 0 ? "<th scope=\"col\">" + cell + "</th>" : "<td>" + cell + "</td>";
            from = to + 1;
        }
        html += n == 0 ? "</tr></thead>" : "</tr>";
    }
    return html + (rows.size() > 1 ? "</tbody></table>" : "</table>");
}

// Lines that begin with "|" are tables, everything else is what platform/markup makes of a plain text.
std::string from_plain(std::string_view typed) {
    std::string html, words;
    std::vector<std::string> rows;
    const auto end_of_words = [&] {
        if (!words.empty()) html += markup::from_text(words);
        words.clear();
    };
    const auto end_of_table = [&] {
        if (!rows.empty()) html += table_of(rows);
        rows.clear();
    };
    for (std::size_t from = 0; from <= typed.size();) {
        const std::size_t to = std::min(typed.find('\n', from), typed.size());
        const std::string line = text::trim(typed.substr(from, to - from));
        if (line.size() > 1 && line.front() == '|') {
            end_of_words();
            rows.push_back(line);
        } else {
            end_of_table();
            words += std::string(typed.substr(from, to - from)) + "\n";
        }
        from = to + 1;
    }
    end_of_words();
    end_of_table();
    return html;
}

}  // namespace

CleanBody clean_body(std::string_view typed, const std::function<bool(std::string_view)>& picture) {
    if (typed.size() > kMostBodyBytes)
        throw Refused("body", Said("Nội dung dài %1, nhiều nhất được %2. Hãy tách thành nhiều bài, hoặc đưa ảnh và tài "
                                   "liệu vào dưới dạng tệp kèm theo.",
                                   {text::bytes(static_cast<std::int64_t>(typed.size())),
                                    text::bytes(static_cast<std::int64_t>(kMostBodyBytes))}));
    CleanBody body;
    try {
        if (has_markup(typed)) {
            auto cleaned = markup::clean(typed, {.most_bytes = kMostBodyBytes, .picture = picture});
            body.html = std::move(cleaned.html);
            body.dropped = std::move(cleaned.dropped);
        } else {
            body.html = markup::clean(from_plain(typed), {.most_bytes = 2 * kMostBodyBytes}).html;
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
