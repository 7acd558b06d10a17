// Postings as their keepers see them: list, posting, proof.
#include <algorithm>

#include "modules/portal/library/asked.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/postings/posting_pages.hpp"
#include "modules/portal/routes.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/list.hpp"
#include "platform/forms/record.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace postings;

namespace {

using dinh::pages::Lang;

constexpr forms::View kViews[] = {{"shown", "Đang niêm yết"},
                                  {"waiting", "Chờ duyệt"},
                                  {"coming", "Chờ đến ngày"},
                                  {"returned", "Trả lại"},
                                  {"ended", "Đã kết thúc"}};
constexpr forms::Counted kCounted{"%1 niêm yết", "%1+ niêm yết"};
constexpr std::size_t kMostText = 20'000;  // letters shown here

const char* tag_of(std::string_view state) {
    if (state == "shown") return "tag--good";
    return state == "ended" || state == "dropped" ? "tag--off" : "tag--warn";
}

std::vector<forms::Choice> kind_choices() {
    std::vector<forms::Choice> list;
    for (const auto* one : rules::table("portal_postings").in_force("kind", clock::today()))
        list.push_back({one->text("id"), one->text("name")});
    return list;
}

PostingFilter filter_of(const web::Request& request, Id site) {
    PostingFilter filter;
    filter.site = site;
    filter.most = 50;
    filter.view = "shown";
    for (const auto& view : kViews)
        if (request.get("view") == view.id) filter.view = view.id;
    for (const auto& kind : kind_choices())
        if (request.get("kind") == kind.value) filter.kind = kind.value;
    filter.page = number_asked(request.get("page"), 1, 500);
    return filter;
}

forms::ListAddress address_of(const PostingFilter& filter) {
    return {"/portal/postings",
            {{"site", std::to_string(filter.site)},
             {"view", filter.view == kViews[0].id ? "" : filter.view},
             {"kind", filter.kind}}};
}

pages::PostingsList model_of(const Lang& lang, const PostingFilter& filter, const PostingPage& found,
                             const std::vector<Site>& sites, bool proposes) {
    const forms::ListFilters boxes(lang);
    const std::string count = forms::count_words(lang, kCounted, found.count, found.count_more);
    const auto shown = static_cast<std::int64_t>(found.lines.size());
    const auto address = address_of(filter);
    std::vector<forms::Choice> names;
    for (const auto& one : sites) names.push_back({std::to_string(one.id), one.name});
    pages::PostingsList page{
        .count_words = count,
        .if_proposes = proposes,
        .new_path = "/portal/postings/new?site=" + std::to_string(filter.site),
        .top = {forms::list_top(lang, address, kViews, filter.view,
                                {boxes.choice("kind", "Loại niêm yết", kind_choices(), filter.kind),
                                 boxes.choice("site", "Trang", names, std::to_string(filter.site))})},
        .if_none = shown == 0,
        .if_rows = shown > 0,
        .rows = {},
        .pager_count = text::fill(lang.tr("%1 trong %2"), {lang.number(shown), count}),
        .if_newer = filter.page > 1,
        .newer_path = address.with("page", std::to_string(filter.page - 1)),
        .if_older = shown == filter.most,
        .older_path = address.with("page", std::to_string(filter.page + 1)),
        .if_csv = false,
        .csv_path = ""};
    for (const auto& one : found.lines)
        page.rows.push_back({.from = clock::show(one.from),
                             .until = day_words(one.until),
                             .kind = lang.tr(posting_kind_name(one.kind)),
                             .show_path = path_of(one.id),
                             .subject = one.subject,
                             .tag = tag_of(one.state),
                             .state = lang.tr(posting_state_name(one.state))});
    return page;
}

web::Response list(web::Context& context) {
    const Site site = asked_postings(context);
    const PostingFilter filter = filter_of(context.request, site.id);
    const auto model = context.house.db->reading([&](db::Conn& conn) {
        return model_of(context.lang, filter, list_postings(conn, filter), posting_sites(conn, context.actor()),
                        can(context.actor(), Deed::propose_posting, subject_of(conn, site)) != nullptr);
    });
    return web::page(context, context.lang.tr("Niêm yết công khai"), model);
}

struct Shown {
    Posting one;
    Subject subject;
    Site site;
    std::vector<StoredFinding> findings;
    std::vector<files::Ref> files;
    std::vector<deed::HistoryLine> history;
    int days = 0;
};

Shown read(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_posting(conn, actor, id);
    shown.subject = subject_of(conn, shown.one);
    shown.site = *find_site(conn, shown.one.site);
    shown.findings = findings_of(conn, id);
    shown.files = files::of_record(conn, kPosting, id);
    shown.history = deed::history_of(conn, kPosting, id, 50);
    shown.days = days_shown(conn, id);
    return shown;
}

void put_deeds(const Lang& lang, const Actor& actor, const Shown& shown, pages::PostingsShow& page) {
    const auto may = [&](Deed deed) { return can(actor, deed, shown.subject) != nullptr; };
    const std::string path = path_of(shown.one.id), &state = shown.one.state;
    if (!shown.one.reason.empty())
        forms::add_note(page, lang, "warn",
                        text::fill(lang.tr("%1: %2"), {lang.tr(posting_state_name(state)), shown.one.reason}));
    const bool waits = state == "proposed", open = state == "approved" || state == "shown";
    if (waits && may(Deed::approve_posting)) forms::add_action(page, lang, path + "/approval", "Duyệt niêm yết");
    if (waits && may(Deed::return_posting)) forms::add_action(page, lang, path + "/return", "Trả lại");
    if ((waits || state == "returned") && may(Deed::change_posting)) {
        forms::add_action(page, lang, path + "/change", "Sửa");
        forms::add_to_menu(page, lang, path + "/drop", "Bỏ đề nghị");
    }
    if (open && may(Deed::correct_posting)) forms::add_action(page, lang, path + "/correction", "Đính chính");
    if (open && may(Deed::end_posting)) forms::add_to_menu(page, lang, path + "/end", "Kết thúc trước hạn");
}

void put_facts(const Lang& lang, const Shown& shown, pages::PostingsShow& page) {
    const auto& one = shown.one;
    const auto* kind = posting_kind(one.kind, one.rules_day);
    forms::add_fact(page, lang, "Trang", shown.site.name);
    forms::add_fact(page, lang, "Từ ngày", clock::show(one.from));
    forms::add_fact(page, lang, "Đến hết ngày", day_words(one.until));
    forms::add_fact(page, lang, "Căn cứ", kind ? kind->basis : std::string());
    forms::add_fact(page, lang, "Nơi niêm yết khác", one.places);
    forms::add_fact(page, lang, "Bản", std::to_string(one.edition));
    if (one.published_at) forms::add_fact(page, lang, "Hiện từ lúc", clock::show(*one.published_at));
    if (one.ended_at) forms::add_fact(page, lang, "Kết thúc lúc", clock::show(*one.ended_at));
    if (one.published_at) forms::add_fact(page, lang, "Số ngày đã hiện", std::to_string(shown.days));
}

pages::PostingsShow show_model(const Lang& lang, const Actor& actor, const Shown& shown) {
    const auto& one = shown.one;
    const std::string path = path_of(one.id);
    const bool drops =
        (one.state == "proposed" || one.state == "returned") && can(actor, Deed::change_posting, shown.subject);
    pages::PostingsShow page{
        .list_path = list_of(one.site),
        .subject = one.subject,
        .tag = tag_of(one.state),
        .state = lang.tr(posting_state_name(one.state)),
        .kind = lang.tr(posting_kind_name(one.kind)),
        .if_menu = false,
        .if_public = one.published_at.has_value(),
        .public_path = base_path(shown.site.slug) + "/niem-yet/bai/" + std::to_string(one.id),
        .if_proof = one.published_at.has_value(),
        .proof_path = path + "/proof",
        .proof = lang.tr(one.state == "ended" ? "In biên bản kết thúc niêm yết" : "In xác nhận đang niêm yết"),
        .if_findings = !shown.findings.empty(),
        .no_files = shown.files.empty(),
        .if_text = !one.body.empty(),
        .text = text::cut(markup::plain_text(one.body), kMostText)};
    for (const auto& found : shown.findings)
        page.findings.push_back(
            {.where = place_words(lang, found, shown.files),
             .found = finding_words(lang, found.what),
             .why = found.reason.empty() ? lang.tr("Chưa ghi") : found.reason + " – " + found.label});
    for (const auto& file : shown.files)
        page.files.push_back({.file_path = path + "/files/" + std::to_string(file.position),
                              .file_name = file.name,
                              .file_note = forms::file_note(lang, file),
                              .if_drop = drops,
                              .drop_path = path + "/files/" + std::to_string(file.position) + "/end"});
    put_deeds(lang, actor, shown, page);
    put_facts(lang, shown, page);
    forms::add_history(page, lang, shown.history, [](const std::string& field) { return field; });
    return page;
}

web::Response show(web::Context& context) {
    const Shown shown =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), context.request.id()); });
    return web::page(context, shown.one.subject, show_model(context.lang, context.actor(), shown));
}

