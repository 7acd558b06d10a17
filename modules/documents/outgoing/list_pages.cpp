// The list of outgoing documents, as a page and as a table to take away.
#include "modules/documents/outgoing/list_pages.hpp"

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/lists.hpp"
#include "modules/documents/outgoing/bulk_pages.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "platform/web/form.hpp"

namespace dinh::documents::out_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr const char* kListPath = "/documents/outgoing";
constexpr int kCsvStep = 500;

struct View {
    const char* id;
    const char* title;
};
constexpr View kViews[] = {{"mine", "Đang soạn"},      {"waiting_me", "Chờ tôi"},       {"to_number", "Chờ cấp số"},
                           {"issued", "Đã phát hành"}, {"replies", "Theo dõi trả lời"}, {"all", "Tất cả"}};
constexpr const char* kStates[] = {"drafting",
                                   "in_consultation",
                                   "awaiting_content_check",
                                   "awaiting_form_check",
                                   "awaiting_preview",
                                   "awaiting_signature",
                                   "returned",
                                   "approved",
                                   "signed_awaiting_number",
                                   "numbered_awaiting_seal",
                                   "issued",
                                   "withdrawn",
                                   "draft_dropped",
                                   "recalled"};

template <std::size_t N, class T, class F>
bool holds(const T (&list)[N], F&& fits) {
    return std::any_of(std::begin(list), std::end(list), fits);
}

struct Query {
    OutgoingFilter filter;
    std::string words;  // q: looked up by search
};

// Unknown or malformed values are left out, as if nothing had been asked.
OutgoingFilter filter_of(const web::Request& request, Day today) {
    OutgoingFilter filter;
    const auto view = request.get("view"), state = request.get("state"), urgency = request.get("urgency");
    if (holds(kViews, [&](const View& one) { return view == one.id; })) filter.view = view;
    if (holds(kStates, [&](const char* one) { return state == one; })) filter.state = state;
    if (rules::kind_any_day(request.get("kind"))) filter.kind = request.get("kind");
    if (urgency.size() == 1 && urgency[0] >= '0' && urgency[0] <= '3') filter.urgency = urgency[0] - '0';
    filter.from = clock::parse_typed_day(request.get("from").substr(0, 40), today);
    filter.to = clock::parse_typed_day(request.get("to").substr(0, 40), today);
    filter.before = ids::parse(request.get("before")).value_or(0);
    return filter;
}

Query query_of(const web::Request& request, Day today) { return {filter_of(request, today), words_asked(request)}; }

std::string path_with(const Query& query, std::string_view name, std::string_view value,
                      std::string_view base = kListPath) {
    const auto& filter = query.filter;
    return address_with(base,
                        {{"view", filter.view == "mine" ? "" : filter.view},
                         {"q", query.words},
                         {"state", filter.state},
                         {"kind", filter.kind},
                         {"urgency", filter.urgency ? std::to_string(*filter.urgency) : ""},
                         {"from", day_words(filter.from)},
                         {"to", day_words(filter.to)}},
                        name, value);
}

std::string replies_words(const OutgoingLine& line) {
    return line.asked == 0 ? std::string() : std::to_string(line.replied) + "/" + std::to_string(line.asked);
}
bool is_late(const OutgoingLine& line, Day today) {
    return line.state == "issued" && line.reply_day && *line.reply_day < today && line.replied < line.asked;
}

// What can be done with several documents of a view at once, and the boxes of those it can be done with.
struct Bulk {
    const char *path = "", *name = "", *words = "";
    std::map<Id, std::string> boxes;
    bool any() const { return !boxes.empty(); }
};
Bulk bulk_of(db::Conn& conn, const Actor& actor, const OutgoingFilter& filter, const OutgoingPage& found) {
    Bulk bulk;
    if (actor.read_only) return bulk;
    std::vector<Id> documents;
    for (const auto& line : found.lines) documents.push_back(line.id);
    if (filter.view == "waiting_me")
        return {"/documents/outgoing/agreements", "step", "Đồng ý các văn bản đã chọn",
                steps_to_agree(conn, actor, documents)};
    if (filter.view != "replies") return bulk;
    bulk = {"/documents/outgoing/reminders", "document", "Đôn đốc các văn bản đã chọn", {}};
    for (const auto& line : found.lines)
        if (line.state == "issued" && line.replied < line.asked) bulk.boxes[line.id] = std::to_string(line.id);
    return bulk;
}

