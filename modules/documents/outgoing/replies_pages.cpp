// The matrix of recipients that were asked to reply.
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/show_model.hpp"
#include "modules/documents/outgoing/show_pages.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

using Lang = dinh::pages::Lang;

enum class Standing { answered, answered_late, received, overdue, sent, refused };
struct Group {
    const char* id;
    const char* title;
    std::vector<Standing> holds;
};
const std::vector<Group> kGroups = {{"", "Tất cả", {}},
                                    {"answered", "Đã trả lời", {Standing::answered, Standing::answered_late}},
                                    {"received", "Đã nhận, chưa trả lời", {Standing::received}},
                                    {"overdue", "Quá hạn", {Standing::overdue}},
                                    {"sent", "Chưa nhận", {Standing::sent}},
                                    {"refused", "Từ chối", {Standing::refused}}};

Standing standing_of(const Recipient& to, const std::optional<Day>& until, Day today) {
    if (to.replied_at)
        return until && clock::day_of(*to.replied_at) > *until ? Standing::answered_late : Standing::answered;
    if (to.state == "refused") return Standing::refused;
    if (until && *until < today) return Standing::overdue;
    return to.state == "sent" || to.state == "listed" || to.state == "arrived" ? Standing::sent : Standing::received;
}

bool in(const Group& group, Standing standing) {
    return group.holds.empty() || std::find(group.holds.begin(), group.holds.end(), standing) != group.holds.end();
}

std::string class_of(Standing standing) {
    if (standing == Standing::answered) return "matrix__cell--good";
    if (standing == Standing::received || standing == Standing::answered_late) return "matrix__cell--warn";
    return standing == Standing::overdue ? "matrix__cell--bad" : "";
}

std::string words_of(const Lang& lang, const Recipient& to, Standing standing, const std::optional<Day>& until,
                     Day today) {
    const auto day = [&] { return clock::show_short(clock::day_of(*to.replied_at)); };
    switch (standing) {
        case Standing::answered: return text::fill(lang.tr("Đã trả lời %1"), {day()});
        case Standing::answered_late: return text::fill(lang.tr("Trả lời chậm %1"), {day()});
        case Standing::overdue: return lang.trn("Quá hạn %1 ngày", today - *until);
        case Standing::refused: return text::fill(lang.tr("Từ chối: %1"), {to.state_note});
        case Standing::sent: return lang.tr(to.state == "listed" ? "Gửi ngoài hệ thống" : "Chưa nhận");
        case Standing::received: return lang.tr("Đã nhận, chưa trả lời");
    }
    return {};
}

struct Asked {
    Recipient to;
    Standing standing = Standing::sent;
};
std::vector<Asked> asked_of(const OutShown& found, Day today) {
    std::vector<Asked> list;
    for (const auto& to : found.recipients)
        if (to.reply_needed) list.push_back({to, standing_of(to, found.one.reply_day, today)});
    return list;
}

std::int64_t count_of(const std::vector<Asked>& list, const Group& group) {
    return std::count_if(list.begin(), list.end(), [&](const Asked& one) { return in(group, one.standing); });
}

web::Response as_csv(const Lang& lang, const OutShown& found, const std::vector<Asked>& list, Day today) {
    std::string table;
    const auto row = [&](std::vector<std::string> cells) {
        for (auto& cell : cells) cell = text::csv_field(cell);
        table += text::join(cells, ",") + "\r\n";
    };
    row({lang.tr("Nơi nhận"), lang.tr("Mục đích"), lang.tr("Tình trạng"), lang.tr("Trả lời"),
         lang.tr("Số lần đôn đốc")});
    for (const auto& [to, standing] : list)
        row({to.name, lang.tr(out_words::purpose_name(to.purpose)), lang.tr(out_words::recipient_state_name(to.state)),
             words_of(lang, to, standing, found.one.reply_day, today), std::to_string(to.reminders)});
    return web::csv("theo-doi-tra-loi.csv", [table, sent = false](std::string& piece) mutable {
        if (!sent) piece = table;
        sent = true;
        return false;
    });
}

pages::OutgoingReplies model_of(const Lang& lang, const Actor& actor, const OutShown& found,
                                const std::vector<Asked>& list, const Group& chosen, Day today) {
    const std::string path = out_flow::path_of(found.one.id);
    const std::int64_t good = count_of(list, kGroups[1]), warn = count_of(list, kGroups[2]),
                       bad = count_of(list, kGroups[3]);
    const std::int64_t waiting = found.replies.waiting;
    pages::OutgoingReplies page{
        .show_path = path,
        .known = found.one.mark.empty() ? found.one.subject : found.one.mark,
        .if_reply_day = found.one.reply_day.has_value(),
        .reply_day = day_words(found.one.reply_day),
        .if_remind = waiting > 0 && found.one.state == "issued" && may(actor, Deed::remind_recipients, found.one),
        .remind_path = path + "/reminder",
        .csrf = "",
        .deed_key = deed::new_key(),
        .version = found.one.version,
        .remind = lang.trn("Đôn đốc %1 nơi chưa trả lời", waiting),
        .csv_path = path + "/replies?format=csv",
        .subject = found.one.subject,
        .filters = {},
        .if_tally = !list.empty(),
        .tally_all = list.size(),
        .tally_words = text::fill(lang.tr("Đã trả lời %1, quá hạn %2, trong %3 nơi nhận"),
                                  {std::to_string(good), std::to_string(bad), std::to_string(list.size())}),
        .tally_good = good,
        .tally_warn_at = good,
        .tally_warn = warn,
        .tally_bad_at = good + warn,
        .tally_bad = bad,
        .cells = {}};
    for (const auto& group : kGroups)
        page.filters.push_back(
            {.filter_path = path + "/replies" + (group.id[0] ? "?state=" + std::string(group.id) : ""),
             .if_here = &group == &chosen,
             .filter = lang.tr(group.title) + " " + std::to_string(count_of(list, group))});
    for (const auto& [to, standing] : list) {
        if (!in(chosen, standing)) continue;
        page.cells.push_back({.cell_class = class_of(standing),
                              .if_cell_link = to.reply_incoming != 0,
                              .cell_path = "/documents/incoming/" + std::to_string(to.reply_incoming),
                              .cell = to.name,
                              .no_cell_link = to.reply_incoming == 0,
                              .cell_state = words_of(lang, to, standing, found.one.reply_day, today)});
    }
    return page;
}

}  // namespace

web::Response replies(web::Context& context) {
    const Day today = clock::today();
    const auto found = context.house.db->reading(
        [&](db::Conn& conn) { return shown(conn, context.actor(), context.request.id(), today); });
    const auto list = asked_of(found, today);
    if (context.request.get("format") == "csv") return as_csv(context.lang, found, list, today);
    const Group* chosen = &kGroups[0];
    for (const auto& group : kGroups)
        if (context.request.get("state") == group.id) chosen = &group;
    auto model = model_of(context.lang, context.actor(), found, list, *chosen, today);
    model.csrf = context.csrf_token();
    return web::page(context, context.lang.tr("Theo dõi trả lời"), model);
}

}  // namespace dinh::documents::out_pages
