// The old Vietnamese font codes, and telling whether a text reads as Vietnamese.
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "platform/text/text.hpp"
#include "platform/worker/extract.hpp"

namespace dinh::worker {
namespace {

constexpr std::size_t kSample = 65536;  // enough to judge a document by
constexpr int kFewestWords = 3;

// TCVN 5712:1993, VN3, from 0xA1. Capitals with a tone have no code: they are typed in a capital font.
constexpr std::array<std::string_view, 94> kTcvn3 = {
    "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ", "ă", "â", "ê", "ô", "ơ", "ư", "đ", "",  "",  "",  "",  "",
    "",  "à", "ả", "ã", "á", "ạ", "",  "ằ", "ẳ", "ẵ", "ắ", "",  "",  "",  "",  "",  "",  "",  "ặ",
    "ầ", "ẩ", "ẫ", "ấ", "ậ", "è", "",  "ẻ", "ẽ", "é", "ẹ", "ề", "ể", "ễ", "ế", "ệ", "ì", "ỉ", "",
    "",  "",  "ĩ", "í", "ị", "ò", "",  "ỏ", "õ", "ó", "ọ", "ồ", "ổ", "ỗ", "ố", "ộ", "ờ", "ở", "ỡ",
    "ớ", "ợ", "ù", "",  "ủ", "ũ", "ú", "ụ", "ừ", "ử", "ữ", "ứ", "ự", "ỳ", "ỷ", "ỹ", "ý", "ỵ",
};

constexpr std::array<std::string_view, 27> kOnsets = {"",   "b",  "c",  "ch", "d",  "g",  "gh", "h",   "k",
                                                      "kh", "l",  "m",  "n",  "ng", "nh", "p",  "ph",  "q",
                                                      "r",  "s",  "t",  "th", "tr", "v",  "x",  "ngh", "đ"};
constexpr std::array<std::string_view, 9> kCodas = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

// One tone at most, and no mark that Vietnamese does not have.
bool marks_possible(std::string_view word) {
    UErrorCode fault = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(fault);
    if (U_FAILURE(fault)) {
        return false;
    }
    const icu::UnicodeString parts = nfd->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))), fault);
    int tones = 0;
    for (std::int32_t i = 0; i < parts.length(); ++i) {
        const char16_t c = parts[i];
        const bool tone = c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
        const bool quality = c == 0x302 || c == 0x306 || c == 0x31B;
        if (c >= 0x300 && c <= 0x36F && !tone && !quality) {
            return false;
        }
        tones += tone ? 1 : 0;
    }
    return tones <= 1;
}

bool could_be_syllable(std::string_view word) {
    const std::string folded = text::fold(word);
    const std::size_t vowels = std::min(folded.find_first_of("aeiouy"), folded.size());
    const std::size_t coda = std::min(folded.find_first_not_of("aeiouy", vowels), folded.size());
    return coda > vowels && coda - vowels <= 4 && contains(kOnsets, folded.substr(0, vowels)) &&
           contains(kCodas, folded.substr(coda)) && marks_possible(word);
}

bool in_word(UChar32 c) {
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return c != 0xA0 && (c < 0x2000 || c > 0x206F);
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
    std::size_t end = std::min(text.size(), most);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
        --end;
    }
    return text.substr(0, end);
}

std::string map_latin1(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t start = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), i, size, c);
        const std::string_view letter = c > 0x80 && c < 0x100 ? tcvn3_letter(static_cast<unsigned char>(c)) : "";
        out += letter.empty() ? text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start))
                              : letter;
    }
    return out;
}

struct Words {
    int all = 0;
    int plausible = 0;
};

Words count_words(std::string_view text) {
    Words words;
    const auto size = static_cast<std::int32_t>(text.size());
    std::size_t start = 0;
    bool beyond_ascii = false;
    for (std::int32_t i = 0; i <= size;) {
        const auto here = static_cast<std::size_t>(i);
        UChar32 c = ' ';
        if (i < size) {
            U8_NEXT_OR_FFFD(text.data(), i, size, c);
        } else {
            ++i;
        }
        if (in_word(c)) {
            beyond_ascii = beyond_ascii || c >= 0x80;
            continue;
        }
        if (beyond_ascii) {
            ++words.all;
            words.plausible += could_be_syllable(text.substr(start, here - start)) ? 1 : 0;
        }
        beyond_ascii = false;
        start = static_cast<std::size_t>(i);
    }
    return words;
}

}  // namespace

std::string_view tcvn3_letter(unsigned char byte) {
    return byte >= 0xA1 && byte - 0xA1U < kTcvn3.size() ? kTcvn3[byte - 0xA1U] : std::string_view{};
}

double vietnamese_share(std::string_view text) {
    const Words words = count_words(first_bytes(text, kSample));
    return words.all == 0 ? -1.0 : static_cast<double>(words.plausible) / words.all;
}

std::string repair_tcvn3(std::string text) {
    const std::string_view sample = first_bytes(text, kSample);
    const Words as_is = count_words(sample);
    if (as_is.all < kFewestWords || as_is.plausible * 2 > as_is.all) {
        return text;
    }
    const Words mapped = count_words(map_latin1(sample));
    return mapped.plausible * 5 > mapped.all * 4 ? map_latin1(text) : text;
}

void finish(Extract& extract, std::size_t max_bytes) {
    std::replace(extract.text.begin(), extract.text.end(), '\f', '\n');
    const std::string clean = text::clean_text(repair_tcvn3(std::move(extract.text)));
    std::string out;
    out.reserve(clean.size());
    std::size_t line_ends = 2;  // the start counts as after a blank line
    for (const char c : clean) {
        line_ends = c == '\n' ? line_ends + 1 : 0;
        if (line_ends <= 2) {
            out += c;
        }
    }
    if (out.size() > max_bytes) {
        out.resize(first_bytes(out, max_bytes).size());
        extract.truncated = true;
    }
    extract.text = std::move(out);
    if (extract.outcome == Outcome::ok && extract.text.empty()) {
        extract.outcome = Outcome::no_text;
    }
}

}  // namespace dinh::worker