std::string further_cell(const Lang& lang, const directory::Snapshot& directory, const OutgoingLine& line,
                         std::string_view column) {
    if (column == "signer") return line.signer_name;
    if (column == "unit") return directory.unit_name(line.drafting_unit);
    if (column == "recipients") return line.recipients == 0 ? std::string() : std::to_string(line.recipients);
    return lang.tr(urgency_title(line.urgency));
}

pages::OutgoingRow row_of(const Lang& lang, const directory::Snapshot& directory, const OutgoingLine& line,
                          const Bulk& bulk, Day today, const std::vector<const ListColumn*>& further) {
    const auto box = bulk.boxes.find(line.id);
    std::vector<pages::OutgoingRow::MoreItem> more;
    for (const auto* column : further) more.push_back({.more_cell = further_cell(lang, directory, line, column->id)});
    return {.if_check = bulk.any(),
            .if_box = box != bulk.boxes.end(),
            .box = bulk.name,
            .box_value = box == bulk.boxes.end() ? std::string() : box->second,
            .subject = line.subject,
            .mark = line.mark,
            .issued = day_words(line.day),
            .row_kind = kind_name(line.kind),
            .show_path = std::string(kListPath) + "/" + std::to_string(line.id),
            .if_urgent = line.urgency > 0,
            .urgency = lang.tr(urgency_title(line.urgency)),
            .more = std::move(more),
            .drafter = directory.person_name(line.drafter),
            .replies = replies_words(line),
            .if_late = is_late(line, today),
            .reply_day = day_words(line.reply_day),
            .tag = out_words::tag_of(line.state),
            .state = lang.tr(out_words::state_name(line.state))};
}

// The typed text goes through search, which answers only with what the actor may see.
OutgoingPage found_by(db::Conn& conn, const Actor& actor, const Query& query, grants::Long& known) {
    if (query.words.empty()) return list_outgoing(conn, actor, query.filter, &known);
    const auto found = matching(conn, actor, query.words, kOutgoing);
    OutgoingPage page;
    page.lines = outgoing_lines(conn, actor, query.filter, found.ids);
    page.count = static_cast<std::int64_t>(page.lines.size());
    page.count_more = found.more;
    return page;
}

void add_chips(pages::OutgoingList& page, const Lang& lang, const Query& query) {
    const auto& filter = query.filter;
    const auto add = [&](const char* name, std::string words) {
        page.chips.push_back({.drop_path = path_with(query, name, ""), .chip = std::move(words)});
    };
    if (!query.words.empty()) add("q", text::fill(lang.tr("Có “%1”"), {query.words}));
    if (!filter.state.empty()) add("state", lang.tr(out_words::state_name(filter.state)));
    if (!filter.kind.empty()) add("kind", kind_name(filter.kind));
    if (filter.urgency) add("urgency", lang.tr(urgency_title(*filter.urgency)));
    if (filter.from) add("from", text::fill(lang.tr("Từ %1"), {clock::show(*filter.from)}));
    if (filter.to) add("to", text::fill(lang.tr("Đến hết %1"), {clock::show(*filter.to)}));
    page.if_chips = !page.chips.empty();
}

