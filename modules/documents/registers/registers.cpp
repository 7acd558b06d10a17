#include "modules/documents/registers/registers.hpp"

#include <map>

#include "modules/documents/incoming/words.hpp"
#include "modules/documents/registers/registers_store.hpp"
#include "platform/db/filter.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound
constexpr std::size_t kMostReceivers = 12;

using Cells = std::map<std::string, std::string, std::less<>>;  // by field of rules/registers.toml

db::Rows rows_of(db::Conn& conn, const db::Sql& sql, const RegisterSpan& span, std::int64_t after_number, int most) {
    const std::int64_t after = std::max(after_number, span.from_number - 1);
    const std::int64_t until = span.to_number > 0 ? span.to_number : std::numeric_limits<std::int32_t>::max();
    return conn.query(sql, span.series, after, until, span.from.value_or(kFirstDay), span.to.value_or(kLastDay), most);
}

// A page ends with a whole number: its letters are not torn from it.
std::size_t whole_lines(const db::Rows& rows, int most) {
    std::size_t count = rows.size();
    if (count < static_cast<std::size_t>(most)) return count;
    const std::int64_t last = rows[count - 1].integer(0);
    while (count > 0 && rows[count - 1].integer(0) == last) --count;
    return count == 0 ? rows.size() : count;
}

std::vector<Id> records_of(const db::Rows& rows) {
    std::vector<Id> records;
    for (const auto& row : rows) {
        if (row.integer(5) != 0) records.push_back(row.integer(5));
    }
    return records;
}

struct Handed {
    std::vector<std::string> receivers;
    std::optional<Instant> given_at, read_at;
};

// Whom the clerk gave each document to first; the tree below them stands on the handling slip.
std::map<Id, Handed> handed(db::Conn& conn, const std::vector<Id>& records) {
    std::map<Id, Handed> found;
    if (records.empty()) return found;
    db::Filter where;
    where.in("incoming", records).where("COALESCE(parent, 0) = 0 AND state <> 'withdrawn'");
    for (const auto& row :
         where.run(conn, "register.handed", "SELECT incoming, receiver_label, given_at, read_at FROM forwarding",
                   "ORDER BY id")) {
        auto& one = found[row.integer(0)];
        if (one.receivers.size() < kMostReceivers) one.receivers.push_back(row.text(1));
        if (!one.given_at) one.given_at = row.instant(2);
        if (!one.read_at) one.read_at = row.maybe_instant(3);
    }
    return found;
}

std::map<Id, std::vector<std::string>> names(db::Conn& conn, const char* name, db::Fragment head, db::Fragment column,
                                             db::Fragment tail, const std::vector<Id>& records) {
    std::map<Id, std::vector<std::string>> found;
    if (records.empty()) return found;
    db::Filter where;
    where.in(column, records);
    for (const auto& row : where.run(conn, name, head, tail)) found[row.integer(0)].push_back(row.text(1));
    return found;
}

std::string day_of(const std::optional<Instant>& at) { return at ? clock::show(clock::day_of(*at)) : std::string(); }
std::string kind_and_subject(const std::string& kind, const std::string& subject) {
    return kind.empty() ? subject : kind_name(kind) + ": " + subject;
}

// Numbers without a living document say so and nothing else; true when the line is done with.
bool gone(const db::Rows::Row& row, Cells& cells) {
    const std::string state = row.text(2), reason = row.text(4);
    if (state == "reserved") cells["note"] = "Giữ số: " + reason;
    if (state == "voided") cells["note"] = "Hủy số: " + reason;
    if (state == "used" && row.view(6) == "cancelled_by_recall") cells["note"] = "Đã hủy theo thông báo thu hồi";
    return cells.contains("note");
}

RegisterLine line_of(const db::Rows::Row& row, Cells& cells, const rules::Register& form, bool is_gone) {
    RegisterLine line;
    line.number = row.integer(0);
    line.suffix = row.text(1);
    line.voided = is_gone && row.view(2) != "reserved";
    for (const auto& column : form.columns) line.cells.push_back(cells[column.field]);
    return line;
}

std::string incoming_note(const db::Rows::Row& row) {
    std::vector<std::string> notes;
    if (!row.view(4).empty()) notes.push_back(row.text(4));
    if (row.view(6) == "returned_to_sender") notes.push_back(state_name("returned_to_sender"));
    if (row.truth(13)) notes.push_back("Vào sổ chậm");
    if (!row.view(14).empty()) notes.push_back("Bản giấy: " + row.text(14));
    return text::join(notes, "; ");
}

const rules::Register& form_of(std::string_view id) {
    const auto* form = rules::register_form(id, clock::today());
    if (!form) throw std::runtime_error("documents: no form of the register " + std::string(id));
    return *form;
}

Cells incoming_cells(const db::Rows::Row& row, Handed& given) {
    return {{"author", row.text(7)},
            {"code", row.text(8)},
            {"issued_day", day_words(row.maybe_day(9))},
            {"kind_and_subject", kind_and_subject(row.text(10), row.text(11))},
            {"receiver", given.receivers.empty() ? row.text(12) : text::join(given.receivers, "; ")},
            {"sent_day", day_of(given.given_at)},
            {"receipt_signature", given.read_at ? "Đã nhận " + day_of(given.read_at) : std::string()}};
}

