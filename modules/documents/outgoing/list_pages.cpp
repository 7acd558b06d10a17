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
constexpr forms::View kViews[] = {{"mine", "Đang soạn"},           {"waiting_me", "Chờ tôi"},
                                  {"to_number", "Chờ cấp số"},     {"issued", "Đã phát hành"},
                                  {"replies", "Theo dõi trả lời"}, {"all", "Tất cả"}};
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

struct Query {
    OutgoingFilter filter;
    std::string words;  // q: looked up by search
    forms::ListAddress address() const {
        return {kListPath,
                {{"view", filter.view == kViews[0].id ? "" : filter.view},
                 {"q", words},
                 {"state", filter.state},
                 {"kind", filter.kind},
                 {"urgency", urgency_id(filter.urgency)},
                 {"from", day_words(filter.from)},
                 {"to", day_words(filter.to)}}};
    }
};

// Unknown or malformed values are left out, as if nothing had been asked.
Query query_of(const web::Request& request, Day today) {
    Query query{{}, forms::words_asked(request)};
    auto& filter = query.filter;
    forms::read_filter(filter, request, kViews, today);
    const auto state = request.get("state");
    if (std::any_of(std::begin(kStates), std::end(kStates), [&](const char* one) { return state == one; }))
        filter.state = state;
    if (rules::kind_any_day(request.get("kind"))) filter.kind = request.get("kind");
    filter.urgency = urgency_asked(request);
    return query;
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
    return forms::found_by_words<OutgoingPage>(conn, actor, query.words, kOutgoing, [&](const auto& ids) {
        return outgoing_lines(conn, actor, query.filter, ids);
    });
}

layout::ListTop top_of(const Lang& lang, const Query& query, Day today) {
    const auto& filter = query.filter;
    const forms::ListFilters boxes(lang);
    std::vector<forms::Choice> states;
    for (const char* state : kStates) states.push_back({state, out_words::state_name(state)});
    return forms::list_top(
        lang, query.address(), kViews, filter.view,
        {boxes.words("Số, ký hiệu, trích yếu", query.words),
         boxes.choice("kind", "Tên loại", kind_choices(today, filter.kind), filter.kind),
         boxes.choice("state", "Trạng thái", states, filter.state),
         boxes.choice("urgency", "Độ khẩn", urgency_choices(), urgency_id(filter.urgency)),
         boxes.day("from", "Từ ngày", "Từ %1", filter.from), boxes.day("to", "đến hết ngày", "Đến hết %1", filter.to)});
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

sheet::List table_of(web::Context& context) {
    return taken_away(context.lang, "van-ban-di", "Văn bản đi", columns_for(context, "outgoing"),
                      forms::rows_by_pages(
                          context.house, query_of(context.request, clock::today()).filter,
                          [actor = context.actor()](db::Conn& conn, const OutgoingFilter& filter) {
                              return list_outgoing(conn, actor, filter);
                          },
                          [lang = context.lang, directory = directory::now(context.house)](const OutgoingLine& line) {
                              return cells_of(lang, *directory, line);
                          }));
}

pages::OutgoingList model_of(const Lang& lang, const Actor& actor, const directory::Snapshot& directory,
                             const Query& query, const OutgoingPage& found, const Bulk& bulk, const Columns& columns,
                             Day today) {
    const bool some = !found.lines.empty();
    pages::OutgoingList page{
        .count_words = forms::count_words(lang, kCountedDocuments, found.count, found.count_more),
        .if_may_draft = !actor.read_only && actor.acting_capacity() != nullptr,
        .top = {top_of(lang, query, today)},
        .if_none_fit = false,
        .if_none_yet = false,
        .if_rows = some,
        .if_bulk = bulk.any(),
        .bulk_path = bulk.path,
        .csrf = "",
        .deed_key = deed::new_key(),
        .hidden = "",
        .further = {},
        .rows = {},
        .bulk_words = bulk.any() ? lang.tr(bulk.words) : std::string(),
        .end = {forms::list_end(lang, query.address(), kCountedDocuments, found, query.filter.before,
                                {.columns_path = "/documents/outgoing/columns", .saved = true})}};
    add_columns(page, lang, columns);
    const bool filtered(page.top.front().if_chips);
    page.if_none_fit = !some && filtered;
    page.if_none_yet = !some && !filtered;
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
