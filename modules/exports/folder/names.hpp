// Names of files that a person finds again and that every system takes: lower-case ASCII, no name of a device.
#pragma once
#include <set>
#include <string>
#include <string_view>

namespace dinh::exports {

// "125-12-ubnd-kgvx-ve-viec-phong-chong-thien-tai", at most 80 letters; `otherwise` when nothing is left of the words.
std::string readable_name(std::string_view number, std::string_view mark, std::string_view subject,
                          std::string_view otherwise);

// Of one folder: a name that is taken gets -2, -3 ...
class Names {
public:
    // extension without its dot; "" none.
    std::string unique(const std::string& stem, std::string_view extension);

private:
    std::set<std::string> taken_;
};

// Under which of 256 folders the page of a record stands: "7f".
std::string bucket_of(std::string_view key);
// Whether a key may name a file: [0-9a-z-], 1 to 60 letters, no name of a device.
bool good_key(std::string_view key);

}  // namespace dinh::exports
