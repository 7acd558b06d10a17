#include <cstddef>
#include <cstdint>

#include "platform/sheet/book_for_tests.hpp"
#include "platform/sheet/reader.hpp"
#include "platform/sheet/values.hpp"

// Bytes that begin like a workbook are a whole file, others its styles, shared texts and cells, parted by a zero byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh::sheet;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!looks_like_workbook(bytes)) {
        look_of(bytes);
        const auto first = std::min(bytes.find('\0'), bytes.size());
        const auto second = std::min(bytes.find('\0', first + 1), bytes.size());
        const auto third = second < bytes.size() ? bytes.substr(second + 1) : std::string();
        bytes = made::zip_of(made::parts_of(bytes.substr(0, first),
                                            first < second ? bytes.substr(first + 1, second - first - 1) : "", third));
    }
    const ReadLimits limits{.part_bytes = 1 << 20, .columns = 40, .cells = 5'000, .text_bytes = 1 << 20};
    std::int64_t line = 0;
    std::size_t text_bytes = 0;
    read(
        bytes,
        [&](Row& row) {
            if (row.line <= line || row.cells.size() > limits.columns) __builtin_trap();
            line = row.line;
            for (const auto& cell : row.cells) text_bytes += cell.size();
            return true;
        },
        {}, limits);
    if (text_bytes > limits.text_bytes) __builtin_trap();
    return 0;
}
