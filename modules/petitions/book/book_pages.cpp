// The books that the actor may read, and a book as it is printed. A denouncer's name is not printed.
#include "modules/petitions/book/book.hpp"
#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "modules/petitions/routes.hpp"
#include "platform/audit/audit.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

constexpr int kLinesOfPage = 500;
constexpr db::Sql kLines{"petition_book.lines", "SELECT " DINH_PETITION_COLUMNS
                                                " FROM petition WHERE book = $1 AND number > $2 ORDER BY number LIMIT "
                                                "$3"};

struct Line {
    Petition one;
    std::vector<Sender> senders;
};

std::vector<Line> lines_of(db::Conn& conn, Id book, std::int64_t after) {
    std::vector<Line> lines;
    for (auto& one : store::read_all(conn.query(kLines, book, after, kLinesOfPage + 1))) {
        const bool shown = !secret_sender(one.kind) && one.state != "voided";
        auto senders = shown ? senders_of(conn, one.id) : std::vector<Sender>();
        lines.push_back({std::move(one), std::move(senders)});
    }
    return lines;
}

std::string sender_words(const dinh::pages::Lang& lang, const Line& line) {
    if (secret_sender(line.one.kind)) return lang.tr("(giữ bí mật)");
    if (line.senders.empty()) return {};
    const auto& first = line.senders.front();
    std::string words = first.name + (first.address.empty() ? "" : ", " + first.address);
    if (line.one.people > 1)
        words += "; " + text::fill(lang.tr("và %1 người khác"), {lang.number(line.one.people - 1)});
    return words;
}

std::string decision_words(const dinh::pages::Lang& lang, const Petition& one) {
    if (one.decision.empty()) return {};
    std::string words = lang.tr(decision_name(one.decision));
    if (!one.passed_name.empty()) words += ": " + one.passed_name;
    if (!one.filed_as.empty()) words += ": " + lang.tr(filing_name(one.filed_as));
    return words;
}

pages::BookPrint::LinesItem row_of(const dinh::pages::Lang& lang, const Line& line) {
    const auto& one = line.one;
    const bool voided = one.state == "voided";
    return {.if_void = voided,
            .number = one.number,
            .received = clock::show(one.received_day),
            .channel = lang.tr(channel_name(one.channel)),
            .sender = sender_words(lang, line),
            .kind = lang.tr(kind_name(one.kind)),
            .summary = one.summary,
            .decision = decision_words(lang, one),
            .settler = one.settler_label,
            .result = one.answer_mark.empty() ? std::string() : one.answer_mark + ", " + day_words(one.answer_day),
            .note = voided ? text::fill(lang.tr("Đã hủy số: %1"), {one.void_reason}) : lang.tr(state_name(one.state))};
}

pages::BookPrint sheet_of(web::Context& context, const directory::IssuingBody& body, const Book& book,
                          std::vector<Line> lines) {
    const bool more = lines.size() > static_cast<std::size_t>(kLinesOfPage);
    if (more) lines.pop_back();
    const std::string path = "/petitions/book/print?body=" + std::to_string(body.id) +
                             "&year=" + std::to_string(book.year) +
                             "&after=" + (more ? std::to_string(lines.back().one.number) : "");
    pages::BookPrint page{.superior = body.superior_line,
                          .body = text::upper(body.name),
                          .year = book.year,
                          .lines = {},
                          .no_lines = lines.empty(),
                          .if_more = more,
                          .more_path = path};
    for (const auto& line : lines) {
        page.lines.push_back(row_of(context.lang, line));
        if (!line.senders.empty())
            audit::note_view(context.actor(), kPetition, line.one.id, context.request.remote_address);
    }
    return page;
}

web::Response show_books(web::Context& context) {
    const auto directory = directory::now(context.house);
    pages::BookShow page{.if_officers = false, .no_books = true, .if_books = false, .books = {}};
    context.house.db->read([&](db::Conn& conn) {
        const auto bodies = bodies_read(conn, *directory, context.actor());
        if (bodies.empty()) throw Forbidden(who_may(Deed::print_book), "petitions: no book to read");
        for (const Id body : bodies) {
            page.if_officers =
                page.if_officers || can(context.actor(), Deed::name_officer, subject_of_body(conn, body)) != nullptr;
            for (const auto& book : books_of(conn, body))
                page.books.push_back({.body = directory->issuing_body(body)->name,
                                      .year = book.year,
                                      .last = context.lang.number(book.last),
                                      .print_path = "/petitions/book/print?body=" + std::to_string(body) +
                                                    "&year=" + std::to_string(book.year)});
        }
    });
    page.if_books = !page.books.empty();
    page.no_books = page.books.empty();
    return web::page(context, context.lang.tr("Sổ đơn"), page);
}

// A book that the actor may not read is as absent as one that does not exist.
web::Response print_book(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Id body = ids::parse(context.request.get("body")).value_or(0);
    const auto year = ids::parse(context.request.get("year")).value_or(0);
    const std::int64_t after = ids::parse(context.request.get("after")).value_or(0);
    const auto* found = directory->issuing_body(body);
    if (!found || year > 2200) throw NotFound("petitions: no such book");
    std::optional<Book> book;
    std::vector<Line> lines;
    context.house.db->read([&](db::Conn& conn) {
        if (!can(context.actor(), Deed::print_book, subject_of_body(conn, body)))
            throw NotFound("petitions: book of others");
        book = find_book(conn, body, static_cast<int>(year));
        if (!book) throw NotFound("petitions: no such book");
        lines = lines_of(conn, book->id, after);
    });
    return web::print_page(context, context.lang.tr("Sổ tiếp nhận, xử lý đơn"),
                           sheet_of(context, *found, *book, std::move(lines)), true);
}

}  // namespace

void book_routes(web::Router& router) {
    router.get("/petitions/book", show_books).budget(14);
    router.get("/petitions/book/print", print_book);
}

}  // namespace dinh::petitions
