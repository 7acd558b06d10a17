// The list: numbers, summaries, who settles; never a sender.
#include <algorithm>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "modules/petitions/petitions/words.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

struct View {
    const char* id;
    const char* title;
};
constexpr View kViews[] = {{"open", "Chưa xong"},
                           {"mine", "Tôi giải quyết"},
                           {"overdue", "Quá hạn"},
                           {"waiting_receipt", "Chờ tiếp nhận"},
                           {"answered", "Chờ kết thúc"},
                           {"ended", "Đã xong"},
                           {"all", "Tất cả"}};

struct Asked {
    PetitionFilter filter;
    std::string words;
};

// Unknown or malformed values are left out, as if nothing had been asked.
Asked asked(const web::Request& request, Day today) {
    Asked asked;
    for (const auto& view : kViews) {
        if (request.get("view") == view.id) asked.filter.view = view.id;
    }
    for (const auto* kind : rules::table("petitions").in_force("kind", today)) {
        if (request.get("kind") == kind->text("id")) asked.filter.kind = kind->text("id");
    }
    asked.filter.from = clock::parse_typed_day(request.get("from"), today);
    asked.filter.to = clock::parse_typed_day(request.get("to"), today);
    asked.filter.before = ids::parse(request.get("before")).value_or(0);
    asked.words = text::cut(text::clean_line(request.get("q")), 200);
    return asked;
}

std::string path_of(const Asked& asked, std::string_view view, Id before, std::string path = "/petitions") {
    char joint = '?';
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        path += joint + std::string(name) + "=" + text::url_encode(value);
        joint = '&';
    };
    add("view", view == "open" ? std::string() : std::string(view));
    add("q", asked.words);
    add("kind", asked.filter.kind);
    add("from", day_words(asked.filter.from));
    add("to", day_words(asked.filter.to));
    add("before", before == 0 ? std::string() : std::to_string(before));
    return path;
}

// The typed text goes through search, which answers only with what the actor may see.
PetitionPage searched(db::Conn& conn, const Actor& actor, const Asked& asked, Day today) {
    search::Query wanted;
    wanted.text = asked.words;
    wanted.kinds = {std::string(kPetition)};
    const auto answer = search::find(conn, actor, wanted);
    std::vector<Id> ids;
    for (const auto& hit : answer.hits) ids.push_back(hit.record);
    PetitionPage page;
    page.lines = petition_lines(conn, asked.filter, ids, today);
    page.count = static_cast<std::int64_t>(page.lines.size());
    page.count_more = answer.more || answer.cut_short;
    return page;
}

std::string count_words(const dinh::pages::Lang& lang, std::int64_t count, bool more) {
    return more ? text::fill(lang.tr("%1+ đơn"), {lang.number(count)}) : lang.trn("%1 đơn", count);
}

struct Found {
    PetitionPage page;
    bool takes_in = false, reads_book = false;
};

