#include "platform/web/serve/pool.hpp"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace dinh::web::serve {

struct Pool::State {
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> queue;
    std::size_t most;
    int busy = 0;
    bool ending = false;
    std::vector<std::thread> threads;

    void run() {
        std::unique_lock lock(mutex);
        while (true) {
            wake.wait(lock, [this] { return ending || !queue.empty(); });
            if (ending) return;
            std::function<void()> work = std::move(queue.front());
            queue.pop_front();
            ++busy;
            lock.unlock();
            work();
            work = nullptr;
            lock.lock();
            --busy;
        }
    }
    bool put(std::function<void()> work, bool bounded) {
        {
            const std::lock_guard lock(mutex);
            if (ending || (bounded && queue.size() >= most)) return false;
            queue.push_back(std::move(work));
        }
        wake.notify_one();
        return true;
    }
};

Pool::Pool(int workers, std::size_t queue_most, const char* name) : state_(std::make_unique<State>()) {
    state_->most = queue_most;
    for (int i = 0; i < workers; ++i) {
        state_->threads.emplace_back([state = state_.get()] { state->run(); });
        pthread_setname_np(state_->threads.back().native_handle(), name);
    }
}

Pool::~Pool() {
    std::deque<std::function<void()>> dropped;
    {
        const std::lock_guard lock(state_->mutex);
        state_->ending = true;
        dropped.swap(state_->queue);
    }
    state_->wake.notify_all();
    for (std::thread& thread : state_->threads) thread.join();
}

bool Pool::offer(std::function<void()> work) { return state_->put(std::move(work), true); }
void Pool::insist(std::function<void()> work) { state_->put(std::move(work), false); }

std::size_t Pool::waiting() const {
    const std::lock_guard lock(state_->mutex);
    return state_->queue.size();
}

int Pool::busy() const {
    const std::lock_guard lock(state_->mutex);
    return state_->busy;
}

}  // namespace dinh::web::serve
