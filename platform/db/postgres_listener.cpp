#include "platform/db/postgres_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "platform/db/postgres_connection.hpp"

namespace dinh::db {

namespace {

constexpr int kReconnectMs = 1000;
constexpr int kProbeMs = 30'000;

class Receiver final : public pqxx::notification_receiver {
public:
    Receiver(pqxx::connection& connection, const std::string& channel, Notifier::Hearer hearer)
        : notification_receiver(connection, channel), hearer_(std::move(hearer)) {}
    void operator()(const std::string& payload, int) override { deliver(hearer_, channel(), payload); }

private:
    Notifier::Hearer hearer_;
};

}  // namespace

PostgresListener::PostgresListener(std::string url)
    : url_(std::move(url)), signal_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (signal_ < 0) throw Error("db: eventfd failed");
}

PostgresListener::~PostgresListener() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake();
    if (thread_.joinable()) thread_.join();
    close(signal_);
}

void PostgresListener::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(signal_, &one, sizeof one);
}

void PostgresListener::listen(std::string_view channel, Notifier::Hearer hearer) {
    std::unique_lock lock(mutex_);
    hearers_.emplace_back(channel, std::move(hearer));
    const std::size_t mine = hearers_.size();
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    wake();
    if (!heard_.wait_for(lock, std::chrono::seconds(10), [&] { return listening_ >= mine; })) {
        throw Unavailable("postgresql: LISTEN was not taken within 10 s");
    }
}

void PostgresListener::work() {
    while (true) {
        try {
            hear();
            return;
        } catch (const std::exception& error) {
            warn(kListenLost, error.what());
        }
        std::unique_lock lock(mutex_);
        listening_ = 0;
        heard_.wait_for(lock, std::chrono::milliseconds(kReconnectMs), [this] { return stopping_; });
        if (stopping_) return;
    }
}

void PostgresListener::hear() {
    const auto connection = connect_postgres(url_);
    std::vector<std::unique_ptr<Receiver>> receivers;
    bool first = true;
    while (true) {
        std::vector<std::pair<std::string, Notifier::Hearer>> fresh;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
            fresh.assign(hearers_.begin() + static_cast<std::ptrdiff_t>(receivers.size()), hearers_.end());
        }
        for (const auto& [channel, hearer] : fresh) {
            receivers.push_back(std::make_unique<Receiver>(*connection, channel, hearer));
            // Notices sent while nobody listened are gone: the hearer looks for itself.
            if (first && reconnecting_) deliver(hearer, channel, "");
        }
        first = false;
        {
            const std::lock_guard lock(mutex_);
            listening_ = receivers.size();
            reconnecting_ = true;
        }
        heard_.notify_all();
        connection->get_notifs();
        pollfd waits[] = {{connection->sock(), POLLIN, 0}, {signal_, POLLIN, 0}};
        if (poll(waits, 2, kProbeMs) == 0) pqxx::nontransaction(*connection).exec("SELECT 1");
        std::uint64_t ignored;
        [[maybe_unused]] const auto got = ::read(signal_, &ignored, sizeof ignored);
        connection->get_notifs();
    }
}

}  // namespace dinh::db
