// Notices inside one process: delivered by a thread of its own, so that a hearer may use the database.
#pragma once
#include <condition_variable>
#include <deque>
#include <thread>

#include "platform/db/db.hpp"

namespace dinh::db {

class Notifier {
public:
    using Hearer = std::function<void(std::string_view)>;
    ~Notifier();
    void listen(std::string_view channel, Hearer);
    void post(std::string channel, std::string payload);

private:
    void work();
    std::mutex mutex_;
    std::condition_variable wake_;
    std::multimap<std::string, Hearer> hearers_;
    std::deque<std::pair<std::string, std::string>> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

// Calls a hearer; what it throws is logged, because nobody waits for it.
void deliver(const Notifier::Hearer&, std::string_view channel, std::string_view payload);

}  // namespace dinh::db
