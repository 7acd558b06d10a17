// A register as it is printed, in the columns of the law.
#include "modules/documents/pages.hpp"
#include "modules/documents/registers/books.hpp"
#include "modules/documents/registers/registers.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr int kLinesOfPage = 1000;

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
    const Day from = paper.span.from.value_or(series.from),
              to = paper.span.to.value_or(std::max(from, series.last_day));
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

pages::RegistersPrint sheet_of(const dinh::pages::Lang& lang, const Opened& book, const Paper& paper,
                               std::string more) {
    pages::RegistersPrint page{.superior = book.body.superior_line,
                               .agency = text::upper(book.body.name),
                               .register_name = paper.form->name,
                               .year = book.series.period,
                               .span = span_words(lang, book.series, paper),
                               .columns = {},
                               .lines = {},
                               .no_lines = paper.lines.empty(),
                               .if_more = !more.empty(),
                               .more_path = more};
    int number = 0;
    for (const auto& column : paper.form->columns) {
        page.columns.push_back({.width = width_of(column.field), .column = column.title, .column_number = ++number});
    }
    for (const auto& line : paper.lines) {
        page.lines.push_back({.if_void = line.voided, .cells = {}});
        for (const auto& cell : line.cells) page.lines.back().cells.push_back({.cell = cell});
    }
    return page;
}

}  // namespace

web::Response print_series(web::Context& context) {
    const auto [series, body] = opened(context);
    must(context.actor(), Deed::print_register, subject_of_body(body));
    const Paper paper = paper_of(context, series);
    const bool more = paper.lines.size() >= kLinesOfPage;
    const std::string next = more ? more_path(context.request, series, paper.lines.back().number) : std::string();
    const auto page = sheet_of(context.lang, {series, body}, paper, next);
    return web::print_page(context, paper.form->name, page, true);
}

}  // namespace dinh::documents
