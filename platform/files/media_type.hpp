// What a file is, from its bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace dinh::files {

// The media type of an open file by libmagic, made finer where libmagic stops at the container: office files in ZIP and
// OLE2, signatures. Every kind of plain text is text/plain, except markup and scripts, which keep their own type.
// Reads at most some hundred KB whatever the size of the file. "application/octet-stream" when nobody knows it.
std::string media_type_of(int file, std::int64_t size_bytes);

// The finer part alone. `head` is the beginning of the file (at most 256 KB).
std::string type_in_zip(int file, std::int64_t size_bytes);  // "application/zip" when it holds no office file
std::string type_in_ole(int file, std::int64_t size_bytes);  // "application/x-ole-storage" when unknown

}  // namespace dinh::files
