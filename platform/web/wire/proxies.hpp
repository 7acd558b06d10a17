// Which addresses may say on whose behalf they ask.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::web::wire {

class Proxies {
public:
    // Addresses or networks ("127.0.0.1", "10.0.0.0/8", "fd00::/8"); throws std::invalid_argument naming a bad one.
    explicit Proxies(const std::vector<std::string>& trusted);
    bool trusted(std::string_view address) const;
    // The nearest address of `peer` and X-Forwarded-For that is no trusted proxy. A peer that is not trusted is the
    // client,
    // whatever it says; a malformed entry ends the walk at the proxy that sent it.
    std::string client(std::string_view peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::array<unsigned char, 16> bytes;
        int bits;
    };
    std::vector<Network> networks_;
};

}  // namespace dinh::web::wire
