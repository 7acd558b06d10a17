#include "platform/search/words.hpp"

#include "platform/text/text.hpp"

namespace dinh::search {

namespace {

constexpr std::size_t kLongestToken = 60;
constexpr char32_t kTableStart = 0xC0, kTableEnd = 0x1F00;

struct Letter {
    char base[4] = "";  // "" : no Latin letter
    char quality = 0;   // 6 circumflex, 7 horn, 8 breve, 9 stroke
    char tone = 0;      // 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng
};

// The next code point; U+FFFD for bytes that are no UTF-8. Moves `at` on.
char32_t decode(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80) return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
    char32_t point = more == 3 ? first & 0x07 : more == 2 ? first & 0x0f : first & 0x1f;
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (byte(at) & 0xc0) != 0x80) return 0xFFFD;
        point = point << 6 | (byte(at++) & 0x3f);
    }
    return more == 0 ? 0xFFFD : point;
}

std::string encode(char32_t point) {
    if (point < 0x800) return {static_cast<char>(0xc0 | point >> 6), static_cast<char>(0x80 | (point & 0x3f))};
    return {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 0x3f)),
            static_cast<char>(0x80 | (point & 0x3f))};
}

// Letters with the tones in the order huyền, sắc, hỏi, ngã, nặng.
struct Family {
    char quality;
    std::string_view letters;
};
constexpr Family kFamilies[] = {
    {0, "àáảãạ"},    {'8', "ăằắẳẵặ"}, {'6', "âầấẩẫậ"}, {0, "èéẻẽẹ"},    {'6', "êềếểễệ"}, {0, "ìíỉĩị"}, {0, "òóỏõọ"},
    {'6', "ôồốổỗộ"}, {'7', "ơờớởỡợ"}, {0, "ùúủũụ"},    {'7', "ưừứửữự"}, {0, "ỳýỷỹỵ"},    {'9', "đ"},
};

using Table = std::vector<Letter>;

void set_marks(Table& letters, std::string_view text, char quality, bool has_plain) {
    constexpr std::string_view kTones = "21345";
    std::size_t index = 0;
    for (std::size_t at = 0; at < text.size(); ++index) {
        Letter& letter = letters[decode(text, at) - kTableStart];
        letter.quality = quality;
        letter.tone = has_plain && index == 0 ? char{0} : kTones[has_plain ? index - 1 : index];
    }
}

Table make_table() {
    Table letters(kTableEnd - kTableStart);
    for (char32_t point = kTableStart; point < kTableEnd; ++point) {
        if (point >= 0x250 && point < 0x1E00) continue;
        const std::string folded = text::fold(encode(point));
        const bool latin = !folded.empty() && folded.size() < sizeof(Letter::base) &&
                           std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (latin) folded.copy(letters[point - kTableStart].base, folded.size());
    }
    for (const auto& family : kFamilies) {
        set_marks(letters, family.letters, family.quality, family.quality != 0);
        set_marks(letters, text::upper(family.letters), family.quality, family.quality != 0);
    }
    return letters;
}

const Letter& letter_of(char32_t point) {
    static const Table table = make_table();
    static const Letter none;
    return point >= kTableStart && point < kTableEnd ? table[point - kTableStart] : none;
}

// Punctuation, symbols and private use; the rest beyond Latin are letters of other scripts.
bool parts_words(char32_t point) {
    struct Span {
        char32_t from, to;
    };
    static constexpr Span kSpans[] = {{0x80, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},       {0x2000, 0x2BFF},
                                      {0x3000, 0x3030}, {0xD800, 0xF8FF}, {0xFE10, 0xFE6F},   {0xFF01, 0xFF0F},
                                      {0xFF1A, 0xFF20}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};
    return std::any_of(std::begin(kSpans), std::end(kSpans),
                       [&](const Span& span) { return point >= span.from && point <= span.to; });
}

bool combining(char32_t point) { return (point >= 0x300 && point <= 0x36F) || (point >= 0xFE00 && point <= 0xFE0F); }

// What one word gathers while it is read.
struct Gathering {
    Word& word;
    char tone = 0;

    // False when the code point does not belong to a word.
    bool take(char32_t point) {
        if (point < 0x80) return take_ascii(static_cast<char>(point));
        const Letter& letter = letter_of(point);
        if (letter.base[0]) {
            word.folded += letter.base;
            if (letter.quality) word.marks += letter.quality;
            if (letter.tone) tone = letter.tone;
            return word.letters = true;
        }
        if (combining(point)) return !word.folded.empty();
        if (parts_words(point)) return false;
        constexpr char kHex[] = "0123456789abcdef";
        std::string number;
        for (char32_t rest = point; rest; rest >>= 4) number.insert(number.begin(), kHex[rest & 15]);
        word.folded += 'u' + number;
        return word.letters = true;
    }

    bool take_ascii(char c) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if (!letter && !digit) return false;
        word.folded += c;
        (letter ? word.letters : word.digits) = true;
        return true;
    }
};

}  // namespace

// Reads to the end of a word that began before; false when it mixes letters and digits.
bool Words::pass(Word& word) {
    while (at_ < text_.size()) {
        const std::size_t start = at_;
        const char c = text_[at_];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            word.letters = true;
            ++at_;
        } else if (c >= '0' && c <= '9') {
            word.digits = true;
            ++at_;
        } else if (static_cast<unsigned char>(c) < 0x80) {
            break;
        } else {
            const char32_t point = decode(text_, at_);
            const bool letter = letter_of(point).base[0] != 0;
            if (!letter && !combining(point) && parts_words(point)) {
                at_ = start;
                break;
            }
            word.letters |= !combining(point);
        }
    }
    word.to = at_;
    return !(word.letters && word.digits);
}

bool Words::next(Word& word, const FirstLetters& first) {
    word.folded.clear();
    word.marks.clear();
    word.letters = word.digits = false;
    while (at_ < text_.size()) {
        const std::size_t start = at_;
        Gathering gathering{word};
        if (!gathering.take(decode(text_, at_))) continue;
        word.from = start;
        if (!first.may_begin(word.folded.front()) && pass(word)) {
            word.folded.clear();
            return true;
        }
        at_ = start;
        return next(word);
    }
    return false;
}

bool Words::next(Word& word) {
    word.folded.clear();
    word.marks.clear();
    word.letters = word.digits = false;
    Gathering gathering{word};
    bool started = false;
    while (at_ < text_.size()) {
        const std::size_t start = at_;
        if (gathering.take(decode(text_, at_))) {
            if (!started) word.from = start;
            started = true;
            word.to = at_;
        } else if (started) {
            break;
        }
    }
    if (!started) return false;
    if (gathering.tone) word.marks += gathering.tone;
    return true;
}

std::string token(std::string_view folded) {
    const auto first = folded.find_first_not_of('0');
    if (first == folded.npos) return folded.empty() ? std::string() : "0";
    return std::string(folded.substr(first, kLongestToken));
}

std::string written_token(const Word& word) {
    if (word.marks.empty()) return {};
    return token(word.folded) + "_" + word.marks.substr(0, kLongestToken);
}

}  // namespace dinh::search
