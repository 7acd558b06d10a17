// Work done after the deed: classes quick, slow and child (confined workers) with their own thread limits; lease and
// heartbeat; handlers are idempotent; back-off; dead letters stand on a page with what to do.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh { struct House; }

namespace dinh::jobs {

enum class Class { quick, slow, child };

struct Job {
    Id id = 0;
    std::string kind;          // "documents.extract_text"
    std::string payload;       // JSON
    int attempt = 0;           // 1 at the first run
};
using Work = std::function<void(House&, const Job&)>;   // throws: tried again with back-off
struct Kind {
    std::string name;
    Class job_class = Class::quick;
    Work work;
    int most_attempts = 8;
    std::string what_to_do;    // Vietnamese: shown with a dead letter
    int every_s = 0;           // > 0: runs by itself, once for all nodes
};
void set_kinds(std::vector<Kind>);         // once at start

// In a deed: the job exists if and only if the deed commits. `unique_key` not empty: one waiting job per key.
Id put(db::Tx&, std::string_view kind, std::string_view payload, Instant not_before = {}, std::string_view unique_key = {});

struct Limits { int quick = 2, slow = 1, child = 1; };
class Runner {
public:
    Runner(House&, Limits);
    ~Runner();                 // drains: running jobs end or their lease runs out
    void wake();
private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
// For tests, `demo` and `import`: runs what waits on this thread until nothing is left; returns how many.
int run_all(House&);

struct DeadLetter { Id id; std::string kind, payload, error, what_to_do; Instant at; int attempts; };
std::vector<DeadLetter> dead_letters(db::Conn&, int most = 100);
void retry(db::Tx&, Id dead_letter);
void give_up(db::Tx&, Id dead_letter);
struct Waiting { std::string kind; std::int64_t count; Instant oldest; };
std::vector<Waiting> waiting(db::Conn&);

}  // namespace dinh::jobs
