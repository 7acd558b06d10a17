// A zip of one part, stored as it is, made without any library: lets a fuzzer reach the XML behind the packing.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace dinh::worker {

inline std::uint32_t zip_checksum(std::string_view bytes) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1) != 0 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
        }
    }
    return ~sum;
}

inline std::string stored_zip(std::string_view name, std::string_view content) {
    const auto number = [](std::uint64_t value, int width) {
        std::string bytes;
        for (; width > 0; --width, value >>= 8) {
            bytes += static_cast<char>(value);
        }
        return bytes;
    };
    // Version, flags, method, time, day, checksum, both sizes, length of the name, length of extras.
    const std::string facts = number(20, 2) + number(0, 8) + number(zip_checksum(content), 4) +
                              number(content.size(), 4) + number(content.size(), 4) + number(name.size(), 2) +
                              number(0, 2);
    std::string zip = "PK\x03\x04" + facts;
    zip += name;
    zip += content;
    const std::size_t directory = zip.size();
    zip += "PK\x01\x02" + number(20, 2) + facts + number(0, 14);
    zip += name;
    const std::size_t length = zip.size() - directory;
    return zip + "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) + number(length, 4) + number(directory, 4) +
           number(0, 2);
}

}  // namespace dinh::worker
