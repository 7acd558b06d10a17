#include "modules/portal/articles/fees.hpp"

#include "modules/portal/articles/flow.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

constexpr std::string_view kRules = "author_fees";

#define DINH_FEE                                                                                                \
    "f.id, f.article, f.site, f.month, f.kind, f.factor_tenths, f.unit_dong, f.amount_dong, f.payee, f.state, " \
    "f.graded_by, f.approved_by, a.title, a.published_at FROM portal_fee f JOIN portal_article a ON a.id = f.article"

constexpr db::Sql kOfArticle{"fee.of_article", "SELECT " DINH_FEE " WHERE f.article = $1"};
constexpr db::Sql kGrade{
    "fee.grade",
    "INSERT INTO portal_fee (id, owner_agency, origin_agency, rules_day, created_at, created_by_person, "
    "created_by_post, article, site, month, kind, factor_tenths, unit_dong, amount_dong, payee, state, graded_by) "
    "VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'graded', $15) ON CONFLICT (article) DO "
    "UPDATE SET version = portal_fee.version + 1, kind = $10, factor_tenths = $11, unit_dong = $12, amount_dong = $13, "
    "payee = $14, graded_by = $15 WHERE portal_fee.state = 'graded'"};
constexpr db::Sql kApprove{
    "fee.approve",
    "UPDATE portal_fee SET version = version + 1, state = 'approved', approved_by = $3, approved_at = $4 WHERE site = "
    "$1 AND month = $2 AND state = 'graded' RETURNING amount_dong"};
constexpr db::Sql kSum{
    "fee.sum",
    "SELECT COUNT(*), CAST(COALESCE(SUM(amount_dong), 0) AS bigint), CAST(COALESCE(SUM(CASE WHEN "
    "state = 'graded' THEN amount_dong ELSE 0 END), 0) AS bigint) FROM portal_fee WHERE site = $1 AND month = $2"};

Fee read_fee(const db::Rows::Row& row) {
    Fee one;
    one.id = row.integer(0);
    one.article = row.integer(1);
    one.site = row.integer(2);
    one.month = row.text(3);
    one.kind = row.text(4);
    one.factor_tenths = static_cast<int>(row.integer(5));
    one.unit_dong = row.integer(6);
    one.amount_dong = row.integer(7);
    one.payee = row.text(8);
    one.state = row.text(9);
    one.graded_by = row.text(10);
    one.approved_by = row.text(11);
    one.title = row.text(12);
    one.published_at = row.maybe_instant(13);
    return one;
}

FeeInput checked(const FeeInput& typed, Day day, Reasons& reasons) {
    FeeInput input = typed;
    input.payee = text::clean_line(typed.payee);
    if (input.payee.empty()) reasons.add("payee", "Hãy ghi người nhận nhuận bút.");
    if (text::length(input.payee) > 200) reasons.add("payee", Said("Dài quá %1 ký tự.", {"200"}));
    const auto* kind = rules::table(kRules).find("kind", input.kind, day);
    if (!kind) {
        reasons.add("kind", "Hãy chọn thể loại.");
        return input;
    }
    const auto least = static_cast<int>(kind->integer("least_tenths")),
               most = static_cast<int>(kind->integer("most_tenths"));
    if (input.factor_tenths < least || input.factor_tenths > most)
        reasons.add("factor", Said("Hệ số của thể loại này từ %1 đến %2.", {factor_words(least), factor_words(most)}));
    return input;
}

}  // namespace

std::vector<settings::Setting> article_settings() {
    return {{.key = std::string(kFeeUnit),
             .type = settings::Type::integer,
             .unit = "đồng",
             .value = "234000",
             .title = "Giá trị một đơn vị hệ số nhuận bút",
             .description = "Nhuận bút của bài bằng hệ số nhân với giá trị này; bằng 10% mức lương cơ sở.",
             .basis = "Nghị định số 18/2014/NĐ-CP, Điều 7",
             .least = 1'000,
             .most = 10'000'000}};
}

