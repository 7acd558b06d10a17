// The figures of the report that the module publishes, from the kept sums of a month.
#include "modules/documents/reports/reports.hpp"

namespace dinh::documents::reports {

namespace {

constexpr db::Sql kOfMonth{"reports.figure",
                           "SELECT COALESCE(SUM(records), 0) FROM handling_sum WHERE month = $1 AND agency = $2 AND "
                           "direction = $3 AND (share = $4 OR outcome = $4)"};

module::Figure figure(const char* name, const char* title, const char* direction, const char* column) {
    return {name, title,
            [direction, column](db::Conn& conn, Id agency, Day from, Day) {
                return conn.integer(kOfMonth, month_of(from).name, agency, direction, column);
            },
            std::string("/documents/reports/documents?agency=%1&from=%2&direction=") + direction + "&column=" + column};
}

}  // namespace

std::vector<module::Figure> figures() {
    return {figure("documents.incoming_on_time", "Văn bản đến giải quyết đúng hạn", "incoming", "closed_on_time"),
            figure("documents.incoming_without_result", "Văn bản đến kết thúc không có kết quả", "incoming",
                   "closed_without_result"),
            figure("documents.incoming_open_in_time", "Văn bản đến đang xử lý, còn hạn", "incoming", "open_in_time"),
            figure("documents.incoming_open_overdue", "Văn bản đến đang xử lý, quá hạn", "incoming", "open_overdue"),
            figure("documents.outgoing_issued", "Văn bản đi phát hành đúng hạn", "outgoing", "issued"),
            figure("documents.outgoing_issued_late", "Văn bản đi phát hành quá hạn", "outgoing", "issued_late"),
            figure("documents.outgoing_with_file", "Văn bản đi có tệp đã ký", "outgoing", "with_file")};
}

}  // namespace dinh::documents::reports
