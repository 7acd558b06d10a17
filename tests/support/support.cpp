#include "tests/support/support.hpp"

#include <unistd.h>

#include <barrier>
#include <thread>

#include "platform/error/error.hpp"

namespace dinh::test {

namespace fs = std::filesystem;

namespace {

// Folders of test programs that were killed.
void sweep() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(), error)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("dinh-test-")) continue;
        const std::string process = name.substr(10, name.find('-', 10) - 10);
        if (process.empty() || process.find_first_not_of("0123456789") != process.npos) continue;
        const bool served = fs::exists(entry.path() / "data/postmaster.pid", error);  // its guard is at work
        if (!fs::exists("/proc/" + process, error) && !served) fs::remove_all(entry.path(), error);
    }
}

}  // namespace

TempDir::TempDir() {
    static const bool swept = (sweep(), true);
    (void)swept;
    const std::string name = "dinh-test-" + std::to_string(getpid()) + "-XXXXXX";
    std::string pattern = (fs::temp_directory_path() / name).string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder: " + pattern);
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

namespace {

std::string outcome(const std::function<void()>& work) {
    try {
        work();
        return "ok";
    } catch (const Refused&) {
        return "Refused";
    } catch (const Conflict&) {
        return "Conflict";
    } catch (const Forbidden&) {
        return "Forbidden";
    } catch (const NotFound&) {
        return "NotFound";
    } catch (const Unavailable&) {
        return "Unavailable";
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

Outcomes at_once(int n, const std::function<void(int)>& work) {
    Outcomes outcomes(static_cast<std::size_t>(n));
    std::barrier start(n);
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i) {
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            outcomes[static_cast<std::size_t>(i)] = outcome([&] { work(i); });
        });
    }
    for (auto& thread : threads) thread.join();
    return outcomes;
}

Outcomes two_at_once(int n, const std::function<void()>& work) {
    return at_once(n, [&](int) { work(); });
}

int count(const Outcomes& outcomes, const std::string& how) {
    return static_cast<int>(std::count(outcomes.begin(), outcomes.end(), how));
}

}  // namespace dinh::test
