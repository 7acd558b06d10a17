// Chance that is the same at every run: the example province is deterministic.
#pragma once
#include <cstdint>
#include <vector>

namespace dinh::app::example {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }  // 0 .. 1
    bool chance(double p) { return unit() < p; }
    int between(int from, int to) {
        return from + static_cast<int>(next() % static_cast<std::uint64_t>(to - from + 1));
    }
    double between(double from, double to) { return from + unit() * (to - from); }
    template <class T>
    const T& pick(const std::vector<T>& list) {
        return list[next() % list.size()];
    }
    // Index by weight; the weights' sum is above 0.
    std::size_t weighted(const std::vector<double>& weights) {
        double sum = 0;
        for (const double weight : weights) sum += weight;
        double at = unit() * sum;
        for (std::size_t i = 0; i < weights.size(); ++i)
            if ((at -= weights[i]) < 0) return i;
        return weights.size() - 1;
    }

private:
    std::uint64_t state_;
};

}  // namespace dinh::app::example
