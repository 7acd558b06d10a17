#include "platform/db/db.hpp"

#include <cmath>
#include <random>
#include <thread>

#include "platform/db/engine.hpp"

namespace dinh::db {

thread_local Context context;

namespace {

// Table 3-7 of the Unicode standard: no overlong forms, surrogates or values beyond U+10FFFF, and no NUL.
bool storable(std::string_view text) {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = at + text.size();
    while (at < end) {
        const unsigned char lead = *at++;
        if (lead == 0) return false;
        if (lead < 0x80) continue;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || end - at < more) return false;
        const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (*at < low || *at > high) return false;
        for (++at; --more > 0; ++at) {
            if ((*at & 0xC0) != 0x80) return false;
        }
    }
    return true;
}

}  // namespace

const log::Message kHearerFailed{"DB_HEARER_FAILED", log::Level::error, "a hearer of a database notice failed",
                                 "What the notice asked for was not done at once; it is done at the next occasion. "
                                 "Report it when it comes again."};
const log::Message kAfterCommitFailed{"DB_AFTER_COMMIT_FAILED", log::Level::error, "work after a committed deed failed",
                                      "The deed itself is stored. Report it when it comes again."};
const log::Message kListenLost{"DB_LISTEN_LOST", log::Level::warning, "the connection that hears notices was lost",
                               "It is made again each second. If it goes on, look at the state of PostgreSQL."};
const log::Message kRollbackFailed{"DB_ROLLBACK_FAILED", log::Level::error, "a transaction could not be rolled back",
                                   "Look at the disk of the data folder: is it full, read-only or faulty?"};

void warn(const log::Message& message, std::string_view error) { log::write(message, {{"error", error}}); }

std::unique_ptr<Database> Database::open(const Options& options) {
    const std::string& url = options.url;
    if (url.starts_with("sqlite://")) return open_sqlite(options);
    if (url.starts_with("postgres://") || url.starts_with("postgresql://")) return open_postgres(options);
    throw Error("db: the address must begin with sqlite:// or postgres://");
}

void check_deadline() {
    if (context.deadline != 0 && clock::steady_ms() >= context.deadline) throw TimedOut("db: deadline passed");
}

void check_params(const Sql& sql, const Params& params) {
    for (std::size_t i = 0; i < params.size(); ++i) {
        const auto* text = std::get_if<std::string>(&params[i]);
        const auto* real = std::get_if<double>(&params[i]);
        const bool bad = (text && !storable(*text)) || (real && !std::isfinite(*real));
        if (bad) throw Error(std::string("db: ") + sql.name + ": $" + std::to_string(i + 1) + " cannot be stored");
    }
}

void check_notice(std::string_view channel, std::string_view payload) {
    const bool word =
        !channel.empty() && channel.size() < 60 &&
        std::all_of(channel.begin(), channel.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (!word) throw Error("db: a channel is a lower case word");
    if (payload.size() > 7900 || !storable(payload)) throw Error("db: payload of a notice too long or not UTF-8");
}

void throw_full(const Full& error) {
    throw Unavailable("Ổ đĩa đã đầy hoặc chỉ cho đọc, nên chưa lưu được gì. Hãy báo người quản trị hệ thống.",
                      error.what());
}

void run_after_commit(const std::vector<std::function<void()>>& work) {
    for (const auto& one : work) {
        try {
            one();
        } catch (const std::exception& error) {
            warn(kAfterCommitFailed, error.what());
        }
    }
}

void pause_before_retry(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % (10U << attempt)));
}

Deadline::Deadline(std::int64_t until_steady_ms) : before_(context.deadline) {
    const bool sooner = before_ == 0 || until_steady_ms < before_;
    if (until_steady_ms != 0 && sooner) context.deadline = until_steady_ms;
}
Deadline::~Deadline() { context.deadline = before_; }
std::int64_t Deadline::current() { return context.deadline; }

QueryCount::QueryCount() : outer_(context.counter) { context.counter = this; }
QueryCount::~QueryCount() { context.counter = outer_; }
int QueryCount::count() const { return count_; }
void QueryCount::note() {
    for (QueryCount* counter = context.counter; counter; counter = counter->outer_) ++counter->count_;
}

}  // namespace dinh::db
