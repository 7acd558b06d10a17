#include "modules/meetings/export_sources.hpp"

#include "modules/directory/directory.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/words.hpp"

namespace dinh::meetings {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

constexpr Day kFirstDay{0}, kLastDay{109'572};  // 1970 and 2270: no bound

// After this id, of an agency, between two days. The plus keeps the walk on the primary key. An invitation that proved
// secret left only a removed entry.
constexpr db::Sql kAfter{"export.calendar",
                         "SELECT id FROM calendar_entry WHERE id > $1 AND +owner_agency = $2 AND state <> 'removed' "
                         "AND to_day >= $3 AND from_day <= $4 ORDER BY id LIMIT $5"};

std::string source_words(std::string_view source) {
    if (source == "invitation") return "Giấy mời";
    return source == "proposal" ? "Đăng ký lịch" : "Văn phòng nhập";
}

Record record_of(const Entry& entry) {
    Record one;
    one.id = entry.id;
    one.key = std::to_string(entry.id);
    one.number = clock::to_text(entry.first_day());
    one.subject = entry.subject;
    one.cells = {clock::to_text(entry.starts),
                 clock::to_text(entry.ends),
                 entry.subject,
                 entry.place,
                 chair_of(entry),
                 takers_of(entry),
                 entry.guests,
                 state_name(entry.state),
                 source_words(entry.source),
                 entry.reason,
                 clock::to_text(entry.updated_at)};
    if (entry.incoming != 0)
        one.relations.push_back({"Giấy mời", "incoming", std::to_string(entry.incoming), entry.subject});
    return one;
}

std::vector<Record> read(db::Conn& conn, const Scope& scope, const std::string& after, int most) {
    std::vector<Record> list;
    for (const auto& row : conn.query(kAfter, ids::parse(after).value_or(0), scope.agency,
                                      scope.from.value_or(kFirstDay), scope.to.value_or(kLastDay), most))
        if (const auto entry = find_entry(conn, row.integer(0))) list.push_back(record_of(*entry));
    return list;
}

}  // namespace

std::vector<exports::Source> export_sources() {
    return {{.kind = std::string(kEntry),
             .folder = "calendar",
             .title = "Lịch công tác",
             .columns = {{"starts_at", "Bắt đầu", Cell::time},
                         {"ends_at", "Kết thúc", Cell::time},
                         {"subject", "Nội dung"},
                         {"place", "Địa điểm"},
                         {"chair", "Chủ trì"},
                         {"participants", "Thành phần"},
                         {"guests", "Khách mời"},
                         {"state", "Trạng thái", Cell::words},
                         {"source", "Nguồn", Cell::words},
                         {"reason", "Lý do"},
                         {"updated_at", "Sửa lần cuối", Cell::time}},
             .read = read,
             .restricted = false,
             .of_part = false}};
}

}  // namespace dinh::meetings
