// Opening and closing of series.
#include <boost/json.hpp>

#include "modules/directory/directory.hpp"
#include "modules/documents/series/series_deeds.hpp"
#include "modules/documents/series/series_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr std::int64_t kGreatestFirst = 999'999;

std::optional<int> year_of(std::string_view text) {
    const auto year = text.size() == 4 ? ids::parse(text) : std::nullopt;
    return year && *year >= 2000 && *year <= 2199 ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

// The places a form may have; true when it has a number.
bool form_is_right(std::string_view form) {
    bool number = false;
    for (std::size_t at = 0; at < form.size(); ++at) {
        if (form[at] == '}') return false;
        if (form[at] != '{') continue;
        const std::size_t end = form.find('}', at);
        if (end == std::string_view::npos) return false;
        const std::string_view place = form.substr(at + 1, end - at - 1);
        number = number || place == "n" || place == "nn";
        if (place != "n" && place != "nn" && place != "year" && place != "kind" && place != "body" &&
            place != "drafter")
            return false;
        at = end;
    }
    return number;
}

void check_period(Reasons& reasons, Series& series) {
    if (series.period_kind == "year") {
        const auto year = year_of(series.period);
        if (!year) return reasons.add("period", "Năm của sổ phải là bốn chữ số, ví dụ 2026.");
        if (series.from == Day{}) series.from = *clock::make_day(*year, 1, 1);
        if (clock::year(series.from) != *year) reasons.add("from", "Ngày mở sổ phải nằm trong năm của sổ.");
    } else if (series.period_kind == "term") {
        const auto from = series.period.size() == 9 ? year_of(series.period.substr(0, 4)) : std::nullopt;
        const auto until =
            series.period.size() == 9 && series.period[4] == '-' ? year_of(series.period.substr(5)) : std::nullopt;
        if (!from || !until || *from >= *until) return reasons.add("period", "Nhiệm kỳ của sổ phải ghi như 2025-2030.");
        if (series.from == Day{}) reasons.add("from", "Hãy ghi ngày mở sổ của nhiệm kỳ.");
    } else {
        reasons.add("period_kind", "Sổ theo năm hoặc theo nhiệm kỳ.");
    }
}

void check_kinds(Reasons& reasons, db::Conn& conn, const Series& series) {
    for (const auto& other : series_of_body(conn, series.issuing_body, series.direction, series.period)) {
        if (other.until) continue;
        if (series.kinds.empty() && other.kinds.empty()) {
            reasons.add("kinds", Said("Đã có sổ chung “%1” cho mọi loại văn bản trong kỳ này.", {other.name}));
        }
        for (const auto& kind : series.kinds) {
            if (std::find(other.kinds.begin(), other.kinds.end(), kind) == other.kinds.end()) continue;
            reasons.add("kinds", Said("Một loại văn bản đã chọn đang thuộc sổ “%1”.", {other.name}));
            break;
        }
    }
}

Series checked(db::Conn& conn, Series series) {
    Reasons reasons;
    series.name = text::clean_line(series.name);
    series.form = text::clean_line(series.form);
    if (series.name.empty()) reasons.add("name", "Hãy ghi tên sổ.");
    if (text::length(series.name) > 100) reasons.add("name", "Tên sổ dài quá 100 ký tự.");
    if (series.direction == Direction::incoming) {
        series.form = "{n}";
        // One continuous series of số đến a year (Đ22).
        if (!series.kinds.empty()) reasons.add("kinds", "Sổ đăng ký văn bản đến dùng chung cho mọi loại văn bản.");
    }
    if (!series.form.empty() && (!form_is_right(series.form) || text::length(series.form) > 60)) {
        reasons.add("form",
                    "Mẫu số, ký hiệu phải có {n} hoặc {nn} và chỉ dùng {n}, {nn}, {year}, {kind}, {body}, {drafter}.");
    }
    if (!std::all_of(series.kinds.begin(), series.kinds.end(), rules::kind_any_day))
        reasons.add("kinds", "Có loại văn bản không hợp lệ.");
    if (series.first < 1 || series.first > kGreatestFirst) reasons.add("first", "Số bắt đầu phải từ 1 đến 999999.");
    check_period(reasons, series);
    if (reasons.empty()) check_kinds(reasons, conn, series);
    reasons.done();
    return series;
}

// The id of the new row; 0 when a row of that name and period stands already.
Id insert(db::Tx& tx, const Series& series) {
    const Id id = ids::make();
    const std::int64_t added = tx.exec(store::kAddSeries, id, series.issuing_body, name(series.direction), series.name,
                                       text::join(series.kinds, " "), series.form, series.period_kind, series.period,
                                       series.first, series.first - 1, series.from, series.from);
    if (added == 0) return 0;
    tx.exec(store::kAddBlock, id, series.first);
    return id;
}

}  // namespace