std::string fee_kind_title(std::string_view kind) {
    for (const auto& one : rules::table(kRules).all("kind"))
        if (one.text("id") == kind) return one.text("name");
    return "";
}

std::string factor_words(int tenths) {
    const std::string whole = std::to_string(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + "," + std::to_string(tenths % 10);
}

std::optional<Fee> fee_of(db::Conn& conn, Id article) {
    const db::Rows rows = conn.query(kOfArticle, article);
    return rows.empty() ? std::nullopt : std::optional(read_fee(rows.first()));
}

void grade_fee(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const FeeInput& typed) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::grade_fee, held.subject);
    if (!held.one.published_at) throw Refused("Chỉ chấm nhuận bút bài đã xuất bản.");
    const Day day = clock::day_of(*held.one.published_at);
    Reasons reasons;
    const FeeInput input = checked(typed, day, reasons);
    reasons.done();
    const std::int64_t unit = settings::integer(tx, kFeeUnit, day);
    const std::int64_t amount = unit * input.factor_tenths / 10;
    const std::string month = clock::to_text(day).substr(0, 7);
    if (tx.exec(kGrade, ids::make(), held.site.owner_agency, day, clock::now(), actor.person, as.post, id, held.site.id,
                month, input.kind, input.factor_tenths, unit, amount, input.payee, label_of(actor, as)) == 0)
        throw Refused("Nhuận bút của bài này đã được duyệt.");
    record(tx, actor, &as, held.one, "grade_fee",
           Said("Chấm nhuận bút: %1, hệ số %2, %3 đồng",
                {fee_kind_title(input.kind), factor_words(input.factor_tenths), text::number(amount)}));
}

void approve_fees(db::Tx& tx, const Actor& actor, Id site_id, std::string_view month, std::int64_t sum_dong) {
    const Site site = site_with_fees(tx, actor, site_id);
    const Capacity& as = must(actor, Deed::approve_fee, subject_of(tx, site));
    std::int64_t sum = 0;
    const db::Rows approved = tx.query(kApprove, site_id, month, label_of(actor, as), clock::now());
    for (const auto& row : approved) sum += row.integer(0);
    if (approved.empty()) throw Refused("Tháng này không có nhuận bút chờ duyệt.");
    if (sum != sum_dong) throw Conflict("fees were graded meanwhile");
    audit::append(tx, actor, &as, "portal.approve_fees", kSite, site_id, R"({"sum_dong":)" + std::to_string(sum) + "}");
    deed::history_said(tx, actor, &as, kSite, site_id, "portal.approve_fees",
                       Said("Duyệt nhuận bút tháng %1: %2 đồng", {std::string(month), text::number(sum)}));
}

Site site_with_fees(db::Conn& conn, const Actor& actor, Id id) {
    const auto site = find_site(conn, id);
    if (!site) throw NotFound("fees of site " + std::to_string(id));
    const Subject subject = subject_of(conn, *site);
    const auto holds = [&](std::string_view role) {
        return actor.capacity([&](const Capacity& as) { return has_role(as, subject, role); }) != nullptr;
    };
    if (!holds(member::kSecretary) && !holds(member::kApprover)) throw NotFound("fees of site " + std::to_string(id));
    return *site;
}

FeePage list_fees(db::Conn& conn, const FeeFilter& filter) {
    db::Filter where;
    where.where("f.site = ?", filter.site).where("f.month = ?", filter.month).where("f.id > ?", filter.after);
    FeePage page;
    for (const auto& row : where.run(conn, "fee.list", "SELECT " DINH_FEE, "ORDER BY f.id", filter.most + 1)) {
        if (static_cast<int>(page.lines.size()) == filter.most) {
            page.next = page.lines.back().id;
            break;
        }
        page.lines.push_back(read_fee(row));
    }
    return page;
}

FeeSum sum_of_fees(db::Conn& conn, Id site, std::string_view month) {
    const db::Rows rows = conn.query(kSum, site, month);
    return {rows.first().integer(0), rows.first().integer(1), rows.first().integer(2)};
}

}  // namespace dinh::portal
