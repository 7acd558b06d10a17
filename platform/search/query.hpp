// What a person typed, understood.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::search {

// One word of the query, or some that belong together. Found when one of the alternatives is found, each of which needs
// all its tokens.
struct Term {
    std::vector<std::vector<std::string>> any;
    std::vector<std::string> exact;              // the same with the marks as typed
    std::string prefix;                          // not empty: words of the metadata that begin so will do too
    std::vector<std::vector<std::string>> also;  // not searched, but counts for the order: meanings of abbreviations
};

struct Parsed {
    std::vector<Term> terms;  // all of them must be found; at most 16
    bool marked = false;      // some word was typed with marks
};

// Whatever was typed: cut to 500 letters; words without end, signs and syntax of any engine mean nothing.
Parsed parse(std::string_view typed);

// Groups of alternatives, ANDed, in the language of one engine. Every token is quoted; users' text never is syntax.
class Expression {
public:
    explicit Expression(db::Engine engine) : engine_(engine) {}
    void add(const Term&);
    void add_exact(const Term&);
    void add_any(const std::vector<std::string>& tokens);  // one of them; nothing when empty
    const std::string& text() const { return text_; }

private:
    void group(const std::vector<std::string>& alternatives);
    std::string all_of(const std::vector<std::string>& tokens) const;
    std::string quoted(const std::string& token) const;
    db::Engine engine_;
    std::string text_;
};

}  // namespace dinh::search
