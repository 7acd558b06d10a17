// The list of outgoing documents, as a page and as a table to take away.
#include "modules/documents/outgoing/list_pages.hpp"

#include "modules/directory/directory.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/outgoing/outgoing.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

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

// The address of the list with one parameter changed; "" takes it away. `before` never stays.
std::string path_with(const OutgoingFilter& filter, std::string_view name, std::string_view value,
                      std::string_view base = kListPath) {
    const std::pair<std::string_view, std::string> pairs[] = {
        {"view", filter.view == "mine" ? "" : filter.view},
        {"state", filter.state},
        {"kind", filter.kind},
        {"urgency", filter.urgency ? std::to_string(*filter.urgency) : ""},
        {"from", day_words(filter.from)},
        {"to", day_words(filter.to)},
        {"before", ""}};
    std::string path(base);
    char joint = '?';
    for (const auto& [key, own] : pairs) {
        const std::string text(key == name ? value : std::string_view(own));
        if (text.empty()) continue;
        path += joint + std::string(key) + "=" + text::url_encode(text);
        joint = '&';
    }
    return path;
}

std::string replies_words(const OutgoingLine& line) {
    return line.asked == 0 ? std::string() : std::to_string(line.replied) + "/" + std::to_string(line.asked);
}
bool is_late(const OutgoingLine& line, Day today) {
    return line.state == "issued" && line.reply_day && *line.reply_day < today && line.replied < line.asked;
}

pages::OutgoingRow row_of(const Lang& lang, const directory::Snapshot& directory, const OutgoingLine& line, Day today) {
    return {.mark = line.mark,
            .issued = day_words(line.day),
            .row_kind = kind_name(line.kind),
            .show_path = std::string(kListPath) + "/" + std::to_string(line.id),
            .if_urgent = line.urgency > 0,
            .urgency = lang.tr(urgency_title(line.urgency)),
            .subject = line.subject,
            .drafter = directory.person_name(line.drafter),
            .replies = replies_words(line),
            .if_late = is_late(line, today),
            .reply_day = day_words(line.reply_day),
            .tag = out_words::tag_of(line.state),
            .state = lang.tr(out_words::state_name(line.state))};
}

std::string count_words(const Lang& lang, const OutgoingPage& page) {
    return page.count_more ? text::fill(lang.tr("%1+ văn bản"), {text::number(page.count)})
                           : lang.trn("%1 văn bản", page.count);
}

void add_chips(pages::OutgoingList& page, const Lang& lang, const OutgoingFilter& filter) {
    const auto add = [&](const char* name, std::string words) {
        page.chips.push_back({.drop_path = path_with(filter, name, ""), .chip = std::move(words)});
    };
    if (!filter.state.empty()) add("state", lang.tr(out_words::state_name(filter.state)));
    if (!filter.kind.empty()) add("kind", kind_name(filter.kind));
    if (filter.urgency) add("urgency", lang.tr(urgency_title(*filter.urgency)));
    if (filter.from) add("from", text::fill(lang.tr("Từ %1"), {clock::show(*filter.from)}));
    if (filter.to) add("to", text::fill(lang.tr("Đến hết %1"), {clock::show(*filter.to)}));
    page.if_chips = !page.chips.empty();
}

void add_choices(pages::OutgoingList& page, const Lang& lang, const OutgoingFilter& filter, Day today) {
    for (const auto& view : kViews)
        page.views.push_back({.view_path = path_with(filter, "view", view.id == kViews[0].id ? "" : view.id),
                              .if_here = filter.view == view.id,
                              .view_name = lang.tr(view.title)});
    for (const auto* kind : rules::kinds(today))
        page.kinds.push_back({.kind = kind->id, .if_chosen = filter.kind == kind->id, .kind_name = kind->name});
    for (const char* state : kStates)
        page.states.push_back({.state_id = state,
                               .if_chosen = filter.state == state,
                               .state_name = lang.tr(out_words::state_name(state))});
    for (int degree = 0; degree <= 3; ++degree)
        page.urgencies.push_back(
            {.degree = degree, .if_chosen = filter.urgency == degree, .degree_name = lang.tr(urgency_title(degree))});
}

