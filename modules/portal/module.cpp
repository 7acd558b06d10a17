#include "modules/portal/articles/fees.hpp"
#include "modules/portal/articles/jobs.hpp"
#include "modules/portal/duties/duty.hpp"
#include "modules/portal/duties/patrol.hpp"
#include "modules/portal/imports/site_import.hpp"
#include "modules/portal/library/library.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/postings/posting.hpp"
#include "modules/portal/questions/question.hpp"
#include "modules/portal/questions/remark.hpp"
#include "modules/portal/reading/directory_seen.hpp"
#include "modules/portal/reading/use.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/sites/site_deeds.hpp"

namespace dinh::portal {

namespace {

void routes(web::Router& router) {
    site_routes(router);
    article_routes(router);
    question_routes(router);
    posting_routes(router);
    library_routes(router);
    duty_routes(router);
    site_import_routes(router);
    reading_routes(router);
}

bool works_somewhere(const Actor& actor) { return !actor.capacities.empty(); }

module::MenuEntry entry(const char* title, const char* path, const char* icon, int order) {
    return {.group = "Cổng thông tin",
            .title = title,
            .path = path,
            .icon = icon,
            .counter = "",
            .shown = works_somewhere,
            .order = order};
}

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
    for (auto& one : more) to.push_back(std::move(one));
}

void add_article_parts(module::Manifest& manifest) {
    manifest.menu.push_back(entry("Tin bài", "/portal/articles", "pen", 60));
    append(manifest.jobs, article_jobs());
    append(manifest.settings, article_settings());
    manifest.search_kinds.push_back(
        {.name = std::string(kArticle), .title = "Tin bài", .index_again = index_articles_again});
    append(manifest.work_kinds, {{"portal.edit", "Biên tập bài", "/portal/articles/%1"},
                                 {"portal.review", "Thư ký xem bài", "/portal/articles/%1"},
                                 {"portal.approve", "Duyệt bài", "/portal/articles/%1"},
                                 {"portal.returned", "Sửa bài bị trả lại", "/portal/articles/%1"},
                                 {"portal.place", "Trả lời đề nghị đăng bài", "/portal/articles/offers"}});
    manifest.retention.push_back({std::string(kArticle), "vinh_vien"});
}

void add_library_parts(module::Manifest& manifest) {
    manifest.menu.push_back(entry("Văn bản pháp luật", "/portal/library", "file", 64));
    append(manifest.jobs, library_jobs());
    append(manifest.work_kinds, library_work_kinds());
    manifest.hearers.push_back({"portal.copy_ended", "documents.recalled",
                                [](db::Tx& tx, const events::Event& event) { copy_ended(tx, event.subject); }});
    manifest.search_kinds.push_back(
        {.name = std::string(kLegal), .title = "Văn bản pháp luật", .index_again = index_library_again});
    manifest.retention.push_back({std::string(kLegal), "vinh_vien"});
    manifest.retention.push_back({std::string(kGazette), "vinh_vien"});
}

void add_posting_parts(module::Manifest& manifest) {
    manifest.menu.push_back(entry("Niêm yết công khai", "/portal/postings", "clip", 66));
    append(manifest.jobs, posting_jobs());
    manifest.retention.push_back({std::string(kPosting), "20_nam"});
    append(manifest.work_kinds, posting_work_kinds());
}

// A migration that changes what entries are found by leaves this job.
void add_index_job(module::Manifest& manifest) {
    manifest.jobs.push_back({.name = "portal.index_again",
                             .job_class = jobs::Class::slow,
                             .work =
                                 [](House& house, const jobs::Job&) {
                                     index_articles_again(house);
                                     index_library_again(house);
                                     index_questions_again(house);
                                 },
                             .what_to_do = "Tìm trên tất cả các trang chưa thấy nội dung cũ. Cho chạy lại."});
}

void add_care_parts(module::Manifest& manifest) {
    manifest.menu.push_back(entry("Liên kết hỏng, trang cũ", "/portal/links", "link", 69));
    manifest.menu.push_back(entry("Thống kê truy cập", "/portal/use", "files", 70));
    append(manifest.jobs, patrol_jobs());
    add_index_job(manifest);
    manifest.work_kinds.push_back({"portal.care", "Chăm sóc trang: liên kết hỏng, trang cũ", "/portal/links/%1"});
    manifest.jobs.push_back({.name = "portal.follow_directory",
                             .job_class = jobs::Class::quick,
                             .work = [](House& house, const jobs::Job&) { reading::follow_directory(house); },
                             .what_to_do = "Trang Danh bạ chưa theo thay đổi của tổ chức. Xem nhật ký lỗi.",
                             .every_s = 5});
    manifest.jobs.push_back(
        {.name = "portal.fold_uses",
         .job_class = jobs::Class::slow,
         .work = [](House& house,
                    const jobs::Job&) { house.db->write([](db::Tx& tx) { fold_uses(tx, clock::today()); }); },
         .what_to_do = "Số lượt xem theo trang quá 400 ngày chưa gộp theo tháng. Xem nhật ký lỗi.",
         .every_s = 86'400});
}

// Every site is linked from the list of sites; one with a host of its own begins there.
std::vector<std::pair<std::string, std::string>> public_roots(House& house) {
    std::vector<std::pair<std::string, std::string>> roots{{"", "/trang"}};
    for (const auto& [host, path] : house.db->reading([](db::Conn& conn) { return all_hosts(conn); }))
        roots.emplace_back(host, "/");
    return roots;
}

}  // namespace

module::Manifest manifest() {
    module::Manifest manifest;
    manifest.name = "portal";
    manifest.title = "Cổng thông tin";
    manifest.routes = routes;
    manifest.menu.push_back(entry("Trang thông tin", "/portal/sites", "dinh", 68));
    add_article_parts(manifest);
    add_question_parts(manifest);
    add_library_parts(manifest);
    add_posting_parts(manifest);
    add_duty_parts(manifest);
    add_care_parts(manifest);
    append(manifest.jobs, import_jobs());
    manifest.retention.push_back({std::string(kSite), "vinh_vien"});
    manifest.public_roots = public_roots;
    manifest.mounts = [](House& house) { return house.db->reading([](db::Conn& conn) { return all_hosts(conn); }); };
    manifest.hearers.push_back({"portal.rename_site", std::string(directory::kReorganised), hear_rename});
    manifest.reorganised = [](db::Tx& tx, Id from, Id to, Day day) {
        return sites_reorganised(tx, from, to, day) && remarks_reorganised(tx, from, to, day) &&
               questions_reorganised(tx, from, to, day);
    };
    return manifest;
}

}  // namespace dinh::portal
