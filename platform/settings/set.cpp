// The deed that sets a value.
#include <boost/json.hpp>

#include "platform/audit/audit.hpp"
#include "platform/settings/values.hpp"
#include "platform/text/text.hpp"

namespace dinh::settings {

namespace {

constexpr db::Sql kLock{"settings.lock",
                        "INSERT INTO setting_lock (key, version) VALUES ($1, 1) "
                        "ON CONFLICT (key) DO UPDATE SET version = setting_lock.version + 1"};
constexpr db::Sql kNext{"settings.next",
                        "SELECT min(from_day) FROM setting WHERE key = $1 AND replaced_at IS NULL AND from_day > $2"};
constexpr db::Sql kReplace{
    "settings.replace", "UPDATE setting SET replaced_at = $3 WHERE key = $1 AND replaced_at IS NULL AND from_day = $2"};
constexpr db::Sql kCut{"settings.cut",
                       "UPDATE setting SET until_day = $3 WHERE key = $1 AND replaced_at IS NULL AND from_day < $2 "
                       "AND (until_day IS NULL OR until_day >= $2)"};
constexpr db::Sql kInsert{"settings.insert",
                          "INSERT INTO setting (id, key, value, from_day, until_day, basis, set_by, set_at) "
                          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

void check(const Setting& setting, std::string_view value, Day from_day, std::string_view basis) {
    Reasons reasons;
    if (const std::string wrong = fault(setting.key, value, from_day); !wrong.empty()) reasons.add("value", wrong);
    if (from_day < clock::today()) reasons.add("from_day", "Ngày bắt đầu áp dụng không được ở trong quá khứ.");
    if (!setting.law.empty() && text::trim(basis).empty()) {
        reasons.add("basis", "Hãy ghi văn bản làm căn cứ (số, ký hiệu, ngày ban hành).");
    }
    if (text::clean_line(basis) != basis || text::length(basis) > 500) {
        reasons.add("basis", "Căn cứ phải là một dòng, không quá 500 ký tự.");
    }
    reasons.done();
}

}  // namespace

void set(db::Tx& tx, const Actor& actor, std::string_view key, std::string_view value, Day from_day,
         std::string_view basis) {
    const Setting* setting = find(key);
    if (!setting) throw NotFound("no setting " + std::string(key));
    tx.exec(kLock, key);
    check(*setting, value, from_day, basis);
    const auto next = tx.query(kNext, key, from_day).first().maybe_day(0);
    const Instant now = clock::now();
    tx.exec(kReplace, key, from_day, now);
    tx.exec(kCut, key, from_day, from_day - 1);
    const Id id = ids::make();
    const auto until = next ? std::optional(*next - 1) : std::nullopt;
    tx.exec(kInsert, id, key, value, from_day, until, basis, actor.person, now);
    const boost::json::object detail{{"key", key}, {"value", value}, {"from_day", clock::to_text(from_day)}};
    audit::append(tx, actor, actor.acting_capacity(), "settings.set", "setting", id, boost::json::serialize(detail));
    tx.after_commit(forget);
}

}  // namespace dinh::settings
