// From where people may work without a second factor: the networks of the institution ("mạng nội bộ").
//
// Access from outside them is remote access and asks the second factor (NĐ 331/2026/NĐ-CP). Who has none is not let in
// from outside, nor may he set one up there: a stolen password alone must not be enough to make one.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/deed/actor.hpp"

namespace dinh::accounts {

class Networks {
public:
    // "10.0.0.0/8, 2001:db8::/32, 203.113.1.7", by commas or spaces; nullopt when a piece is no network.
    static std::optional<Networks> parse(std::string_view list);
    // False for what is no address; an IPv4 address written as IPv6 (::ffff:10.0.0.1) counts as IPv4.
    bool contains(std::string_view address) const;

private:
    using Bytes = std::array<unsigned char, 16>;  // IPv4 as ::ffff:a.b.c.d
    struct Network {
        Bytes start;
        int bits;
    };
    static std::optional<Bytes> bytes_of(std::string_view address);
    static std::optional<Network> network_of(std::string_view piece);
    std::vector<Network> list_;
};

// Words of roles; "*" or "tất cả" is everybody, "không" nobody.
std::optional<std::vector<std::string>> remote_roles_of(std::string_view list);

struct RemoteRule {
    bool on = true;
    Networks inner;
    std::vector<std::string> roles{"*"};
    std::vector<std::string> inside_only;  // roles that never work from outside, with a factor or without
    bool outside(std::string_view address) const { return !address.empty() && !inner.contains(address); }
    // Must this person have a second factor to work from this address? A request made within the process (no address)
    // is inside.
    bool asks(const Actor&, std::string_view address) const;
    bool bars(const Actor&, std::string_view address) const;
};

}  // namespace dinh::accounts
