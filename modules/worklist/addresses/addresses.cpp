#include "modules/worklist/addresses/addresses.hpp"

#include "modules/worklist/deliveries/store.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/filter.hpp"
#include "platform/outbox/mail.hpp"
#include "platform/outbox/sms.hpp"

namespace dinh::worklist {

namespace {

constexpr db::Sql kOf{"address.of",
                      "SELECT way, address, confirmed_at, code_until, code_tries, fault FROM notice_address WHERE "
                      "person = $1 ORDER BY way"};
constexpr db::Sql kReached{"address.reached_all",
                           "SELECT person, way FROM notice_address WHERE confirmed_at IS NOT NULL ORDER BY person"};
// Locks the row; the second of two takes the place of the first.
constexpr db::Sql kSet{
    "address.set",
    "INSERT INTO notice_address (id, person, way, version, address, code_tries, fault) VALUES ($1, $2, $3, 1, '', 0, "
    "'') ON CONFLICT (person, way) DO UPDATE SET version = notice_address.version + 1 RETURNING id, address, "
    "confirmed_at"};
constexpr db::Sql kAsk{"address.ask",
                       "UPDATE notice_address SET address = $2, confirmed_at = NULL, code_mac = $3, code_until = $4, "
                       "code_tries = 0, fault = '' WHERE id = $1"};
constexpr db::Sql kTry{"address.try",
                       "UPDATE notice_address SET code_tries = code_tries + 1, version = version + 1 WHERE person = $1 "
                       "AND way = $2 AND confirmed_at IS NULL AND code_mac IS NOT NULL "
                       "RETURNING id, address, code_mac, code_until, code_tries"};
constexpr db::Sql kConfirm{"address.confirm",
                           "UPDATE notice_address SET confirmed_at = $2, code_mac = NULL, code_until = NULL, fault = "
                           "'' WHERE id = $1"};
constexpr db::Sql kRemove{"address.remove", "DELETE FROM notice_address WHERE person = $1 AND way = $2 RETURNING id"};
constexpr db::Sql kFailed{"address.failed",
                          "UPDATE notice_address SET confirmed_at = NULL, code_mac = NULL, code_until = NULL, fault = "
                          "$3, version = version + 1 WHERE person = $1 AND way = $2 RETURNING id"};

constexpr const char* kPurpose = "worklist.address_code";
constexpr std::int64_t kMinuteMs = 60'000;

std::string mac_of(const crypto::KeyRing& keys, Id row, std::string_view address, std::string_view code) {
    return keys.mac(kPurpose, std::to_string(row) + "\n" + std::string(address) + "\n" + std::string(code));
}

// As it is stored; "" when it is none.
std::string read_address(Way way, std::string_view typed) {
    if (way == Way::sms) return outbox::phone_number(typed).value_or("");
    return outbox::is_mail_address(typed) ? std::string(typed) : "";
}

}  // namespace

std::vector<Address> addresses_of(db::Conn& conn, Id person) {
    std::vector<Address> list;
    for (const auto& row : conn.query(kOf, person)) {
        const auto until = row.maybe_instant(3);
        const bool waits = row.null(2) && until && *until > clock::now() && row.integer(4) < kCodeTries;
        list.push_back({way_of(row.view(0)).value_or(Way::mail), row.text(1), !row.null(2), waits, row.text(5)});
    }
    return list;
}

namespace {
std::map<Id, std::set<Way>> ways_from(const db::Rows& rows) {
    std::map<Id, std::set<Way>> all;
    for (const auto& row : rows)
        if (const auto way = way_of(row.view(1))) all[row.integer(0)].insert(*way);
    return all;
}
}  // namespace

std::map<Id, std::set<Way>> reached(db::Conn& conn, const std::vector<Id>& people) {
    db::Filter filter;
    filter.where("confirmed_at IS NOT NULL").in("person", people);
    return ways_from(filter.run(conn, "address.reached", "SELECT person, way FROM notice_address", ""));
}

std::map<Id, std::set<Way>> reached(db::Conn& conn) { return ways_from(conn.query(kReached)); }

std::string new_code() {
    std::uint32_t number = 0;
    for (const unsigned char byte : crypto::random_bytes(4)) number = number << 8 | byte;
    const std::string digits = std::to_string(number % 1'000'000);
    return std::string(6 - digits.size(), '0') + digits;
}

void set_address(db::Tx& tx, const Actor& actor, const crypto::KeyRing& keys, Way way, std::string_view typed,
                 const std::string& code) {
    const auto rows = tx.query(kSet, ids::make(), actor.person, word(way));
    const auto row = rows.first();
    must(actor, Deed::choose);
    const std::string address = read_address(way, typed), box = "address_" + word(way);
    if (address.empty()) {
        throw Refused(box, way == Way::mail ? "Địa chỉ thư chưa đúng. Ví dụ: ten.ho@so.tinh.gov.vn"
                                            : "Số điện thoại chưa đúng. Ví dụ: 0912 345 678 hoặc +84 912 345 678");
    }
    if (!row.null(2) && row.view(1) == address) throw Refused(box, "Địa chỉ này đã được xác nhận.");
    if (!store::count_up(tx, clock::today(), actor.person, "code-" + word(way), kCodesADay))
        throw Refused(box, Said("Hôm nay đã gửi đủ %1 mã. Hãy thử lại vào ngày mai.", {std::to_string(kCodesADay)}));
    const Id id = row.integer(0);
    tx.exec(kAsk, id, address, crypto::hex(mac_of(keys, id, address, code)),
            Instant{clock::now().ms + kCodeMinutes * kMinuteMs});
    store::put_code(tx, actor.person, way, code);
    audit::append(tx, actor, actor.acting_capacity(), "notice.address", "notice_address", id, "{}", address);
}

Confirmed confirm_address(db::Tx& tx, const Actor& actor, const crypto::KeyRing& keys, Way way,
                          std::string_view typed) {
    const auto rows = tx.query(kTry, actor.person, word(way));
    must(actor, Deed::choose);
    if (rows.empty()) return Confirmed::expired;
    const auto row = rows.first();
    const auto until = row.maybe_instant(3);
    if (!until || *until <= clock::now() || row.integer(4) > kCodeTries) return Confirmed::expired;
    const auto kept = crypto::from_hex(row.view(2)).value_or("");
    const Id id = row.integer(0);
    const std::string tried = std::to_string(id) + "\n" + row.text(1) + "\n" + std::string(typed);
    if (!keys.verify_mac(kPurpose, tried, kept)) return Confirmed::wrong;
    tx.exec(kConfirm, id, clock::now());
    audit::append(tx, actor, actor.acting_capacity(), "notice.confirm", "notice_address", id);
    return Confirmed::yes;
}

void remove_address(db::Tx& tx, const Actor& actor, Way way) {
    const auto rows = tx.query(kRemove, actor.person, word(way));
    must(actor, Deed::choose);
    if (rows.empty()) throw NotFound("worklist: no address of this way");
    store::give_up_all(tx, actor.person, way);
    audit::append(tx, actor, actor.acting_capacity(), "notice.address_removed", "notice_address",
                  rows.first().integer(0));
}

bool address_failed(db::Tx& tx, Id person, Way way, std::string_view said) {
    return !tx.query(kFailed, person, word(way), said).empty();
}

}  // namespace dinh::worklist
