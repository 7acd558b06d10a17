// Figures for Prometheus, collected in the process and read as text on a private port. Keep the returned reference (it
// lives as long as the process); adding to it takes no lock:
//
//     static auto& refused = metrics::counter("dinh_web_refused_total", "requests answered 503", {{"why", "queue"}});
//     refused.add();
//
// Names are dinh_<part>_<what>_<unit>, lower case; counters end in _total. Label values come from a small fixed set
// (route, statement, job kind), never from a person's input: beyond 500 label sets a name's further ones share
// {other="yes"}.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace dinh::metrics {

using Labels = std::map<std::string, std::string>;

class Counter {
public:
    virtual ~Counter() = default;
    virtual void add(double by = 1) = 0;   // negative: nothing happens
    virtual double value() const = 0;
};
class Gauge {
public:
    virtual ~Gauge() = default;
    virtual void set(double value) = 0;
    virtual void add(double by) = 0;
    virtual double value() const = 0;
};
class Histogram {
public:
    virtual ~Histogram() = default;
    virtual void observe(double value) = 0;
};

// The same name and labels give the same object. std::logic_error for a malformed name or one already used for another
// type: a fault of the program.
Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
// `bounds`: upper bounds of the buckets, rising; fixed by the first call for the name.
Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {},
                     const std::vector<double>& bounds = {});
// Seconds, 0.5 ms to 10 s: requests, statements, jobs. What histogram() takes when no bounds are given.
const std::vector<double>& seconds();

// Asked each time the figures are read (queue lengths, free space). When it throws, the figure is NaN.
void gauge_from(const std::string& name, const std::string& help, std::function<double()> read);

// Measures from its making to its end into a histogram of seconds.
class Timer {
public:
    explicit Timer(Histogram& into);
    ~Timer();
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

private:
    Histogram& into_;
    std::int64_t start_us_;
};

// The exposition (text format 0.0.4; content type below), with memory, threads, files and age of the process.
std::string text();
constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace dinh::metrics
