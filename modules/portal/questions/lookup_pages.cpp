// The sender reads with his code what became of it, and says whether the answer helped. The code comes in a form and
// stands in no address; every code that nobody has is answered alike.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/reading/frame.hpp"
#include "modules/portal/reading/on_site.hpp"
#include "modules/portal/reading/paths.hpp"
#include "platform/forms/record.hpp"
#include "platform/rules/rules.hpp"
#include "platform/settings/settings.hpp"
#include "platform/text/text.hpp"
#include "platform/web/refusal.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

PublicWords words_of(const Lang& lang, const std::string& base) {
    return {.title = lang.tr("Tra cứu câu hỏi đã gửi"),
            .path = "/hoi-dap/tra-cuu",
            .here = answers_path(base),
            .hidden = true};
}

web::Response show_lookup(web::Context& context, const Site& site, const forms::Values& values, int status) {
    const Lang lang;
    const std::string base = base_of(context.request, site);
    // What was typed is not shown again: a wrong code says nothing, a right one belongs to nobody else.
    const forms::Values empty{.values = {}, .faults = values.faults};
    pages::QuestionsLookup page{
        .if_errors = false,
        .errors = {},
        .action_path = lookup_path(base),
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .fields = {forms::Boxes(lang, empty)
                       .line("code", "Mã tra cứu", {.hint = "Mười sáu chữ và số, như khi gửi", .most = 40})},
        .list_path = answers_path(base)};
    forms::add_errors(page, lang, values.faults);
    return public_page(context, site, words_of(lang, base), page, false, status);
}

std::string tag_of(const Question& one) {
    if (one.state == "answered") return "tag--good";
    return one.open() ? "tag--warn" : "";
}

std::string ending_name(const Question& one) {
    for (const char* list : {"turning", "refusal"})
        for (const auto& entry : rules::table("portal_questions").all(list))
            if (entry.text("id") == one.ended_as) return entry.text("name");
    return "";
}

void add_facts(pages::QuestionsState& page, const Lang& lang, const Question& one, const Site& where) {
    const auto add = [&](const char* name, std::string value) { forms::add_fact(page, lang, name, std::move(value)); };
    add("Loại", lang.tr(question_kind_name(one.kind)));
    add("Ngày nhận", clock::show(one.received_day));
    add("Cơ quan trả lời", where.name);
    if (one.open()) add("Hạn trả lời", clock::show(one.due));
    if (one.extensions > 0) add("Lý do gia hạn", one.extension_reason);
    if (one.state == "answered" && one.ended_at) add("Trả lời ngày", clock::show(clock::day_of(*one.ended_at)));
    if (one.state == "turned_away" || one.state == "refused") {
        add("Kết quả", lang.tr(ending_name(one)));
        add("Lý do", one.reason);
    }
    add("Đánh giá của bạn", lang.tr(rating_name(one.rating)));
}

struct Looked {
    Question one;
    Site where;  // whose site answers it now
};

pages::QuestionsState state_model(const std::string& csrf, const std::string& base, const Looked& looked,
                                  const std::string& code, const forms::Values& values) {
    const Lang lang;
    const Question& one = looked.one;
    const bool answered = one.state == "answered";
    pages::QuestionsState page{
        .subject = one.subject,
        .tag = tag_of(one),
        .state = lang.tr(question_state_name(one.state)),
        .if_thanks = values.faults.empty() && !values.at("rating").empty(),
        .facts = {},
        .if_turned = one.state == "turned_away",
        .turned_path = base + "/tim?q=" + text::url_encode("tiếp công dân"),
        .if_answer = answered,
        .paragraphs = {},
        .if_rates = answered && one.rating == 0,
        .if_errors = false,
        .errors = {},
        .action_path = lookup_path(base) + "/danh-gia",
        .csrf = csrf,
        .deed_key = deed::new_key(),
        .code = code,
        .ratings = {},
        .fields = {forms::Boxes(lang, values).line("rating_words", "Ý kiến thêm", {.optional = true, .most = 500})}};
    add_facts(page, lang, one, looked.where);
    if (answered)
        for (auto& line : paragraphs_of(one.answer)) page.paragraphs.push_back({.paragraph = std::move(line)});
    for (const int rating : {3, 2, 1})
        page.ratings.push_back({.rating = std::to_string(rating), .rating_name = lang.tr(rating_name(rating))});
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show_state(web::Context& context, const Site& site, const Looked& looked, const std::string& code,
                         const forms::Values& values) {
    const std::string base = base_of(context.request, site);
    return public_page(context, site, words_of(Lang(), base),
                       state_model(context.csrf_token(), base, looked, code, values), false,
                       values.faults.empty() ? 200 : 422)
        .with("Cache-Control", "no-store");
}

// Each try counts, the right ones too.
std::optional<Looked> look(web::Context& context, const std::string& code) {
    context.house.db->write([&](db::Tx& tx) {
        const auto most = settings::integer(tx, "portal.lookups_from_address", clock::today());
        count_flood(tx, {"look", 0, static_cast<int>(most), 0}, context.request.remote_address);
    });
    return context.house.db->reading([&](db::Conn& conn) -> std::optional<Looked> {
        const auto one = question_of_code(conn, code);
        const auto where = one ? find_site(conn, one->site) : std::nullopt;
        return where ? std::optional(Looked{*one, *where}) : std::nullopt;
    });
}

const Refused& nobody_has_it() {
    static const Refused refused("code", "Không có nội dung nào mang mã này. Hãy xem lại từng chữ của mã.");
    return refused;
}

web::Response lookup_form(web::Context& context, const Site& site) { return show_lookup(context, site, {}, 200); }

web::Response lookup(web::Context& context, const Site& site) {
    const std::string code = read_code(context.request.field("code"));
    try {
        const auto looked = look(context, code);
        if (!looked) throw nobody_has_it();
        return show_state(context, site, *looked, code, {});
    } catch (const Refused& refused) {
        return web::refused_page(show_lookup(context, site, {.values = {}, .faults = refused.reasons()}, 422), refused);
    }
}

web::Response rate(web::Context& context, const Site& site) {
    web::Form form(context.request);
    const std::string code = read_code(form.typed("code"));
    auto values = forms::Values::typed(context.request, {});
    try {
        if (!look(context, code)) throw nobody_has_it();
    } catch (const Refused& refused) {
        return web::refused_page(show_lookup(context, site, {.values = {}, .faults = refused.reasons()}, 422), refused);
    }
    try {
        const int rating = static_cast<int>(ids::parse(form.typed("rating")).value_or(0) % 10);
        context.house.db->write([&](db::Tx& tx) { rate_answer(tx, code, rating, form.typed("rating_words")); });
    } catch (const Refused& refused) {
        values.faults = refused.reasons();
    }
    const auto now = look(context, code);
    if (!now) throw NotFound("the question went away meanwhile");
    return show_state(context, site, *now, code, values);
}

}  // namespace

void lookup_routes(web::Router& router) {
    constexpr const char* kByHand = "Trang này để người gửi tra cứu, không dành cho chương trình.";
    router.get("/trang/:site/hoi-dap/tra-cuu", reading::on_site(lookup_form)).open();
    router.post("/trang/:site/hoi-dap/tra-cuu", reading::on_site(lookup)).open().only_by_hand(kByHand);
    router.get("/trang/:site/hoi-dap/tra-cuu/danh-gia", reading::on_site(lookup_form)).open();
    router.post("/trang/:site/hoi-dap/tra-cuu/danh-gia", reading::on_site(rate)).open().only_by_hand(kByHand);
}

}  // namespace dinh::portal::question_pages
