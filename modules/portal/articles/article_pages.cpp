#include "modules/portal/articles/article_pages.hpp"

#include "modules/portal/articles/flow.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/sites/site_pages.hpp"
#include "platform/text/text.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal {

namespace {

// What a page takes when nothing is remembered: settings, session and directory of the house, counters of the menu.
constexpr int kFrame = 8;
// An article of 20 MB is told what is wrong with it instead of being cut off.
constexpr std::int64_t kMostForm = 24 << 20;
constexpr std::int64_t kHourMs = 3'600'000, kMinuteMs = 60'000;

constexpr db::Sql kLastCategory{"article.last_category",
                                "SELECT category FROM portal_article WHERE created_by_post = $1 AND site = $2 ORDER BY "
                                "id DESC LIMIT 1"};

// Minutes since midnight; nullopt for what is no hour.
std::optional<int> hour_typed(std::string_view typed) {
    const std::string clean = text::clean_line(typed);
    const auto mark = clean.find_first_of(":hHgG");
    const auto number = [](std::string_view digits) -> int {
        if (digits.empty() || digits.size() > 2) return -1;
        int value = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9') return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    if (mark == clean.npos) return std::nullopt;
    const int hour = number(std::string_view(clean).substr(0, mark));
    const std::string_view rest = std::string_view(clean).substr(mark + 1);
    const int minute = rest.empty() ? 0 : number(rest);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

}  // namespace

ArticleHere article_here(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        auto held = article_deeds::with_its_site(conn, visible_article(conn, context.actor(), context.request.id()));
        ArticleHere here{
            std::move(held.one), std::move(held.site), std::move(held.category), std::move(held.subject), {}, {}};
        here.pictures = pictures_of(conn, here.one.id);
        here.attached = attached_files(conn, here.one.id);
        return here;
    });
}

std::string here_path(const Article& one) { return article_deeds::article_link(one.id); }
std::string known_as(const dinh::pages::Lang& lang, const Article& one) {
    return one.title.empty() ? lang.tr("Bài chưa có tiêu đề") : one.title;
}

std::vector<NewFile> new_files(const forms::Uploaded& uploaded) {
    std::vector<NewFile> list;
    for (const auto& one : uploaded.files) list.push_back({one.name, one.stored});
    return list;
}

Reason changed_meanwhile() {
    return {"", "Có người vừa xử lý bài này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

std::vector<forms::Choice> category_choices(db::Conn& conn, Id site, Id chosen) {
    std::vector<forms::Choice> list{{"", "Chọn…"}};
    const auto all = categories_of(conn, site);
    for (const auto& one : in_tree_order(all))
        if (one.open || one.id == chosen) list.push_back({std::to_string(one.id), category_line(all, one)});
    return list;
}

Id last_category(db::Conn& conn, Id site, const Actor& actor) {
    for (const auto& as : actor.capacities)
        if (const auto found = conn.maybe_integer(kLastCategory, as.post, site)) return *found;
    return 0;
}

std::optional<Instant> moment_typed(web::Form& form, const char* day_field, const char* hour_field, const char* label) {
    const auto day = form.day(day_field, label);
    const std::string_view typed = form.typed(hour_field);
    if (typed.empty()) return day ? std::optional(clock::start_of(*day)) : std::nullopt;
    const auto minutes = hour_typed(typed);
    if (!minutes) form.fault(hour_field, "Giờ ghi như 7:30 hoặc 7h30.");
    if (!day && form.fault_of(day_field).empty()) form.fault(day_field, "Hãy ghi cả ngày.");
    if (!day || !minutes) return std::nullopt;
    return Instant{clock::start_of(*day).ms + *minutes * kMinuteMs};
}

std::string hour_of(Instant at) {
    const std::int64_t ms = at.ms - clock::start_of(clock::day_of(at)).ms;
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two(ms / kHourMs) + ":" + two(ms % kHourMs / kMinuteMs);
}

web::Response with_html(web::Response response, const std::string& mark, const std::string& html) {
    if (auto* body = std::get_if<std::string>(&response.body))
        if (const auto at = body->find(mark); at != body->npos) body->replace(at, mark.size(), html);
    return response;
}

void article_routes(web::Router& router) {
    router.get("/portal/articles", list_articles_page).budget(kFrame + 20);
    router.get("/portal/articles/new", new_article).budget(kFrame + 14);
    router.post("/portal/articles", create_article).limit(kMostForm).uploads();
    router.get("/portal/articles/calendar", show_calendar).budget(kFrame + 10);
    router.get("/portal/articles/offers", show_asked).budget(kFrame + 40);
    router.get("/portal/articles/fees", show_fees).budget(kFrame + 12);
    router.post("/portal/articles/fees/approval", approve_month);
    router.get("/portal/articles/fees.csv", fees_csv);
    router.get("/portal/articles/fees.xlsx", fees_xlsx);
    router.get("/portal/articles/:id", show_article).budget(kFrame + 20);
    router.get("/portal/articles/:id/changes/new", edit_article).budget(kFrame + 18);
    router.post("/portal/articles/:id/changes", save_article).limit(kMostForm).uploads();
    router.get("/portal/articles/:id/files/:n", article_file);
    router.get("/portal/articles/:id/editions", compare_editions).budget(kFrame + 8);
    router.get("/portal/articles/:id/placings", show_placings).budget(kFrame + 14);
    router.post("/portal/articles/:id/placings", ask_sites);
    article_deed_routes(router);
    placing_deed_routes(router);
    describe_article_calls(router);
}

}  // namespace dinh::portal
