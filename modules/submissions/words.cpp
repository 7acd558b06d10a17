#include "modules/submissions/words.hpp"

#include "platform/rules/rules.hpp"

namespace dinh::submissions {

std::string tag_of(const Submission& one, bool late) {
    if (late) return "tag--bad";
    if (one.state == "closed") return "tag--good";
    if (one.state == "returned" || one.state == "awaiting_receipt" || one.state == "awaiting_assignment")
        return "tag--warn";
    return is_open_state(one.state) ? "" : "tag--off";
}

std::string day_words(const std::optional<Day>& day) { return day ? clock::show(*day) : std::string(); }

std::string document_name(std::string_view kind) {
    const auto* named = rules::kind_any_day(kind);
    return named ? named->name : std::string(kind);
}

std::string letter_words(const Submission& one) {
    return one.letter_mark + (one.letter_day ? " (" + clock::show(*one.letter_day) + ")" : "");
}

Reason changed_meanwhile() {
    return {"", "Có người vừa xử lý hồ sơ này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

}  // namespace dinh::submissions
