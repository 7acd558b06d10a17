#include "modules/internal/export_sources.hpp"

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/letter_store.hpp"
#include "modules/internal/messages/message_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound

// After this id, of an agency, written between two days. The plus keeps the walk on the primary key.
constexpr db::Sql kLettersAfter{"export.letters",
                                "SELECT " DINH_LETTER_COLUMNS
                                " FROM internal_letter WHERE id > $1 AND +owner_agency = $2 AND rules_day >= $3 AND "
                                "rules_day <= $4 ORDER BY id LIMIT $5"};
constexpr db::Sql kMessagesAfter{"export.messages",
                                 "SELECT " DINH_MESSAGE_COLUMNS
                                 " FROM unit_message WHERE id > $1 AND +owner_agency = $2 AND rules_day >= $3 AND "
                                 "rules_day <= $4 ORDER BY id LIMIT $5"};

std::string day_of(const std::optional<Day>& day) { return day ? clock::to_text(*day) : std::string(); }

std::string receivers_words(db::Conn& conn, Id letter) {
    std::vector<std::string> list;
    for (const auto& one : receivers_of(conn, letter))
        list.push_back(one.label + (one.result.empty() ? "" : ": " + one.result));
    return text::join(list, "; ");
}

Record letter_record(db::Conn& conn, const Letter& letter) {
    Record one;
    one.id = letter.id;
    one.key = std::to_string(letter.id);
    one.number = letter.number == 0 ? std::string() : std::to_string(letter.number);
    one.mark = letter.mark;
    one.subject = letter.subject;
    one.cells = {letter.mark,
                 kind_name(letter.kind),
                 letter.subject,
                 letter.body,
                 letter.from_name,
                 letter.sender_label,
                 letter.signed_by,
                 letter.sent_at ? clock::to_text(*letter.sent_at) : std::string(),
                 day_of(letter.due),
                 receivers_words(conn, letter.id),
                 state_name(letter.state)};
    if (letter.answers != 0)
        if (const auto first = find_letter(conn, letter.answers))
            one.relations.push_back(
                {"Trả lời văn bản", std::string(kLetter), std::to_string(first->id), first->subject});
    return one;
}

Record message_record(db::Conn& conn, const Message& message) {
    std::vector<std::string> to, answers;
    for (const auto& each : message_receivers(conn, message.id)) to.push_back(each.label);
    for (const auto& each : message_answers(conn, message.id)) answers.push_back(each.label + ": " + each.body);
    Record one;
    one.id = message.id;
    one.key = std::to_string(message.id);
    one.subject = text::cut(text::clean_line(message.body), 120);
    one.cells = {clock::to_text(message.created_at),
                 message.from_name,
                 message.sender_label,
                 text::join(to, "; "),
                 message.body,
                 day_of(message.due),
                 text::join(answers, "\n")};
    return one;
}

std::vector<Record> read_letters_after(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    for (const auto& row : conn.query(kLettersAfter, ids::parse(after).value_or(0), scope.agency,
                                      scope.from.value_or(kFirstDay), scope.to.value_or(kLastDay), most))
        list.push_back(letter_record(conn, store::read_letter(row)));
    return list;
}

std::vector<Record> read_messages_after(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    for (const auto& row : conn.query(kMessagesAfter, ids::parse(after).value_or(0), scope.agency,
                                      scope.from.value_or(kFirstDay), scope.to.value_or(kLastDay), most))
        list.push_back(message_record(conn, store::read_message(row)));
    return list;
}

}  // namespace

std::vector<exports::Source> export_sources() {
    return {{.kind = std::string(kLetter),
             .folder = "internal-letters",
             .title = "Văn bản nội bộ",
             .columns = {{"mark", "Số, ký hiệu"},
                         {"kind", "Loại văn bản", Cell::words},
                         {"subject", "Trích yếu"},
                         {"body", "Nội dung"},
                         {"from", "Nơi gửi"},
                         {"drafter", "Người soạn"},
                         {"signed_by", "Người ký"},
                         {"sent_at", "Gửi lúc", Cell::time},
                         {"due_day", "Hạn", Cell::day},
                         {"receivers", "Nơi nhận và kết quả"},
                         {"state", "Trạng thái", Cell::words}},
             .read = read_letters_after,
             .restricted = true,
             .of_part = false},
            {.kind = std::string(kMessage),
             .folder = "unit-messages",
             .title = "Tin trong phòng",
             .columns = {{"sent_at", "Gửi lúc", Cell::time},
                         {"unit", "Đơn vị"},
                         {"sender", "Người gửi"},
                         {"receivers", "Người nhận"},
                         {"body", "Nội dung"},
                         {"due_day", "Hạn trả lời", Cell::day},
                         {"answers", "Trả lời"}},
             .read = read_messages_after,
             .restricted = true,
             .of_part = false}};
}

}  // namespace dinh::internal