std::string progress_of(const db::Rows::Row& row) {
    std::string words = state_name(row.view(6));
    if (const auto closed = row.maybe_instant(17)) {
        words += " " + day_of(closed);
        const auto due = row.maybe_day(15);
        if (due && clock::day_of(*closed) > *due) words += " (quá hạn)";
    }
    return words;
}

Cells handling_cells(const db::Rows::Row& row, Handed& given, const std::vector<std::string>& replies) {
    std::vector<std::string> what{kind_name(row.view(10)) + (row.view(8).empty() ? "" : " " + row.text(8))};
    if (const auto day = row.maybe_day(9)) what.push_back(clock::show(*day));
    what.push_back(row.text(7));
    return {{"kind_code_day_author", text::join(what, ", ")},
            {"receiver", given.receivers.empty() ? row.text(12) : text::join(given.receivers, "; ")},
            {"deadline", day_words(row.maybe_day(15))},
            {"progress", progress_of(row)},
            {"reply_code", replies.empty() ? row.text(18) : text::join(replies, "; ")}};
}

std::vector<std::string> recipients_shown(std::vector<std::string> list) {
    if (list.size() <= kMostReceivers) return list;
    const std::size_t more = list.size() - kMostReceivers;
    list.resize(kMostReceivers);
    list.push_back("và " + std::to_string(more) + " nơi nhận khác");
    return list;
}

}  // namespace

std::vector<RegisterLine> incoming_register(db::Conn& conn, const RegisterSpan& span, std::int64_t after_number,
                                            int most) {
    const auto& form = form_of("incoming_register");
    const db::Rows rows = rows_of(conn, store::kIncomingLines, span, after_number, most);
    auto given = handed(conn, records_of(rows));
    std::vector<RegisterLine> lines;
    for (std::size_t i = 0; i < whole_lines(rows, most); ++i) {
        const auto row = rows[i];
        Cells cells;
        const bool is_gone = gone(row, cells);
        if (!is_gone) {
            cells = incoming_cells(row, given[row.integer(5)]);
            cells["note"] = incoming_note(row);
        }
        cells["arrived_day"] = clock::show(row.day(3));
        cells["arrival_number"] = std::to_string(row.integer(0)) + row.text(1);
        lines.push_back(line_of(row, cells, form, is_gone));
    }
    return lines;
}

std::vector<RegisterLine> handling_register(db::Conn& conn, const RegisterSpan& span, std::int64_t after_number,
                                            int most) {
    const auto& form = form_of("handling_register");
    const db::Rows rows = rows_of(conn, store::kIncomingLines, span, after_number, most);
    const auto records = records_of(rows);
    auto given = handed(conn, records);
    auto replies = names(conn, "register.replies",
                         "SELECT r.to_record, o.mark FROM document_relation r JOIN outgoing_document o ON o.id = "
                         "r.from_record AND o.mark <> '' "
                         "AND r.from_kind = 'outgoing' AND r.to_kind = 'incoming' AND r.type IN ('answers', 'interim')",
                         "r.to_record", "ORDER BY r.id", records);
    std::vector<RegisterLine> lines;
    for (std::size_t i = 0; i < whole_lines(rows, most); ++i) {
        const auto row = rows[i];
        Cells cells;
        const bool is_gone = gone(row, cells);
        if (!is_gone) cells = handling_cells(row, given[row.integer(5)], replies[row.integer(5)]);
        cells["arrival_number"] = std::to_string(row.integer(0)) + row.text(1);
        lines.push_back(line_of(row, cells, form, is_gone));
    }
    return lines;
}

std::vector<RegisterLine> outgoing_register(db::Conn& conn, const RegisterSpan& span, std::int64_t after_number,
                                            int most) {
    const auto& form = form_of("outgoing_register");
    const db::Rows rows = rows_of(conn, store::kOutgoingLines, span, after_number, most);
    auto recipients = names(conn, "register.recipients", "SELECT outgoing, name FROM recipient", "outgoing",
                            "ORDER BY outgoing, position", records_of(rows));
    std::vector<RegisterLine> lines;
    for (std::size_t i = 0; i < whole_lines(rows, most); ++i) {
        const auto row = rows[i];
        Cells cells;
        const bool is_gone = gone(row, cells);
        if (!is_gone) {
            cells = {{"kind_and_subject", kind_and_subject(row.text(9), row.text(10))},
                     {"signer", row.text(11)},
                     {"recipients", text::join(recipients_shown(recipients[row.integer(5)]), "; ")},
                     {"file_copy_keeper", row.text(12)},
                     {"copies", std::to_string(row.integer(13))},
                     {"sent_day", day_of(row.maybe_instant(14))},
                     {"note", row.view(6) == "recalled" ? "Đã thu hồi" : row.text(4)}};
        }
        cells["code"] = row.view(7).empty() ? std::to_string(row.integer(0)) + row.text(1) : row.text(7);
        cells["issued_day"] = clock::show(row.day(3));
        lines.push_back(line_of(row, cells, form, is_gone));
    }
    return lines;
}

}  // namespace dinh::documents
