// The form of text: encoding, normal form, length, and the cleaning of what people paste.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

#include "platform/text/text.hpp"

namespace dinh::text {

namespace {

// Calls `use(code_point)` for each; invalid bytes give U+FFFD.
template <class F>
void each(std::string_view text, F&& use) {
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        use(c);
    }
}

void append(std::string& out, UChar32 c) {
    char buffer[U8_MAX_LENGTH];
    int32_t size = 0;
    U8_APPEND_UNSAFE(buffer, size, c);
    out.append(buffer, static_cast<std::size_t>(size));
}

bool is_blank(UChar32 c) { return c == ' ' || (c != 0x85 && u_isUWhiteSpace(c)); }

bool is_control(UChar32 c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

// Reverse the reading order of what follows, so that a name or a file shows other than it is.
bool is_bidi_control(UChar32 c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

// Invisible and never meant by a person: they come from PDF viewers and web pages.
bool is_invisible(UChar32 c) {
    return c == 0x00AD || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           U_IS_UNICODE_NONCHAR(c);
}

bool is_dropped(UChar32 c) { return is_control(c) || is_bidi_control(c) || is_invisible(c); }

const icu::Normalizer2& nfc_normalizer() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFC data");
    return *normalizer;
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c < 0) return false;
    }
    return true;
}

std::string nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    if (!is_utf8(text)) {
        std::string mended;
        each(text, [&](UChar32 c) { append(mended, c); });
        return nfc(mended);
    }
    icu::StringByteSink<std::string> sink(&out);
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    nfc_normalizer().normalizeUTF8(0, piece, sink, nullptr, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalize");
    return out;
}

std::size_t length(std::string_view text) {
    if (is_ascii(text)) return text.size();
    std::size_t count = 0;
    each(nfc(text), [&](UChar32) { ++count; });
    return count;
}

std::string cut(std::string_view text, std::size_t code_points) {
    if (code_points == 0) return {};
    std::string whole = nfc(text);
    std::size_t seen = 0;
    std::size_t keep = 0;  // bytes that fit beside "…" and do not part a letter from its marks
    const auto size = static_cast<int32_t>(whole.size());
    for (int32_t i = 0; i < size;) {
        const auto start = static_cast<std::size_t>(i);
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(whole.data(), i, size, c);
        const bool begins_letter = (U_GET_GC_MASK(c) & U_GC_M_MASK) == 0;
        if (begins_letter && seen < code_points) keep = start;
        if (++seen > code_points) {
            std::string out = trim(std::string_view(whole).substr(0, keep));
            return out + "…";
        }
    }
    return whole;
}

std::string trim(std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    int32_t begin = 0;
    for (int32_t i = 0; i < size; begin = i) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c < 0 || !is_blank(c)) break;
    }
    int32_t end = size;
    for (int32_t i = size; i > begin; end = i) {
        UChar32 c = 0;
        U8_PREV(text.data(), begin, i, c);
        if (c < 0 || !is_blank(c)) break;
    }
    return std::string(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
}

std::string clean_line(std::string_view text) {
    std::string out;
    bool blank_waits = false;
    each(text, [&](UChar32 c) {
        if (is_blank(c) || c == 0x85) {
            blank_waits = !out.empty();
            return;
        }
        if (is_dropped(c)) return;
        if (blank_waits) out += ' ';
        blank_waits = false;
        append(out, c);
    });
    return nfc(out);
}

std::string clean_text(std::string_view text) {
    std::string out;
    std::size_t line_end = 0;  // bytes of `out` up to the last character of this line that is no blank
    bool after_cr = false;
    each(text, [&](UChar32 c) {
        const bool second_half = after_cr && c == '\n';
        after_cr = c == '\r';
        if (second_half) return;
        if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
            out.resize(line_end);
            out += '\n';
            line_end = out.size();
        } else if (c == '\t' || !is_dropped(c)) {
            append(out, c);
            if (!is_blank(c)) line_end = out.size();
        }
    });
    out.resize(line_end);
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return nfc(out);
}

bool has_control(std::string_view text) {
    bool found = false;
    each(text, [&](UChar32 c) {
        const bool layout = c == '\t' || c == '\n' || c == '\r';
        const bool order_mark = c == 0x200E || c == 0x200F || c == 0x061C;
        found = found || (is_control(c) && !layout) || (is_bidi_control(c) && !order_mark);
    });
    return found;
}

}  // namespace dinh::text
