#include "platform/web/serve/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace dinh::web::serve {

namespace {

// A window of 256 KB holds every page whole. What fits into 64 KB gets a window of that: for it brotli has an encoder
// that writes the same bytes at the highest effort in a twentieth of the time.
constexpr int kWindowBits = 18, kSmallWindowBits = 16;
constexpr std::size_t kSmallWindow = (1 << kSmallWindowBits) - 16;
constexpr int kStrong = 9;

std::string whole(std::string_view bytes, wire::Coding coding, int effort) {
    std::string out;
    out.reserve(bytes.size() / 4 + 64);
    Compressor(coding, effort, bytes.size()).add(bytes, true, out);
    return out;
}

}  // namespace

struct Compressor::State {
    wire::Coding coding;
    BrotliEncoderState* brotli = nullptr;
    z_stream gzip{};
    ~State() {
        if (brotli) BrotliEncoderDestroyInstance(brotli);
        if (coding == wire::Coding::gzip) deflateEnd(&gzip);
    }
    void add_brotli(std::string_view bytes, bool last, std::string& out);
    void add_gzip(std::string_view bytes, bool last, std::string& out);
};

Compressor::Compressor(wire::Coding coding, int level, std::size_t size_hint) : state_(std::make_unique<State>()) {
    state_->coding = coding;
    if (coding == wire::Coding::brotli) {
        state_->brotli = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
        if (!state_->brotli) throw std::bad_alloc();
        BrotliEncoderSetParameter(state_->brotli, BROTLI_PARAM_QUALITY, static_cast<std::uint32_t>(level));
        BrotliEncoderSetParameter(state_->brotli, BROTLI_PARAM_LGWIN,
                                  size_hint != 0 && size_hint <= kSmallWindow ? kSmallWindowBits : kWindowBits);
        BrotliEncoderSetParameter(state_->brotli, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
        if (size_hint)
            BrotliEncoderSetParameter(state_->brotli, BROTLI_PARAM_SIZE_HINT, static_cast<std::uint32_t>(size_hint));
    } else if (coding == wire::Coding::gzip) {
        // 15 bits of window, 16 more for the gzip wrapping.
        if (deflateInit2(&state_->gzip, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
    }
}

Compressor::~Compressor() = default;
Compressor::Compressor(Compressor&&) noexcept = default;

void Compressor::add(std::string_view bytes, bool last, std::string& out) {
    switch (state_->coding) {
        case wire::Coding::brotli: return state_->add_brotli(bytes, last, out);
        case wire::Coding::gzip: return state_->add_gzip(bytes, last, out);
        case wire::Coding::identity: out.append(bytes);
    }
}

void Compressor::State::add_brotli(std::string_view bytes, bool last, std::string& out) {
    auto next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t left = bytes.size();
    const auto operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
    do {
        std::size_t none = 0;
        std::uint8_t* nowhere = nullptr;
        if (!BrotliEncoderCompressStream(brotli, operation, &left, &next, &none, &nowhere, nullptr))
            throw std::runtime_error("brotli failed");
        std::size_t size = 0;
        const std::uint8_t* made = BrotliEncoderTakeOutput(brotli, &size);
        out.append(reinterpret_cast<const char*>(made), size);
    } while (left > 0 || BrotliEncoderHasMoreOutput(brotli));
}

void Compressor::State::add_gzip(std::string_view bytes, bool last, std::string& out) {
    gzip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    gzip.avail_in = static_cast<uInt>(bytes.size());
    char piece[16384];
    do {
        gzip.next_out = reinterpret_cast<Bytef*>(piece);
        gzip.avail_out = sizeof piece;
        if (deflate(&gzip, last ? Z_FINISH : Z_SYNC_FLUSH) == Z_STREAM_ERROR)
            throw std::runtime_error("deflate failed");
        out.append(piece, sizeof piece - gzip.avail_out);
    } while (gzip.avail_out == 0);
}

int effort_of(wire::Coding coding, bool hurried) {
    if (!hurried) return 5;
    return coding == wire::Coding::brotli ? 0 : 1;
}

std::string compressed(std::string_view bytes, wire::Coding coding, bool hurried) {
    return whole(bytes, coding, effort_of(coding, hurried));
}

std::string strongly(std::string_view bytes, wire::Coding coding) { return whole(bytes, coding, kStrong); }

const char* name_of(wire::Coding coding) {
    switch (coding) {
        case wire::Coding::brotli: return "br";
        case wire::Coding::gzip: return "gzip";
        case wire::Coding::identity: return "identity";
    }
    return "identity";
}

bool worth_compressing(std::string_view content_type) {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") || type.ends_with("+xml") || type.ends_with("+json") ||
           type == "application/json" || type == "application/xml" || type == "application/javascript";
}

}  // namespace dinh::web::serve
