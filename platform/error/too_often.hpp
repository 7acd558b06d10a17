// A rule about how often: 429 with Retry-After. To whoever shows reasons it is a refusal like any other.
#pragma once
#include "platform/error/error.hpp"

namespace dinh {

class TooOften : public Refused {
public:
    TooOften(Said reason, int wait_s) : Refused(std::move(reason)), wait_s_(wait_s) {}
    int wait_s() const { return wait_s_; }  // > 0

private:
    int wait_s_;
};

}  // namespace dinh
