// The internal series of the units one works in: open, close, and every number with what it was used for.
#include <algorithm>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/letter.hpp"
#include "modules/internal/pages.hpp"
#include "modules/internal/pages_common.hpp"
#include "modules/internal/routes.hpp"
#include "modules/internal/series/series.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kPageLines = 100;

struct Book {
    Capacity place;
    std::vector<Series> years;
    std::optional<Series> standing, shown;
    std::vector<Entry> entries;
    std::vector<std::optional<Letter>> letters;  // of the entries; none: not this reader's to see
    bool more = false;
};

const Capacity& place_here(const web::Context& context, std::string_view typed) {
    const Capacity* place = chosen_post(context, typed);
    if (!place) throw Forbidden("Chỉ người của đơn vị xem được sổ văn bản nội bộ.", "internal: no post, no series");
    return *place;
}

Subject subject_of_unit(const directory::Snapshot& directory, const Capacity& place) {
    Subject subject;
    subject.agency = place.agency;
    subject.unit = place.unit;
    subject.leaderless = leaderless(directory, place.unit);
    return subject;
}

Book read_book(db::Conn& conn, const web::Context& context, const Capacity& place) {
    Book book{place, series_of(conn, place.agency, place.unit), {}, {}, {}, {}, false};
    book.standing = standing_series(conn, place.agency, place.unit, clock::today());
    const auto year = ids::parse(context.request.get("year")).value_or(0);
    for (const auto& one : book.years)
        if (one.year == year) book.shown = one;
    if (!book.shown && !book.years.empty()) book.shown = book.years.front();
    if (!book.shown) return book;
    const auto before = std::min<Id>(ids::parse(context.request.get("before")).value_or(0), 1'000'000'000);
    book.entries = entries_of(conn, book.shown->id, before, kPageLines + 1);
    book.more = book.entries.size() > static_cast<std::size_t>(kPageLines);
    if (book.more) book.entries.pop_back();
    std::vector<Id> ids;
    for (const auto& entry : book.entries) ids.push_back(entry.letter);
    const auto seen = grants::seen(conn, context.actor(), kLetter, ids);
    const auto letters = letters_of(conn, seen);
    for (const auto& entry : book.entries) {
        const auto found =
            std::find_if(letters.begin(), letters.end(), [&](const Letter& one) { return one.id == entry.letter; });
        book.letters.push_back(found == letters.end() ? std::nullopt : std::optional(*found));
    }
    return book;
}

std::string path_of(const Book& book, int year, std::int64_t before) {
    std::string path = "/internal/series?post=" + std::to_string(book.place.post) + "&year=" + std::to_string(year);
    return before == 0 ? path : path + "&before=" + std::to_string(before);
}

std::string state_words(const Lang& lang, const Book& book) {
    if (book.standing)
        return text::fill(lang.tr("Sổ đang mở; số đã lấy gần nhất: %1. Mỗi năm đánh số lại từ 1."),
                          {lang.number(book.standing->last)});
    return lang.tr(book.years.empty() ? "Đơn vị chưa mở sổ; văn bản nội bộ được gửi không có số."
                                      : "Sổ đã đóng; văn bản nội bộ được gửi không có số.");
}

void add_rows(const Lang& lang, const Book& book, pages::SeriesList& page) {
    for (std::size_t i = 0; i < book.entries.size(); ++i) {
        const auto& entry = book.entries[i];
        const auto& letter = book.letters[i];
        const bool voided = entry.state == "voided";
        const std::string hidden =
            voided ? text::fill(lang.tr("Đã hủy: %1"), {entry.reason}) : lang.tr("Văn bản của người khác trong đơn vị");
        page.rows.push_back({.number = lang.number(entry.number),
                             .day = clock::show(entry.day),
                             .if_path = letter.has_value(),
                             .show_path = "/internal/letters/" + std::to_string(entry.letter),
                             .subject = letter ? letter->subject : hidden,
                             .no_path = !letter.has_value(),
                             .tag = voided ? "tag--off" : "",
                             .state = lang.tr(voided ? "Đã hủy số" : "Đã dùng")});
    }
}

pages::SeriesList model_of(const Reader& reader, const directory::Snapshot& directory, const Book& book,
                           const std::vector<Reason>& faults) {
    const Lang& lang = reader.lang;
    const Subject subject = subject_of_unit(directory, book.place);
    const bool may = can(reader.actor, Deed::open_series, subject) != nullptr;
    const auto posts = own_posts(reader.actor);
    pages::SeriesList page{
        .unit = unit_words(directory, book.place.agency, book.place.unit),
        .if_errors = false,
        .errors = {},
        .if_units = posts.size() > 1,
        .units = {},
        .state_words = state_words(lang, book),
        .if_open_form = may && !book.standing,
        .csrf = reader.csrf,
        .deed_key = deed::new_key(),
        .post = std::to_string(book.place.post),
        .if_close_form = may && book.standing,
        .close_path = "/internal/series/" + std::to_string(book.standing ? book.standing->id : 0),
        .version = book.standing ? book.standing->version : 0,
        .if_years = book.years.size() > 1,
        .years = {},
        .if_rows = !book.entries.empty(),
        .rows = {},
        .if_older = book.more,
        .older_path = book.more ? path_of(book, book.shown->year, book.entries.back().number) : std::string()};
    forms::add_errors(page, lang, faults);
    for (const auto* one : posts)
        page.units.push_back({.unit_path = "/internal/series?post=" + std::to_string(one->post),
                              .if_here = one->post == book.place.post,
                              .unit_name = unit_words(directory, one->agency, one->unit)});
    for (const auto& one : book.years)
        page.years.push_back({.year_path = path_of(book, one.year, 0),
                              .if_here = book.shown && book.shown->id == one.id,
                              .year = std::to_string(one.year)});
    add_rows(lang, book, page);
    return page;
}

web::Response show_book(web::Context& context, std::string_view post, const std::vector<Reason>& faults, int status) {
    const auto directory = directory::now(context.house);
    const Capacity& place = place_here(context, post);
    const Book book = context.house.db->reading([&](db::Conn& conn) { return read_book(conn, context, place); });
    return web::page(context, context.lang.tr("Sổ văn bản nội bộ"),
                     model_of(reader_of(context), *directory, book, faults), status);
}

web::Response series_page(web::Context& context) { return show_book(context, context.request.get("post"), {}, 200); }

web::Response open_one(web::Context& context) {
    const web::Form form(context.request);
    const auto directory = directory::now(context.house);
    const Capacity& place = place_here(context, form.typed("post"));
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return open_series(tx, context.actor(), place.agency, place.unit, leaderless(*directory, place.unit));
        });
    } catch (const Refused& refused) {
        return show_book(context, form.typed("post"), refused.reasons(), 422);
    }
    context.flash(context.lang.tr("Đã mở sổ văn bản nội bộ."));
    return web::see_other("/internal/series?post=" + std::to_string(place.post));
}

web::Response close_one(web::Context& context) {
    const web::Form form(context.request);
    const auto directory = directory::now(context.house);
    const Capacity& place = place_here(context, form.typed("post"));
    const Id id = context.request.id();
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            close_series(tx, context.actor(), id, form.version(), leaderless(*directory, place.unit));
            return id;
        });
    } catch (const Refused& refused) {
        return show_book(context, form.typed("post"), refused.reasons(), 422);
    } catch (const Conflict&) {
        return show_book(context, form.typed("post"), {changed_meanwhile()}, 409);
    }
    context.flash(context.lang.tr("Đã đóng sổ văn bản nội bộ."));
    return web::see_other("/internal/series?post=" + std::to_string(place.post));
}

}  // namespace

void series_routes(web::Router& router) {
    router.get("/internal/series", series_page).budget(14);
    router.post("/internal/series", open_one);
    router.del("/internal/series/:id", close_one);
}

}  // namespace dinh::internal
