#include <cstddef>
#include <cstdint>

#include "platform/worker/protocol.hpp"

// What a worker taken over by its file might say to the server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto result = dinh::worker::read_answer({reinterpret_cast<const char*>(data), size});
    if (result && dinh::worker::write_answer(*result).empty()) {
        __builtin_trap();
    }
    return 0;
}
