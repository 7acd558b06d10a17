#include "platform/db/notifier.hpp"

#include "platform/db/engine.hpp"

namespace dinh::db {

void deliver(const Notifier::Hearer& hearer, std::string_view channel, std::string_view payload) {
    try {
        hearer(payload);
    } catch (const std::exception& error) {
        warn(kHearerFailed, std::string(channel) + ": " + error.what());
    }
}

Notifier::~Notifier() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Notifier::listen(std::string_view channel, Hearer hearer) {
    const std::lock_guard lock(mutex_);
    hearers_.emplace(channel, std::move(hearer));
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
}

void Notifier::post(std::string channel, std::string payload) {
    {
        const std::lock_guard lock(mutex_);
        if (!hearers_.contains(channel)) return;
        waiting_.emplace_back(std::move(channel), std::move(payload));
    }
    wake_.notify_one();
}

void Notifier::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        const auto [channel, payload] = std::move(waiting_.front());
        waiting_.pop_front();
        std::vector<Hearer> called;
        const auto [first, last] = hearers_.equal_range(channel);
        for (auto it = first; it != last; ++it) called.push_back(it->second);
        lock.unlock();
        for (const auto& hearer : called) deliver(hearer, channel, payload);
        lock.lock();
    }
}

}  // namespace dinh::db