pages::PetitionsList model_of(const dinh::pages::Lang& lang, const Asked& asked, const Found& found, Day today) {
    const auto& lines = found.page.lines;
    const std::string count = count_words(lang, found.page.count, found.page.count_more);
    pages::PetitionsList page{.count_words = count,
                              .if_takes_in = found.takes_in,
                              .if_book = found.reads_book,
                              .views = {},
                              .view = asked.filter.view,
                              .typed_text = asked.words,
                              .kinds = {},
                              .from_day = day_words(asked.filter.from),
                              .to_day = day_words(asked.filter.to),
                              .if_none = lines.empty(),
                              .if_rows = !lines.empty(),
                              .rows = {},
                              .pager_count = text::fill(lang.tr("%1 trong %2"),
                                                        {lang.number(static_cast<std::int64_t>(lines.size())), count}),
                              .if_newer = asked.filter.before != 0,
                              .newer_path = path_of(asked, asked.filter.view, 0),
                              .if_older = found.page.next != 0,
                              .older_path = path_of(asked, asked.filter.view, found.page.next),
                              .if_csv = asked.words.empty() && !lines.empty(),
                              .csv_path = path_of(asked, asked.filter.view, 0, "/petitions.csv"),
                              .xlsx_path = path_of(asked, asked.filter.view, 0, "/petitions.xlsx")};
    for (const auto& view : kViews)
        page.views.push_back({.view_path = path_of(asked, view.id, 0),
                              .if_here = asked.filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    for (const auto* kind : rules::table("petitions").in_force("kind", today))
        page.kinds.push_back({.kind = kind->text("id"),
                              .if_chosen = asked.filter.kind == kind->text("id"),
                              .kind_name = lang.tr(kind->text("name"))});
    for (const auto& one : lines) {
        const bool late = overdue(one, today);
        page.rows.push_back({.number = one.number == 0 ? std::string("–") : one.sign(),
                             .received = clock::show(one.received_day),
                             .row_kind = lang.tr(kind_name(one.kind)),
                             .show_path = link_of(one.id),
                             .summary = one.summary,
                             .settler = one.settler_label,
                             .if_overdue = late,
                             .due = day_words(due_of(one)),
                             .tag = tag_of(one, late),
                             .state = lang.tr(late ? "Quá hạn" : state_name(one.state))});
    }
    return page;
}

constexpr int kTableStep = 500;

std::vector<sheet::Cell> cells_of(const dinh::pages::Lang& lang, const Petition& one, Day today) {
    return {one.number == 0 ? std::string() : one.sign(),
            clock::show(one.received_day),
            lang.tr(kind_name(one.kind)),
            one.summary,
            one.people,
            one.settler_label,
            day_words(due_of(one)),
            lang.tr(state_name(one.state)),
            overdue(one, today) ? lang.tr("Quá hạn") : std::string()};
}

// Read page by page while it is sent; no sender, as in the list.
sheet::List table_of(const web::Context& context) {
    const Day today = clock::today();
    auto filter = asked(context.request, today).filter;
    filter.most = kTableStep;
    const auto& lang = context.lang;
    sheet::List list{.name = "don-thu",
                     .sheet_name = lang.tr("Đơn thư"),
                     .columns = {},
                     .more =
                         [house = &context.house, actor = context.actor(), lang, filter,
                          today](std::vector<std::vector<sheet::Cell>>& rows) mutable {
                             const auto page = house->db->reading(
                                 [&](db::Conn& conn) { return list_petitions(conn, actor, filter, today); });
                             for (const auto& one : page.lines) rows.push_back(cells_of(lang, one, today));
                             filter.before = page.next;
                             return page.next != 0;
                         },
                     .cut_words = lang.tr("Bảng Excel chỉ ghi 10.000 dòng mới nhất; hãy tải bảng CSV để có đủ.")};
    for (const char* title : {"Số đơn", "Ngày nhận", "Loại đơn", "Nội dung tóm tắt", "Số người", "Người giải quyết",
                              "Hạn", "Trạng thái", "Quá hạn"})
        list.columns.push_back({lang.tr(title)});
    return list;
}

}  // namespace

web::Response list_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response list_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

web::Response list_page(web::Context& context) {
    const Day today = clock::today();
    const Asked wanted = asked(context.request, today);
    const auto directory = directory::now(context.house);
    auto& known = context.house.part<grants::Long>();
    const Found found = context.house.db->reading([&](db::Conn& conn) {
        const Actor& actor = context.actor();
        return Found{wanted.words.empty() ? list_petitions(conn, actor, wanted.filter, today, &known)
                                          : searched(conn, actor, wanted, today),
                     !bodies_taken_in(conn, *directory, actor).empty(), !bodies_read(conn, *directory, actor).empty()};
    });
    return web::page(context, context.lang.tr("Đơn thư"), model_of(context.lang, wanted, found, today));
}

}  // namespace dinh::petitions
