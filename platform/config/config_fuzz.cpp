// Any text is read as a configuration or refused with faults; nothing else is thrown.
#include "platform/config/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        dinh::config::report(dinh::config::read_text({reinterpret_cast<const char*>(data), size}, "/srv/dinh"));
    } catch (const dinh::config::Invalid&) {}
    return 0;
}
