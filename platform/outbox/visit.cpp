#include "platform/outbox/visit.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/outbox/curl.hpp"
#include "platform/outbox/robots.hpp"
#include "platform/text/text.hpp"

namespace dinh::outbox {

namespace {

constexpr const char* kToken = "dinh";
constexpr std::size_t kMostBody = 64 << 10;
constexpr int kMostRedirects = 5;
constexpr std::size_t kMostRobots = 500;

struct Net {
    std::uint32_t network;
    int bits;
};
constexpr Net kNotPublic[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
                              {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
                              {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4}};

bool is_public_v4(std::uint32_t address) {
    for (const auto& [network, bits] : kNotPublic)
        if (address >> (32 - bits) == network >> (32 - bits)) return false;
    return true;
}

std::uint32_t v4_at(const unsigned char* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

bool is_public_v6(const unsigned char* bytes) {
    constexpr unsigned char kZeros[12] = {};
    constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    constexpr unsigned char kNat64[12] = {0x00, 0x64, 0xFF, 0x9B};
    if (std::memcmp(bytes, kMapped, 12) == 0 || std::memcmp(bytes, kNat64, 12) == 0)
        return is_public_v4(v4_at(bytes + 12));
    if (std::memcmp(bytes, kZeros, 12) == 0) return false;                            // ::, ::1, ::a.b.c.d
    if ((bytes[0] & 0xE0) != 0x20) return false;                                      // only 2000::/3 is given out
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public_v4(v4_at(bytes + 2));  // 6to4
    const bool reserved = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] <= 0x01;   // Teredo and others
    const bool documents = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
    return !reserved && !documents;
}

bool is_loopback(const sockaddr* address) {
    if (address->sa_family == AF_INET)
        return ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
}

bool may_reach(const sockaddr* address, const VisitOptions& options) {
    return is_public_address(address) || (options.this_machine && is_loopback(address));
}

struct Place {
    std::string url, scheme, host, port, target;  // host as it is looked up, without brackets
    std::string fault;                            // "" it can be asked
};

std::string part_of(CURLU* parts, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(parts, which, &text, flags) != CURLUE_OK || !text) return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

// Of IPv6 as it stands in an address.
std::string bracketed(const std::string& host) {
    if (host.find(':') == host.npos) return host;
    std::string text("[");
    return text.append(host).append(1, ']');
}

Place place_of(const std::string& url, const VisitOptions& options) {
    Place place;
    const std::unique_ptr<CURLU, void (*)(CURLU*)> parts(curl_url(), curl_url_cleanup);
    if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
        place.fault = "not an address";
        return place;
    }
    curl_url_set(parts.get(), CURLUPART_FRAGMENT, nullptr, 0);
    place.scheme = part_of(parts.get(), CURLUPART_SCHEME);
    place.host = part_of(parts.get(), CURLUPART_HOST, CURLU_PUNYCODE);
    place.port = part_of(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    place.target = part_of(parts.get(), CURLUPART_PATH);
    if (const std::string query = part_of(parts.get(), CURLUPART_QUERY); !query.empty()) place.target += "?" + query;
    if (place.host.starts_with('[')) place.host = place.host.substr(1, place.host.size() - 2);
    const bool port = place.port == "80" || place.port == "443" || place.port == "8080" || place.port == "8443";
    if (place.scheme != "http" && place.scheme != "https")
        place.fault = "not http";
    else if (place.host.empty())
        place.fault = "no host";
    else if (!part_of(parts.get(), CURLUPART_USER).empty())
        place.fault = "a name to sign in with";
    else if (!port && !options.this_machine)
        place.fault = "port " + place.port;
    curl_url_set(parts.get(), CURLUPART_HOST, bracketed(place.host).c_str(), 0);
    place.url = part_of(parts.get(), CURLUPART_URL);
    return place;
}

struct Found {
    std::string address;  // numeric, to connect to
    std::string fault;
    bool ours = false;  // the fault: a network we do not ask
};

Found look_up(const Place& place, const VisitOptions& options) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int failed = ::getaddrinfo(place.host.c_str(), place.port.c_str(), &hints, &list);
    if (failed != 0) return {"", ::gai_strerror(failed), false};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> keeper(list, ::freeaddrinfo);
    Found found;
    for (const addrinfo* one = list; one; one = one->ai_next) {
        if (!may_reach(one->ai_addr, options)) return {"", "leads into a network of its own", true};
        std::array<char, NI_MAXHOST> text{};
        const bool named =
            ::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0;
        // Machines without IPv6 are told of its addresses too.
        if (named &&
            (found.address.empty() || (one->ai_family == AF_INET && found.address.find(':') != std::string::npos)))
            found.address = text.data();
    }
    if (found.address.empty()) found.fault = "no address";
    return found;
}

struct Got {
    CURLcode code = CURLE_OK;
    long status = 0;
    std::string location, body;
    bool answered() const { return status != 0; }
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* to) {
    auto& body = *static_cast<std::string*>(to);
    const std::size_t bytes = size * count;
    if (body.size() + bytes > kMostBody) return 0;  // enough is known; the transfer ends
    body.append(data, bytes);
    return bytes;
}

// Behind the look-up: whatever libcurl would connect to is looked at once more.
curl_socket_t open_socket(void* options, curlsocktype, curl_sockaddr* to) {
    if (!may_reach(&to->addr, *static_cast<const VisitOptions*>(options))) return CURL_SOCKET_BAD;
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

}  // namespace

bool is_public_address(const sockaddr* address) {
    if (address->sa_family == AF_INET)
        return is_public_v4(ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr));
    return address->sa_family == AF_INET6 &&
           is_public_v6(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr.s6_addr);
}

struct Visitor::Impl {
    VisitOptions options;
    std::map<std::string, std::string> robots;  // by scheme, host and port
    std::map<std::string, std::int64_t> asked_ms;

