// Hears notices on a PostgreSQL connection of its own. Not for users of platform/db.
#pragma once
#include <condition_variable>
#include <thread>

#include "platform/db/notifier.hpp"

namespace dinh::db {

class PostgresListener {
public:
    explicit PostgresListener(std::string url);
    ~PostgresListener();
    // Returns when the server has taken the LISTEN. After a lost connection each hearer is called with "".
    void listen(std::string_view channel, Notifier::Hearer);

private:
    void work();
    void hear();
    void wake();
    std::string url_;
    std::mutex mutex_;
    std::condition_variable heard_;
    std::vector<std::pair<std::string, Notifier::Hearer>> hearers_;
    std::size_t listening_ = 0;  // how many of hearers_ the server knows
    bool reconnecting_ = false;  // there was a connection before
    bool stopping_ = false;
    int signal_ = -1;  // eventfd: something changed for the thread
    std::thread thread_;
};

}  // namespace dinh::db
