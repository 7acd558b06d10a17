// Pictures and documents of the old site, as they were brought beside its export: in ZIPs or one by one.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/files/files.hpp"

namespace dinh::portal::imports {

inline constexpr std::int64_t kMostFileBytes = 30 << 20;

class OldFiles {
public:
    // Reads the lists of the ZIPs, nothing else. Refused, with its name: a ZIP that is damaged, locked, or a bomb.
    OldFiles(files::Store&, const std::vector<files::Ref>&);
    ~OldFiles();
    OldFiles(const OldFiles&) = delete;
    OldFiles& operator=(const OldFiles&) = delete;

    // Whether a file is there for a path of the old site ("/wp-content/uploads/2023/a.jpg"): of those of its name the
    // one most of whose folders are the same. A picture in another size ("a-300x200.jpg") is told by its name too.
    bool has(std::string_view path) const;
    struct File {
        std::string name;
        files::Stored stored;
    };
    // In the house's store from now on. Nothing: not there, over 30 MB, damaged, or of a kind that is not kept.
    std::optional<File> fetch(std::string_view path);

    std::size_t size() const { return entries_.size(); }

private:
    struct Archive;
    struct Entry {
        std::string path;  // folded to lower case, with "/"
        int archive = -1;  // -1: a file of its own
        std::string name;  // in the archive
        std::size_t ref = 0;
    };
    const Entry* find(std::string_view path) const;
    const Entry* best(const std::string& path) const;

    files::Store& store_;
    std::vector<files::Ref> refs_;
    std::vector<std::unique_ptr<Archive>> archives_;
    std::vector<Entry> entries_;
    std::multimap<std::string, std::size_t> named_;  // file name -> entry
};

}  // namespace dinh::portal::imports
