// Whether an address on another machine is still there. The addresses come from whoever writes pages, so nothing is
// asked that the internet does not reach: the name is looked up here, every address it has must be public, and the
// connection goes to one of those, also after each redirect (a name that changes its address meanwhile changes
// nothing).
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct sockaddr;

namespace dinh::outbox {

// false: this machine, private and link-local networks, shared and reserved ones, multicast; the same inside IPv6.
bool is_public_address(const sockaddr*);

struct Visit {
    // there; moved for good, to `moved_to`; gone: 404 or 410; failed: no answer or a fault of theirs; refused: they let
    // nobody or no program look (401, 403, 429, robots.txt); not_asked: no address we ask.
    enum class State { there, moved, gone, failed, refused, not_asked };
    State state = State::not_asked;
    std::string said;      // "404", or in English what went wrong; one line
    std::string moved_to;  // a whole address
};

struct VisitOptions {
    std::string proxy;    // "http://host:port": it resolves names, its own rules keep private networks out
    std::string contact;  // of the house, in the agent
    int timeout_s = 15;
    int pause_ms = 2000;        // between two requests to one host
    bool this_machine = false;  // for tests alone: loopback and every port
};

// One request at a time, HEAD first, at most 64 KB of a body, at most five redirects. Asks http and https on ports
// 80, 443, 8080 and 8443. robots.txt is read once for each host.
class Visitor {
public:
    explicit Visitor(VisitOptions);
    ~Visitor();
    Visit visit(const std::string& address);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dinh::outbox
