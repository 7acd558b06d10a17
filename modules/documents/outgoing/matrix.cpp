#include "modules/documents/outgoing/matrix.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

using Lang = dinh::pages::Lang;

Standing standing_of(const Recipient& to, const std::optional<Day>& until, bool running, Day today) {
    if (to.replied_at)
        return until && clock::day_of(*to.replied_at) > *until ? Standing::answered_late : Standing::answered;
    if (to.state == "refused") return Standing::refused;
    if (!running || (until && *until < today)) return Standing::overdue;
    return to.state == "sent" || to.state == "listed" || to.state == "arrived" ? Standing::sent : Standing::received;
}

}  // namespace

Matrix matrix(db::Conn& conn, const Actor& actor, Id outgoing, int round, Day today) {
    Matrix made;
    made.one = visible_outgoing(conn, actor, outgoing);
    if (!made.one.reply_every.empty()) made.past = past_rounds(conn, outgoing);
    made.round = round == 0 ? made.one.reply_round : round;
    made.running = made.round == made.one.reply_round;
    std::vector<Recipient> recipients;
    if (made.running) {
        made.due = made.one.reply_day;
        recipients = recipients_of(conn, outgoing);
    } else {
        const auto found = std::find_if(made.past.begin(), made.past.end(),
                                        [&](const PastRound& past) { return past.round == made.round; });
        if (found == made.past.end()) throw NotFound("outgoing: no round " + std::to_string(round));
        made.due = found->due_day;
        recipients = found->asked;
    }
    for (auto& to : recipients)
        if (to.reply_needed) {
            const Standing standing = standing_of(to, made.due, made.running, today);
            made.list.push_back({std::move(to), standing});
        }
    return made;
}

bool StandingGroup::has(Standing standing) const {
    return holds.empty() || std::find(holds.begin(), holds.end(), standing) != holds.end();
}

const std::vector<StandingGroup>& standing_groups() {
    static const std::vector<StandingGroup> groups = {
        {"", "Tất cả", {}},
        {"answered", "Đã trả lời", {Standing::answered, Standing::answered_late}},
        {"received", "Đã nhận, chưa trả lời", {Standing::received}},
        {"overdue", "Quá hạn", {Standing::overdue}},
        {"sent", "Chưa nhận", {Standing::sent}},
        {"refused", "Từ chối", {Standing::refused}}};
    return groups;
}

std::int64_t count_of(const Matrix& matrix, const StandingGroup& group) {
    return std::count_if(matrix.list.begin(), matrix.list.end(),
                         [&](const Asked& asked) { return group.has(asked.standing); });
}

std::string class_of(Standing standing) {
    if (standing == Standing::answered) return "matrix__cell--good";
    if (standing == Standing::received || standing == Standing::answered_late) return "matrix__cell--warn";
    return standing == Standing::overdue ? "matrix__cell--bad" : "";
}

std::string words_of(const Lang& lang, const Matrix& matrix, const Asked& asked, Day today) {
    const Recipient& to = asked.to;
    const auto day = [&] { return clock::show_short(clock::day_of(*to.replied_at)); };
    switch (asked.standing) {
        case Standing::answered: return text::fill(lang.tr("Đã trả lời %1"), {day()});
        case Standing::answered_late: return text::fill(lang.tr("Trả lời chậm %1"), {day()});
        case Standing::overdue:
            return matrix.running ? lang.trn("Quá hạn %1 ngày", today - *matrix.due) : lang.tr("Không trả lời");
        case Standing::refused: return text::fill(lang.tr("Từ chối: %1"), {to.state_note});
        case Standing::sent: return lang.tr(to.state == "listed" ? "Gửi ngoài hệ thống" : "Chưa nhận");
        case Standing::received: return lang.tr("Đã nhận, chưa trả lời");
    }
    return {};
}

std::string round_words(const Lang& lang, const Matrix& matrix) {
    if (matrix.one.reply_every.empty() || !matrix.due) return {};
    return text::fill(lang.tr("Kỳ %1, hạn %2"), {std::to_string(matrix.round), clock::show(*matrix.due)});
}

}  // namespace dinh::documents::out_pages
