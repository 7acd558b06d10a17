#include "modules/accounts/sessions/networks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "modules/directory/directory.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

namespace {

constexpr int kMappedBits = 96;  // of the prefix ::ffff:0:0
constexpr std::size_t kLongestPiece = 64;

std::vector<std::string> pieces_of(std::string_view list) {
    std::vector<std::string> pieces;
    std::string piece;
    for (const char c : std::string(list) + ",") {
        if (c != ',' && c != ' ' && c != ';' && c != '\n' && c != '\t') {
            piece += c;
            continue;
        }
        if (!piece.empty()) pieces.push_back(std::move(piece));
        piece.clear();
    }
    return pieces;
}

bool one_of(const Actor& actor, const std::vector<std::string>& roles) {
    return std::any_of(roles.begin(), roles.end(),
                       [&](const std::string& role) { return role == "*" || actor.with_role(role) != nullptr; });
}

}  // namespace

std::optional<Networks::Bytes> Networks::bytes_of(std::string_view address) {
    const std::string text(address.substr(0, kLongestPiece));
    Bytes bytes{};
    bytes[10] = bytes[11] = 0xff;
    if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

std::optional<Networks::Network> Networks::network_of(std::string_view piece) {
    const auto slash = piece.find('/');
    const auto start = bytes_of(piece.substr(0, slash));
    if (!start) return std::nullopt;
    const bool short_form = piece.substr(0, slash).find(':') == std::string_view::npos;
    const int most = short_form ? 32 : 128;
    int bits = most;
    if (slash != std::string_view::npos) {
        const auto number = piece.substr(slash + 1);
        const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), bits);
        if (fault != std::errc() || end != number.data() + number.size() || bits < 0 || bits > most)
            return std::nullopt;
    }
    return Network{*start, short_form ? bits + kMappedBits : bits};
}

std::optional<Networks> Networks::parse(std::string_view list) {
    Networks networks;
    for (const auto& piece : pieces_of(list)) {
        const auto network = network_of(piece);
        if (!network) return std::nullopt;
        networks.list_.push_back(*network);
    }
    return networks;
}

bool Networks::contains(std::string_view address) const {
    const auto bytes = bytes_of(address);
    if (!bytes) return false;
    return std::any_of(list_.begin(), list_.end(), [&](const Network& one) {
        const auto whole = static_cast<std::size_t>(one.bits / 8);
        if (std::memcmp(bytes->data(), one.start.data(), whole) != 0) return false;
        const int rest = one.bits % 8;
        return rest == 0 || (((*bytes)[whole] ^ one.start[whole]) >> (8 - rest)) == 0;
    });
}

std::optional<std::vector<std::string>> remote_roles_of(std::string_view list) {
    namespace role = directory::role;
    constexpr std::string_view kRoles[] = {role::kRecordsClerk,    role::kUnitRecordsClerk,   role::kSpecialist,
                                           role::kUnitLeader,      role::kDeputyUnitLeader,   role::kOfficeLeader,
                                           role::kAgencyLeader,    role::kDeputyAgencyLeader, role::kLeaderAssistant,
                                           role::kFollowUpOfficer, role::kItOfficer,          role::kAdministrator,
                                           role::kAuditor};
    const std::string folded = text::fold(text::trim(list));
    if (folded == "tat ca") return std::vector<std::string>{"*"};
    if (folded == "khong") return std::vector<std::string>{};
    auto words = pieces_of(list);
    for (const auto& word : words)
        if (word != "*" && std::find(std::begin(kRoles), std::end(kRoles), word) == std::end(kRoles))
            return std::nullopt;
    return words;
}

bool RemoteRule::asks(const Actor& actor, std::string_view address) const {
    return on && outside(address) && one_of(actor, roles);
}

bool RemoteRule::bars(const Actor& actor, std::string_view address) const {
    return outside(address) && one_of(actor, inside_only);
}

}  // namespace dinh::accounts
