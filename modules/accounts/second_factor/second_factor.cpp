#include "modules/accounts/second_factor/second_factor.hpp"

#include <qrencode.h>

#include "modules/accounts/accounts/account_store.hpp"
#include "modules/accounts/second_factor/second_factor_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/totp.hpp"
#include "platform/error/error.hpp"

namespace dinh::accounts {

namespace {

constexpr const char* kSecretPurpose = "totp";
constexpr const char* kCodePurpose = "one_time_code";
constexpr int kQuiet = 4;

std::string said_of(Id account, std::string_view code) { return std::to_string(account) + ":" + std::string(code); }

// Which unused code of the sheet was typed; 0: none.
Id code_typed(House& house, Id account, std::string_view typed) {
    const auto code = crypto::read_printed_code(typed);
    if (!code) return 0;
    const auto codes = house.db->reading([&](db::Conn& conn) { return unused_codes(conn, account); });
    for (const CodeRow& one : codes) {
        const auto mac = crypto::from_base64url(one.mac);
        if (mac && house.keys->verify_mac(kCodePurpose, said_of(account, *code), *mac)) return one.id;
    }
    return 0;
}

void note(db::Tx& tx, const Actor& actor, std::string_view deed, Id account, std::string_view kind) {
    audit::append(tx, actor, actor.acting_capacity(), deed, "account", account,
                  R"({"kind":")" + std::string(kind) + "\"}");
}

}  // namespace

std::string seal_secret(const crypto::KeyRing& keys, Id account, std::string_view secret) {
    return crypto::base64url(keys.seal(kSecretPurpose, secret, std::to_string(account)));
}

std::optional<std::string> open_secret(const crypto::KeyRing& keys, Id account, std::string_view sealed) {
    const auto bytes = crypto::from_base64url(sealed);
    if (!bytes) return std::nullopt;
    return keys.open_sealed(kSecretPurpose, *bytes, std::to_string(account));
}

Sheet new_sheet(const crypto::KeyRing& keys, Id account, std::int64_t count) {
    Sheet sheet{crypto::new_printed_codes(static_cast<int>(count)), {}};
    for (const std::string& printed : sheet.codes) {
        const auto code = crypto::read_printed_code(printed);
        sheet.macs.push_back(crypto::base64url(keys.mac(kCodePurpose, said_of(account, code.value_or(printed)))));
    }
    return sheet;
}

void enrol_app(db::Tx& tx, const Actor& actor, const Known& known, std::string_view sealed_secret, std::int64_t step,
               const Sheet& sheet) {
    lock_row(tx, known.account, 0);
    if (!store_app(tx, known.account, sealed_secret, step))
        throw Conflict("Tài khoản đã có ứng dụng xác thực.", "second factor: an app is set up already");
    store_sheet(tx, known.account, sheet.macs);
    mark_stepped(tx, known.session);
    note(tx, actor, "second_factor.enrol", known.account, "totp");
}

void give_sheet(db::Tx& tx, const Actor& actor, const Known& known, const Sheet& sheet) {
    lock_row(tx, known.account, 0);
    store_sheet(tx, known.account, sheet.macs);
    mark_stepped(tx, known.session);
    note(tx, actor, "second_factor.give_sheet", known.account, "codes");
}

void remove_second_factor(db::Tx& tx, const Actor& actor, Id account, std::int64_t version, Id kept) {
    lock_row(tx, account, version);
    clear_factor(tx, account);
    next_epoch(tx, account, kept);
    note(tx, actor, "second_factor.remove", account, "all");
}

namespace {

Stepped look_at_code(House& house, const Visit& visit, std::string_view typed,
                     const std::function<void(db::Tx&, Stepped&)>& right) {
    const Known& known = visit.known;
    if (!count_code(house, known)) return {CodeVerdict::locked, {}, false, 0};
    const Instant now = clock::now();
    const FactorRow factor = house.db->reading([&](db::Conn& conn) { return read_factor(conn, known.account); });
    std::optional<std::int64_t> step;
    if (factor.kind == "totp")
        if (const auto secret = open_secret(*house.keys, known.account, factor.sealed_secret))
            step = crypto::verify_totp(*secret, typed, now, factor.last_step);
    const Id code = step ? 0 : code_typed(house, known.account, typed);
    Stepped stepped;
    stepped.by_sheet = code != 0;
    stepped.codes_left = factor.codes_left - (code != 0 ? 1 : 0);
    bool used = false;
    if (step || code != 0)
        house.db->write([&](db::Tx& tx) {
            used = step ? use_step(tx, known.account, *step) : use_code(tx, known.account, code, now);
            if (used) right(tx, stepped);
        });
    stepped.verdict = used ? CodeVerdict::right : CodeVerdict::wrong;
    if (!used) note_failure(house, known.account, known.person, "", "code");
    return stepped;
}

}  // namespace

Stepped take_second_step(House& house, const Visit& visit, std::string_view typed) {
    return look_at_code(house, visit, typed, [&](db::Tx& tx, Stepped& stepped) {
        stepped.token = pass_second_step(tx, visit.actor, visit.known, visit.outside);
    });
}

CodeVerdict prove_by_code(House& house, const Visit& visit, std::string_view typed) {
    return look_at_code(house, visit, typed, [&](db::Tx& tx, Stepped&) { settle(tx, visit.known.account); }).verdict;
}

Qr qr_code(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                               QRcode_free);
    if (!made) return {};
    const int width = made->width;
    Qr qr{width + 2 * kQuiet, {}};
    const auto dark = [&](int x, int y) { return x < width && (made->data[y * width + x] & 1) != 0; };
    for (int y = 0; y < width; ++y)
        for (int x = 0; x < width; ++x) {
            if (!dark(x, y)) continue;
            int run = 1;
            while (dark(x + run, y)) ++run;
            qr.outline += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h" +
                          std::to_string(run) + "v1h-" + std::to_string(run) + "z";
            x += run;
        }
    return qr;
}

}  // namespace dinh::accounts
