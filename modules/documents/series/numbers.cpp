// The deeds by which numbers are given, kept back and voided.
#include "modules/documents/rights.hpp"
#include "modules/documents/series/series_deeds.hpp"
#include "modules/documents/series/series_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

struct Wanted {
    Id issuing_body;
    Direction direction;
    std::string_view kind;
    Day day;
};
struct Entry {
    std::string_view state;
    std::string_view record_kind;
    Id record;
    std::string_view reason;
};

Given given(const Series& series, std::int64_t number, std::string_view suffix) {
    return {series.id, number, std::string(suffix), std::to_string(number) + std::string(suffix), series.form};
}

void write_entry(db::Tx& tx, const Actor& actor, const Given& number, Day day, const Entry& entry) {
    tx.exec(store::kAddEntry, number.series, number.number, number.suffix, entry.state, day, entry.record_kind,
            entry.record, entry.reason, clock::now(), actor.person);
}

Series standing(db::Tx& tx, const Actor& actor, const Wanted& wanted) {
    auto series = series_of(tx, wanted.issuing_body, wanted.direction, wanted.kind, wanted.day);
    if (!series) throw Refused("Chưa có sổ đăng ký cho loại văn bản này. Hãy mở sổ ở trang Sổ đăng ký văn bản.");
    return series->id == 0 ? open_year(tx, actor, *series) : *series;
}

// Why kTakeNext found no row.
[[noreturn]] void refuse(const Series& series, Day day) {
    if (series.until && *series.until <= day) {
        throw Refused(
            Said("Sổ “%1” đã đóng từ ngày %2, không lấy số được nữa.", {series.name, clock::show(*series.until)}));
    }
    if (day < series.from) throw Refused(Said("Sổ “%1” chỉ mở từ ngày %2.", {series.name, clock::show(series.from)}));
    throw Refused(
        Said("Sổ “%1” đã có số của ngày %2 nên không lấy số cho ngày %3 được. Lấy số của ngày đã qua cần lý do và "
             "người có quyền.",
             {series.name, clock::show(series.last_day), clock::show(day)}));
}

Given take_next(db::Tx& tx, const Actor& actor, const Wanted& wanted, const Entry& entry) {
    if (wanted.day > clock::today()) throw Refused("Không lấy số cho ngày chưa đến.");
    const Series series = standing(tx, actor, wanted);
    const auto number = tx.maybe_integer(store::kTakeNext, series.id, wanted.day);
    if (!number) refuse(*find_series(tx, series.id), wanted.day);
    const Given taken = given(series, *number, "");
    write_entry(tx, actor, taken, wanted.day, entry);
    return taken;
}

std::string next_suffix(db::Tx& tx, Id series, std::int64_t number) {
    const db::Rows rows = tx.query(store::kLastSuffix, series, number);
    const std::string last = rows.empty() ? std::string() : rows.first().text(0);
    if (last.empty()) return "a";
    if (last == "z")
        throw Refused(Said("Số %1 đã dùng hết chữ cái đi kèm; không chèn thêm được.", {std::to_string(number)}));
    return std::string(1, static_cast<char>(last[0] + 1));
}

std::string checked_reason(std::string_view reason, std::string_view words) {
    const std::string clean = text::clean_line(reason);
    if (clean.empty()) throw Refused("reason", std::string(words));
    if (text::length(clean) > 500) throw Refused("reason", "Lý do dài quá 500 ký tự.");
    return clean;
}

}  // namespace

Given give_number(db::Tx& tx, const Actor& actor, Id issuing_body, Direction direction, std::string_view kind, Day day,
                  std::string_view record_kind, Id record) {
    return take_next(tx, actor, {issuing_body, direction, kind, day}, {"used", record_kind, record, ""});
}

