// The second step of a sign-in: codes of an authenticator app (RFC 6238), or printed one-time codes for people
// without a
// telephone. An account has none (""), an app ("totp", with a sheet of printed codes beside it) or a sheet alone
// ("codes").
// Secrets are sealed and codes kept as MACs under the key ring: the database alone opens nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/accounts/sessions/visits.hpp"
#include "platform/crypto/keyring.hpp"

namespace dinh::accounts {

std::string seal_secret(const crypto::KeyRing&, Id account, std::string_view secret);
// nullopt for what was not sealed here for this account.
std::optional<std::string> open_secret(const crypto::KeyRing&, Id account, std::string_view sealed);

// A sheet: the codes as printed, and what is stored of them.
struct Sheet {
    std::vector<std::string> codes, macs;
};
Sheet new_sheet(const crypto::KeyRing&, Id account, std::int64_t count);

// Each locks the account first, ends the living sheet and lets the present session count as having passed the second
// step.
// Other sessions meet the second step at their next page. Conflict: an app is set up already.
void enrol_app(db::Tx&, const Actor&, const Known&, std::string_view sealed_secret, std::int64_t step, const Sheet&);
void give_sheet(db::Tx&, const Actor&, const Known&, const Sheet&);
// By the person himself or for a lost telephone: all sessions of the account end, but `kept` (0: none).
void remove_second_factor(db::Tx&, const Actor&, Id account, std::int64_t version, Id kept);

enum class CodeVerdict { right, wrong, locked };
struct Stepped {
    CodeVerdict verdict = CodeVerdict::wrong;
    std::string token;  // the session's new one, when right
    bool by_sheet = false;
    std::int64_t codes_left = 0;
};
// Looks at a typed code of either kind, counted like a password. A code is good once, also when sent twice at once.
Stepped take_second_step(House&, const Visit&, std::string_view typed);
// The same before a deed that asks for the code again; the session stays as it is.
CodeVerdict prove_by_code(House&, const Visit&, std::string_view typed);

// The outline of a QR code for <path d="...">, in a square of `side` modules with the quiet border.
struct Qr {
    int side = 0;
    std::string outline;
};
Qr qr_code(const std::string& text);

}  // namespace dinh::accounts
