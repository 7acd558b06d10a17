// What both engines share. Not for users of platform/db.
#pragma once
#include "platform/db/db.hpp"
#include "platform/log/log.hpp"

namespace dinh::db {

// What SQL of this thread is bound by. The SQLite writer takes it over from the thread whose deed it runs.
struct Context {
    std::int64_t deadline = 0;
    QueryCount* counter = nullptr;
};
extern thread_local Context context;

std::unique_ptr<Database> open_sqlite(const Options&);
std::unique_ptr<Database> open_postgres(const Options&);

// Throws TimedOut when the deadline of this thread has passed.
void check_deadline();
// Throws Error for what not both engines can store: text that is not UTF-8 or holds NUL, numbers that are not finite.
void check_params(const Sql&, const Params&);
// Throws Error: channel names are lower case words, payloads at most 7,900 bytes of UTF-8.
void check_notice(std::string_view channel, std::string_view payload);
[[noreturn]] void throw_full(const Full&);

extern const log::Message kHearerFailed;
extern const log::Message kAfterCommitFailed;
extern const log::Message kListenLost;
extern const log::Message kRollbackFailed;
void warn(const log::Message&, std::string_view error);

// The deed is committed: what `work` throws is logged and changes nothing.
void run_after_commit(const std::vector<std::function<void()>>& work);

inline constexpr int kBusyRetries = 3;
// Waits a little, longer each time, before a deed is run again.
void pause_before_retry(int attempt);

// PostgreSQL gives up a transaction after any failed statement. A deed that catches the error and goes on would thus
// behave differently on the two engines: both refuse to go on.
class FailedOnce {
public:
    void refuse_if_failed() const {
        if (error_) std::rethrow_exception(error_);
    }
    template <class F>
    auto guard(F&& work) -> decltype(work()) {
        refuse_if_failed();
        try {
            return work();
        } catch (...) {
            error_ = std::current_exception();
            throw;
        }
    }

private:
    std::exception_ptr error_;
};

}  // namespace dinh::db
