#include "modules/portal/duties/sources.hpp"

#include <algorithm>
#include <mutex>

#include "modules/portal/postings/posting.hpp"
#include "modules/portal/reading/contacts.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::portal {

namespace {

// What is counted, with the day of the newest.
constexpr db::Sql kTyped{"portal_duty.typed",
                         "SELECT c.item, COUNT(*), MAX(p.published_at) FROM portal_category c JOIN portal_placing p ON "
                         "p.category = c.id AND p.shown = 1 AND p.site = c.site WHERE c.site = $1 AND c.state = "
                         "'open' AND c.item <> '' GROUP BY c.item"};
constexpr db::Sql kEnglish{"portal_duty.english",
                           "SELECT COUNT(*), MAX(published_at) FROM portal_placing WHERE site = $1 AND shown = 1 AND "
                           "language = 'en'"};
constexpr db::Sql kPostings{"portal_duty.postings",
                            "SELECT kind, state, COUNT(*), MAX(from_day) FROM posting WHERE site = $1 AND state IN "
                            "('shown', 'ended') GROUP BY kind, state"};
constexpr db::Sql kLibrary{"portal_duty.library",
                           "SELECT d.kind, COUNT(*), MAX(p.placed_at) FROM legal_placing p JOIN legal_document d ON "
                           "d.id = p.document WHERE p.site = $1 AND d.state = 'published' GROUP BY d.kind"};
constexpr db::Sql kGazette{"portal_duty.gazette",
                           "SELECT COUNT(*), MAX(day) FROM gazette_issue WHERE site = $1 AND state = 'published'"};
// The notice that the law asks for before the answer counts while it is open.
constexpr db::Sql kQuestions{
    "portal_duty.questions",
    "SELECT kind, SUM(shown), MAX(CASE WHEN shown = 1 THEN ended_at END), MIN(CASE WHEN state IN ('received', "
    "'assigned', 'awaiting_approval') THEN CASE WHEN noticed_day IS NULL AND notice_due < due_day THEN notice_due "
    "ELSE due_day END END) FROM portal_question WHERE site = $1 GROUP BY kind"};

std::optional<Day> day_of(const std::optional<Instant>& at) {
    return at ? std::optional(clock::day_of(*at)) : std::nullopt;
}

Tally tally_of(const std::map<std::string, Tally, std::less<>>& all, std::string_view key) {
    const auto at = all.find(key);
    return at == all.end() ? Tally{} : at->second;
}

// ---- what is found

Found articles(const SourceCall& call) { return {.tally = tally_of(call.counts.typed, call.item.id)}; }
Found in_english(const SourceCall& call) {
    Found found = articles(call);
    if (found.tally.count == 0) found.tally = call.counts.english;
    return found;
}

// Nothing is asked for but that it is there.
Found always(const SourceCall&) { return {.tally = {.count = 1}}; }

Found normative_documents(const SourceCall& call) { return {.tally = call.counts.normative}; }
Found other_documents(const SourceCall& call) { return {.tally = call.counts.other_documents}; }
Found gazette(const SourceCall& call) { return {.tally = call.counts.gazette}; }

Found questions_of(const SourceCall& call, std::string_view kind) {
    Found found;
    const auto at = call.counts.questions.find(kind);
    if (at == call.counts.questions.end()) return found;
    found.tally = at->second.shown;
    if (at->second.oldest_due && *at->second.oldest_due < call.day) found.late_since = *at->second.oldest_due + 1;
    return found;
}
Found answers(const SourceCall& call) { return questions_of(call, "question"); }
Found replies(const SourceCall& call) { return questions_of(call, "feedback"); }

void look_at(Found& found, const reading::Contact& one) {
    ++found.tally.count;
    const std::string whose = one.post + " " + one.name;
    if (one.phone.empty()) found.lacking.push_back(Said("%1: thiếu số điện thoại", {whose}));
    if (one.email.empty()) found.lacking.push_back(Said("%1: thiếu thư điện tử", {whose}));
}

Found structure(const SourceCall& call) {
    Found found;
    for (const auto* unit : call.directory.units_of(call.site.owner_agency)) found.tally.count += unit->until ? 0 : 1;
    found.tally.count += static_cast<std::int64_t>(call.directory.posts_of_agency(call.site.owner_agency).size());
    if (found.tally.count == 0) found.lacking.emplace_back("Danh bạ chưa có đơn vị, vị trí nào của cơ quan");
    return found;
}
// Of the groups of the public directory: its leaders, or those who lead its units.
Found people(const SourceCall& call, bool leaders) {
    Found found;
    for (const auto& group : reading::contacts_of(call.directory, call.site.owner_agency))
        if (group.name.empty() == leaders)
            for (const auto& one : group.people) look_at(found, one);
    return found;
}
Found leaders(const SourceCall& call) {
    Found found = people(call, true);
    if (found.tally.count == 0) found.lacking.emplace_back("Danh bạ chưa có lãnh đạo cơ quan");
    return found;
}
// An agency without units has nobody else who speaks for it than its leaders.
Found officials(const SourceCall& call) {
    Found found = people(call, false);
    const auto units = call.directory.units_of(call.site.owner_agency);
    const bool any = std::any_of(units.begin(), units.end(), [](const auto* unit) { return !unit->until; });
    if (found.tally.count == 0 && any) found.lacking.emplace_back("Danh bạ chưa có người đứng đầu đơn vị nào");
    if (found.tally.count == 0 && !any) found = people(call, true);
    return found;
}

Found contacts(const SourceCall& call) {
    Found found{.tally = {.count = 1}};
    if (call.site.address.empty()) found.lacking.emplace_back("Thông tin trang: thiếu địa chỉ");
    if (call.site.phone.empty()) found.lacking.emplace_back("Thông tin trang: thiếu điện thoại");
    if (call.site.email.empty()) found.lacking.emplace_back("Thông tin trang: thiếu thư điện tử");
    return found;
}
Found editorial_board(const SourceCall& call) {
    Found found{.tally = {.count = 1}};
    const bool approver = std::any_of(call.members.begin(), call.members.end(),
                                      [](const NamedMember& one) { return one.role == member::kApprover; });
    if (call.site.responsible.empty()) found.lacking.emplace_back("Thông tin trang: thiếu người chịu trách nhiệm");
    if (!approver) found.lacking.emplace_back("Ban Biên tập: chưa có Trưởng, Phó Trưởng ban");
    return found;
}

// ---- how it is put right

std::string on_site(const char* path, const Site& site) { return path + std::to_string(site.id); }

Mend write_article_for(const Site& site, const Category* category) {
    if (!category)
        return {"Thêm chuyên mục cho nội dung này", on_site("/portal/sites/", site) + "/categories/new",
                Deed::add_category};
    return {Said("Viết bài vào chuyên mục “%1”", {category->name}),
            on_site("/portal/articles/new?site=", site) + "&category=" + std::to_string(category->id)};
}
Mend mend_directory(const Site& site, const Category*) {
    return {"Bổ sung trong Danh bạ", "/directory/agencies/" + std::to_string(site.owner_agency)};
}
Mend mend_site(const Site& site, const Category*) {
    return {"Sửa thông tin trang", on_site("/portal/sites/", site) + "/changes/new", Deed::change_site};
}
Mend mend_board(const Site& site, const Category*) { return {"Giao người", on_site("/portal/sites/", site)}; }
Mend mend_library(const Site& site, const Category*) {
    return {"Đưa văn bản vào thư viện", on_site("/portal/library/new?site=", site), Deed::propose_legal};
}
Mend mend_gazette(const Site&, const Category*) {
    return {"Làm số công báo", "/portal/library/gazette", Deed::keep_gazette};
}
Mend mend_questions(const Site& site, const Category*) {
    return {"Trả lời câu hỏi quá hạn", on_site("/portal/questions?view=overdue&site=", site)};
}
Mend mend_drafts(const Site&, const Category*) {
    return {"Mở lấy ý kiến một dự thảo", "/portal/consultations", Deed::open_consultation};
}
Mend nothing_to_mend(const Site&, const Category*) { return {}; }

std::string in_category(const Category* category) { return category ? "/muc/" + category->slug : std::string(); }
std::function<std::string(const Category*)> at(const char* path) {
    return [path = std::string(path)](const Category*) { return path; };
}

// ---- the registry

ItemSource of_postings(const char* kind, bool articles_too) {
    ItemSource source;
    source.find = [kind = std::string(kind), articles_too](const SourceCall& call) {
        Found found{.tally = tally_of(call.counts.postings, kind)};
        if (articles_too) found.tally.add(tally_of(call.counts.typed, call.item.id));
        return found;
    };
    source.mend = [articles_too](const Site& site, const Category* category) -> Mend {
        if (articles_too && category) return write_article_for(site, category);
        return {"Niêm yết công khai", on_site("/portal/postings/new?site=", site), Deed::propose_posting};
    };
    source.shown = [kind = std::string(kind), articles_too](const Category* category) {
        if (articles_too && category) return in_category(category);
        const auto* rule = posting_kind(kind, clock::today());
        return rule ? "/niem-yet/" + rule->text("path") : std::string("/niem-yet");
    };
    if (!articles_too) source.how = "Niêm yết công khai";
    return source;
}

using Sources = std::map<std::string, ItemSource, std::less<>>;

void add_postings(Sources& all) {
    all["reception_calendar"] = of_postings("tiep_cong_dan", false);
    all["inspection_conclusions"] = of_postings("ket_luan_thanh_tra", false);
    all["budget"] = of_postings("ngan_sach", false);
    all["recruitment"] = of_postings("tuyen_dung", false);
    all["spokesperson"] = of_postings("nguoi_phat_ngon", true);
    all["procedures"] = of_postings("tthc", true);
    all["procurement"] = of_postings("dau_thau", true);
}

Sources first_sources() {
    Sources all;
    all["typed"] = {articles, write_article_for, in_category};
    all["english"] = {in_english, write_article_for, in_category};
    all["structure"] = {structure, mend_directory, at("/danh-ba")};
    all["leaders"] = {leaders, mend_directory, at("/danh-ba")};
    all["officials"] = {officials, mend_directory, at("/danh-ba")};
    all["contacts"] = {contacts, mend_site, at("/danh-ba")};
    all["editorial_board"] = {editorial_board, mend_board, at("/so-do")};
    all["portal"] = {always, nothing_to_mend, at("/so-do")};
    all["information_list"] = {always, nothing_to_mend, at("/cong-khai")};
    all["legal_documents"] = {normative_documents, mend_library, at("/van-ban")};
    all["library"] = {other_documents, mend_library, at("/van-ban")};
    all["gazette"] = {gazette, mend_gazette, at("/cong-bao"), "Công báo"};
    all["questions"] = {answers, mend_questions, at("/hoi-dap")};
    all["replies_to_petitions"] = {replies, mend_questions, at("/hoi-dap")};
    all["drafts"] = {always, mend_drafts, at("/gop-y")};
    add_postings(all);
    return all;
}

using Known = std::map<std::string, std::shared_ptr<const ItemSource>, std::less<>>;
Known& known() {
    static Known all = [] {
        Known made;
        for (auto& [name, source] : first_sources()) made[name] = std::make_shared<const ItemSource>(std::move(source));
        return made;
    }();
    return all;
}
std::mutex& guard() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

void Tally::add(const Tally& other) {
    count += other.count;
    if (!newest || (other.newest && *newest < *other.newest)) newest = other.newest;
}

SiteCounts count_site(db::Conn& conn, const Site& site) {
    SiteCounts counts;
    for (const auto& row : conn.query(kTyped, site.id))
        counts.typed[row.text(0)] = {row.integer(1), day_of(row.maybe_instant(2))};
    for (const auto& row : conn.query(kPostings, site.id)) {
        const auto* kind = posting_kind(row.view(0), clock::today());
        const bool read = row.view(1) == "shown" || (kind && kind->truth("stays"));
        if (read) counts.postings[row.text(0)].add({row.integer(2), row.maybe_day(3)});
    }
    for (const auto& row : conn.query(kLibrary, site.id)) {
        const auto* kind = rules::kind_any_day(row.view(0));
        const bool normative = kind && kind->group == rules::KindGroup::normative;
        (normative ? counts.normative : counts.other_documents).add({row.integer(1), day_of(row.maybe_instant(2))});
    }
    for (const auto& row : conn.query(kQuestions, site.id))
        counts.questions[row.text(0)] = {{row.integer(1), day_of(row.maybe_instant(2))}, row.maybe_day(3)};
    if (site.kind != "province") return counts;
    const auto issues = conn.query(kGazette, site.id), english = conn.query(kEnglish, site.id);
    counts.gazette = {issues.first().integer(0), issues.first().maybe_day(1)};
    counts.english = {english.first().integer(0), day_of(english.first().maybe_instant(1))};
    return counts;
}

void use_source(const std::string& name, ItemSource source) {
    const std::lock_guard lock(guard());
    if (source.find)
        known()[name] = std::make_shared<const ItemSource>(std::move(source));
    else
        known().erase(name);
}

std::shared_ptr<const ItemSource> source_of(const ContentItem& item) {
    const std::lock_guard lock(guard());
    auto at = known().find(item.id);
    if (at == known().end()) at = known().find(item.source);
    return at == known().end() ? nullptr : at->second;
}

}  // namespace dinh::portal
