// What tests share: databases on both engines, folders that vanish, deeds run at the same time.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dinh::test {

// A folder of its own, removed with all it holds when the object goes.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// How one of several calls ended: "ok", "Refused", "Conflict", "Forbidden", "NotFound", "Unavailable", or the text of
// any other exception.
using Outcomes = std::vector<std::string>;

// Runs `work(0)` .. `work(n - 1)` on n threads that start together; answers in the order of the numbers.
Outcomes at_once(int n, const std::function<void(int)>& work);
// The same closure on n threads.
Outcomes two_at_once(int n, const std::function<void()>& work);
// How many ended so.
int count(const Outcomes&, const std::string& how);

}  // namespace dinh::test