Given use_reserved(db::Tx& tx, const Actor&, Id series_id, std::int64_t number, std::string_view suffix,
                   std::string_view record_kind, Id record) {
    const auto series = find_series(tx, series_id);
    if (!series) throw NotFound("series " + std::to_string(series_id));
    if (tx.query(store::kUseEntry, series_id, number, suffix, record_kind, record).empty()) {
        throw Refused(
            Said("Số %1 không còn được giữ; hãy chọn số khác.", {std::to_string(number) + std::string(suffix)}));
    }
    return given(*series, number, suffix);
}

Given reserve(db::Tx& tx, const Actor& actor, Id issuing_body, Direction direction, std::string_view kind, Day day,
              std::string_view reason) {
    const auto& as = must(actor, Deed::reserve_number, subject_of(tx, issuing_body));
    const std::string clean = checked_reason(reason, "Hãy ghi lý do giữ số.");
    const Given taken = take_next(tx, actor, {issuing_body, direction, kind, day}, {"reserved", "", 0, clean});
    note_series_deed(tx, actor, &as, taken.series, "series.reserve", Said("Giữ số %1: %2", {taken.mark, clean}),
                     taken.mark);
    return taken;
}

Given give_back_dated(db::Tx& tx, const Actor& actor, Id issuing_body, Direction direction, std::string_view kind,
                      Day day, std::string_view reason, std::string_view record_kind, Id record) {
    const auto& as = must(actor, Deed::back_date, subject_of(tx, issuing_body));
    const std::string clean = checked_reason(reason, "Hãy ghi lý do lấy số của ngày đã qua.");
    const Wanted wanted{issuing_body, direction, kind, day};
    const Series found = standing(tx, actor, wanted);
    const Series series = store::read_series(tx.query(store::kLock, found.id).first());
    if (day >= series.last_day) return take_next(tx, actor, wanted, {"used", record_kind, record, clean});
    if (series.until && *series.until <= day) refuse(series, day);
    const auto number = tx.maybe_integer(store::kLastUpTo, series.id, day);
    if (!number) throw Refused(Said("Đến hết ngày %1 sổ chưa có số nào để chèn thêm sau số đó.", {clock::show(day)}));
    const Given taken = given(series, *number, next_suffix(tx, series.id, *number));
    write_entry(tx, actor, taken, day, {"used", record_kind, record, clean});
    note_series_deed(tx, actor, &as, series.id, "series.back_date",
                     Said("Lấy số %1 cho ngày %2: %3", {taken.mark, clock::show(day), clean}), taken.mark);
    return taken;
}

void void_number(db::Tx& tx, const Actor& actor, Id series_id, std::int64_t number, std::string_view suffix,
                 std::string_view reason) {
    const auto series = find_series(tx, series_id);
    if (!series) throw NotFound("series " + std::to_string(series_id));
    const auto& as = must(actor, Deed::void_number, subject_of(tx, series->issuing_body));
    const std::string clean = checked_reason(reason, "Hãy ghi lý do hủy số.");
    const std::string mark = std::to_string(number) + std::string(suffix);
    if (tx.exec(store::kVoidReserved, series_id, number, suffix, clean, clock::now(), actor.person) == 0) {
        const auto entry = find_entry(tx, series_id, number, suffix);
        if (!entry) throw Refused(Said("Sổ chưa có số %1.", {mark}));
        if (entry->state == "voided")
            throw Conflict(Said("Số %1 đã được hủy trước đó.", {mark}), "series: number already voided");
        throw Refused(Said("Số %1 đang là số của một văn bản; chỉ hủy được từ trang của văn bản đó.", {mark}));
    }
    note_series_deed(tx, actor, &as, series_id, "series.void", Said("Hủy số %1: %2", {mark, clean}), mark);
}

void void_used(db::Tx& tx, const Actor& actor, Id series, std::int64_t number, std::string_view suffix,
               std::string_view record_kind, Id record, std::string_view reason) {
    const std::string clean = checked_reason(reason, "Hãy ghi lý do hủy số.");
    if (tx.exec(store::kVoidUsed, series, number, suffix, record_kind, record, clean, clock::now(), actor.person) ==
        0) {
        throw Conflict("series: the number is not this document's");
    }
}

}  // namespace dinh::documents
