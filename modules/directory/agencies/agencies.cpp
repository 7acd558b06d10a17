#include "modules/directory/agencies/agencies.hpp"

#include "modules/directory/agencies/agency_store.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr int kDeepest = 16;  // deeper is a circle in the data

std::optional<Id> none_if_zero(Id id) { return id == 0 ? std::nullopt : std::optional(id); }

void check_name(Reasons& reasons, const std::string& name, const std::string& abbreviation) {
    if (name.empty()) reasons.add("name", "Chưa nhập tên cơ quan.");
    if (text::length(name) > 200) reasons.add("name", "Tên cơ quan dài quá 200 chữ.");
    if (text::length(abbreviation) > 30) reasons.add("abbreviation", "Chữ viết tắt dài quá 30 chữ.");
}

// From the day on, in any year: a code belongs to one agency at a time.
void check_codes(db::Tx& tx, Reasons& reasons, Id agency, const std::vector<std::pair<std::string, std::string>>& codes,
                 Day from) {
    for (const auto& [scheme, code] : codes) {
        const auto holder = code.empty() ? std::nullopt : tx.maybe_integer(kCodeHolderFrom, scheme, code, from, agency);
        if (holder) reasons.add(scheme, Said("Mã %1 đang dùng cho cơ quan khác.", {code}));
    }
}

bool open_on(db::Conn& conn, Id agency, Day day) {
    const auto found = find_agency(conn, agency);
    return found && found->from <= day && (!found->until || *found->until > day);
}

bool hangs_below(db::Conn& conn, Id agency, Id parent, Day day) {
    Id at = parent;
    for (int depth = 0; at != 0 && depth < kDeepest; ++depth) {
        if (at == agency) return true;
        at = conn.integer(kParent, at, day);
    }
    return false;
}

void add_version(db::Tx& tx, Id agency, const AgencyChange& one, std::optional<Day> until) {
    tx.exec(kAddVersion, ids::make(), agency, one.name, one.short_name.empty() ? one.name : one.short_name,
            one.abbreviation, one.kind, none_if_zero(one.parent), one.place_name, one.basis, one.from, until,
            text::sort_key(one.name), text::fold(one.name));
}

std::vector<deed::Change> differences(const AgencyLine& was, const AgencyChange& is) {
    std::vector<deed::Change> changes;
    const auto note = [&](const char* field, const std::string& before, const std::string& after) {
        if (before != after) changes.push_back({field, before, after});
    };
    note("name", was.as.name, is.name);
    note("short_name", was.as.short_name, is.short_name);
    note("abbreviation", was.as.abbreviation, is.abbreviation);
    note("place_name", was.place_name, is.place_name);
    return changes;
}

void recode(db::Tx& tx, Id agency, const AgencyChange& input) {
    for (const auto& [scheme, code] : input.codes) {
        const auto open = tx.query(kOpenCode, agency, scheme, input.from);
        if (!open.empty() && open.first().view(1) == code) continue;
        if (!open.empty()) tx.exec(kEndCode, open.first().integer(0), input.from);
        if (!code.empty())
            tx.exec(kAddCode, ids::make(), agency, scheme, code, input.basis, input.from, std::optional<Day>());
    }
}

}  // namespace

void must_be_open(db::Conn& conn, Reasons& reasons, Id agency, Day day) {
    const auto found = find_agency(conn, agency);
    if (found && found->until && *found->until <= day)
        reasons.add("from", Said("Cơ quan này đã kết thúc hoạt động từ ngày %1.", {clock::show(*found->until)}));
}

Id add_agency(db::Tx& tx, const Actor& actor, const NewAgency& input) {
    const Turn turn(tx);
    must(actor, Deed::keep_agencies, subject_of(tx, input.parent, input.from));
    Reasons reasons;
    check_name(reasons, input.name, input.abbreviation);
    if (input.slug.empty()) reasons.add("slug", "Chưa nhập mã tắt của cơ quan.");
    if (input.until && *input.until <= input.from) reasons.add("until", "Ngày kết thúc phải sau ngày thành lập.");
    if (tx.maybe_integer(kAgencyTaken, input.slug)) reasons.add("slug", "Mã tắt này đã dùng cho cơ quan khác.");
    check_codes(tx, reasons, 0, input.codes, input.from);
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddAgency, id, input.slug, input.tenant, input.from, input.until, clock::now(), actor.person);
    add_version(tx, id,
                {input.name,
                 input.short_name,
                 input.abbreviation,
                 input.kind,
                 input.place_name,
                 input.basis,
                 input.parent,
                 input.from,
                 {}},
                input.until);
    for (const auto& [scheme, code] : input.codes)
        if (!code.empty()) tx.exec(kAddCode, ids::make(), id, scheme, code, input.code_note, input.from, input.until);
    changed(turn, actor, "agency", id, "directory.agency_add", Said("Thêm cơ quan %1", {input.name}));
    return id;
}

void add_successor(db::Tx& tx, Id agency, Id successor, Day day, std::string_view basis) {
    if (agency == successor) throw Refused("successor", "Cơ quan kế thừa phải là cơ quan khác.");
    tx.exec(kAddSuccessor, agency, successor, day, basis);
}

