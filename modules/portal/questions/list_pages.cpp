// The list of those who sort, answer and approve; figures by site and month. Never who asked.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/pages.hpp"
#include "platform/forms/list.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr forms::View kViews[] = {{"new", "Mới đến"},     {"mine", "Của tôi"},        {"approval", "Chờ duyệt"},
                                  {"overdue", "Quá hạn"}, {"answered", "Đã trả lời"}, {"ended", "Không trả lời"},
                                  {"all", "Tất cả"}};
constexpr forms::Counted kCounted{"%1 câu hỏi", "%1+ câu hỏi"};

struct Asked {
    QuestionFilter filter;
    std::string words;
    forms::ListAddress address() const {
        return {"/portal/questions",
                {{"view", filter.view == "new" ? std::string() : filter.view},
                 {"q", words},
                 {"kind", filter.kind},
                 {"field", filter.field},
                 {"site", filter.site == 0 ? std::string() : std::to_string(filter.site)},
                 {"from", filter.from ? clock::show(*filter.from) : std::string()},
                 {"to", filter.to ? clock::show(*filter.to) : std::string()}}};
    }
};

std::string known_id(const web::Request& request, const char* parameter, const char* list) {
    for (const auto& one : rules::table("portal_questions").all(list))
        if (request.get(parameter) == one.text("id")) return one.text("id");
    return "";
}

Asked asked(const web::Request& request, Day today) {
    Asked asked;
    forms::read_filter(asked.filter, request, kViews, today);
    asked.filter.kind = known_id(request, "kind", "kind");
    asked.filter.field = known_id(request, "field", "field");
    asked.filter.site = ids::parse(request.get("site")).value_or(0);
    asked.words = forms::words_asked(request);
    return asked;
}

std::vector<forms::Choice> choices(const char* list) {
    auto found = choices_of(list, "");
    found.erase(found.begin());
    return found;
}

std::string tag_of(const Question& one, bool late) {
    if (late) return "tag--bad";
    if (one.state == "answered") return "tag--good";
    if (!one.open()) return "tag--off";
    return one.state == "assigned" ? "" : "tag--warn";
}

std::map<Id, std::string> names_of_sites(db::Conn& conn, const std::vector<Question>& lines) {
    std::map<Id, std::string> names;
    for (const auto& one : lines) {
        if (names.contains(one.site)) continue;
        const auto site = find_site(conn, one.site);
        names[one.site] = site ? site->name : std::string();
    }
    return names;
}

struct Found {
    QuestionPage page;
    std::vector<Site> sites;
    std::map<Id, std::string> names;
    bool enters = false;
};

Found read(db::Conn& conn, const Actor& actor, const Asked& wanted, Day today) {
    Found found;
    found.page = wanted.words.empty()
                     ? list_questions(conn, actor, wanted.filter, today)
                     : forms::found_by_words<QuestionPage>(conn, actor, wanted.words, kQuestion, [&](const auto& ids) {
                           return question_lines(conn, actor, wanted.filter, ids, today);
                       });
    found.sites = sites_of(conn, actor);
    found.names = names_of_sites(conn, found.page.lines);
    for (const auto& site : found.sites)
        found.enters = found.enters || can(actor, Deed::enter_question, subject_of(conn, site));
    return found;
}

std::vector<forms::Choice> site_choices(const std::vector<Site>& sites) {
    std::vector<forms::Choice> list;
    for (const auto& site : sites) list.push_back({std::to_string(site.id), site.name});
    return list;
}

pages::QuestionsList model_of(const Lang& lang, const Asked& wanted, const Found& found, Day today) {
    const auto& filter = wanted.filter;
    const forms::ListFilters boxes(lang);
    const std::string site = filter.site == 0 ? std::string() : std::to_string(filter.site);
    pages::QuestionsList page{
        .count_words = forms::count_words(lang, kCounted, found.page.count, found.page.count_more),
        .if_enters = found.enters,
        .top = {forms::list_top(
            lang, wanted.address(), kViews, filter.view,
            {boxes.words("Tiêu đề", wanted.words), boxes.choice("kind", "Loại", choices("kind"), filter.kind),
             boxes.choice("field", "Lĩnh vực", choices("field"), filter.field),
             boxes.choice("site", "Trang", site_choices(found.sites), site),
             boxes.day("from", "Nhận từ ngày", "Từ %1", filter.from),
             boxes.day("to", "đến hết ngày", "Đến hết %1", filter.to)})},
        .if_none = found.page.lines.empty(),
        .if_rows = !found.page.lines.empty(),
        .rows = {},
        .end = {forms::list_end(lang, wanted.address(), kCounted, found.page, filter.before)}};
    for (const auto& one : found.page.lines) {
        const bool late = question_overdue(one, today);
        const auto due = question_due(one);
        page.rows.push_back({.received = clock::show(one.received_day),
                             .kind = lang.tr(question_kind_name(one.kind)),
                             .show_path = question_deeds::link_of(one.id),
                             .subject = one.subject,
                             .site = found.names.at(one.site),
                             .holder = one.holder_label,
                             .if_overdue = late,
                             .due = due ? clock::show(*due) : std::string(),
                             .tag = tag_of(one, late),
                             .state = lang.tr(question_state_name(one.state))});
    }
    return page;
}

