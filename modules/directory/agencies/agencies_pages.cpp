#include "modules/directory/agencies/agencies.hpp"
#include "modules/directory/agencies/tree.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/posts/posts.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

std::string path_of(std::string_view noun, Id id, std::string_view rest = {}) {
    return "/directory/" + std::string(noun) + "/" + std::to_string(id) + std::string(rest);
}

// What the page of an agency reads from the database beside the snapshot.
struct Record {
    AgencyRecord agency;
    std::vector<AgencyLine> versions;
    std::vector<CodeLine> codes;
    std::vector<Clerkship> clerkships;
    std::vector<deed::HistoryLine> history;
};

Record must_find(web::Context& context, Id id) {
    return context.house.db->reading([&](db::Conn& conn) {
        const auto found = find_agency(conn, id);
        if (!found) throw NotFound("no agency " + std::to_string(id));
        return Record{*found, versions_of(conn, id), codes_of(conn, id), clerkships_of(conn, id, clock::today()),
                      deed::history_of(conn, "agency", id, 50)};
    });
}

void fill_bodies(const Snapshot& directory, const Record& record, pages::AgenciesShow& page) {
    for (const auto* body : directory.bodies_of(record.agency.id)) {
        pages::AgenciesShow::BodiesItem row{.body = body->name,
                                            .sign = body->abbreviation,
                                            .edit_body_path = path_of("bodies", body->id, "/edit"),
                                            .close_body_path = path_of("bodies", body->id, "/closing")};
        for (const auto& clerk : record.clerkships)
            if (clerk.issuing_body == body->id)
                row.clerks.push_back({.clerk = directory.post_label(clerk.post),
                                      .end_clerk_path = path_of("clerkships", clerk.id, "/ending")});
        page.bodies.push_back(std::move(row));
    }
}

std::string duties(const dinh::pages::Lang& lang, const Post& post) {
    std::vector<std::string> words;
    for (const auto& role : post.roles) words.push_back(lang.tr(title_of(post_roles(), role)));
    if (!post.signing.empty()) words.push_back(lang.tr(title_of(signing_kinds(), post.signing)));
    return text::join(words, "; ");
}

void add_unit_row(const dinh::pages::Lang& lang, const Snapshot& directory, const Unit& unit, bool may,
                  const std::vector<const Post*>& posts, pages::AgenciesShow& page) {
    pages::AgenciesShow::UnitsItem row{.unit = unit.name,
                                       .unit_sign = unit.abbreviation,
                                       .if_may_unit = may && unit.id != 0,
                                       .edit_unit_path = path_of("units", unit.id, "/edit"),
                                       .close_unit_path = path_of("units", unit.id, "/closing")};
    for (const auto* post : posts)
        row.posts.push_back({.post = directory.post_title(post->id),
                             .holder = directory.person_name(post->holder),
                             .if_vacant = post->holder == 0,
                             .roles = duties(lang, *post),
                             .edit_post_path = path_of("posts", post->id, "/edit"),
                             .close_post_path = path_of("posts", post->id, "/closing")});
    page.units.push_back(std::move(row));
}

void fill_units(const dinh::pages::Lang& lang, const Snapshot& directory, Id agency, bool may,
                pages::AgenciesShow& page) {
    auto leaders = directory.posts_of_agency(agency);
    std::erase_if(leaders, [](const Post* one) { return one->unit != 0; });
    Unit top;
    top.name = lang.tr("Lãnh đạo cơ quan");
    if (!leaders.empty()) add_unit_row(lang, directory, top, may, leaders, page);
    for (const auto* unit : directory.units_of(agency))
        add_unit_row(lang, directory, *unit, may, directory.posts_of_unit(unit->id), page);
}

