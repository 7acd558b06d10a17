#include "platform/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "platform/clock/clock.hpp"

namespace dinh::metrics {

namespace {

constexpr std::size_t kMostLabelSets = 500;

class CounterOf : public Counter {
public:
    explicit CounterOf(prometheus::Counter& counter) : counter_(counter) {}
    void add(double by) override {
        if (by > 0) counter_.Increment(by);
    }
    double value() const override { return counter_.Value(); }

private:
    prometheus::Counter& counter_;
};

class GaugeOf : public Gauge {
public:
    explicit GaugeOf(prometheus::Gauge& gauge) : gauge_(gauge) {}
    void set(double value) override { gauge_.Set(value); }
    void add(double by) override { gauge_.Increment(by); }
    double value() const override { return gauge_.Value(); }

private:
    prometheus::Gauge& gauge_;
};

class HistogramOf : public Histogram {
public:
    explicit HistogramOf(prometheus::Histogram& histogram) : histogram_(histogram) {}
    void observe(double value) override { histogram_.Observe(value); }

private:
    prometheus::Histogram& histogram_;
};

template <class Face>
struct Named {
    std::map<Labels, std::unique_ptr<Face>> by_labels;
    std::vector<double> bounds;
};

struct All {
    std::mutex mutex;
    prometheus::Registry registry;
    std::map<std::string, char> types;  // c, g, h
    std::map<std::string, Named<Counter>> counters;
    std::map<std::string, Named<Gauge>> gauges;
    std::map<std::string, Named<Histogram>> histograms;
    std::map<std::string, std::pair<Gauge*, std::function<double()>>> asked;
    std::int64_t started_ms = clock::steady_ms();
};

All& all() {
    static All* everything = new All;  // outlives every thread that still counts at exit
    return *everything;
}

bool good_name(const std::string& name) {
    return !name.empty() && name[0] >= 'a' && name[0] <= 'z' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

void check(const std::string& name, char type, const Labels& labels) {
    const auto [at, fresh] = all().types.emplace(name, type);
    bool good = good_name(name) && at->second == type;
    for (const auto& [label, value] : labels) good = good && good_name(label) && label.compare(0, 2, "__") != 0;
    if (!good) throw std::logic_error("metric " + name + " is malformed or already of another type");
}

// The face for these labels, made by `make` at first use.
template <class Face, class Make>
Face& face(Named<Face>& named, const Labels& labels, Make make) {
    auto at = named.by_labels.find(labels);
    if (at == named.by_labels.end() && named.by_labels.size() >= kMostLabelSets) {
        const Labels other{{"other", "yes"}};
        at = named.by_labels.find(other);
        if (at == named.by_labels.end()) at = named.by_labels.emplace(other, make(other)).first;
    }
    if (at == named.by_labels.end()) at = named.by_labels.emplace(labels, make(labels)).first;
    return *at->second;
}

double resident_bytes() {
    std::ifstream in("/proc/self/statm");
    double pages = 0, resident = 0;
    in >> pages >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double entries_of(const char* folder) {
    std::error_code fault;
    double count = 0;
    for (std::filesystem::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) ++count;
    return count;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure_process() {
    gauge("dinh_process_resident_bytes", "memory of the process").set(resident_bytes());
    gauge("dinh_process_open_files", "open files and sockets").set(entries_of("/proc/self/fd"));
    gauge("dinh_process_threads", "threads of the process").set(entries_of("/proc/self/task"));
    gauge("dinh_process_cpu_seconds", "processor time used").set(cpu_seconds());
    gauge("dinh_process_age_seconds", "time since the start")
        .set(static_cast<double>(clock::steady_ms() - all().started_ms) / 1000);
}

void ask() {
    std::map<std::string, std::pair<Gauge*, std::function<double()>>> questions;
    {
        const std::lock_guard lock(all().mutex);
        questions = all().asked;
    }
    for (const auto& [name, question] : questions) {
        try {
            question.first->set(question.second());
        } catch (const std::exception&) {
            question.first->set(std::numeric_limits<double>::quiet_NaN());
        }
    }
}

std::int64_t steady_us() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

}  // namespace

const std::vector<double>& seconds() {
    static const std::vector<double> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,    0.25,  0.5,    1,     2.5,  5,     10};
    return bounds;
}

Counter& counter(const std::string& name, const std::string& help, const Labels& labels) {
    const std::lock_guard lock(all().mutex);
    check(name, 'c', labels);
    return face(all().counters[name], labels, [&](const Labels& with) {
        return std::make_unique<CounterOf>(
            prometheus::BuildCounter().Name(name).Help(help).Register(all().registry).Add(with));
    });
}

Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels) {
    const std::lock_guard lock(all().mutex);
    check(name, 'g', labels);
    return face(all().gauges[name], labels, [&](const Labels& with) {
        return std::make_unique<GaugeOf>(
            prometheus::BuildGauge().Name(name).Help(help).Register(all().registry).Add(with));
    });
}

Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels,
                     const std::vector<double>& bounds) {
    const std::lock_guard lock(all().mutex);
    check(name, 'h', labels);
    Named<Histogram>& named = all().histograms[name];
    if (named.bounds.empty()) named.bounds = bounds.empty() ? seconds() : bounds;
    return face(named, labels, [&](const Labels& with) {
        return std::make_unique<HistogramOf>(
            prometheus::BuildHistogram().Name(name).Help(help).Register(all().registry).Add(with, named.bounds));
    });
}

void gauge_from(const std::string& name, const std::string& help, std::function<double()> read) {
    Gauge& into = gauge(name, help);
    const std::lock_guard lock(all().mutex);
    all().asked[name] = {&into, std::move(read)};
}

Timer::Timer(Histogram& into) : into_(into), start_us_(steady_us()) {}

Timer::~Timer() { into_.observe(static_cast<double>(steady_us() - start_us_) / 1e6); }

std::string text() {
    measure_process();
    ask();
    return prometheus::TextSerializer().Serialize(all().registry.Collect());
}

}  // namespace dinh::metrics
