// What may come into the book: all faults of a form at once.
#include <algorithm>

#include "modules/petitions/petitions/deeds.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

constexpr std::size_t kMostSenders = 50;
constexpr int kMostPeople = 100'000;

void check_length(Reasons& reasons, std::string& value, std::string_view field, std::size_t most) {
    value = text::clean_line(value);
    if (text::length(value) > most) reasons.add(std::string(field), Said("Dài quá %1 ký tự.", {std::to_string(most)}));
}

void check_senders(PetitionInput& input, Reasons& reasons) {
    for (auto& one : input.senders) {
        check_length(reasons, one.name, "sender_name", 200);
        check_length(reasons, one.address, "sender_address", 300);
        check_length(reasons, one.phone, "sender_phone", 30);
        check_length(reasons, one.id_number, "sender_id", 30);
    }
    std::erase_if(input.senders, [](const Sender& one) {
        return one.name.empty() && one.address.empty() && one.phone.empty() && one.id_number.empty();
    });
    const auto nameless = [](const Sender& one) { return one.name.empty(); };
    if (input.anonymous && !input.senders.empty())
        reasons.add("sender_name", "Đơn không ghi tên thì để trống người gửi.");
    else if (!input.anonymous && input.senders.empty())
        reasons.add("sender_name", "Hãy ghi họ tên người gửi, hoặc đánh dấu đơn không ghi tên.");
    else if (std::any_of(input.senders.begin(), input.senders.end(), nameless))
        reasons.add("sender_name", "Hãy ghi họ tên người gửi.");
    if (input.senders.size() > kMostSenders)
        reasons.add("others", "Ghi nhiều nhất 50 người; số người ký còn lại ghi ở ô số người.");
    if (std::count_if(input.senders.begin(), input.senders.end(),
                      [](const Sender& one) { return one.representative; }) > 1)
        reasons.add("others", "Chỉ một người đại diện.");
}

void check_day(const PetitionInput& input, Reasons& reasons) {
    const Day today = clock::today();
    if (!input.received_day)
        reasons.add("received_day", "Hãy ghi ngày nhận đơn.");
    else if (*input.received_day > today)
        reasons.add("received_day", "Ngày nhận đơn không được sau hôm nay.");
    else if (*input.received_day < today - 366)
        reasons.add("received_day", "Ngày nhận đơn đã quá một năm; hãy xem lại.");
}

}  // namespace

PetitionInput checked(const PetitionInput& typed, Reasons& reasons) {
    PetitionInput input = typed;
    const Day day = input.received_day.value_or(clock::today());
    const auto& rules = rules::table("petitions");
    if (!rules.find("kind", input.kind, day)) reasons.add("kind", "Hãy chọn loại đơn.");
    if (!rules.find("channel", input.channel, day)) reasons.add("channel", "Hãy chọn nguồn đơn.");
    if (input.round != 1 && input.round != 2) reasons.add("round", "Hãy chọn lần khiếu nại.");
    if (input.kind != "complaint") input.round = 1;
    check_day(input, reasons);
    check_senders(input, reasons);
    check_length(reasons, input.field, "field", 100);
    check_length(reasons, input.passed_from, "passed_from", 200);
    if (input.channel == "passed_on" && input.passed_from.empty())
        reasons.add("passed_from", "Hãy ghi cơ quan chuyển đơn đến.");
    if (input.people < 1 || input.people > kMostPeople) reasons.add("people", "Số người ký đơn từ 1 đến 100.000.");
    input.people = std::max(input.people, static_cast<int>(input.senders.size()));
    input.summary = checked_words(reasons, input.senders, "summary", typed.summary, 500,
                                  "Hãy ghi nội dung tóm tắt, không nêu tên người gửi.");
    return input;
}

}  // namespace dinh::petitions