void fill_past(const dinh::pages::Lang& lang, const Snapshot& directory, const Record& record,
               pages::AgenciesShow& page) {
    for (const auto& one : record.versions)
        page.versions.push_back({.was = one.as.name,
                                 .was_sign = one.as.abbreviation,
                                 .was_above = directory.agency_name(one.as.parent),
                                 .span = span_words(lang, one.as.from, one.as.until),
                                 .basis = one.basis});
    for (const auto& one : record.codes)
        page.codes.push_back(
            {.code = one.code,
             .scheme = lang.tr(one.scheme == "qd20" ? "QĐ 20/2020/QĐ-TTg" : "Mã đơn vị hành chính (Cục Thống kê)"),
             .code_span = span_words(lang, one.from, one.until),
             .code_note = one.note});
    for (const auto& line : record.history)
        page.lines.push_back({.at = clock::show(line.at), .who = line.person_name, .deed_words = lang.say(line.said)});
    for (const Id above : subject_of(directory, record.versions.front().as.parent).agencies)
        page.above.insert(page.above.begin(),
                          {.above_path = path_of("agencies", above), .above_name = directory.agency_name(above)});
}

pages::AgenciesShow page_of(web::Context& context, const Snapshot& directory, const Record& record) {
    const auto& last = record.versions.front();
    const Id id = record.agency.id;
    const bool may = !record.agency.until && can(context.actor(), Deed::keep_agencies, subject_of(directory, id));
    return {.name = last.as.name,
            .if_closed = record.agency.until.has_value(),
            .closed = record.agency.until
                          ? text::fill(context.lang.tr("kết thúc ngày %1"), {clock::show(*record.agency.until)})
                          : "",
            .if_may = may,
            .change_path = path_of("agencies", id, "/versions/new"),
            .below_path = "/directory/agencies/new?parent=" + std::to_string(id),
            .close_path = record.agency.tenant ? path_to_dissolve(id) : path_of("agencies", id, "/closing"),
            .kind = context.lang.tr(title_of(agency_kinds(), last.as.kind)),
            .abbreviation = last.as.abbreviation,
            .short_name = last.as.short_name,
            .place_name = last.place_name,
            .if_tenant = record.agency.tenant,
            .no_tenant = !record.agency.tenant,
            .book_path = "/directory?agency=" + std::to_string(id),
            .body_path = path_of("agencies", id, "/bodies/new"),
            .clerk_path = path_of("agencies", id, "/clerkships/new"),
            .unit_path = path_of("agencies", id, "/units/new"),
            .post_path = path_of("agencies", id, "/posts/new")};
}

}  // namespace

web::Response list_agencies(web::Context& context) {
    const auto& request = context.request;
    const auto today = now(context.house);
    const auto typed = request.get("on");
    const auto day =
        typed.empty() || typed.size() > 40 ? std::optional(today->day) : clock::parse_typed_day(typed, today->day);
    const bool other_day = day && *day != today->day;
    const auto directory =
        other_day ? context.house.db->reading([&](db::Conn& conn) { return load(conn, *day); }) : today;
    const std::string query = text::clean_line(text::cut(request.get("q"), 100));
    pages::AgenciesList page{
        .on = clock::show(directory->day),
        .if_may_add = keeps_directory(context.actor()),
        .query = query,
        .if_wrong_day = !day.has_value(),
        .if_none = false,
        .tree = tree_of(context.lang, *directory, {.path = "/directory/agencies/", .words = text::fold(query)})};
    page.if_none = page.tree.empty();
    return web::page(context, context.lang.tr("Cơ quan, đơn vị"), page);
}

web::Response show_agency_page(web::Context& context) {
    const auto directory = now(context.house);
    const auto record = must_find(context, context.request.id());
    pages::AgenciesShow page = page_of(context, *directory, record);
    if (const auto* agency = directory->agency(record.agency.id))
        for (const Id next : agency->successors)
            page.successors.push_back(
                {.successor_path = path_of("agencies", next), .successor = directory->agency_name(next)});
    fill_bodies(*directory, record, page);
    fill_units(context.lang, *directory, record.agency.id,
               can(context.actor(), Deed::keep_posts, subject_of(*directory, record.agency.id)), page);
    fill_past(context.lang, *directory, record, page);
    return web::page(context, record.versions.front().as.name, page);
}

}  // namespace dinh::directory
