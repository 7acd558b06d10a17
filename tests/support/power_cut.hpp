// A disk for SQLite that can lose power: an SQLite VFS that remembers which writes have been synced. At every sync it
// notes what the disk might hold if the power failed just then, so that a test can open each of these states.
//
//     test::PowerCut disk("powercut");
//     auto db = db::Database::open({.url = ..., .vfs = "powercut"});
//     ... deeds ...
//     for (const auto& state : disk.states()) { state.restore(folder); open and check }
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dinh::test {

class PowerCut {
public:
    // Files by their name without folder.
    using Files = std::map<std::string, std::string>;

    struct State {
        Files files;
        std::string what;               // which sync, and what became of the writes not yet synced
        std::vector<int> acknowledged;  // what acknowledge() had been told by then
        void restore(const std::string& folder) const;
    };

    // Registers a VFS of this name over the default one. One test at a time.
    explicit PowerCut(const std::string& vfs_name);
    ~PowerCut();
    PowerCut(const PowerCut&) = delete;
    PowerCut& operator=(const PowerCut&) = delete;

    // The disk says that it has synced, but has not. To prove that a test would notice.
    void lie(bool yes);
    // Syncs fail with an I/O error.
    void fail_syncs(bool yes);
    // The caller got his answer for deed `number`.
    void acknowledge(int number);

    int syncs() const;
    // Bytes written to the database or its log that a power cut could lose.
    std::size_t unsynced_bytes() const;
    const std::vector<State>& states() const;

    struct Disk;

private:
    std::unique_ptr<Disk> disk_;
};

}  // namespace dinh::test