    void pause_for(const std::string& host) {
        auto& last = asked_ms[host];
        const std::int64_t now = clock::steady_ms();
        if (last != 0 && now < last + options.pause_ms)
            std::this_thread::sleep_for(std::chrono::milliseconds(last + options.pause_ms - now));
        last = clock::steady_ms();
    }
    Got ask(const Place&, const Found&, bool head);
    bool robots_let(const Place&, const Found&);
    // One step: what the place itself says.
    Visit step(const Place&, std::string& next, bool& for_good);
};

Got Visitor::Impl::ask(const Place& place, const Found& found, bool head) {
    pause_for(place.host);
    const std::unique_ptr<CURL, void (*)(CURL*)> line(new_line(), curl_easy_cleanup);
    CURL* curl = line.get();
    Got got;
    const std::string pin = place.host + ":" + place.port + ":" + bracketed(found.address);
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> pins(curl_slist_append(nullptr, pin.c_str()),
                                                                  curl_slist_free_all);
    std::string agent = std::string(kToken) + "/1 (link check";
    if (!options.contact.empty()) agent += "; +" + options.contact;
    agent += ")";
    curl_easy_setopt(curl, CURLOPT_URL, place.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.c_str());
    curl_easy_setopt(curl, CURLOPT_NOBODY, head ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &got.body);
    set_deadline(curl, options.timeout_s);
    if (!options.proxy.empty()) {
        curl_easy_setopt(curl, CURLOPT_PROXY, options.proxy.c_str());
    } else {
        curl_easy_setopt(curl, CURLOPT_RESOLVE, pins.get());
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &options);
    }
    got.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got.status);
    char* location = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location) == CURLE_OK && location) got.location = location;
    return got;
}

bool Visitor::Impl::robots_let(const Place& place, const Found& found) {
    const std::string key = place.scheme + "://" + place.host + ":" + place.port;
    auto at = robots.find(key);
    if (at == robots.end()) {
        Place file = place;
        file.url = place.scheme + "://" + bracketed(place.host) + ":" + place.port + "/robots.txt";
        const Got got = ask(file, found, false);
        if (robots.size() >= kMostRobots) robots.clear();
        at = robots.emplace(key, got.status == 200 ? got.body : std::string()).first;
    }
    return robots_allow(at->second, kToken, place.target);
}

Visit Visitor::Impl::step(const Place& place, std::string& next, bool& for_good) {
    using State = Visit::State;
    const Found found = look_up(place, options);
    if (found.ours) return {State::not_asked, found.fault, ""};
    // Behind a proxy names of the outside need not be known here.
    if (!found.fault.empty() && options.proxy.empty()) return {State::failed, found.fault, ""};
    if (!robots_let(place, found)) return {State::refused, "robots.txt", ""};
    Got got = ask(place, found, true);
    // Some know no HEAD, or answer it otherwise.
    if (got.answered() && (got.status >= 400 || got.status < 200)) got = ask(place, found, false);
    if (!got.answered()) return {State::failed, one_line(curl_easy_strerror(got.code)), ""};
    const std::string said = std::to_string(got.status);
    if (got.status / 100 == 3 && !got.location.empty()) {
        next = got.location;
        for_good = got.status == 301 || got.status == 308;
        return {State::there, said, ""};
    }
    if (got.status / 100 == 2 || got.status == 304) return {State::there, said, ""};
    if (got.status == 404 || got.status == 410) return {State::gone, said, ""};
    if (got.status == 401 || got.status == 403 || got.status == 429 || got.status == 451)
        return {State::refused, said, ""};
    return {State::failed, said, ""};
}

Visitor::Visitor(VisitOptions options) : impl_(std::make_unique<Impl>()) { impl_->options = std::move(options); }
Visitor::~Visitor() = default;

Visit Visitor::visit(const std::string& address) {
    std::string url = address;
    bool moved = true;  // as long as each step was for good
    for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
        const Place place = place_of(url, impl_->options);
        if (!place.fault.empty()) return {Visit::State::not_asked, place.fault, ""};
        std::string next;
        bool for_good = false;
        Visit told = impl_->step(place, next, for_good);
        if (next.empty()) {
            if (told.state == Visit::State::there && redirects > 0 && moved) return {Visit::State::moved, "301", url};
            return told;
        }
        moved = moved && for_good;
        url = next;
    }
    return {Visit::State::failed, "too many redirects", ""};
}

}  // namespace dinh::outbox
