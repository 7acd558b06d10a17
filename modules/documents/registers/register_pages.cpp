// Books and their numbers: what there is, what is kept back, and the paper they become.
#include "modules/directory/directory.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/record_pages.hpp"
#include "modules/documents/registers/books.hpp"
#include "modules/documents/routes.hpp"
#include "modules/documents/series/series_deeds.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

std::string path_of(Id series) { return "/registers/" + std::to_string(series); }

Subject subject_of_body(const directory::IssuingBody& body) {
    Subject subject;
    subject.issuing_body = body.id;
    subject.agency = body.agency;
    return subject;
}

Opened opened(web::Context& context) {
    const auto directory = directory::now(context.house);
    const auto series =
        context.house.db->reading([&](db::Conn& conn) { return find_series(conn, context.request.id("series")); });
    const auto* body = series ? directory->issuing_body(series->issuing_body) : nullptr;
    if (!body) throw NotFound("documents: series");
    const Subject subject = subject_of_body(*body);
    if (!can(context.actor(), Deed::print_register, subject) && !can(context.actor(), Deed::manage_series, subject)) {
        throw NotFound("documents: register of another agency");
    }
    return {*series, *body};
}

namespace {

std::vector<const directory::IssuingBody*> readable_bodies(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<const directory::IssuingBody*> bodies;
    for (const auto& body : directory.issuing_bodies) {
        const Subject subject = subject_of_body(body);
        if (can(actor, Deed::print_register, subject)) bodies.push_back(&body);
    }
    return bodies;
}

bool closed(const Series& series) { return series.until && *series.until <= clock::today(); }

pages::RegistersList::BodiesItem::SeriesItem item_of(const dinh::pages::Lang& lang, const Series& series) {
    return {.series_path = path_of(series.id),
            .series_name = series.name,
            .series_period = series.period,
            .last_number = series.last >= series.first ? std::to_string(series.last) : std::string("–"),
            .last_day = series.last >= series.first ? clock::show(series.last_day) : std::string(),
            .tag = closed(series) ? "tag--off" : "tag--good",
            .state = lang.tr(closed(series) ? "Đã đóng" : "Đang mở"),
            .if_incoming = series.direction == Direction::incoming};
}

web::Response list_registers(web::Context& context) {
    const auto directory = directory::now(context.house);
    const std::string this_year = std::to_string(clock::year(clock::today()));
    const std::string wanted = text::cut(text::clean_line(context.request.get("year")), 9);
    const std::string chosen = wanted.empty() ? this_year : wanted;
    std::set<std::string, std::greater<>> periods{this_year};
    pages::RegistersList page{.if_manage = false, .periods = {}, .if_none = true, .bodies = {}};
    context.house.db->read([&](db::Conn& conn) {
        for (const auto* body : readable_bodies(*directory, context.actor())) {
            page.if_manage = page.if_manage || can(context.actor(), Deed::manage_series, subject_of_body(*body));
            page.bodies.push_back({.body_name = body->name, .series = {}});
            for (const auto direction : {Direction::incoming, Direction::outgoing}) {
                for (const auto& series : series_of_body(conn, body->id, direction, "")) {
                    periods.insert(series.period);
                    if (series.period == chosen) page.bodies.back().series.push_back(item_of(context.lang, series));
                }
            }
            page.if_none = page.if_none && page.bodies.back().series.empty();
        }
    });
    for (const auto& period : periods) page.periods.push_back({.period = period, .if_chosen = period == chosen});
    return web::page(context, context.lang.tr("Sổ đăng ký văn bản"), page);
}

std::string kind_names(const std::vector<std::string>& kinds) {
    std::vector<std::string> names;
    for (const auto& kind : kinds) names.push_back(kind_name(kind));
    return names.empty() ? "Mọi loại văn bản" : text::join(names, ", ");
}

void add_entries(const web::Context& context, pages::RegistersShow& page, const Series& series, db::Conn& conn,
                 bool may_void) {
    for (const auto& one : loose_entries(conn, series.id, "reserved")) {
        page.kept.push_back({.void_path = path_of(series.id) + "/voidings",
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .kept_number = one.number,
                             .kept_suffix = one.suffix,
                             .kept_day = clock::show(one.day),
                             .kept_reason = one.reason,
                             .if_void = may_void});
    }
    for (const auto& one : loose_entries(conn, series.id, "voided")) {
        page.voided.push_back({.voided_number = std::to_string(one.number) + one.suffix,
                               .voided_day = clock::show(one.day),
                               .voided_reason = one.reason});
    }
    page.no_kept = page.kept.empty();
    page.no_voided = page.voided.empty();
    for (const auto& line : deed::history_of(conn, "series", series.id, 50)) {
        page.lines.push_back(
            {.line_at = clock::show(line.at), .line_who = line.person_name, .line_words = context.lang.say(line.said)});
    }
}

void add_facts(const dinh::pages::Lang& lang, pages::RegistersShow& page, const Series& series) {
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = value});
    };
    add("Loại văn bản", lang.tr(kind_names(series.kinds)));
    add("Mẫu số, ký hiệu", series.form);
    add("Số bắt đầu", std::to_string(series.first));
    add("Số cuối", series.last >= series.first ? std::to_string(series.last) : std::string());
    add("Ngày của số cuối", series.last >= series.first ? clock::show(series.last_day) : std::string());
    add("Mở từ ngày", clock::show(series.from));
    add("Đóng từ ngày", day_words(series.until));
}

