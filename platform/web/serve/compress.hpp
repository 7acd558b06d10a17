// Compression of answers as they are made; assets and kept pages are compressed beforehand, see strongly().
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/web/wire/headers.hpp"

namespace dinh::web::serve {

// For an answer that comes in pieces.
class Compressor {
public:
    Compressor(wire::Coding, int effort, std::size_t size_hint = 0);
    ~Compressor();
    Compressor(Compressor&&) noexcept;
    // Appends to `out` what can be sent now; `last` ends the stream.
    void add(std::string_view bytes, bool last, std::string& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// For pages made for one reader: small while there is time (0.7 ms for 40 KB), quick when others wait (a tenth of it,
// a quarter more bytes).
std::string compressed(std::string_view bytes, wire::Coding, bool hurried);
int effort_of(wire::Coding, bool hurried);
// Small, for pages kept for many.
std::string strongly(std::string_view bytes, wire::Coding);
const char* name_of(wire::Coding);
bool worth_compressing(std::string_view content_type);

}  // namespace dinh::web::serve
