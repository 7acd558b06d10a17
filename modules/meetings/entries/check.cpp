#include "modules/meetings/entries/check.hpp"

#include <algorithm>
#include <set>

#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::meetings {

namespace {

constexpr int kEarliestDays = 31, kLatestDays = 366;
constexpr std::size_t kMostSubject = 500, kMostLine = 200, kMostGuests = 1000, kMostReason = 500;

void bounded(Reasons& reasons, const char* field, const char* label, std::string& value, std::size_t most) {
    value = text::clean_line(value);
    if (text::length(value) > most)
        reasons.add(field, Said("%1 dài quá %2 ký tự.", {label, text::number(static_cast<std::int64_t>(most))}));
    if (rules::stamp_in(value, clock::today()))
        reasons.add(field,
                    "Trong lời ghi có dấu chỉ độ mật; việc mật không đưa vào hệ thống này, chưa có gì được lưu.");
}

void check_texts(EntryInput& input, Reasons& reasons) {
    bounded(reasons, "subject", "Nội dung", input.subject, kMostSubject);
    if (input.subject.empty()) reasons.add("subject", "Hãy ghi nội dung.");
    bounded(reasons, "place", "Địa điểm", input.place, kMostLine);
    bounded(reasons, "chair_text", "Người chủ trì", input.chair_text, kMostLine);
    bounded(reasons, "guests", "Thành phần khác", input.guests, kMostGuests);
}

void check_time(const EntryInput& input, Reasons& reasons) {
    const Day first = clock::day_of(input.starts), today = clock::today();
    if (first < today - kEarliestDays || first > today + kLatestDays)
        reasons.add("day", "Chỉ ghi lịch từ một tháng trước đến một năm tới.");
    if (input.ends <= input.starts) {
        reasons.add("until", "Giờ kết thúc phải sau giờ bắt đầu.");
        return;
    }
    if (clock::day_of({input.ends.ms - 1}) - first >= kLongestDays)
        reasons.add("until_day", Said("Một lịch dài không quá %1 ngày.", {std::to_string(kLongestDays)}));
}

class Takers {
public:
    Takers(db::Conn& conn, const EntryInput& input, Reasons& reasons) : conn_(conn), input_(input), reasons_(reasons) {}

    std::vector<Participant> all() {
        if (input_.chair != 0) add_post(input_.chair, "chair");
        for (const Id post : input_.posts) add_post(post, "attend");
        for (const Id unit : input_.units) add_unit(unit);
        if (input_.unit != 0) add_unit(input_.unit);
        if (list_.empty()) reasons_.add("takes_part", "Hãy chọn ít nhất một người hoặc đơn vị dự.");
        return std::move(list_);
    }

private:
    bool once(Id who) {
        if (!seen_.insert(who).second) return false;
        if (seen_.size() == kMostParticipants + 1)
            reasons_.add("takes_part", Said("Nhiều nhất %1 người và đơn vị.", {std::to_string(kMostParticipants)}));
        return seen_.size() <= kMostParticipants;
    }
    void add(const char* kind, Id who, std::string label, const char* role) {
        Participant one;
        one.kind = kind, one.who = who, one.label = std::move(label), one.role = role;
        list_.push_back(std::move(one));
    }
    void add_post(Id post, const char* role) {
        if (!once(post)) return;
        if (const auto facts = own_post(conn_, input_.agency, post))
            add("post", post, facts->label, role);
        else
            reasons_.add("takes_part", "Có người dự không còn ở cơ quan này.");
    }
    void add_unit(Id unit) {
        if (!once(unit)) return;
        const auto facts = directory::unit_facts(conn_, unit, clock::today());
        const bool own = facts && facts->open && (facts->agency == input_.agency || facts->served == input_.agency);
        if (own)
            add("unit", unit, facts->name, "attend");
        else
            reasons_.add("takes_part", "Có đơn vị không còn ở cơ quan này.");
    }

    db::Conn& conn_;
    const EntryInput& input_;
    Reasons& reasons_;
    std::set<Id> seen_;
    std::vector<Participant> list_;
};

}  // namespace

std::optional<directory::PostFacts> own_post(db::Conn& conn, Id agency, Id post) {
    auto facts = directory::post_facts(conn, post, clock::today());
    if (!facts || !facts->open || (facts->agency != agency && facts->served != agency)) return std::nullopt;
    return facts;
}

CheckedInput checked_input(db::Conn& conn, EntryInput input) {
    Reasons reasons;
    check_texts(input, reasons);
    check_time(input, reasons);
    if (input.chair != 0) input.chair_text.clear();
    CheckedInput checked{input, Takers(conn, input, reasons).all()};
    reasons.done();
    return checked;
}

std::string checked_reason(std::string_view reason) {
    std::string clean = text::clean_line(reason);
    if (clean.empty()) throw Refused("reason", "Hãy ghi lý do.");
    if (text::length(clean) > kMostReason)
        throw Refused("reason", Said("%1 dài quá %2 ký tự.", {"Lý do", std::to_string(kMostReason)}));
    return clean;
}

}  // namespace dinh::meetings
