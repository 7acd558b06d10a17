// The table that tools/embed.py writes into generated/embed.cpp. Sorted by path; `count` entries.
#pragma once
#include <cstddef>

namespace dinh::embed {

struct Entry {
    const char* path;
    const char* data;
    std::size_t size;
    const char* brotli;  // null: none
    std::size_t brotli_size;
    const char* gzip;  // null: none
    std::size_t gzip_size;
    const char* digest;
};

extern const Entry kTable[];
extern const std::size_t kTableSize;

}  // namespace dinh::embed
