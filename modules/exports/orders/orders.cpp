#include "modules/exports/orders/orders.hpp"

#include <algorithm>

#include "modules/exports/orders/orders_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::exports {

namespace {

constexpr int kMostParts = 500;

// The kind under which registers are a record of their own.
constexpr std::string_view kPartKind = "series";

Asked locked(db::Tx& tx, const Actor& actor, Id order, std::int64_t version) {
    const auto rows = tx.query(store::kLock, order, version);
    if (!rows.empty()) return store::read_order(rows.first());
    visible_order(tx, actor, order);
    throw Conflict("exports: stale version of order " + std::to_string(order));
}

void release_files(db::Tx& tx, Id order) {
    for (const auto& ref : files::of_record(tx, kOrder, order)) files::detach(tx, ref.id);
    tx.exec(store::kSetState, order, "ended");
}

}  // namespace

Asked store::read_order(const db::Rows::Row& row) {
    Asked one;
    one.id = row.integer(0);
    one.version = row.integer(1);
    one.agency = row.integer(2);
    one.state = row.text(3);
    one.part = row.integer(4);
    one.part_name = row.text(5);
    one.from = row.maybe_day(6);
    one.to = row.maybe_day(7);
    one.restricted = row.truth(8);
    one.language = row.text(9);
    one.asked_at = row.instant(10);
    one.asked_by = row.integer(11);
    one.asked_by_name = row.text(12);
    one.made_at = row.maybe_instant(13);
    one.until = row.maybe_day(14);
    one.records = row.integer(15);
    one.files = row.integer(16);
    one.missing = row.integer(17);
    one.size_bytes = row.integer(18);
    return one;
}

std::string state_name(std::string_view state) {
    if (state == "waiting") return "Đang làm";
    if (state == "ready") return "Tải được";
    if (state == "failed") return "Không làm được";
    return "Đã hết hạn";
}

std::vector<std::pair<Id, std::string>> parts_of(db::Conn& conn, Id agency) {
    std::vector<std::pair<Id, std::string>> parts;
    for (const auto& source : sources()) {
        if (source.kind != kPartKind) continue;
        for (const auto& one : source.read(conn, {.agency = agency, .part = 0, .from = {}, .to = {}}, "", kMostParts))
            parts.emplace_back(one.id, one.subject + (one.number.empty() ? "" : " " + one.number));
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::optional<Asked> find_order(db::Conn& conn, Id order) {
    const auto rows = conn.query(store::kFind, order);
    return rows.empty() ? std::nullopt : std::optional(store::read_order(rows.first()));
}

Asked visible_order(db::Conn& conn, const Actor& actor, Id order) {
    auto one = find_order(conn, order);
    if (!one || !can(actor, Deed::see, one->subject()))
        throw NotFound("exports: order " + std::to_string(order) + " is not to be seen");
    return std::move(*one);
}

std::vector<Asked> orders_of(db::Conn& conn, Id agency, int most) {
    std::vector<Asked> list;
    for (const auto& row : conn.query(store::kOfAgency, agency, most)) list.push_back(store::read_order(row));
    return list;
}

Id ask(db::Tx& tx, const Actor& actor, const Input& input) {
    const auto facts = directory::agency_facts(tx, input.agency, clock::today());
    if (!facts || !can(actor, Deed::see, {input.agency, actor.person, false}))
        throw NotFound("exports: agency " + std::to_string(input.agency));
    const auto& as = must(actor, Deed::ask, {input.agency, actor.person, input.restricted});
    Reasons reasons;
    if (input.from && input.to && *input.to < *input.from) reasons.add("to", "Ngày cuối phải từ ngày đầu trở đi.");
    std::string part_name;
    if (input.part != 0) {
        for (const auto& [id, name] : parts_of(tx, input.agency))
            if (id == input.part) part_name = name;
        if (part_name.empty()) reasons.add("part", "Chọn một sổ của cơ quan này.");
    }
    reasons.done();
    const Id order = ids::make();
    if (tx.exec(store::kAdd, order, input.agency, input.part, part_name, input.from, input.to, input.restricted,
                input.language, clock::now(), actor.person, actor.name) == 0)
        throw Refused("Đang có một gói dữ liệu của cơ quan này chưa làm xong. Hãy chờ xong rồi yêu cầu tiếp.");
    audit::append(tx, actor, &as, "exports.ask", kOrder, order);
    jobs::put(tx, kMake, "{\"order\": \"" + std::to_string(order) + "\"}", {}, "export-" + std::to_string(order));
    return order;
}

void note_taken(db::Tx& tx, const Actor& actor, Id order) {
    const auto one = visible_order(tx, actor, order);
    const auto& as = must(actor, Deed::take, one.subject());
    if (one.state != "ready") throw Refused("Gói dữ liệu chưa có hoặc đã hết hạn.");
    audit::append(tx, actor, &as, "exports.take", kOrder, order);
}

void drop(db::Tx& tx, const Actor& actor, Id order, std::int64_t version) {
    const auto one = locked(tx, actor, order, version);
    if (!can(actor, Deed::see, one.subject())) throw NotFound("exports: order " + std::to_string(order));
    const auto& as = must(actor, Deed::drop, one.subject());
    if (one.state != "ready") throw Refused("Gói dữ liệu chưa có hoặc đã hết hạn.");
    release_files(tx, order);
    audit::append(tx, actor, &as, "exports.drop", kOrder, order);
}

void end_past(House& house) {
    house.db->write([](db::Tx& tx) {
        for (const auto& row : tx.query(store::kPast, clock::today())) release_files(tx, row.integer(0));
    });
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(work_folder(house), error)) {
        const auto order = ids::parse(entry.path().stem().stem().string());
        const bool waits = order && house.db->reading([&](db::Conn& conn) {
            const auto one = find_order(conn, *order);
            return one && one->state == "waiting";
        });
        if (!waits) std::filesystem::remove_all(entry.path(), error);
    }
}

}  // namespace dinh::exports
