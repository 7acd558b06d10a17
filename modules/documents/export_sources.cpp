#include "modules/documents/export_sources.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/issuing/issuing.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound

// After this id, of an agency, of a register (0: any), between two days. The plus keeps the walk on the primary key:
// the records of an agency are read in one pass over the table, however many batches it takes. What proved secret or
// was recalled is nobody's to see any more.
constexpr db::Sql kIncomingExport{
    "export.incoming",
    "SELECT d.id, d.arrival_number, d.arrival_suffix, d.arrival_day, COALESCE(s.name, ''), d.mark, d.document_day, "
    "d.author_name, d.author_code, d.kind, d.subject, d.field, d.language, d.pages, d.copies, d.urgency, d.channel, "
    "d.signer_position, d.signer_name, d.to_places, d.due_day, d.state, d.closed_as, d.closed_note, d.closed_at, "
    "d.dossier, d.description, d.received_at, d.refusal_reason, d.paper_original "
    "FROM incoming_document d LEFT JOIN series s ON s.id = d.series "
    "WHERE d.id > $1 AND +d.owner_agency = $2 AND (d.series = $3 OR $3 = 0) "
    "AND d.state NOT IN ('removed_as_secret', 'cancelled_by_recall') "
    "AND COALESCE(d.arrival_day, substr(d.received_at, 1, 10)) BETWEEN $4 AND $5 ORDER BY d.id LIMIT $6"};
constexpr db::Sql kOutgoingExport{
    "export.outgoing",
    "SELECT d.id, d.number, d.number_suffix, d.mark, d.issued_day, COALESCE(s.name, ''), d.kind, d.subject, d.field, "
    "d.language, d.pages, d.copies, d.urgency, d.body_name, d.signer_lines, d.signer_name, d.addressee, d.state, "
    "d.signed_day, d.issued_at, d.archive_copy, d.seal_note, d.reply_day, d.description, d.drafter_note, "
    "d.frozen_reason, d.drop_reason, d.created_at "
    "FROM outgoing_document d LEFT JOIN series s ON s.id = d.series "
    "WHERE d.id > $1 AND +d.owner_agency = $2 AND (d.series = $3 OR $3 = 0) "
    "AND COALESCE(d.issued_day, substr(d.created_at, 1, 10)) BETWEEN $4 AND $5 ORDER BY d.id LIMIT $6"};
constexpr db::Sql kRelations{
    "export.relations",
    "SELECT r.to_kind, r.to_record, r.type, 1, COALESCE(o.mark, ''), COALESCE(i.arrival_number, 0) "
    "FROM document_relation r LEFT JOIN outgoing_document o ON o.id = r.to_record AND r.to_kind = 'outgoing' "
    "LEFT JOIN incoming_document i ON i.id = r.to_record AND r.to_kind = 'incoming' "
    "WHERE r.from_kind = $1 AND r.from_record = $2 "
    "UNION ALL SELECT r.from_kind, r.from_record, r.type, 0, COALESCE(o.mark, ''), COALESCE(i.arrival_number, 0) "
    "FROM document_relation r LEFT JOIN outgoing_document o ON o.id = r.from_record AND r.from_kind = 'outgoing' "
    "LEFT JOIN incoming_document i ON i.id = r.from_record AND r.from_kind = 'incoming' "
    "WHERE r.to_kind = $1 AND r.to_record = $2"};

db::Rows rows_of(db::Conn& conn, const db::Sql& sql, const Scope& scope, const std::string& after, int most) {
    return conn.query(sql, ids::parse(after).value_or(0), scope.agency, scope.part, first_day(scope), last_day(scope),
                      most);
}
std::string number_of(std::int64_t number, std::string_view suffix) {
    return number == 0 ? std::string() : std::to_string(number) + std::string(suffix);
}
std::string count_of(std::int64_t number) { return number == 0 ? std::string() : std::to_string(number); }
std::string channel_of(const db::Rows::Row& row, int column) { return channel_name(row.view(column), clock::today()); }
std::string closing_of(std::string_view as) { return as.empty() ? std::string() : closing_name(as, clock::today()); }

Record incoming_record(db::Conn& conn, const db::Rows::Row& row) {
    Record one;
    one.id = row.integer(0);
    one.key = std::to_string(one.id);
    one.number = number_of(row.integer(1), row.view(2));
    one.mark = row.text(5);
    one.subject = row.text(10);
    one.cells = {one.number,
                 row.text(3),
                 row.text(4),
                 one.mark,
                 row.text(6),
                 row.text(7),
                 row.text(8),
                 kind_name(row.view(9)),
                 one.subject,
                 row.text(11),
                 row.text(12),
                 count_of(row.integer(13)),
                 count_of(row.integer(14)),
                 urgency_title(static_cast<int>(row.integer(15))),
                 channel_of(row, 16),
                 row.text(17),
                 row.text(18),
                 row.text(19),
                 row.text(20),
                 state_name(row.view(21)),
                 closing_of(row.view(22)),
                 row.text(23),
                 row.text(24),
                 row.text(25),
                 row.text(26),
                 row.text(27),
                 row.text(28),
                 row.text(29)};
    one.relations = export_relations(conn, kIncoming, one.id);
    return one;
}

std::string recipients_words(db::Conn& conn, Id outgoing) {
    std::vector<std::string> names;
    for (const auto& one : recipients_of(conn, outgoing)) names.push_back(one.name);
    return text::join(names, "; ");
}