Subject subject_of(db::Conn& conn, Id issuing_body) {
    const auto body = directory::issuing_body_of(conn, issuing_body);
    if (!body) throw NotFound("issuing body " + std::to_string(issuing_body));
    Subject subject;
    subject.issuing_body = issuing_body;
    subject.agency = body->agency;
    return subject;
}

void note_series_deed(db::Tx& tx, const Actor& actor, const Capacity* as, Id series, std::string_view deed,
                      const Said& words, std::string_view mark) {
    deed::history(tx, actor, as, "series", series, deed, words);
    audit::append(tx, actor, as, deed, "series", series, boost::json::serialize(boost::json::object{{"mark", mark}}));
}

Series open_year(db::Tx& tx, const Actor& actor, const Series& renewed) {
    for (const auto& series : standing_series(tx, renewed.issuing_body, renewed.direction, renewed.from)) {
        if (series.id != 0) continue;
        const Id id = insert(tx, series);
        if (id != 0)
            note_series_deed(tx, actor, nullptr, id, "series.open",
                             Said("Mở sổ năm %1, bắt đầu từ số 1", {series.period}), series.period);
    }
    const db::Rows rows =
        tx.query(store::kFindPeriod, renewed.issuing_body, name(renewed.direction), renewed.name, renewed.period);
    return store::read_series(rows.first());
}

Id open_series(db::Tx& tx, const Actor& actor, const Series& wanted) {
    const auto& as = must(actor, Deed::manage_series, subject_of(tx, wanted.issuing_body));
    const Series series = checked(tx, wanted);
    const Id id = insert(tx, series);
    if (id == 0) throw Refused("name", Said("Sổ “%1” của kỳ %2 đã có.", {series.name, series.period}));
    note_series_deed(tx, actor, &as, id, "series.open",
                     Said("Mở sổ %1, bắt đầu từ số %2", {series.period, std::to_string(series.first)}), series.period);
    return id;
}

void close_series(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Day until, std::string_view reason) {
    const db::Rows rows = tx.query(store::kClose, id, version, until);
    if (rows.empty()) {
        if (!find_series(tx, id)) throw NotFound("series " + std::to_string(id));
        throw Conflict("series: stale version");
    }
    const Series series = store::read_series(rows.first());
    const auto& as = must(actor, Deed::manage_series, subject_of(tx, series.issuing_body));
    if (series.last >= series.first && until <= series.last_day) {
        throw Refused("until",
                      Said("Sổ đã có số của ngày %1; ngày đóng phải sau ngày đó.", {clock::show(series.last_day)}));
    }
    const std::string clean = text::clean_line(reason);
    note_series_deed(tx, actor, &as, id, "series.close",
                     clean.empty() ? Said("Đóng sổ từ ngày %1", {clock::show(until)})
                                   : Said("Đóng sổ từ ngày %1: %2", {clock::show(until), clean}),
                     series.period);
}

}  // namespace dinh::documents
