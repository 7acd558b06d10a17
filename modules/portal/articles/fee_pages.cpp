// Author fees of a month of a site: the list, its approval, what goes to the accountant.
#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/list.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kMonths = 24;

struct Chosen {
    Site site;
    std::vector<Site> sites;
    std::string month;
};

std::vector<std::string> months() {
    std::vector<std::string> list;
    auto [year, month, day] = clock::ymd(clock::today());
    for (int n = 0; n < kMonths; ++n) {
        list.push_back(clock::to_text(*clock::make_day(year, month, 1)).substr(0, 7));
        if (--month == 0) month = 12, --year;
    }
    return list;
}
std::string month_words(const std::string& month) { return month.substr(5) + "/" + month.substr(0, 4); }

// Sites whose fees the actor grades or approves; NotFound when there is none.
Chosen chosen(db::Conn& conn, const web::Request& request, const Actor& actor) {
    Chosen found;
    for (const auto& one : sites_of(conn, actor)) {
        const Subject subject = subject_of(conn, one);
        if (can(actor, Deed::grade_fee, subject) || can(actor, Deed::approve_fee, subject)) found.sites.push_back(one);
    }
    const Id wanted = ids::parse(request.get("site")).value_or(0);
    if (wanted != 0)
        found.site = site_with_fees(conn, actor, wanted);
    else if (found.sites.empty())
        throw Forbidden(who_may(Deed::grade_fee), "articles: no site whose fees are seen");
    else
        found.site = found.sites.front();
    const auto all = months();
    const auto asked = std::find(all.begin(), all.end(), request.get("month"));
    found.month = asked == all.end() ? all.front() : *asked;
    return found;
}

std::string path_of(const Chosen& at, const char* ending = "") {
    return std::string("/portal/articles/fees") + ending + "?site=" + std::to_string(at.site.id) + "&month=" + at.month;
}

struct Read {
    Chosen at;
    FeePage fees;
    FeeSum sum;
    bool approves = false;
};
Read read(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Read found{.at = chosen(conn, context.request, context.actor())};
        found.fees = list_fees(conn, {.site = found.at.site.id, .month = found.at.month, .most = 1000});
        found.sum = sum_of_fees(conn, found.at.site.id, found.at.month);
        found.approves = can(context.actor(), Deed::approve_fee, subject_of(conn, found.at.site)) != nullptr;
        return found;
    });
}

std::vector<layout::Filter> filters_of(const Lang& lang, const Chosen& at) {
    std::vector<forms::Choice> sites, list;
    for (const auto& one : at.sites) sites.push_back({std::to_string(one.id), one.name});
    for (const auto& month : months()) list.push_back({month, month_words(month)});
    const forms::ListFilters boxes(lang);
    return {boxes.choice("site", "Trang", sites, std::to_string(at.site.id)).box,
            boxes.choice("month", "Tháng", list, at.month).box};
}

pages::ArticlesFees model_of(const Lang& lang, const Read& found, std::string csrf) {
    const auto& [at, fees, sum, approves] = found;
    pages::ArticlesFees page{
        .sum_words = text::fill(lang.tr("%1 bài, %2 đồng"), {lang.number(sum.count), lang.number(sum.dong)}),
        .if_errors = false,
        .errors = {},
        .filters = filters_of(lang, at),
        .if_none = fees.lines.empty(),
        .if_rows = !fees.lines.empty(),
        .rows = {},
        .csv_path = path_of(at, ".csv"),
        .xlsx_path = path_of(at, ".xlsx"),
        .if_approve = approves && sum.graded_dong > 0,
        .csrf = std::move(csrf),
        .deed_key = deed::new_key(),
        .site_id = at.site.id,
        .month = at.month,
        .graded_sum = sum.graded_dong,
        .approve_words = text::fill(lang.tr("Duyệt %1 đồng"), {lang.number(sum.graded_dong)})};
    for (const auto& one : fees.lines) {
        const bool approved = one.state == "approved";
        page.rows.push_back({.show_path = "/portal/articles/" + std::to_string(one.article),
                             .title = one.title,
                             .payee = one.payee,
                             .kind = lang.tr(fee_kind_title(one.kind)),
                             .factor = factor_words(one.factor_tenths),
                             .amount = lang.number(one.amount_dong),
                             .tag = approved ? "tag--good" : "tag--warn",
                             .state = lang.tr(approved ? "Đã duyệt" : "Đã chấm")});
    }
    return page;
}

web::Response show(web::Context& context, const std::vector<Reason>& faults, int status) {
    auto page = model_of(context.lang, read(context), context.csrf_token());
    forms::add_errors(page, context.lang, faults);
    return web::page(context, context.lang.tr("Nhuận bút"), page, status);
}

sheet::List table_of(web::Context& context) {
    const Chosen at =
        context.house.db->reading([&](db::Conn& conn) { return chosen(conn, context.request, context.actor()); });
    const Lang& lang = context.lang;
    std::vector<sheet::Column> columns;
    for (const char* title : {"Bài", "Ngày xuất bản", "Người nhận", "Thể loại", "Hệ số", "Số tiền (đồng)", "Trạng thái",
                              "Người chấm", "Người duyệt"})
        columns.push_back({lang.tr(title)});
    FeeFilter filter{.site = at.site.id, .month = at.month};
    auto more = [house = &context.house, filter, lang](std::vector<std::vector<sheet::Cell>>& rows) mutable {
        const auto page = house->db->reading([&](db::Conn& conn) { return list_fees(conn, filter); });
        for (const auto& one : page.lines)
            rows.push_back({one.title, one.published_at ? clock::show(clock::day_of(*one.published_at)) : "", one.payee,
                            lang.tr(fee_kind_title(one.kind)), factor_words(one.factor_tenths),
                            std::to_string(one.amount_dong), lang.tr(one.state == "approved" ? "Đã duyệt" : "Đã chấm"),
                            one.graded_by, one.approved_by});
        filter.after = page.next;
        return page.next != 0;
    };
    return forms::list_table(lang, "nhuan-but", "Nhuận bút", std::move(columns), std::move(more));
}

}  // namespace

web::Response show_fees(web::Context& context) { return show(context, {}, 200); }
web::Response fees_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response fees_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

web::Response approve_month(web::Context& context) {
    web::Form form(context.request);
    const Id site = form.id("site", "Trang", true);
    const std::string month = form.line("month", "Tháng", {.max = 7});
    const auto sum = form.number("sum", "Số tiền", 0, 1'000'000'000'000, true);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            approve_fees(tx, context.actor(), site, month, *sum);
            return site;
        });
        context.flash(context.lang.tr("Đã duyệt nhuận bút."));
        return web::see_other("/portal/articles/fees?site=" + std::to_string(site) +
                              "&month=" + text::url_encode(month));
    } catch (const Refused& refused) {
        return show(context, refused.reasons(), 422);
    } catch (const Conflict&) {
        return show(context, {{"", "Có người vừa chấm nhuận bút sau khi bạn mở; xem lại số tiền rồi duyệt."}}, 409);
    }
}

}  // namespace dinh::portal