web::Response file(web::Context& context) {
    const auto found = context.house.db->reading([&](db::Conn& conn) {
        const auto one = visible_posting(conn, context.actor(), context.request.id());
        auto ref =
            files::find(conn, kPosting, one.id, static_cast<int>(std::min<Id>(context.request.id("n"), 1'000'000)));
        if (!ref) throw NotFound("no such file of a posting");
        return *ref;
    });
    return web::file({context.house.files->path_of(found.hash), found.hash}, found.media_type, found.name,
                     found.media_type == "application/pdf");
}

pages::PostingsProof proof_model(const Lang& lang, const Shown& shown, const std::vector<PostingEdition>& editions) {
    const auto& one = shown.one;
    const bool over = one.state == "ended";
    pages::PostingsProof page{
        .agency = text::upper(shown.site.answerable),
        .heading = lang.tr(over ? "Biên bản kết thúc niêm yết công khai" : "Xác nhận đang niêm yết công khai"),
        .subject = one.subject,
        .if_files = !shown.files.empty(),
        .printed = text::fill(lang.tr("In lúc %1."), {clock::show(clock::now())})};
    const auto add = [&](const char* name, const std::string& fact) {
        if (!fact.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = fact});
    };
    const auto* kind = posting_kind(one.kind, one.rules_day);
    add("Loại", lang.tr(posting_kind_name(one.kind)));
    add("Căn cứ", kind ? kind->basis : std::string());
    add("Trang", shown.site.name);
    add("Nơi niêm yết khác", one.places);
    add("Thời hạn", clock::show(one.from) + " – " + (one.until ? clock::show(*one.until) : lang.tr("khi có thay đổi")));
    add("Hiện từ lúc", clock::show(*one.published_at));
    add("Kết thúc lúc", one.ended_at ? clock::show(*one.ended_at) : std::string());
    add("Kết thúc trước hạn vì", over ? one.reason : std::string());
    add("Số ngày đã hiện", std::to_string(shown.days));
    for (const auto& edition : editions)
        page.editions.push_back({.edition = edition.edition,
                                 .at = clock::show(edition.at),
                                 .who = edition.label,
                                 .note = edition.note,
                                 .digest = edition.digest});
    for (const auto& file : shown.files) page.files.push_back({.file_name = file.name, .file_hash = file.hash});
    return page;
}

