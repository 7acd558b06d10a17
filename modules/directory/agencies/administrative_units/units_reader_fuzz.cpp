#include "modules/directory/agencies/administrative_units/units_reader.hpp"
#include "platform/error/error.hpp"

// Any bytes as one of the three lists, alone and twice: the head says which. Codes have their digits, names their
// bounds, nothing stands twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh;
    const directory::UnitsFile file{"danh sach.csv", std::string(reinterpret_cast<const char*>(data), size)};
    directory::UnitsReport once, twice;
    try {
        const auto lists = directory::units_reader::read({file}, Day{20'270}, once);
        std::set<std::string> keys;
        for (const auto& row : lists.rows) {
            const std::size_t digits = row.level == "province" ? 2 : row.level == "district" ? 3 : 5;
            if (row.code.size() != digits || row.name.empty() || !keys.insert(row.key()).second) __builtin_trap();
        }
        for (const auto& link : lists.links)
            if (link.code.empty() || link.successor.empty()) __builtin_trap();
        if (lists.rows.empty() && lists.links.empty()) __builtin_trap();
        const auto again = directory::units_reader::read({file, file}, Day{20'270}, twice);
        if (again.rows.size() != lists.rows.size() || again.links.size() != lists.links.size()) __builtin_trap();
    } catch (const Refused&) {}
    return 0;
}
