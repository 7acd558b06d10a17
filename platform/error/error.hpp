// The five ways a request or a deed fails. Each carries two texts: `for_person` (Vietnamese source text, shown as is
// after translation) and `for_log` (English, never shown). platform/web turns them into HTML, fragment or problem+json.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace dinh {

class Failure : public std::runtime_error {
public:
    Failure(std::string for_person, std::string for_log)
        : std::runtime_error(for_log), for_person_(std::move(for_person)) {}
    const std::string& for_person() const { return for_person_; }
    const char* for_log() const { return what(); }

private:
    std::string for_person_;
};

// The record does not exist, or the actor may not know that it does: 404, the same bytes in both cases.
class NotFound : public Failure {
public:
    explicit NotFound(std::string for_log);
};

// The record is visible but the deed is not this actor's: 403; `for_person` says who may.
class Forbidden : public Failure {
public:
    using Failure::Failure;
};

// Somebody changed the record since the person read it: 409.
class Conflict : public Failure {
public:
    explicit Conflict(std::string for_log);
    Conflict(std::string for_person, std::string for_log) : Failure(std::move(for_person), std::move(for_log)) {}
};

// One reason why a rule refuses a deed. `field` is empty when it concerns the whole deed.
struct Reason {
    std::string field;
    std::string text;  // Vietnamese, a sentence a clerk understands
};

// A rule refuses the deed: 422, with all reasons at once.
class Refused : public Failure {
public:
    explicit Refused(std::vector<Reason> reasons);
    Refused(std::string field, std::string reason)
        : Refused(std::vector<Reason>{{std::move(field), std::move(reason)}}) {}
    explicit Refused(std::string reason) : Refused(std::vector<Reason>{{"", std::move(reason)}}) {}
    const std::vector<Reason>& reasons() const { return reasons_; }

private:
    std::vector<Reason> reasons_;
};

// We cannot do it now (disk full, database away, queue full): 503, nothing was half done.
class Unavailable : public Failure {
public:
    explicit Unavailable(std::string for_log);
    Unavailable(std::string for_person, std::string for_log) : Failure(std::move(for_person), std::move(for_log)) {}
};

// Collects reasons; `done()` throws Refused when there is any.
class Reasons {
public:
    void add(std::string text) { list_.push_back({"", std::move(text)}); }
    void add(std::string field, std::string text) { list_.push_back({std::move(field), std::move(text)}); }
    bool empty() const { return list_.empty(); }
    void done() const {
        if (!list_.empty()) throw Refused(list_);
    }

private:
    std::vector<Reason> list_;
};

}  // namespace dinh
