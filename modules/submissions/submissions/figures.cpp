#include "modules/submissions/submissions/submission.hpp"

namespace dinh::submissions {

namespace {

constexpr db::Sql kReceived{"submission.figure_received",
                            "SELECT COUNT(*) FROM submission WHERE committee = $1 AND received_day >= $2 AND "
                            "received_day <= $3 AND state <> 'removed'"};
constexpr db::Sql kExamined{"submission.figure_examined",
                            "SELECT COUNT(*) FROM submission WHERE committee = $1 AND examined_day >= $2 AND "
                            "examined_day <= $3 AND examined_late = $4 AND state <> 'removed'"};

std::string list_of(const char* view) {
    return std::string("/submissions?view=") + view + "&committee=%1&from=%2&to=%3";
}

module::Figure examined(const char* name, const char* title, const char* view, bool late) {
    return {
        name, title,
        [late](db::Conn& conn, Id agency, Day from, Day to) { return conn.integer(kExamined, agency, from, to, late); },
        list_of(view)};
}

}  // namespace

std::vector<module::Figure> figures() {
    return {{"submissions.received", "Hồ sơ trình đã tiếp nhận",
             [](db::Conn& conn, Id agency, Day from, Day to) { return conn.integer(kReceived, agency, from, to); },
             list_of("received")},
            examined("submissions.examined_on_time", "Hồ sơ trình thẩm tra đúng hạn", "examined_on_time", false),
            examined("submissions.examined_late", "Hồ sơ trình thẩm tra quá hạn", "examined_late", true)};
}

}  // namespace dinh::submissions