struct May {
    bool reserve = false, close = false;
};

pages::RegistersShow model_of(const dinh::pages::Lang& lang, const std::string& csrf, const Opened& book,
                              const forms::Values& values, const May& may) {
    const auto& [series, body] = book;
    const bool open = !closed(series);
    pages::RegistersShow page{.series_name = series.name,
                              .tag = open ? "tag--good" : "tag--off",
                              .state = lang.tr(open ? "Đang mở" : "Đã đóng"),
                              .body_name = body.name,
                              .series_period = series.period,
                              .if_errors = !values.faults.empty(),
                              .errors = {},
                              .print_path = path_of(series.id) + "/print",
                              .no_kept = true,
                              .kept = {},
                              .no_voided = true,
                              .voided = {},
                              .facts = {},
                              .if_reserve = may.reserve,
                              .reserve_path = path_of(series.id) + "/reservations",
                              .csrf = csrf,
                              .deed_key = deed::new_key(),
                              .reserve_boxes = {},
                              .if_close = may.close,
                              .close_path = path_of(series.id) + "/closure",
                              .version = series.version,
                              .close_boxes = {},
                              .lines = {}};
    forms::add_errors(page, lang, values.faults);
    const forms::Boxes fields(lang, values);
    page.reserve_boxes = {fields.line("reserve_reason", "Lý do giữ số", {.most = 500})};
    page.close_boxes = {fields.day("until", "Đóng từ ngày"),
                        fields.line("close_reason", "Lý do", {.optional = true, .most = 500})};
    add_facts(lang, page, series);
    return page;
}

web::Response show_series(web::Context& context, const Opened& book, const forms::Values& values, int status) {
    const Subject subject = subject_of_body(book.body);
    const May may{!closed(book.series) && can(context.actor(), Deed::reserve_number, subject),
                  !book.series.until && can(context.actor(), Deed::manage_series, subject)};
    auto page = model_of(context.lang, context.csrf_token(), book, values, may);
    context.house.db->read([&](db::Conn& conn) { add_entries(context, page, book.series, conn, may.reserve); });
    return web::page(context, book.series.name, page, status);
}

web::Response series_page(web::Context& context) { return show_series(context, opened(context), {}, 200); }

// Runs a deed of the series' page; the page again with the reasons when it is refused.
web::Response series_deed(web::Context& context, const char* reason_box,
                          const std::function<void(db::Tx&, const Series&, web::Form&)>& work) {
    const Opened book = opened(context);
    web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, book.series, form);
            return book.series.id;
        });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        for (auto& fault : values.faults) {
            if (fault.field == "reason") fault.field = reason_box;
        }
        return show_series(context, book, values, 422);
    } catch (const Conflict&) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {changed_meanwhile(context, "series", book.series.id)};
        return show_series(context, opened(context), values, 409);
    }
    context.flash(context.lang.tr("Đã ghi vào sổ."));
    return web::see_other(path_of(book.series.id));
}

web::Response reserve_one(web::Context& context) {
    return series_deed(context, "reserve_reason", [&](db::Tx& tx, const Series& series, web::Form& form) {
        const std::string kind = series.kinds.empty() ? std::string() : series.kinds.front();
        reserve(tx, context.actor(), series.issuing_body, series.direction, kind, clock::today(),
                form.typed("reserve_reason"));
    });
}

web::Response void_one(web::Context& context) {
    return series_deed(context, "reason", [&](db::Tx& tx, const Series& series, web::Form& form) {
        const auto number = ids::parse(form.typed("number"));
        if (!number) throw Refused("Hãy chọn số cần hủy.");
        void_number(tx, context.actor(), series.id, *number, form.typed("suffix"), form.typed("reason"));
    });
}

web::Response close_one(web::Context& context) {
    return series_deed(context, "close_reason", [&](db::Tx& tx, const Series& series, web::Form& form) {
        const auto until = form.day("until", "Đóng từ ngày", true);
        if (!until) throw Refused(form.all());
        close_series(tx, context.actor(), series.id, form.version(), *until, form.typed("close_reason"));
    });
}

}  // namespace

void register_routes(web::Router& router) {
    router.get("/registers", list_registers);
    router.get("/registers/new", new_series);
    router.post("/registers", open_one);
    router.get("/registers/:series", series_page);
    router.get("/registers/:series/print", print_series).budget(8);
    router.post("/registers/:series/reservations", reserve_one);
    router.post("/registers/:series/voidings", void_one);
    router.post("/registers/:series/closure", close_one);
}

}  // namespace dinh::documents
