#include <unicode/ucnv.h>

#include <memory>

#include "platform/text/text.hpp"
#include "platform/worker/extract.hpp"

namespace dinh::worker {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Bytes of an ICU charset as UTF-8, at most max_bytes and a little more.
std::string decode(const char* charset, std::string_view bytes, std::size_t max_bytes) {
    UErrorCode fault = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(charset, &fault));
    const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &fault));
    if (U_FAILURE(fault)) {
        return {};
    }
    std::string out(std::min(max_bytes + 4, bytes.size() * 4 + 4), '\0');
    char* target = out.data();
    const char* source = bytes.data();
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(),
                   nullptr, nullptr, nullptr, nullptr, true, true, &fault);
    out.resize(static_cast<std::size_t>(target - out.data()));
    return out;
}

std::string decode_tcvn3(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else if (const std::string_view letter = tcvn3_letter(byte); !letter.empty()) {
            out += letter;
        } else {
            out += "\xEF\xBF\xBD";
        }
    }
    return out;
}

bool looks_binary(std::string_view bytes) {
    std::size_t odd = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) {
            return true;
        }
        odd += byte < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' ? 1 : 0;
    }
    return odd * 100 > bytes.size();
}

// Without a mark: half of the bytes of Vietnamese or English UTF-16 are zero or nearly so, all on one side.
const char* unmarked_utf16(std::string_view bytes) {
    const std::size_t pairs = std::min<std::size_t>(bytes.size(), 4096) / 2;
    std::size_t zero_first = 0;
    std::size_t zero_second = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        zero_first += bytes[2 * i] == 0 ? 1 : 0;
        zero_second += bytes[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs < 4 || bytes.size() % 2 != 0) {
        return nullptr;
    }
    if (zero_second * 2 > pairs && zero_first == 0) {
        return "UTF-16LE";
    }
    return zero_first * 2 > pairs && zero_second == 0 ? "UTF-16BE" : nullptr;
}

// Drops a UTF-8 character cut at the end of a bounded read.
std::string_view without_cut_end(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(4, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((byte & 0xC0) != 0x80) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
            return length > back ? bytes.substr(0, bytes.size() - back) : bytes;
        }
    }
    return bytes;
}

std::string decode_eight_bit(std::string_view bytes, std::size_t max_bytes) {
    std::string best = decode("windows-1258", bytes, max_bytes);
    const double windows = vietnamese_share(text::nfc(best));
    std::string tcvn3 = decode_tcvn3(bytes);
    const double tcvn = vietnamese_share(tcvn3);
    if (tcvn > windows && tcvn > 0.5) {
        return tcvn3;
    }
    return windows > 0.5 ? best : decode("windows-1252", bytes, max_bytes);
}

}  // namespace

Extract plain_text(std::string_view bytes, std::size_t max_bytes) {
    Extract extract;
    // Every charset here needs at most two bytes a character that takes one in UTF-8.
    const std::size_t enough = max_bytes * 2 + 4;
    extract.truncated = bytes.size() > enough;
    bytes = bytes.substr(0, enough);

    const std::string_view whole = extract.truncated ? without_cut_end(bytes) : bytes;
    std::string text;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        text = whole.substr(3);
    } else if (bytes.starts_with("\xFF\xFE")) {
        text = decode("UTF-16LE", bytes.substr(2), max_bytes);
    } else if (bytes.starts_with("\xFE\xFF")) {
        text = decode("UTF-16BE", bytes.substr(2), max_bytes);
    } else if (const char* charset = unmarked_utf16(bytes)) {
        text = decode(charset, bytes, max_bytes);
    } else if (looks_binary(bytes)) {
        return extract;
    } else if (text::is_utf8(whole)) {
        text = whole;
    } else {
        text = decode_eight_bit(bytes, max_bytes);
    }
    extract.outcome = Outcome::ok;
    extract.truncated = extract.truncated || text.size() > max_bytes;
    extract.text = std::move(text);
    return extract;
}

}  // namespace dinh::worker
