// Books and their numbers: what there is, what is kept back, and the paper they become.
#include "modules/directory/directory.hpp"
#include "modules/documents/fields.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/registers/registers.hpp"
#include "modules/documents/rights.hpp"
#include "modules/documents/routes.hpp"
#include "modules/documents/series/series_deeds.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr int kLinesOfPage = 1000;
constexpr const char* kPath = "/registers";

std::string path_of(Id series) { return std::string(kPath) + "/" + std::to_string(series); }

Subject subject_of_body(const directory::IssuingBody& body) {
    Subject subject;
    subject.issuing_body = body.id;
    subject.agency = body.agency;
    return subject;
}

// The series and its body, only for those who may read the register.
struct Opened {
    Series series;
    directory::IssuingBody body;
};
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
        page.lines.push_back({.line_at = clock::show(line.at), .line_who = line.person_name, .line_words = line.words});
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

web::Response show_series(web::Context& context, const Opened& book, const FormValues& values, int status) {
    const auto& [series, body] = book;
    const Subject subject = subject_of_body(body);
    const bool open = !closed(series);
    const bool reserves = open && can(context.actor(), Deed::reserve_number, subject);
    const bool closes = !series.until && can(context.actor(), Deed::manage_series, subject);
    pages::RegistersShow page{.series_name = series.name,
                              .tag = open ? "tag--good" : "tag--off",
                              .state = context.lang.tr(open ? "Đang mở" : "Đã đóng"),
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
                              .if_reserve = reserves,
                              .reserve_path = path_of(series.id) + "/reservations",
                              .csrf = context.csrf_token(),
                              .deed_key = deed::new_key(),
                              .reserve_boxes = {},
                              .if_close = closes,
                              .close_path = path_of(series.id) + "/closure",
                              .version = series.version,
                              .close_boxes = {},
                              .lines = {}};
    for (const auto& fault : values.faults)
        page.errors.push_back({.field = fault.field, .error = context.lang.tr(fault.text)});
    const Fields fields(context.lang, values);
    page.reserve_boxes = {fields.line("reserve_reason", "Lý do giữ số", "", 500)};
    page.close_boxes = {fields.day("until", "Đóng từ ngày", ""), fields.line("close_reason", "Lý do", "", 500, true)};
    add_facts(context.lang, page, series);
    context.house.db->read([&](db::Conn& conn) { add_entries(context, page, series, conn, reserves); });
    return web::page(context, series.name, page, status);
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
        FormValues values = FormValues::typed(context.request, form);
        values.faults = refused.reasons();
        for (auto& fault : values.faults) {
            if (fault.field == "reason") fault.field = reason_box;
        }
        return show_series(context, book, values, 422);
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

std::vector<Choice> body_choices(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<Choice> choices;
    for (const auto& body : directory.issuing_bodies) {
        if (can(actor, Deed::manage_series, subject_of_body(body)))
            choices.push_back({std::to_string(body.id), body.name});
    }
    return choices;
}

web::Response opening_form(web::Context& context, const FormValues& values, const std::vector<std::string>& kinds,
                           int status) {
    const auto directory = directory::now(context.house);
    const auto bodies = body_choices(*directory, context.actor());
    if (bodies.empty()) throw Forbidden(who_may(Deed::manage_series), "documents: no books to open");
    const Fields fields(context.lang, values);
    pages::RegistersForm page{.if_errors = !values.faults.empty(),
                              .errors = {},
                              .csrf = context.csrf_token(),
                              .deed_key = deed::new_key(),
                              .boxes = {},
                              .kinds = {}};
    for (const auto& fault : values.faults)
        page.errors.push_back({.field = fault.field, .error = context.lang.tr(fault.text)});
    page.boxes = {fields.select("issuing_body", "Cơ quan ban hành", "w-4", bodies),
                  fields.select("direction", "Sổ", "w-2", {{"incoming", "Văn bản đến"}, {"outgoing", "Văn bản đi"}}),
                  fields.line("name", "Tên sổ", "w-4", 100),
                  fields.select("period_kind", "Theo", "w-1", {{"year", "Năm"}, {"term", "Nhiệm kỳ"}}),
                  fields.line("period", "Kỳ", "w-1", 9, false, "2026 hoặc 2025-2030"),
                  fields.number("first", "Số bắt đầu", "w-2"),
                  fields.day("from", "Mở từ ngày", "w-2", true),
                  fields.line("form", "Mẫu số, ký hiệu", "w-2", 60, true, "Để trống: theo mẫu của từng loại văn bản")};
    for (const auto* kind : rules::kinds(clock::today())) {
        const bool chosen = std::find(kinds.begin(), kinds.end(), kind->id) != kinds.end();
        page.kinds.push_back({.kind = kind->id, .if_chosen = chosen, .kind_name = kind->name});
    }
    return web::page(context, context.lang.tr("Mở sổ"), page, status);
}

web::Response new_series(web::Context& context) {
    FormValues values;
    values.values = {{"direction", "outgoing"},
                     {"period_kind", "year"},
                     {"period", std::to_string(clock::year(clock::today()))},
                     {"first", "1"}};
    return opening_form(context, values, {}, 200);
}

Series typed_series(web::Form& form, const web::Request& request) {
    Series series;
    series.issuing_body = form.id("issuing_body", "Cơ quan ban hành", true);
    series.direction = form.choice("direction", "Sổ", {"incoming", "outgoing"}) == "incoming" ? Direction::incoming
                                                                                              : Direction::outgoing;
    series.name = form.line("name", "Tên sổ", {.max = 1000});
    series.period_kind = form.choice("period_kind", "Theo", {"year", "term"});
    series.period = form.line("period", "Kỳ", {.max = 20});
    series.first = form.number("first", "Số bắt đầu", 1, 999'999).value_or(1);
    series.from = form.day("from", "Mở từ ngày").value_or(Day{});
    series.form = form.line("form", "Mẫu số, ký hiệu", {.max = 1000});
    for (const auto kind : request.fields("kinds")) series.kinds.emplace_back(kind);
    return series;
}

web::Response open_one(web::Context& context) {
    web::Form form(context.request);
    const Series series = typed_series(form, context.request);
    Id id = 0;
    try {
        if (form.faulty()) throw Refused(form.all());
        id = deed::once(*context.house.db, context.actor(), form.key(),
                        [&](db::Tx& tx) { return open_series(tx, context.actor(), series); });
    } catch (const Refused& refused) {
        FormValues values = FormValues::typed(context.request, form);
        values.faults = refused.reasons();
        return opening_form(context, values, series.kinds, 422);
    }
    context.flash(context.lang.tr("Đã mở sổ."));
    return web::see_other(path_of(id));
}

const char* width_of(std::string_view field) {
    constexpr std::pair<std::string_view, const char*> kWidths[] = {{"arrived_day", "w-date"},
                                                                    {"issued_day", "w-date"},
                                                                    {"sent_day", "w-date"},
                                                                    {"deadline", "w-date"},
                                                                    {"arrival_number", "w-num"},
                                                                    {"copies", "w-num"},
                                                                    {"code", "w-sign"},
                                                                    {"reply_code", "w-sign"},
                                                                    {"author", "w-org"},
                                                                    {"recipients", "w-org"},
                                                                    {"receiver", "w-who"},
                                                                    {"signer", "w-who"},
                                                                    {"file_copy_keeper", "w-who"},
                                                                    {"receipt_signature", "w-mark"},
                                                                    {"note", "w-note"}};
    for (const auto& [name, width] : kWidths) {
        if (name == field) return width;
    }
    return "w-text";
}

struct Paper {
    const rules::Register* form = nullptr;
    RegisterSpan span;
    std::int64_t after = 0;
    std::vector<RegisterLine> lines;
};

Paper paper_of(web::Context& context, const Series& series) {
    const auto& request = context.request;
    const Day today = clock::today();
    Paper paper;
    const bool handling = request.get("form") == "handling" && series.direction == Direction::incoming;
    const char* id = handling                                  ? "handling_register"
                     : series.direction == Direction::incoming ? "incoming_register"
                                                               : "outgoing_register";
    paper.form = rules::register_form(id, today);
    if (!paper.form) throw NotFound("documents: form of the register");
    paper.span = {series.id, clock::parse_typed_day(request.get("from"), today),
                  clock::parse_typed_day(request.get("to"), today), ids::parse(request.get("first")).value_or(0),
                  ids::parse(request.get("last")).value_or(0)};
    paper.after = ids::parse(request.get("after")).value_or(0);
    const auto read = handling                                  ? handling_register
                      : series.direction == Direction::incoming ? incoming_register
                                                                : outgoing_register;
    paper.lines = context.house.db->reading(
        [&](db::Conn& conn) { return read(conn, paper.span, paper.after, kLinesOfPage + 40); });
    return paper;
}

std::string span_words(const dinh::pages::Lang& lang, const Series& series, const Paper& paper) {
    const Day from = paper.span.from.value_or(series.from), to = paper.span.to.value_or(series.last_day);
    std::string words = text::fill(lang.tr("Từ ngày %1 đến ngày %2"), {clock::show(from), clock::show(to)});
    if (!paper.lines.empty()) {
        words += " · " + text::fill(lang.tr("Từ số %1 đến số %2"), {std::to_string(paper.lines.front().number),
                                                                    std::to_string(paper.lines.back().number)});
    }
    return words;
}

std::string more_path(const web::Request& request, const Series& series, std::int64_t after) {
    std::string path = path_of(series.id) + "/print?after=" + std::to_string(after);
    for (const char* name : {"from", "to", "first", "last", "form"}) {
        if (!request.get(name).empty()) path += std::string("&") + name + "=" + text::url_encode(request.get(name));
    }
    return path;
}

web::Response print_series(web::Context& context) {
    const auto [series, body] = opened(context);
    must(context.actor(), Deed::print_register, subject_of_body(body));
    const Paper paper = paper_of(context, series);
    const bool more = paper.lines.size() >= kLinesOfPage;
    const std::int64_t last = paper.lines.empty() ? 0 : paper.lines.back().number;
    pages::RegistersPrint page{.superior = body.superior_line,
                               .agency = text::upper(body.name),
                               .register_name = paper.form->name,
                               .year = series.period,
                               .span = span_words(context.lang, series, paper),
                               .columns = {},
                               .lines = {},
                               .no_lines = paper.lines.empty(),
                               .if_more = more,
                               .more_path = more_path(context.request, series, last)};
    int number = 0;
    for (const auto& column : paper.form->columns) {
        page.columns.push_back({.width = width_of(column.field), .column = column.title, .column_number = ++number});
    }
    for (const auto& line : paper.lines) {
        page.lines.push_back({.if_void = line.voided, .cells = {}});
        for (const auto& cell : line.cells) page.lines.back().cells.push_back({.cell = cell});
    }
    return web::print_page(context, paper.form->name, page, true);
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
