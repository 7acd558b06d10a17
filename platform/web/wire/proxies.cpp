#include "platform/web/wire/proxies.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace dinh::web::wire {

namespace {

using Bytes = std::array<unsigned char, 16>;

// IPv4 as IPv4-mapped IPv6, so that both compare alike.
std::optional<Bytes> parse(std::string_view text) {
    Bytes bytes{};
    const std::string address(text);
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return bytes;
    bytes[10] = bytes[11] = 0xff;
    if (inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1) return bytes;
    return std::nullopt;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

}  // namespace

Proxies::Proxies(const std::vector<std::string>& list) {
    for (const std::string& one : list) {
        const std::size_t slash = std::min(one.find('/'), one.size());
        const auto bytes = parse(std::string_view(one).substr(0, slash));
        const bool v4 = one.find(':') == one.npos;
        int bits = v4 ? 32 : 128;
        if (slash < one.size()) {
            const auto [end, error] = std::from_chars(one.data() + slash + 1, one.data() + one.size(), bits);
            if (error != std::errc() || end != one.data() + one.size() || bits < 0 || bits > (v4 ? 32 : 128)) bits = -1;
        }
        if (!bytes || bits < 0) throw std::invalid_argument("not an address or network: " + one);
        networks_.push_back({*bytes, v4 ? bits + 96 : bits});
    }
}

bool Proxies::trusted(std::string_view address) const {
    const auto bytes = parse(address);
    if (!bytes) return false;
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        const int whole = network.bits / 8, rest = network.bits % 8;
        if (std::memcmp(bytes->data(), network.bytes.data(), whole) != 0) return false;
        const int mask = 0xff00 >> rest & 0xff;
        return rest == 0 || ((*bytes)[whole] & mask) == (network.bytes[whole] & mask);
    });
}

std::string Proxies::client(std::string_view peer, std::string_view forwarded_for) const {
    std::string_view nearest = peer;
    while (trusted(nearest) && !forwarded_for.empty()) {
        const std::size_t comma = forwarded_for.rfind(',');
        const std::string_view one =
            trimmed(comma == forwarded_for.npos ? forwarded_for : forwarded_for.substr(comma + 1));
        forwarded_for = comma == forwarded_for.npos ? std::string_view() : forwarded_for.substr(0, comma);
        if (!parse(one)) break;
        nearest = one;
    }
    return std::string(nearest);
}

}  // namespace dinh::web::wire
