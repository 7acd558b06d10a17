// What was found is kept where it changed, with the score of the day and the work of who must act.
#include <boost/json.hpp>
#include <set>

#include "modules/portal/duties/duty.hpp"
#include "modules/portal/duties/duty_store.hpp"
#include "modules/portal/duties/lines.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using duty_store::Kept;
using KeptOnes = std::map<std::string, Kept, std::less<>>;

constexpr const char* kJob = "portal.check_duties";
constexpr const char* kSiteJob = "portal.check_site_duties";
constexpr const char* kWork = "portal.duty";
LineKind line_kind() { return {kWork, kDuty, "/portal/duties/"}; }

std::string joined(const std::vector<Said>& lacking) {
    std::vector<std::string> words;
    for (const auto& one : lacking) words.push_back(one.vietnamese());
    return text::join(words, "; ");
}
std::string written(const std::vector<Id>& posts) {
    std::vector<std::string> list;
    for (const Id post : posts) list.push_back(std::to_string(post));
    return text::join(list, " ");
}

// As the check keeps it: with the id it has already.
Kept kept_of(const Duty& one, const KeptOnes& before) {
    const auto at = before.find(one.item.id);
    return {at == before.end() ? 0 : at->second.id,
            one.item.id,
            one.state,
            one.since,
            one.counted,
            one.newest,
            one.due,
            joined(one.lacking),
            written(one.holders)};
}

struct Check {
    Site site;
    std::vector<Duty> duties;
    KeptOnes before;
    Lines lines;             // as they stand on work lists
    bool lines_kept = true;  // and what they ought to be
    bool score_kept = true;  // that of the day is what it was
    Score score;
    bool changed() const {
        const auto same = [&](const Duty& one) {
            const auto at = before.find(one.item.id);
            return at != before.end() && at->second == kept_of(one, before);
        };
        return !score_kept || !lines_kept || before.size() != duties.size() ||
               !std::all_of(duties.begin(), duties.end(), same);
    }
};

// One line for the whole site: a new one lacks some twenty-five items at once.
Lines lines_of(const Check& check, Day day) {
    std::size_t open = 0, late = 0;
    std::optional<Day> first;
    std::set<Id> holders;
    for (const auto& one : check.duties) {
        if (!one.open()) continue;
        ++open;
        late += one.due && *one.due < day ? 1 : 0;
        if (one.due && (!first || *one.due < *first)) first = one.due;
        holders.insert(one.holders.begin(), one.holders.end());
    }
    Lines lines;
    if (open == 0) return lines;
    std::string words = check.site.name + ": còn thiếu " + std::to_string(open);
    if (late > 0) words += ", quá hạn " + std::to_string(late);
    for (const Id holder : holders) lines[holder] = {text::cut(words, 300), first};
    return lines;
}

Check look_at(db::Conn& conn, const directory::Snapshot& directory, const Site& site, Day day) {
    Check check{.site = site, .duties = duties_of(conn, directory, site, day), .before = {}, .lines = {}, .score = {}};
    check.before = duty_store::kept(conn, site.id);
    check.lines = lines_put(conn, kWork, site.id);
    check.lines_kept = check.lines == lines_of(check, day);
    if (!site.open()) return check;
    check.score = score_of(check.duties);
    const auto kept = duty_store::score_of_day(conn, site.id, day);
    check.score_kept = kept && kept->met == check.score.met && kept->missing == check.score.missing &&
                       kept->stale == check.score.stale;
    return check;
}

void keep(db::Tx& tx, const Check& check, const Duty& one) {
    Kept now = kept_of(one, check.before);
    const auto at = check.before.find(one.item.id);
    if (at != check.before.end() && at->second == now) return;
    if (now.id == 0) now.id = ids::make();
    duty_store::put(tx, check.site.id, now);
}

void keep_all(db::Tx& tx, const Check& check, Day day) {
    for (const auto& one : check.duties) keep(tx, check, one);
    for (const auto& [item, kept] : check.before) {
        const bool asked = std::any_of(check.duties.begin(), check.duties.end(),
                                       [&, wanted = &item](const Duty& one) { return one.item.id == *wanted; });
        if (!asked) duty_store::drop(tx, kept.id);
    }
    // Before there was one line for the site each item had its own.
    if (check.lines.empty()) worklist::finish_all(tx, kDuty, check.site.id);
    keep_lines(tx, line_kind(), check.site, lines_of(check, day));
    if (!check.score_kept) duty_store::put_score(tx, check.site.id, day, check.score);
}

Id site_of(const jobs::Job& job) {
    return ids::parse(std::string_view(boost::json::parse(job.payload).at("site").as_string())).value_or(0);
}

