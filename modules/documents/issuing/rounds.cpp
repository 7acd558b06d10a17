#include "modules/documents/issuing/rounds.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/outgoing/flow.hpp"

namespace dinh::documents {

namespace {

constexpr int kOpenBeforeDays = 14;

struct Period {
    const char* id;
    const char* title;
    int months;
};
constexpr Period kPeriods[] = {{"month", "Hằng tháng", 1},
                               {"quarter", "Hằng quý", 3},
                               {"half_year", "6 tháng một lần", 6},
                               {"year", "Hằng năm", 12}};

const Period* find_period(std::string_view id) {
    for (const auto& one : kPeriods)
        if (id == one.id) return &one;
    return nullptr;
}

Day months_after(Day first, int months) {
    const auto from = clock::ymd(first);
    const int month = from.month - 1 + months, year = from.year + month / 12;
    for (int day = from.day;; --day)
        if (const auto found = clock::make_day(year, month % 12 + 1, day)) return *found;
}

// Who answered the last time; the clerks of the agency where its answer did not come through here.
std::vector<Id> answerers(db::Conn& conn, const Recipient& to, Id agency, Day today) {
    if (const Id post = issuing_store::drafter_of_reply(conn, to.reply_incoming); post != 0) return {post};
    std::vector<Id> posts;
    for (const Id body : directory::bodies_of_agency(conn, agency, today))
        for (const Id post : directory::clerk_posts(conn, body, today))
            if (std::find(posts.begin(), posts.end(), post) == posts.end()) posts.push_back(post);
    return posts;
}

void ask_again(db::Tx& tx, const Outgoing& one, const Recipient& to, Day due, Day today) {
    // Whoever keeps what was asked: the successor, when the agency that got it was merged since.
    const auto incoming = to.incoming == 0 ? std::nullopt : find_incoming(tx, to.incoming);
    if (!to.inside || !incoming) return;
    for (const Id post : answerers(tx, to, incoming->owner_agency, today)) {
        worklist::Item item;
        item.kind = "documents.reply_again";
        item.subject_kind = kIncoming;
        item.subject = to.incoming;
        item.part = to.id;
        item.holder = post;
        item.agency = incoming->owner_agency;
        item.title = one.subject;
        item.note = one.mark;
        item.link = "/documents/incoming/" + std::to_string(to.incoming);
        item.urgency = one.urgency;
        item.due = due;
        item.from_name = one.body_name;
        worklist::put(tx, item);
    }
}

// The deadline of the next round when its day to open has come.
std::optional<Day> next_due(const std::optional<Outgoing>& one, Day today) {
    if (!one || one->state != "issued" || one->reply_every.empty() || !one->reply_first || !one->reply_day)
        return std::nullopt;
    const int next = one->reply_round + 1;
    const Day due = round_deadline(*one->reply_first, one->reply_every, next);
    if (one->reply_until && due > *one->reply_until) return std::nullopt;
    return today < round_opening(*one->reply_first, one->reply_every, next) ? std::nullopt : std::optional(due);
}

}  // namespace

const std::vector<std::string>& reply_periods() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> ids{""};
        for (const auto& one : kPeriods) ids.emplace_back(one.id);
        return ids;
    }();
    return all;
}

std::string period_title(std::string_view period) {
    const auto* found = find_period(period);
    return found ? found->title : "";
}

void check_rounds(const OutgoingInput& input, Reasons& reasons) {
    if (!input.reply_every.empty() && !find_period(input.reply_every))
        reasons.add("reply_every", "Kỳ trả lời không có trong danh mục.");
    if (!input.reply_every.empty() && !input.reply_needed)
        reasons.add("reply_every", "Trả lời định kỳ chỉ dùng khi yêu cầu nơi nhận trả lời.");
    if (!input.reply_every.empty() && input.reply_day && input.reply_until && *input.reply_until < *input.reply_day)
        reasons.add("reply_until", "Ngày thôi yêu cầu không thể trước hạn trả lời đầu tiên.");
}

Day round_deadline(Day first, std::string_view period, int round) {
    const auto* found = find_period(period);
    return found ? months_after(first, found->months * (round - 1)) : first;
}

Day round_opening(Day first, std::string_view period, int round) {
    const Day early = round_deadline(first, period, round) - kOpenBeforeDays;
    return round <= 1 ? early : std::max(early, round_deadline(first, period, round - 1) + 1);
}

bool open_next_round(db::Tx& tx, Id outgoing, Day today) {
    // Looked at before it is locked: a lock that opens nothing would only disturb whoever has the page open.
    if (!next_due(outgoing_store::find(tx, outgoing), today)) return false;
    const auto one = outgoing_store::touch(tx, outgoing);
    const auto due = next_due(one, today);
    if (!due) return false;
    const auto recipients = issuing_store::recipients_of(tx, outgoing);
    issuing_store::keep_round(tx, outgoing, one->reply_round, *one->reply_day);
    outgoing_store::set_round(tx, outgoing, one->reply_round + 1, *due);
    for (const auto& to : recipients)
        if (to.reply_needed && to.state != "refused") ask_again(tx, *one, to, *due, today);
    auto item = out_flow::item(*one, "documents.reply_due", 0, one->created_by_post, one->body_name);
    item.due = due;
    worklist::put(tx, item);
    out_flow::record(tx, Actor::system(), nullptr, *one, "issuing.round",
                     Said("Mở kỳ trả lời thứ %1, hạn %2", {std::to_string(one->reply_round + 1), clock::show(*due)}));
    return true;
}

int open_rounds(db::Database& db, Day today) {
    int opened = 0;
    const auto over = db.reading([&](db::Conn& conn) { return outgoing_store::rounds_over(conn, today); });
    for (const Id outgoing : over)
        // A house that stood still opens each round it missed, so that none lacks its matrix.
        while (db.writing([&](db::Tx& tx) { return open_next_round(tx, outgoing, today); })) ++opened;
    return opened;
}

void end_rounds(db::Tx& tx, const Actor& actor, Id outgoing, std::int64_t version) {
    const auto one = out_flow::lock(tx, outgoing, version);
    const Capacity& as = must(actor, Deed::remind_recipients, out_flow::right_subject(one));
    if (one.state != "issued" || one.reply_every.empty() || !one.reply_day)
        throw Refused("Văn bản này không yêu cầu trả lời định kỳ.");
    if (one.reply_until && *one.reply_until <= *one.reply_day) throw Refused("Kỳ đang theo dõi đã là kỳ cuối.");
    outgoing_store::set_until(tx, outgoing, *one.reply_day);
    out_flow::record(tx, actor, &as, one, "issuing.rounds_end",
                     Said("Thôi yêu cầu trả lời định kỳ sau kỳ thứ %1", {std::to_string(one.reply_round)}));
}

std::vector<PastRound> past_rounds(db::Conn& conn, Id outgoing) { return issuing_store::past_rounds(conn, outgoing); }

}  // namespace dinh::documents