std::string csv_line(const Lang& lang, const directory::Snapshot& directory, const OutgoingLine& line) {
    std::vector<std::string> cells{line.mark,
                                   day_words(line.day),
                                   kind_name(line.kind),
                                   line.subject,
                                   line.signer_name,
                                   directory.person_name(line.drafter),
                                   directory.unit_name(line.drafting_unit),
                                   lang.tr(urgency_title(line.urgency)),
                                   std::to_string(line.recipients),
                                   replies_words(line),
                                   day_words(line.reply_day),
                                   lang.tr(out_words::state_name(line.state))};
    for (auto& cell : cells) cell = text::csv_field(cell);
    return text::join(cells, ",") + "\r\n";
}

std::string csv_head(const Lang& lang) {
    std::vector<std::string> cells;
    for (const char* title : {"Số, ký hiệu", "Ngày văn bản", "Tên loại", "Trích yếu", "Người ký", "Người soạn",
                              "Đơn vị soạn", "Độ khẩn", "Số nơi nhận", "Đã trả lời", "Hạn trả lời", "Trạng thái"})
        cells.push_back(text::csv_field(lang.tr(title)));
    return text::join(cells, ",") + "\r\n";
}

pages::OutgoingList model_of(const Lang& lang, const Actor& actor, const directory::Snapshot& directory,
                             const OutgoingFilter& filter, const OutgoingPage& found, Day today) {
    const std::string count = count_words(lang, found);
    pages::OutgoingList page{
        .count_words = count,
        .if_may_draft = !actor.read_only && actor.acting_capacity() != nullptr,
        .views = {},
        .view = filter.view,
        .kinds = {},
        .states = {},
        .urgencies = {},
        .from_day = day_words(filter.from),
        .to_day = day_words(filter.to),
        .if_chips = false,
        .chips = {},
        .clear_path = std::string(kListPath) + (filter.view == "mine" ? "" : "?view=" + filter.view),
        .if_none = found.lines.empty(),
        .if_rows = !found.lines.empty(),
        .rows = {},
        .pager_count =
            text::fill(lang.tr("%1 trong %2"), {text::number(static_cast<std::int64_t>(found.lines.size())), count}),
        .if_newer = filter.before != 0,
        .newer_path = path_with(filter, "", ""),
        .if_older = found.next != 0,
        .older_path = path_with(filter, "before", std::to_string(found.next)),
        .if_csv = !found.lines.empty(),
        .csv_path = path_with(filter, "", "", "/documents/outgoing.csv")};
    add_chips(page, lang, filter);
    add_choices(page, lang, filter, today);
    for (const auto& line : found.lines) page.rows.push_back(row_of(lang, directory, line, today));
    return page;
}

}  // namespace

web::Response list(web::Context& context) {
    const Day today = clock::today();
    const auto filter = filter_of(context.request, today);
    const auto directory = directory::now(context.house);
    const auto found =
        context.house.db->reading([&](db::Conn& conn) { return list_outgoing(conn, context.actor(), filter, today); });
    const auto model = model_of(context.lang, context.actor(), *directory, filter, found, today);
    return web::page(context, context.lang.tr("Văn bản đi"), model);
}

// Read page by page while it is sent: memory stays flat however long the list is.
web::Response list_csv(web::Context& context) {
    const Day today = clock::today();
    auto filter = filter_of(context.request, today);
    filter.most = kCsvStep;
    auto rows = [house = &context.house, actor = context.actor(), lang = context.lang,
                 directory = directory::now(context.house), filter, today, first = true](std::string& piece) mutable {
        if (first) piece += csv_head(lang);
        first = false;
        const auto page = house->db->reading([&](db::Conn& conn) { return list_outgoing(conn, actor, filter, today); });
        for (const auto& line : page.lines) piece += csv_line(lang, *directory, line);
        filter.before = page.next;
        return page.next != 0;
    };
    return web::csv("van-ban-di-" + clock::to_text(today) + ".csv", rows);
}

}  // namespace dinh::documents::out_pages
