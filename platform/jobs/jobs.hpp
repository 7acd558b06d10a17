// Work done after the deed: classes quick, slow and child (confined workers) with their own thread limits; lease and
// heartbeat; handlers are idempotent; back-off; dead letters stand on a page with what to do.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh {
struct House;
}

namespace dinh::jobs {

enum class Class { quick, slow, child };

struct Job {
    Id id = 0;
    std::string kind;     // "documents.extract_text"
    std::string payload;  // JSON
    int attempt = 0;      // 1 at the first run
};
// Throws: tried again with back-off. It may run twice (its process was killed, its lease ran out): idempotent.
using Work = std::function<void(House&, const Job&)>;
struct Kind {
    std::string name;
    Class job_class = Class::quick;
    Work work = {};
    int most_attempts = 8;
    std::string what_to_do = {};  // Vietnamese: shown with a dead letter
    // > 0: runs by itself, on one node at a time. Below 60 it runs in the timekeeper's own thread, leaves no row and
    // has to be short; from 60 on it is put as a job each time, with retries and dead letters, and the next time
    // outlives a restart.
    int every_s = 0;
};
void set_kinds(std::vector<Kind>);  // once at start

// In a deed: the job exists if and only if the deed commits. `unique_key` not empty: one waiting job per key, with the
// newest payload and the earliest time; it starts after this deed has committed, so it sees what the deed wrote. A kind
// nobody knows here waits for a process that does.
Id put(db::Tx&, std::string_view kind, std::string_view payload, Instant not_before = {},
       std::string_view unique_key = {});

// A slow job that writes much does so in slices, each a deed of its own, so that the writer is free in between.
class Slice {
public:
    explicit Slice(int most_ms = 50);
    bool spent() const;

private:
    std::int64_t until_ms_;
};

struct Limits {
    int quick = 2, slow = 1, child = 1;  // threads of each class
    int lease_s = 60;                    // a process that does not renew for so long has lost its jobs
    int poll_ms = 1000;                  // how often to look for what other processes put
};
class Runner {
public:
    Runner(House&, Limits);
    ~Runner();  // drains: takes no more and waits for the running jobs
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;
    void wake();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
// For tests, `demo` and `import`: runs what is due on this thread, with the periodic kinds below 60 s in between, until
// nothing is left; returns how many jobs ran. A job that fails waits for its next try as ever.
int run_all(House&);

struct DeadLetter {
    Id id;
    std::string kind, payload;
    std::string error;       // English, of the last attempt
    std::string what_to_do;  // Vietnamese
    Instant at;              // when it was given up
    int attempts;
};
std::vector<DeadLetter> dead_letters(db::Conn&, int most = 100);  // newest first
// NotFound: somebody was faster.
void retry(db::Tx&, Id dead_letter);
void give_up(db::Tx&, Id dead_letter);
struct Waiting {
    std::string kind;
    std::int64_t count;
    Instant oldest;  // when the first of them was due
};
std::vector<Waiting> waiting(db::Conn&);

}  // namespace dinh::jobs
