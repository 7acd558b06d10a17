// How often public pages are read, without a word of who reads: one number for host, path and form, counted where the
// answer leaves and handed on each minute. Machines that say so in their agent are left out.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/house/house.hpp"

namespace dinh::web {

struct Use {
    std::string host, path;  // as asked, without query
    std::string type;        // "text/html", without parameters
    std::int64_t times = 0;
};

// A search engine, a program, or nobody that says what it is.
bool is_robot(std::string_view agent);
// An answer that was read: 200 or 304 to a GET. Any thread; one increment in a map of the thread's own, which holds at
// most kMostUses; what is beyond is counted as `uses_beyond()` alone.
inline constexpr std::size_t kMostUses = 20'000;
void count_use(std::string_view host, std::string_view path, std::string_view type);
std::vector<Use> take_uses();  // all since the last call; each place once
std::uint64_t uses_beyond();

// Whoever keeps them; one in the process, named in a module's routes function.
using KeepUses = std::function<void(House&, std::vector<Use>)>;
void keep_uses_by(KeepUses);

// A thread that hands them over each `every_s` and once more at its end. What is lost when keeping fails is logged.
class UseKeeper {
public:
    explicit UseKeeper(House&, int every_s = 60);
    ~UseKeeper();
    UseKeeper(const UseKeeper&) = delete;
    UseKeeper& operator=(const UseKeeper&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dinh::web
