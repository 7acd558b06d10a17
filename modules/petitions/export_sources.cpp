#include "modules/petitions/export_sources.hpp"

#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/petition_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound

// After this id, of an agency, received between two days. The plus keeps the walk on the primary key. What waits for
// receipt belongs to the agency that passed it on.
constexpr db::Sql kAfter{"export.petitions",
                         "SELECT " DINH_PETITION_COLUMNS
                         " FROM petition WHERE id > $1 AND +owner_agency = $2 AND state <> 'awaiting_receipt' AND "
                         "received_day >= $3 AND received_day <= $4 ORDER BY id LIMIT $5"};

std::string day_of(const std::optional<Day>& day) { return day ? clock::to_text(*day) : std::string(); }

std::string senders_words(db::Conn& conn, const Petition& one) {
    if (!shows_sender(one)) return {};
    std::vector<std::string> list;
    for (const auto& sender : senders_of(conn, one.id)) {
        std::vector<std::string> parts;
        for (const auto& part : {sender.name, sender.address, sender.phone, sender.id_number})
            if (!part.empty()) parts.push_back(part);
        list.push_back(text::join(parts, ", "));
    }
    return text::join(list, "; ");
}

Record record_of(db::Conn& conn, const Petition& petition) {
    Record one;
    one.id = petition.id;
    one.key = std::to_string(petition.id);
    one.number = petition.sign();
    one.subject = petition.summary;
    one.cells = {one.number,
                 kind_name(petition.kind),
                 clock::to_text(petition.received_day),
                 day_of(petition.registered_day),
                 channel_name(petition.channel),
                 petition.passed_from,
                 petition.summary,
                 petition.field,
                 senders_words(conn, petition),
                 std::to_string(petition.people),
                 state_name(petition.state),
                 petition.proposal,
                 petition.decision.empty() ? std::string() : decision_name(petition.decision),
                 petition.decision_note,
                 day_of(petition.decided_day),
                 petition.decided_by,
                 petition.passed_name,
                 petition.settler_label,
                 day_of(petition.due),
                 petition.answer_mark,
                 day_of(petition.answer_day),
                 petition.answer_text,
                 petition.closed_at ? clock::to_text(*petition.closed_at) : std::string(),
                 petition.void_reason};
    if (petition.answer_outgoing != 0)
        one.relations.push_back(
            {"Văn bản trả lời", "outgoing", std::to_string(petition.answer_outgoing), petition.answer_mark});
    return one;
}

std::vector<Record> read(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    for (const auto& row : conn.query(kAfter, ids::parse(after).value_or(0), scope.agency,
                                      scope.from.value_or(kFirstDay), scope.to.value_or(kLastDay), most))
        list.push_back(record_of(conn, store::read_petition(row)));
    return list;
}

}  // namespace

std::vector<exports::Source> export_sources() {
    return {{.kind = std::string(kPetition),
             .folder = "petitions",
             .title = "Đơn thư",
             .columns = {{"number", "Số"},
                         {"kind", "Loại đơn", Cell::words},
                         {"received_day", "Ngày nhận", Cell::day},
                         {"registered_day", "Ngày vào sổ", Cell::day},
                         {"channel", "Nguồn đến", Cell::words},
                         {"passed_from", "Nơi chuyển đến"},
                         {"summary", "Nội dung tóm tắt"},
                         {"field", "Lĩnh vực"},
                         {"senders", "Người gửi"},
                         {"people", "Số người", Cell::number},
                         {"state", "Trạng thái", Cell::words},
                         {"proposal", "Đề xuất xử lý"},
                         {"decision", "Quyết định xử lý", Cell::words},
                         {"decision_note", "Ý kiến chỉ đạo"},
                         {"decided_day", "Ngày quyết định", Cell::day},
                         {"decided_by", "Người quyết định"},
                         {"passed_name", "Chuyển đến"},
                         {"settler", "Người giải quyết"},
                         {"due_day", "Thời hạn", Cell::day},
                         {"answer_mark", "Văn bản trả lời"},
                         {"answer_day", "Ngày trả lời", Cell::day},
                         {"answer_text", "Kết quả giải quyết"},
                         {"closed_at", "Kết thúc lúc", Cell::time},
                         {"void_reason", "Lý do hủy số"}},
             .read = read,
             .restricted = true,
             .of_part = false}};
}

}  // namespace dinh::petitions
