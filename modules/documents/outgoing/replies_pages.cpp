// The matrix of recipients that were asked to reply: seen, printed, taken away.
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/lists.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/matrix.hpp"
#include "modules/documents/outgoing/places.hpp"
#include "modules/documents/outgoing/show_model.hpp"
#include "modules/documents/outgoing/show_pages.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "platform/sheet/download.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr const char* kTitles[] = {"Nơi nhận", "Mục đích", "Tình trạng", "Trả lời", "Số lần đôn đốc"};

Matrix asked_matrix(web::Context& context) {
    const auto round = ids::parse(context.request.get("round")).value_or(0);
    return context.house.db->reading([&](db::Conn& conn) {
        return matrix(conn, context.actor(), context.request.id(), static_cast<int>(std::min<Id>(round, 100'000)),
                      clock::today());
    });
}

std::string known_words(const Matrix& matrix) { return matrix.one.mark.empty() ? matrix.one.subject : matrix.one.mark; }

std::string below(const Matrix& matrix, std::string_view part) {
    return out_flow::path_of(matrix.one.id) + "/replies" + std::string(part);
}
// The address of this matrix: of its round when that is one gone by.
std::string address(const Matrix& matrix, std::string_view part, std::string_view state = "") {
    return forms::ListAddress(below(matrix, part), {{"round", matrix.running ? "" : std::to_string(matrix.round)},
                                                    {"state", std::string(state)}})
        .whole();
}

std::vector<std::string> cells_of(const Lang& lang, const Matrix& matrix, const Asked& asked, Day today) {
    return {asked.to.name, lang.tr(out_words::purpose_name(asked.to.purpose)),
            lang.tr(out_words::recipient_state_name(asked.to.state)), words_of(lang, matrix, asked, today),
            std::to_string(asked.to.reminders)};
}

void add_rounds(pages::OutgoingReplies& page, const Lang& lang, const Matrix& matrix) {
    if (matrix.past.empty()) return;
    page.if_rounds = true;
    const auto add = [&](int round, bool here, std::string words) {
        const std::string path = below(matrix, "");
        page.rounds.push_back(
            {.round_path = round == matrix.one.reply_round ? path : path + "?round=" + std::to_string(round),
             .if_round_here = here,
             .round = std::move(words)});
    };
    const int running = matrix.one.reply_round;
    add(running, matrix.running, text::fill(lang.tr("Kỳ %1 (đang theo dõi)"), {std::to_string(running)}));
    for (const auto& past : matrix.past) {
        const auto answered = std::count_if(past.asked.begin(), past.asked.end(),
                                            [](const Recipient& to) { return to.replied_at.has_value(); });
        add(past.round, past.round == matrix.round,
            text::fill(lang.tr("Kỳ %1, hạn %2: %3/%4"), {std::to_string(past.round), clock::show(past.due_day),
                                                         std::to_string(answered), std::to_string(past.asked.size())}));
    }
}

void add_cells(pages::OutgoingReplies& page, const Lang& lang, const Matrix& matrix, const StandingGroup& chosen,
               Day today) {
    for (const auto& asked : matrix.list) {
        if (!chosen.has(asked.standing)) continue;
        page.cells.push_back({.cell_class = class_of(asked.standing),
                              .if_cell_link = asked.to.reply_incoming != 0,
                              .cell_path = "/documents/incoming/" + std::to_string(asked.to.reply_incoming),
                              .cell = asked.to.name,
                              .no_cell_link = asked.to.reply_incoming == 0,
                              .cell_state = words_of(lang, matrix, asked, today)});
    }
}

pages::OutgoingReplies model_of(const Lang& lang, const Actor& actor, const Matrix& matrix, const StandingGroup& chosen,
                                Day today) {
    const auto& groups = standing_groups();
    const Outgoing& one = matrix.one;
    const std::string path = out_flow::path_of(one.id);
    const std::int64_t good = count_of(matrix, groups[1]), warn = count_of(matrix, groups[2]),
                       bad = count_of(matrix, groups[3]), not_here = count_of(matrix, groups[4]);
    const std::int64_t waiting = warn + bad + not_here;
    const bool follows = matrix.running && one.state == "issued" && may(actor, Deed::remind_recipients, one);
    pages::OutgoingReplies page{
        .show_path = path,
        .known = known_words(matrix),
        .if_reply_day = matrix.due.has_value(),
        .reply_day = day_words(matrix.due),
        .if_remind = waiting > 0 && follows,
        .remind_path = path + "/reminder",
        .csrf = "",
        .deed_key = deed::new_key(),
        .version = one.version,
        .remind = lang.trn("Đôn đốc %1 nơi chưa trả lời", waiting),
        .print_path = address(matrix, "/print"),
        .xlsx_path = address(matrix, ".xlsx"),
        .csv_path = address(matrix, ".csv"),
        .again_path = "/documents/outgoing/new?like=" + std::to_string(one.id),
        .if_end = follows && !one.reply_every.empty() && !(one.reply_until && *one.reply_until <= *one.reply_day),
        .end_path = path + "/rounds",
        .subject = one.subject,
        .coverage = {},
        .if_rounds = false,
        .rounds = {},
        .filters = {},
        .if_tally = !matrix.list.empty(),
        .tally_all = matrix.list.size(),
        .tally_words = text::fill(lang.tr("Đã trả lời %1, quá hạn %2, trong %3 nơi nhận"),
                                  {std::to_string(good), std::to_string(bad), std::to_string(matrix.list.size())}),
        .tally_good = good,
        .tally_warn_at = good,
        .tally_warn = warn,
        .tally_bad_at = good + warn,
        .tally_bad = bad,
        .cells = {}};
    add_rounds(page, lang, matrix);
    for (const auto& group : groups)
        page.filters.push_back({.filter_path = address(matrix, "", group.id),
                                .if_here = &group == &chosen,
                                .filter = lang.tr(group.title) + " " + std::to_string(count_of(matrix, group))});
    add_cells(page, lang, matrix, chosen, today);
    return page;
}

std::string file_name(const char* ending) { return std::string("theo-doi-tra-loi") + ending; }

sheet::Table table_of(const Lang& lang, const Matrix& asked) {
    const std::string round = round_words(lang, asked);
    sheet::Table table{.name = lang.tr("Theo dõi trả lời"),
                       .title = known_words(asked) + (round.empty() ? "" : " – " + round),
                       .columns = {},
                       .rows = {}};
    for (const char* title : kTitles) table.columns.push_back({lang.tr(title), title == kTitles[0] ? 44.0 : 24.0});
    for (const auto& one : asked.list) {
        auto cells = cells_of(lang, asked, one, clock::today());
        cells.pop_back();
        table.rows.emplace_back(cells.begin(), cells.end());
        table.rows.back().emplace_back(static_cast<std::int64_t>(one.to.reminders));
    }
    return table;
}

}  // namespace

web::Response replies(web::Context& context) {
    const Matrix asked = asked_matrix(context);
    const auto directory = directory::now(context.house);
    const StandingGroup* chosen = &standing_groups().front();
    for (const auto& group : standing_groups())
        if (context.request.get("state") == group.id) chosen = &group;
    auto model = model_of(context.lang, context.actor(), asked, *chosen, clock::today());
    model.csrf = context.csrf_token();
    std::vector<Recipient> recipients;
    for (const auto& one : asked.list) recipients.push_back(one.to);
    add_coverage(model, context.lang, coverage(*directory, context.actor(), recipients));
    return web::page(context, context.lang.tr("Theo dõi trả lời"), model);
}

web::Response replies_csv(web::Context& context) {
    return sheet::as_csv(file_name(".csv"), {table_of(context.lang, asked_matrix(context))});
}

web::Response replies_xlsx(web::Context& context) {
    return sheet::as_xlsx(file_name(".xlsx"), {table_of(context.lang, asked_matrix(context))});
}

web::Response replies_print(web::Context& context) {
    const Matrix asked = asked_matrix(context);
    const Lang& lang = context.lang;
    const auto& groups = standing_groups();
    pages::OutgoingRepliesPrint page{
        .body_name = text::upper(asked.one.body_name),
        .known = known_words(asked),
        .subject = asked.one.subject,
        .round = round_words(lang, asked),
        .tally = text::fill(lang.tr("Đã trả lời %1, quá hạn %2, trong %3 nơi nhận"),
                            {std::to_string(count_of(asked, groups[1])), std::to_string(count_of(asked, groups[3])),
                             std::to_string(asked.list.size())}),
        .lines = {}};
    for (std::size_t at = 0; at < asked.list.size(); ++at) {
        const auto cells = cells_of(lang, asked, asked.list[at], clock::today());
        page.lines.push_back({.line_number = static_cast<std::int64_t>(at + 1),
                              .place = cells[0],
                              .place_state = cells[2],
                              .reply = cells[3],
                              .reminders = cells[4]});
    }
    return web::print_page(context, lang.tr("Theo dõi trả lời"), page);
}

}  // namespace dinh::documents::out_pages
