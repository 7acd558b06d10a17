// The five ways a request or a deed fails. Each carries two texts: `for_person` (Vietnamese, translated when shown) and
// `for_log` (English, never shown). platform/web turns them into HTML, fragment or problem+json.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace dinh {

// A sentence for a person: Vietnamese, with %1 to %9 where names, days and numbers stand, so that it can be translated.
// A value that is itself a text of the program (the label of a field, a state) is translated with it.
class Said {
public:
    Said(const char* sentence) : pattern_(sentence) {}
    Said(std::string sentence) : pattern_(std::move(sentence)) {}
    Said(std::string pattern, std::vector<std::string> values)
        : pattern_(std::move(pattern)), values_(std::move(values)) {}
    const std::string& pattern() const { return pattern_; }
    const std::vector<std::string>& values() const { return values_; }
    std::string vietnamese() const;

private:
    std::string pattern_;
    std::vector<std::string> values_;
};

class Failure : public std::runtime_error {
public:
    Failure(Said said, std::string for_log)
        : std::runtime_error(for_log), said_(std::move(said)), for_person_(said_.vietnamese()) {}
    const Said& said() const { return said_; }
    const std::string& for_person() const { return for_person_; }  // in Vietnamese
    const char* for_log() const { return what(); }

private:
    Said said_;
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
    Conflict(Said said, std::string for_log) : Failure(std::move(said), std::move(for_log)) {}
};

// One reason why a rule refuses a deed. `field` is empty when it concerns the whole deed.
struct Reason {
    Reason(std::string of_field, Said why)
        : field(std::move(of_field)), text(why.vietnamese()), said(std::move(why)) {}
    std::string field;
    std::string text;  // in Vietnamese, a sentence a clerk understands
    Said said;
};

// A rule refuses the deed: 422, with all reasons at once.
class Refused : public Failure {
public:
    explicit Refused(std::vector<Reason> reasons);
    Refused(std::string field, Said reason)
        : Refused(std::vector<Reason>{{std::move(field), std::move(reason)}}) {}
    explicit Refused(Said reason) : Refused(std::vector<Reason>{{"", std::move(reason)}}) {}
    const std::vector<Reason>& reasons() const { return reasons_; }

private:
    std::vector<Reason> reasons_;
};

// We cannot do it now (disk full, database away, queue full): 503, nothing was half done.
class Unavailable : public Failure {
public:
    explicit Unavailable(std::string for_log);
    Unavailable(Said said, std::string for_log) : Failure(std::move(said), std::move(for_log)) {}
};

// Collects reasons; `done()` throws Refused when there is any.
class Reasons {
public:
    void add(Said said) { list_.emplace_back("", std::move(said)); }
    void add(std::string field, Said said) { list_.emplace_back(std::move(field), std::move(said)); }
    bool empty() const { return list_.empty(); }
    void done() const {
        if (!list_.empty()) throw Refused(list_);
    }

private:
    std::vector<Reason> list_;
};

}  // namespace dinh
