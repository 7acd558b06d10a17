// Text compared, searched and ordered: case, marks, collation.
#include <unicode/bytestream.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "platform/text/text.hpp"

namespace dinh::text {

namespace {

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what + ": " + u_errorName(status));
}

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

const icu::Locale& vietnamese() {
    static const icu::Locale locale("vi");
    return locale;
}

// A collator may not be used by two threads at once, and making one costs more than a hundred keys.
const icu::Collator& collator() {
    thread_local const std::unique_ptr<icu::Collator> mine = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(vietnamese(), status));
        check(status, "collator");
        made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
        check(status, "numeric collation");
        return made;
    }();
    return *mine;
}

// Compatibility forms and case go first, so that ligatures and full-width letters fold like the plain ones.
icu::UnicodeString decomposed(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* fold_case = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto* decompose = icu::Normalizer2::getNFDInstance(status);
    check(status, "normalizers");
    icu::UnicodeString folded;
    fold_case->normalize(wide(text), folded, status);
    icu::UnicodeString out;
    decompose->normalize(folded, out, status);
    check(status, "fold");
    return out;
}

}  // namespace

std::string fold(std::string_view text) {
    std::string out;
    if (is_ascii(text)) {
        out.resize(text.size());
        std::transform(text.begin(), text.end(), out.begin(), ascii_lower);
        return out;
    }
    const icu::UnicodeString letters = decomposed(text);
    icu::UnicodeString bare;
    for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
        const UChar32 c = letters.char32At(i);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        bare.append(c == 0x0111 ? UChar32{'d'} : c);
    }
    return nfc(narrow(bare));
}

std::string lower(std::string_view text) { return nfc(narrow(wide(text).toLower(vietnamese()))); }

std::string upper(std::string_view text) { return nfc(narrow(wide(text).toUpper(vietnamese()))); }

std::string title_first(std::string_view text) {
    icu::UnicodeString letters = wide(nfc(text));
    for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
        const UChar32 c = letters.char32At(i);
        if (!u_isalnum(c)) continue;
        letters.replace(i, U16_LENGTH(c), u_totitle(c));
        break;
    }
    return narrow(letters);
}

std::string sort_key(std::string_view text) {
    constexpr int32_t kBytes = 64;
    constexpr char kHex[] = "0123456789abcdef";
    const icu::UnicodeString letters = wide(text);
    std::array<std::uint8_t, 256> key{};
    const int32_t whole = collator().getSortKey(letters, key.data(), static_cast<int32_t>(key.size()));
    std::vector<std::uint8_t> long_key;
    const std::uint8_t* bytes = key.data();
    if (whole > static_cast<int32_t>(key.size())) {
        long_key.resize(static_cast<std::size_t>(whole));
        collator().getSortKey(letters, long_key.data(), whole);
        bytes = long_key.data();
    }
    const int32_t size = std::min(whole - 1, kBytes);  // the closing zero byte orders nothing
    std::string out;
    for (int32_t i = 0; i < size; ++i) {
        out += kHex[bytes[i] >> 4];
        out += kHex[bytes[i] & 15];
    }
    return out;
}

std::string slug(std::string_view text) {
    std::string out;
    bool gap = false;
    for (const char c : fold(text)) {
        const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keep && gap && !out.empty()) out += '-';
        if (keep) out += c;
        gap = !keep;
    }
    return out;
}

}  // namespace dinh::text
