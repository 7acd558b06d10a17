// The threads on which handlers run, with a bounded queue in front.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>

namespace dinh::web::serve {

class Pool {
public:
    // `name` is seen in top and in core files, at most 15 bytes.
    Pool(int workers, std::size_t queue_most, const char* name);
    // Waits for what runs; what still waits in the queue is dropped.
    ~Pool();
    // false: the queue is full and the work was not taken.
    bool offer(std::function<void()> work);
    // Past the limit: the continuation of something already begun.
    void insist(std::function<void()> work);
    std::size_t waiting() const;
    int busy() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dinh::web::serve
