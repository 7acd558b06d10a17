// The files of one folder while it is written: each stands in the list of checksums (as sha256sum reads it).
#pragma once
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "platform/crypto/crypto.hpp"
#include "platform/files/files.hpp"

namespace dinh::exports {

inline constexpr const char* kChecksums = "checksums.sha256";
inline constexpr const char* kMark = ".dinh-export";  // stands in a folder that is not finished

class Paper {
public:
    // Makes the folder. Refused when it is there and is not a remain of ours.
    explicit Paper(std::filesystem::path root);
    // Paths are relative to the folder. Unavailable: no room.
    void write(const std::string& path, std::string_view content);
    // Copies a content of the store; false when it is not there or is not what it was.
    bool copy(const files::Store&, const std::string& hash, const std::string& path);
    // The last file: closes the list and waits until the disk has everything; then the folder takes its name.
    void finish(const std::filesystem::path& name);
    const std::filesystem::path& root() const { return root_; }

    // A file that grows.
    class Growing {
    public:
        Growing(Paper& paper, std::string path);
        void add(std::string_view piece);
        void close();

    private:
        Paper& paper_;
        std::string path_;
        std::ofstream file_;
        crypto::Sha256 sum_;
    };

private:
    std::ofstream open(const std::string& path);
    void note(const std::string& path, crypto::Sha256& sum);
    std::filesystem::path root_;
    std::ofstream sums_;
    std::set<std::string> folders_;
};

}  // namespace dinh::exports