web::Response proof(web::Context& context) {
    const auto [shown, editions] = context.house.db->reading([&](db::Conn& conn) {
        auto found = read(conn, context.actor(), context.request.id());
        if (!found.one.published_at) throw NotFound("a posting that was never shown has no proof");
        auto list = posting_editions(conn, found.one.id);
        return std::pair{std::move(found), std::move(list)};
    });
    auto page = proof_model(context.lang, shown, editions);
    return web::print_page(context, context.lang.tr("Niêm yết công khai"), page);
}

}  // namespace

namespace postings {

Posting visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_posting(conn, context.actor(), context.request.id()); });
}

std::vector<Site> posting_sites(db::Conn& conn, const Actor& actor) {
    auto sites = sites_of(conn, actor);
    std::erase_if(sites, [&](const Site& one) { return !can(actor, Deed::see_postings, subject_of(conn, one)); });
    return sites;
}

Site asked_postings(web::Context& context) {
    const auto sites = context.house.db->reading([&](db::Conn& conn) { return posting_sites(conn, context.actor()); });
    const Id wanted = ids::parse(context.request.get("site")).value_or(0);
    for (const auto& one : sites)
        if (one.id == wanted || wanted == 0) return one;
    throw NotFound("no postings of his");
}

std::string place_words(const Lang& lang, const StoredFinding& found, const std::vector<files::Ref>& files) {
    std::string where = lang.tr("Toàn văn");
    for (const auto& file : files)
        if (file.position == found.position) where = file.name;
    return found.what.line == 0 ? where : text::fill(lang.tr("%1, dòng %2"), {where, std::to_string(found.what.line)});
}

std::string finding_words(const Lang& lang, const PersonalFinding& found) {
    const std::string name = lang.tr(personal_rule_name(found.rule));
    if (found.rule == "names") return text::fill(lang.tr("%1: %2 dòng"), {name, found.found});
    if (found.found.starts_with("+")) return text::fill(lang.tr("%1: còn %2 chỗ nữa"), {name, found.found.substr(1)});
    return found.found.empty() ? name : name + ": " + found.found;
}

}  // namespace postings

void posting_routes(web::Router& router) {
    router.get("/portal/postings", list).budget(30);
    form_routes(router);
    router.get("/portal/postings/:id", show).budget(40);
    router.get("/portal/postings/:id/files/:n", file);
    router.get("/portal/postings/:id/proof", proof).budget(40);
    deed_routes(router);
    public_routes(router);
    describe_posting_calls(router);
}

}  // namespace dinh::portal