void add_choices(pages::OutgoingList& page, const Lang& lang, const Query& query, Day today) {
    const auto& filter = query.filter;
    for (const auto& view : kViews)
        page.views.push_back({.view_path = path_with(query, "view", view.id == kViews[0].id ? "" : view.id),
                              .if_here = filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    for (const char* state : kStates)
        page.states.push_back({.state_id = state,
                               .if_chosen = filter.state == state,
                               .state_name = lang.tr(out_words::state_name(state))});
    add_kinds_and_urgencies(page, lang, filter, today);
}

std::vector<sheet::Cell> cells_of(const Lang& lang, const directory::Snapshot& directory, const OutgoingLine& line) {
    return {line.mark,
            day_words(line.day),
            kind_name(line.kind),
            line.subject,
            line.signer_name,
            directory.person_name(line.drafter),
            directory.unit_name(line.drafting_unit),
            lang.tr(urgency_title(line.urgency)),
            static_cast<std::int64_t>(line.recipients),
            replies_words(line),
            day_words(line.reply_day),
            lang.tr(out_words::state_name(line.state))};
}

// Read page by page while it is sent: memory stays flat however long the list is.
sheet::List table_of(web::Context& context) {
    auto filter = filter_of(context.request, clock::today());
    filter.most = kCsvStep;
    return taken_away(
        context.lang, "van-ban-di", "Văn bản đi", columns_for(context, "outgoing"),
        [house = &context.house, actor = context.actor(), lang = context.lang,
         directory = directory::now(context.house), filter](std::vector<std::vector<sheet::Cell>>& rows) mutable {
            const auto page = house->db->reading([&](db::Conn& conn) { return list_outgoing(conn, actor, filter); });
            for (const auto& line : page.lines) rows.push_back(cells_of(lang, *directory, line));
            filter.before = page.next;
            return page.next != 0;
        });
}

pages::OutgoingList model_of(const Lang& lang, const Actor& actor, const directory::Snapshot& directory,
                             const Query& query, const OutgoingPage& found, const Bulk& bulk, const Columns& columns,
                             Day today) {
    const auto& filter = query.filter;
    const std::string count = count_words(lang, found.count, found.count_more);
    pages::OutgoingList page{
        .count_words = count,
        .if_may_draft = !actor.read_only && actor.acting_capacity() != nullptr,
        .views = {},
        .view = filter.view,
        .typed_text = query.words,
        .kinds = {},
        .states = {},
        .urgencies = {},
        .from_day = day_words(filter.from),
        .to_day = day_words(filter.to),
        .if_chips = false,
        .chips = {},
        .clear_path = std::string(kListPath) + (filter.view == "mine" ? "" : "?view=" + filter.view),
        .if_none_fit = false,
        .if_none_yet = false,
        .if_rows = !found.lines.empty(),
        .if_bulk = bulk.any(),
        .bulk_path = bulk.path,
        .csrf = "",
        .deed_key = deed::new_key(),
        .hidden = "",
        .further = {},
        .rows = {},
        .bulk_words = bulk.any() ? lang.tr(bulk.words) : std::string(),
        .pager_count =
            text::fill(lang.tr("%1 trong %2"), {text::number(static_cast<std::int64_t>(found.lines.size())), count}),
        .if_newer = filter.before != 0,
        .newer_path = path_with(query, "", ""),
        .if_older = found.next != 0,
        .older_path = path_with(query, "before", std::to_string(found.next)),
        .if_csv = query.words.empty() && !found.lines.empty(),
        .csv_path = path_with(query, "", "", "/documents/outgoing.csv"),
        .xlsx_path = path_with(query, "", "", "/documents/outgoing.xlsx"),
        .save_path = save_path(path_with(query, "", ""), query.words)};
    add_columns(page, lang, columns);
    add_chips(page, lang, query);
    page.if_none_fit = found.lines.empty() && page.if_chips;
    page.if_none_yet = found.lines.empty() && !page.if_chips;
    add_choices(page, lang, query, today);
    const auto further = columns.further();
    for (const auto& line : found.lines) page.rows.push_back(row_of(lang, directory, line, bulk, today, further));
    return page;
}

}  // namespace

web::Response list(web::Context& context) {
    const Day today = clock::today();
    const auto query = query_of(context.request, today);
    const auto directory = directory::now(context.house);
    auto& known = context.house.part<grants::Long>();
    const auto [found, bulk] = context.house.db->reading([&](db::Conn& conn) {
        auto page = found_by(conn, context.actor(), query, known);
        auto several = bulk_of(conn, context.actor(), query.filter, page);
        return std::pair{std::move(page), std::move(several)};
    });
    auto model = model_of(context.lang, context.actor(), *directory, query, found, bulk,
                          columns_for(context, "outgoing"), today);
    model.csrf = context.csrf_token();
    return web::page(context, context.lang.tr("Văn bản đi"), model);
}

web::Response list_columns_form(web::Context& context) { return columns_form(context, "outgoing"); }
web::Response choose_list_columns(web::Context& context) { return columns_chosen(context, "outgoing"); }

web::Response remind_chosen(web::Context& context) {
    web::Form form(context.request);
    const auto chosen = form.ids("document", "Văn bản");
    if (form.faulty()) throw Refused(form.all());
    Reminded sum;
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        sum = remind_many(tx, context.actor(), chosen);
        return static_cast<Id>(sum.documents);
    });
    context.flash(sum.places == 0 ? context.lang.tr("Các văn bản đã chọn không còn nơi nào phải đôn đốc hôm nay.")
                                  : text::fill(context.lang.tr("Đã đôn đốc %1 nơi nhận của %2 văn bản."),
                                               {std::to_string(sum.places), std::to_string(sum.documents)}));
    return web::see_other("/documents/outgoing?view=replies");
}

web::Response list_csv(web::Context& context) { return sheet::as_csv(table_of(context)); }
web::Response list_xlsx(web::Context& context) { return sheet::as_xlsx(table_of(context)); }

}  // namespace dinh::documents::out_pages
