#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "platform/text/text.hpp"
#include "platform/written/use_log.hpp"

namespace {

using namespace dinh;

void check_line(std::string_view line) {
    const auto use = written::parse_use(line);
    if (!use) return;
    const bool sound = use->path.starts_with("/") && text::is_utf8(use->path) &&
                       use->path.find('\n') == std::string::npos && use->type.find(' ') == std::string::npos &&
                       use->host.find('/') == std::string::npos;
    if (!sound) std::abort();
}

}  // namespace

// The first byte says after how many bytes the reader stops each time: however it is cut, the lines are the same.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    static const std::string path = "/tmp/dinh-use-log-" + std::to_string(::getpid());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    std::string whole, cut;
    written::read_log(path, {}, 1 << 30, [&](std::string_view line) {
        check_line(line);
        whole.append(line).append(1, '\n');
    });
    written::LogPlace place;
    for (int i = 0; i < 1000; ++i) {
        const auto before = place;
        place = written::read_log(path, place, 1 + data[0],
                                  [&](std::string_view line) { cut.append(line).append(1, '\n'); });
        if (place == before) break;
        if (place.place < before.place || place.place > static_cast<std::int64_t>(bytes.size())) std::abort();
    }
    ::unlink(path.c_str());
    if (whole != cut) std::abort();
    return 0;
}