web::Response list(web::Context& context) {
    const Day today = clock::today();
    const Asked wanted = asked(context.request, today);
    const Found found =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), wanted, today); });
    return web::page(context, context.lang.tr("Hỏi đáp"), model_of(context.lang, wanted, found, today));
}

sheet::List table_of(web::Context& context) {
    const Day today = clock::today();
    const std::vector<sheet::Column> columns{{"Ngày nhận"},     {"Loại"}, {"Lĩnh vực"},   {"Tiêu đề"},
                                             {"Người trả lời"}, {"Hạn"},  {"Trạng thái"}, {"Đánh giá"}};
    return forms::list_table(context.lang, "hoi-dap", "Hỏi đáp", columns,
                             forms::rows_by_pages(
                                 context.house, asked(context.request, today).filter,
                                 [actor = context.actor(), today](db::Conn& conn, const QuestionFilter& filter) {
                                     return list_questions(conn, actor, filter, today);
                                 },
                                 [lang = context.lang](const Question& one) -> std::vector<sheet::Cell> {
                                     return {clock::show(one.received_day),
                                             lang.tr(question_kind_name(one.kind)),
                                             lang.tr(question_field_name(one.field)),
                                             one.subject,
                                             one.holder_label,
                                             clock::show(one.due),
                                             lang.tr(question_state_name(one.state)),
                                             lang.tr(rating_name(one.rating))};
                                 }));
}

struct Figures {
    std::vector<QuestionMonth> months;
    std::map<Id, std::string> names;
};

// Of the sites the person sorts for, of the last twelve months.
Figures figures_for(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Figures figures;
        std::vector<Id> sites;
        for (const auto& site : sites_of(conn, context.actor())) {
            Subject subject = subject_of(conn, site);
            subject.archive = false;  // read, nothing is changed
            if (!can(context.actor(), Deed::sort_question, subject)) continue;
            sites.push_back(site.id);
            figures.names[site.id] = site.name;
        }
        const auto today = clock::ymd(clock::today());
        if (!sites.empty())
            figures.months = question_months(conn, sites, *clock::make_day(today.year - 1, today.month, 1));
        return figures;
    });
}

std::vector<std::int64_t> cells_of(const QuestionMonth& one) {
    return {one.received, one.answered, one.late, one.open, one.ended, one.rated, one.content};
}

std::string month_words(const std::string& month) { return month.substr(5, 2) + "/" + month.substr(0, 4); }

web::Response figures(web::Context& context) {
    const auto found = figures_for(context);
    pages::QuestionsFigures page{.if_none = found.months.empty(), .if_rows = !found.months.empty(), .rows = {}};
    for (const auto& one : found.months) {
        page.rows.push_back({.month = month_words(one.month), .site = found.names.at(one.site), .cells = {}});
        for (const auto cell : cells_of(one)) page.rows.back().cells.push_back({.cell = context.lang.number(cell)});
    }
    return web::page(context, context.lang.tr("Hỏi đáp theo trang và tháng"), page);
}

web::Response figures_xlsx(web::Context& context) {
    const auto found = figures_for(context);
    sheet::List list;
    list.name = "hoi-dap-theo-thang";
    list.sheet_name = context.lang.tr("Hỏi đáp");
    for (const char* title : {"Tháng", "Trang", "Nhận", "Đã trả lời", "Quá hạn", "Đang xử lý", "Hướng dẫn, từ chối",
                              "Đánh giá", "Hài lòng"})
        list.columns.push_back({context.lang.tr(title)});
    list.more = [found](std::vector<std::vector<sheet::Cell>>& rows) {
        for (const auto& one : found.months) {
            std::vector<sheet::Cell> row{month_words(one.month), found.names.at(one.site)};
            for (const auto cell : cells_of(one)) row.emplace_back(cell);
            rows.push_back(std::move(row));
        }
        return false;
    };
    return sheet::as_xlsx(list);
}

}  // namespace

void list_routes(web::Router& router) {
    router.get("/portal/questions", list).budget(30);
    router.get("/portal/questions.csv", [](web::Context& context) { return sheet::as_csv(table_of(context)); });
    router.get("/portal/questions.xlsx", [](web::Context& context) { return sheet::as_xlsx(table_of(context)); });
    router.get("/portal/questions/figures", figures).budget(30);
    router.get("/portal/questions/figures.xlsx", figures_xlsx);
}

}  // namespace dinh::portal::question_pages