void change_agency(db::Tx& tx, const Actor& actor, Id agency, std::int64_t version, const AgencyChange& input) {
    const Turn turn(tx);
    if (!find_agency(tx, agency)) throw NotFound("change_agency: no such agency");
    if (tx.query(kLockAgency, agency, version).empty())
        throw Conflict("change_agency: version " + std::to_string(version));
    must(actor, Deed::keep_agencies, subject_of(tx, agency, input.from));
    const auto record = *find_agency(tx, agency);
    const auto last = versions_of(tx, agency).front();
    if (input.parent != 0 && input.parent != last.as.parent)
        must(actor, Deed::keep_agencies, subject_of(tx, input.parent, input.from));
    Reasons reasons;
    check_name(reasons, input.name, input.abbreviation);
    if (input.basis.empty()) reasons.add("basis", "Chưa ghi căn cứ: số, ký hiệu, ngày của văn bản đổi tên, sắp xếp.");
    if (input.from <= last.as.from)
        reasons.add("from",
                    Said("Ngày áp dụng phải sau ngày %1, ngày bắt đầu của bản hiện có.", {clock::show(last.as.from)}));
    if (record.until)
        reasons.add("from", Said("Cơ quan này đã kết thúc hoạt động từ ngày %1.", {clock::show(*record.until)}));
    if (hangs_below(tx, agency, input.parent, input.from))
        reasons.add("parent", "Cơ quan cấp trên không thể là chính nó hoặc cơ quan trực thuộc nó.");
    else if (input.parent != 0 && !open_on(tx, input.parent, input.from))
        reasons.add("parent", "Cơ quan cấp trên không hoạt động vào ngày này.");
    check_codes(tx, reasons, agency, input.codes, input.from);
    reasons.done();
    tx.exec(kEndVersion, agency, input.from);
    add_version(tx, agency, input, {});
    recode(tx, agency, input);
    changed(turn, actor, "agency", agency, "directory.agency_change",
            Said("Đổi tên, tổ chức từ ngày %1 theo %2", {clock::show(input.from), input.basis}),
            differences(last, input));
}

void close_agency(db::Tx& tx, const Actor& actor, Id agency, std::int64_t version, const AgencyClosing& input) {
    const Turn turn(tx);
    if (!find_agency(tx, agency)) throw NotFound("close_agency: no such agency");
    if (tx.query(kLockAgency, agency, version).empty())
        throw Conflict("close_agency: version " + std::to_string(version));
    must(actor, Deed::keep_agencies, subject_of(tx, agency, input.day));
    const auto record = *find_agency(tx, agency);
    const auto last = versions_of(tx, agency).front();
    Reasons reasons;
    if (input.basis.empty()) reasons.add("basis", "Chưa ghi căn cứ: số, ký hiệu, ngày của văn bản giải thể, sáp nhập.");
    if (record.until)
        reasons.add("day", Said("Cơ quan này đã kết thúc hoạt động từ ngày %1.", {clock::show(*record.until)}));
    if (input.day <= last.as.from)
        reasons.add("day", Said("Ngày kết thúc phải sau ngày %1.", {clock::show(last.as.from)}));
    for (const auto& row : tx.query(kOpenBelow, agency, input.day))
        reasons.add("day", Said("%1 còn trực thuộc cơ quan này: hãy chuyển sang cơ quan khác hoặc kết thúc trước.",
                                {row.text(0)}));
    for (const Id successor : input.successors) {
        if (successor == agency)
            reasons.add("successor", "Cơ quan kế thừa phải là cơ quan khác.");
        else if (!open_on(tx, successor, input.day))
            reasons.add("successor", "Cơ quan kế thừa không hoạt động vào ngày này.");
    }
    reasons.done();
    tx.exec(kEndAgency, agency, input.day);
    tx.exec(kEndVersion, agency, input.day);
    tx.exec(kEndCodes, agency, input.day);
    tx.exec(kEndBodies, agency, input.day);
    tx.exec(kEndUnits, agency, input.day);
    tx.exec(kEndAppointments, agency, input.day, "Cơ quan kết thúc hoạt động");
    tx.exec(kEndPosts, agency, input.day);
    for (const Id successor : input.successors) tx.exec(kAddSuccessor, agency, successor, input.day, input.basis);
    changed(turn, actor, "agency", agency, "directory.agency_close",
            Said("Kết thúc hoạt động từ ngày %1 theo %2", {clock::show(input.day), input.basis}));
}

void close_partner(db::Tx& tx, const Actor& actor, Id agency, std::int64_t version, const AgencyClosing& input) {
    const auto found = find_agency(tx, agency);
    if (found && found->tenant)
        throw Refused(
            "Cơ quan này làm việc trong hệ thống, còn hồ sơ, việc phải bàn giao: hãy lập phương án giải thể "
            "hoặc sáp nhập ở mục Sắp xếp cơ quan.");
    close_agency(tx, actor, agency, version, input);
}

std::string path_to_dissolve(Id agency) {
    return "/directory/reorganisations/new?kind=dissolve&agency=" + std::to_string(agency);
}

std::optional<AgencyVersion> version_on(db::Conn& conn, Id agency, Day day) {
    const auto rows = conn.query(kVersionOn, agency, day);
    if (rows.empty()) return std::nullopt;
    const auto row = rows.first();
    return AgencyVersion{row.text(0),    row.text(1), row.text(2),     row.text(3),
                         row.integer(4), row.day(5),  row.maybe_day(6)};
}

std::optional<Id> agency_of_code(db::Conn& conn, std::string_view scheme, std::string_view code, Day day,
                                 bool forward) {
    if (const auto open = conn.maybe_integer(kCodeHolder, scheme, code, day)) return open;
    if (!forward) return std::nullopt;
    auto found = conn.maybe_integer(kCodeEver, scheme, code, day);
    if (!found) return std::nullopt;
    for (int step = 0; step < kDeepest; ++step) {
        if (open_on(conn, *found, day))
            return found;  // recoded, but the same agency; or the end of the chain of mergers
        const auto next = conn.maybe_integer(kSuccessor, *found, day);
        if (!next) return std::nullopt;
        found = next;
    }
    return std::nullopt;
}

}  // namespace dinh::directory
