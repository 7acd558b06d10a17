// What the module declares of questions.
#include "modules/portal/questions/consultation.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/pages.hpp"
#include "modules/portal/questions/remark_pages.hpp"
#include "modules/portal/routes.hpp"

namespace dinh::portal {

using question_deeds::kMailJob;

namespace {

settings::Setting most_setting(const char* key, const char* value, const char* title, const char* description) {
    return {.key = key,
            .type = settings::Type::integer,
            .unit = "lần mỗi giờ",
            .value = value,
            .title = title,
            .description = description,
            .least = 1,
            .most = 100'000};
}

constexpr db::Sql kReceived{"portal_question.figure_received",
                            "SELECT COUNT(*) FROM portal_question WHERE owner_agency = $1 AND received_day >= $2 AND "
                            "received_day <= $3"};
constexpr db::Sql kLate{"portal_question.figure_late",
                        "SELECT COUNT(*) FROM portal_question WHERE owner_agency = $1 AND received_day >= $2 AND "
                        "received_day <= $3 AND (late = 1 OR (due_day < $4 AND state IN ('received', 'assigned', "
                        "'awaiting_approval')))"};

module::Figure received() {
    return {"portal.questions_received", "Câu hỏi, phản ánh, yêu cầu nhận được",
            [](db::Conn& conn, Id agency, Day from, Day to) { return conn.integer(kReceived, agency, from, to); },
            "/portal/questions?view=all&from=%2&to=%3"};
}
module::Figure late() {
    return {"portal.questions_late", "Câu hỏi, phản ánh, yêu cầu trả lời quá hạn",
            [](db::Conn& conn, Id agency, Day from, Day to) {
                return conn.integer(kLate, agency, from, to, clock::today());
            },
            "/portal/questions?view=overdue&from=%2&to=%3"};
}

}  // namespace

void add_question_parts(module::Manifest& manifest) {
    manifest.menu.push_back({.group = "Cổng thông tin",
                             .title = "Hỏi đáp",
                             .path = "/portal/questions",
                             .icon = "bell",
                             .counter = "portal_questions",
                             .shown = [](const Actor& actor) { return !actor.capacities.empty(); },
                             .order = 62});
    manifest.counters = [](db::Conn& conn, House&, const Actor& actor, module::Counters& counters) {
        counters["portal_questions"] =
            grants::count(conn, actor.grantees, kQuestion, {"received", "assigned", "awaiting_approval"});
    };
    manifest.jobs.push_back(
        {.name = std::string(kFollowJob),
         .job_class = jobs::Class::slow,
         .work = [](House& house, const jobs::Job& job) { follow_site(house, ids::parse(job.payload).value_or(0)); },
         .what_to_do = "Câu hỏi của cơ quan đã sáp nhập chưa chuyển sang trang mới mở. Xem nhật ký "
                       "lỗi rồi chạy lại."});
    manifest.settings.push_back(most_setting("portal.questions_from_address", "5", "Câu hỏi từ một mạng",
                                             "Nhiều hơn số này trong một giờ thì từ chối, bằng lời dễ hiểu."));
    manifest.settings.push_back(most_setting("portal.questions_to_site", "300", "Câu hỏi đến một trang",
                                             "Nhiều hơn số này trong một giờ thì trang tạm ngừng nhận."));
    manifest.settings.push_back(most_setting("portal.lookups_from_address", "30", "Tra cứu từ một mạng",
                                             "Số lần thử mã tra cứu trong một giờ từ một mạng."));
    manifest.jobs.push_back({.name = "portal.keep_question_sights",
                             .job_class = jobs::Class::slow,
                             .work = [](House& house, const jobs::Job&) { keep_all_question_sights(house); },
                             .what_to_do = "Người mới vào Ban Biên tập chưa thấy câu hỏi cũ; câu hỏi mới vẫn thấy. Xem "
                                           "nhật ký lỗi.",
                             .every_s = 600});
    manifest.jobs.push_back(
        {.name = std::string(kMailJob),
         .job_class = jobs::Class::slow,
         .work = [](House& house, const jobs::Job& job) { mail_sender(house, ids::parse(job.payload).value_or(0)); },
         .what_to_do = "Người gửi chưa nhận được thư trả lời; vẫn đọc được bằng mã tra cứu. Xem máy "
                       "chủ thư."});
    manifest.work_kinds.push_back({"portal.sort_question", "Phân loại câu hỏi", "/portal/questions/%1"});
    manifest.work_kinds.push_back({"portal.draft_answer", "Soạn trả lời", "/portal/questions/%1"});
    manifest.work_kinds.push_back({"portal.approve_answer", "Duyệt câu trả lời", "/portal/questions/%1"});
    manifest.search_kinds.push_back(
        {.name = std::string(kQuestion), .title = "Hỏi đáp", .index_again = index_questions_again});
    manifest.figures.push_back(received());
    manifest.figures.push_back(late());
    add_remark_parts(manifest);
    for (const auto kind : {kQuestion, kConsultation}) manifest.retention.push_back({std::string(kind), "05_nam"});
}

void question_routes(web::Router& router) {
    question_pages::ask_routes(router);
    question_pages::lookup_routes(router);
    question_pages::answer_routes(router);
    question_pages::list_routes(router);
    question_pages::show_routes(router);
    question_pages::deed_routes(router);
    question_pages::consultation_routes(router);
    question_pages::collected_routes(router);
    question_pages::remark_routes(router);
    question_pages::remark_desk_routes(router);
    describe_remark_calls(router);
    describe_question_calls(router);
}

}  // namespace dinh::portal