void check_one(House& house, Id site) {
    const auto directory = directory::now(house);
    house.db->write([&](db::Tx& tx) { check_site(tx, *directory, site, clock::today()); });
}

// An article stands on other sites too: theirs are checked within the hour.
void hear(db::Tx& tx, const events::Event& event) {
    const auto payload = boost::json::parse(event.payload);
    const auto* site = payload.is_object() ? payload.as_object().if_contains("site") : nullptr;
    if (site && site->is_string()) check_site_soon(tx, ids::parse(std::string_view(site->as_string())).value_or(0));
}

}  // namespace

bool check_site(db::Tx& tx, const directory::Snapshot& directory, Id id, Day day) {
    const auto site = site_store::touch(tx, id);  // whoever checks it at the same time waits
    if (!site) return false;
    const Check check = look_at(tx, directory, *site, day);
    if (!check.changed()) return false;
    keep_all(tx, check, day);
    return true;
}

void check_site(db::Tx& tx, Id site, Day day) { check_site(tx, *directory::load(tx, day), site, day); }

void check_site_soon(db::Tx& tx, Id site) {
    const std::string id = std::to_string(site);
    jobs::put(tx, kSiteJob, R"({"site":")" + id + R"("})", {}, id);
}

int check_all_sites(House& house, Day day) {
    const auto directory = directory::now(house);
    const auto sites = house.db->reading([](db::Conn& conn) { return all_sites(conn); });
    int changed = 0;
    for (const auto& site : sites) {
        const bool due =
            house.db->reading([&](db::Conn& conn) { return look_at(conn, *directory, site, day).changed(); });
        if (!due) continue;
        changed += house.db->writing([&](db::Tx& tx) { return check_site(tx, *directory, site.id, day); }) ? 1 : 0;
    }
    return changed;
}

void add_duty_parts(module::Manifest& manifest) {
    manifest.menu.push_back({.group = "Cổng thông tin",
                             .title = "Nội dung phải công khai",
                             .path = "/portal/duties",
                             .icon = "tick",
                             .counter = "",
                             .shown = [](const Actor& actor) { return !actor.capacities.empty(); },
                             .order = 67});
    manifest.jobs.push_back({.name = kJob,
                             .job_class = jobs::Class::slow,
                             .work = [](House& house, const jobs::Job&) { check_all_sites(house, clock::today()); },
                             .what_to_do = "Bảng kiểm tra nội dung phải công khai chưa được cập nhật. Xem nhật ký lỗi; "
                                           "việc này tự chạy lại mỗi giờ.",
                             .every_s = 3600});
    manifest.jobs.push_back({.name = kSiteJob,
                             .job_class = jobs::Class::slow,
                             .work = [](House& house, const jobs::Job& job) { check_one(house, site_of(job)); },
                             .what_to_do = "Bảng kiểm tra của một trang chưa được cập nhật; việc kiểm tra mỗi giờ sẽ "
                                           "làm lại."});
    for (const auto& [name, kind] : {std::pair("portal.check_duties_published", kPublished),
                                     std::pair("portal.check_duties_withdrawn", kWithdrawn)})
        manifest.hearers.push_back({name, std::string(kind), hear});
    manifest.work_kinds.push_back({kWork, "Nội dung phải công khai", "/portal/duties/%1"});
    for (auto& figure : duty_figures()) manifest.figures.push_back(std::move(figure));
}

std::vector<module::Figure> duty_figures() {
    const auto figure = [](const char* name, const char* title, const db::Sql& sql) {
        return module::Figure{name, title,
                              [sql](db::Conn& conn, Id agency, Day, Day to) { return conn.integer(sql, agency, to); },
                              "/portal/duties?agency=%1"};
    };
    // As they stood on the last day that was checked.
    constexpr db::Sql kPercent{"portal_score.percent",
                               "SELECT c.percent FROM portal_site s JOIN portal_score c ON c.site = s.id WHERE "
                               "s.owner_agency = $1 AND s.state = 'open' AND c.day <= $2 ORDER BY c.day DESC LIMIT 1"};
    constexpr db::Sql kLacking{
        "portal_score.lacking",
        "SELECT c.missing + c.stale FROM portal_site s JOIN portal_score c ON c.site = s.id WHERE s.owner_agency = $1 "
        "AND s.state = 'open' AND c.day <= $2 ORDER BY c.day DESC LIMIT 1"};
    return {figure("portal.duty_score", "Nội dung phải công khai: tỷ lệ đủ (%)", kPercent),
            figure("portal.duty_lacking", "Nội dung phải công khai: thiếu, cũ", kLacking)};
}

}  // namespace dinh::portal