Record outgoing_record(db::Conn& conn, const db::Rows::Row& row) {
    Record one;
    one.id = row.integer(0);
    one.key = std::to_string(one.id);
    one.number = number_of(row.integer(1), row.view(2));
    one.mark = row.text(3);
    one.subject = row.text(7);
    one.cells = {one.number,
                 one.mark,
                 row.text(4),
                 row.text(5),
                 kind_name(row.view(6)),
                 one.subject,
                 row.text(8),
                 row.text(9),
                 count_of(row.integer(10)),
                 count_of(row.integer(11)),
                 urgency_title(static_cast<int>(row.integer(12))),
                 row.text(13),
                 row.text(14),
                 row.text(15),
                 row.text(16),
                 recipients_words(conn, one.id),
                 out_words::state_name(row.view(17)),
                 row.text(18),
                 row.text(19),
                 row.text(20),
                 row.text(21),
                 row.text(22),
                 row.text(23),
                 row.text(24),
                 row.text(25),
                 row.text(26),
                 row.text(27)};
    one.relations = export_relations(conn, kOutgoing, one.id);
    return one;
}

exports::Source incoming_source() {
    return {.kind = std::string(kIncoming),
            .folder = "incoming",
            .title = "Văn bản đến",
            .columns = {{"arrival_number", "Số đến"},
                        {"arrival_day", "Ngày đến", Cell::day},
                        {"register", "Sổ"},
                        {"mark", "Số, ký hiệu"},
                        {"document_day", "Ngày văn bản", Cell::day},
                        {"author_name", "Tác giả"},
                        {"author_code", "Mã cơ quan gửi"},
                        {"kind", "Loại văn bản", Cell::words},
                        {"subject", "Trích yếu"},
                        {"field", "Lĩnh vực"},
                        {"language", "Ngôn ngữ", Cell::words},
                        {"pages", "Số trang", Cell::number},
                        {"copies", "Số bản", Cell::number},
                        {"urgency", "Độ khẩn", Cell::words},
                        {"channel", "Nguồn đến", Cell::words},
                        {"signer_position", "Chức vụ người ký"},
                        {"signer_name", "Người ký"},
                        {"to_places", "Nơi nhận"},
                        {"due_day", "Thời hạn", Cell::day},
                        {"state", "Trạng thái", Cell::words},
                        {"closed_as", "Kết thúc bằng", Cell::words},
                        {"closed_note", "Ghi chú kết thúc"},
                        {"closed_at", "Kết thúc lúc", Cell::time},
                        {"dossier", "Hồ sơ"},
                        {"description", "Mô tả"},
                        {"received_at", "Nhận lúc", Cell::time},
                        {"refusal_reason", "Lý do trả lại"},
                        {"paper_original", "Bản giấy"}},
            .read =
                [](db::Conn& conn, const Scope& scope, const std::string& after, int most) {
                    std::vector<Record> list;
                    for (const auto& row : rows_of(conn, kIncomingExport, scope, after, most))
                        list.push_back(incoming_record(conn, row));
                    return list;
                },
            .restricted = false,
            .of_part = true};
}

exports::Source outgoing_source() {
    return {.kind = std::string(kOutgoing),
            .folder = "outgoing",
            .title = "Văn bản đi",
            .columns = {{"number", "Số"},
                        {"mark", "Số, ký hiệu"},
                        {"issued_day", "Ngày ban hành", Cell::day},
                        {"register", "Sổ"},
                        {"kind", "Loại văn bản", Cell::words},
                        {"subject", "Trích yếu"},
                        {"field", "Lĩnh vực"},
                        {"language", "Ngôn ngữ", Cell::words},
                        {"pages", "Số trang", Cell::number},
                        {"copies", "Số bản", Cell::number},
                        {"urgency", "Độ khẩn", Cell::words},
                        {"body_name", "Cơ quan ban hành"},
                        {"signer_lines", "Thẩm quyền ký"},
                        {"signer_name", "Người ký"},
                        {"addressee", "Kính gửi"},
                        {"recipients", "Nơi nhận"},
                        {"state", "Trạng thái", Cell::words},
                        {"signed_day", "Ngày ký", Cell::day},
                        {"issued_at", "Phát hành lúc", Cell::time},
                        {"archive_copy", "Bản lưu"},
                        {"seal_note", "Đóng dấu"},
                        {"reply_day", "Hạn trả lời", Cell::day},
                        {"description", "Mô tả"},
                        {"drafter_note", "Ghi chú của người soạn thảo"},
                        {"frozen_reason", "Lý do thu hồi"},
                        {"drop_reason", "Lý do bỏ dự thảo"},
                        {"created_at", "Tạo lúc", Cell::time}},
            .read =
                [](db::Conn& conn, const Scope& scope, const std::string& after, int most) {
                    std::vector<Record> list;
                    for (const auto& row : rows_of(conn, kOutgoingExport, scope, after, most))
                        list.push_back(outgoing_record(conn, row));
                    return list;
                },
            .restricted = false,
            .of_part = true};
}

}  // namespace

Day first_day(const Scope& scope) { return scope.from.value_or(kFirstDay); }
Day last_day(const Scope& scope) { return scope.to.value_or(kLastDay); }

// An incoming document may prove secret and must be forgotten: its number in our book tells enough.
std::vector<exports::Relation> export_relations(db::Conn& conn, std::string_view kind, Id record) {
    std::vector<exports::Relation> list;
    for (const auto& row : conn.query(kRelations, kind, record)) {
        std::string title = row.text(4);
        if (row.view(0) == kIncoming && row.integer(5) != 0) title = std::to_string(row.integer(5));
        list.push_back({out_words::relation_name(row.view(2), row.truth(3)), row.text(0),
                        std::to_string(row.integer(1)), title.empty() ? std::to_string(row.integer(1)) : title});
    }
    return list;
}

std::vector<exports::Source> export_sources() {
    return {incoming_source(), outgoing_source(), export_registers(), export_entries()};
}

}  // namespace dinh::documents
