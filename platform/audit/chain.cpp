#include "platform/audit/chain.hpp"

#include "platform/crypto/crypto.hpp"

namespace dinh::audit::chain {

namespace {

// With its length before it no value can pass for two, nor two for one.
void add(std::string& whole, std::string_view part) {
    whole += std::to_string(part.size());
    whole += ':';
    whole += part;
    whole += ',';
}

// Which of the twelve columns hold numbers.
constexpr std::array<bool, kColumns> kNumber{true, false, true,  false, false, true,
                                             true, false, false, true,  false, false};

}  // namespace

std::string start() { return std::string(64, '0'); }

std::string link(std::string_view before, std::int64_t sequence, const db::Rows::Row& row, int first) {
    std::string whole;
    add(whole, "dinh-audit-1");
    add(whole, before);
    add(whole, std::to_string(sequence));
    for (int column = 0; column < kColumns; ++column) {
        if (kNumber[static_cast<std::size_t>(column)])
            add(whole, std::to_string(row.integer(first + column)));
        else
            add(whole, row.view(first + column));
    }
    return crypto::sha256_hex(whole);
}

}  // namespace dinh::audit::chain
