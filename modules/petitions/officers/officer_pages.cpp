// Whom the head named: a list, a form to name, a button to end.
#include <set>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions/petition.hpp"
#include "modules/petitions/routes.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"

namespace dinh::petitions {

namespace {

constexpr const char* kPath = "/petitions/officers";

std::vector<Id> bodies_headed(web::Context& context, const directory::Snapshot& directory) {
    std::vector<Id> headed;
    context.house.db->read([&](db::Conn& conn) {
        for (const Id body : bodies_read(conn, directory, context.actor()))
            if (can(context.actor(), Deed::name_officer, subject_of_body(conn, body))) headed.push_back(body);
    });
    if (headed.empty()) throw Forbidden(who_may(Deed::name_officer), "petitions: heads no body");
    return headed;
}

// The people of the agency and of the office that works for it.
std::vector<forms::Choice> people_of(const directory::Snapshot& directory, Id agency) {
    std::vector<forms::Choice> posts;
    std::vector<Id> agencies{agency};
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant && !child->closed_on(directory.day)) agencies.push_back(child->id);
    for (const Id each : agencies) {
        for (const auto* post : directory.posts_of_agency(each))
            if (post->holder != 0) posts.push_back({std::to_string(post->id), directory.post_label(post->id)});
    }
    return posts;
}

struct Found {
    std::vector<Id> bodies;
    std::vector<Officer> officers;
};

Found read(web::Context& context, const directory::Snapshot& directory) {
    Found found{bodies_headed(context, directory), {}};
    context.house.db->read([&](db::Conn& conn) {
        for (const Id body : found.bodies) {
            const auto some = officers_of(conn, body, clock::today());
            found.officers.insert(found.officers.end(), some.begin(), some.end());
        }
    });
    return found;
}

std::vector<layout::Field> boxes(const forms::Boxes& fields, const directory::Snapshot& directory, const Found& found) {
    std::vector<forms::Choice> books, posts{{"", "Chọn…"}};
    std::set<Id> agencies;
    for (const Id body : found.bodies) {
        const auto* one = directory.issuing_body(body);
        books.push_back({std::to_string(body), one->name});
        if (!agencies.insert(one->agency).second) continue;
        const auto more = people_of(directory, one->agency);
        posts.insert(posts.end(), more.begin(), more.end());
    }
    return {fields.select("issuing_body", "Sổ đơn của", books), fields.select("post", "Người, vị trí", posts),
            fields.select("task", "Việc được giao",
                          {{"reception", task_name("reception")}, {"direction", task_name("direction")}})};
}

web::Response show(web::Context& context, const forms::Values& values, int status) {
    const auto& lang = context.lang;
    const auto directory = directory::now(context.house);
    const Found found = read(context, *directory);
    pages::OfficersList page{.if_errors = false,
                             .errors = {},
                             .if_rows = !found.officers.empty(),
                             .rows = {},
                             .no_rows = found.officers.empty(),
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .boxes = boxes(forms::Boxes(lang, values), *directory, found)};
    forms::add_errors(page, lang, values.faults);
    for (const auto& one : found.officers)
        page.rows.push_back({.who = directory->post_label(one.post),
                             .task = lang.tr(task_name(one.task)),
                             .from = clock::show(one.from),
                             .end_path = std::string(kPath) + "/" + std::to_string(one.id),
                             .row_csrf = context.csrf_token(),
                             .row_key = deed::new_key(),
                             .row_version = one.version});
    return web::page(context, lang.tr("Người được giao xử lý đơn"), page, status);
}

web::Response list_officers(web::Context& context) { return show(context, {}, 200); }

web::Response name_one(web::Context& context) {
    web::Form form(context.request);
    const auto directory = directory::now(context.house);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return name_officer(tx, context.actor(), *directory, ids::parse(form.typed("issuing_body")).value_or(0),
                                ids::parse(form.typed("post")).value_or(0), form.typed("task"));
        });
    } catch (const Refused& refused) {
        return show(context, forms::Values::typed(context.request, refused.reasons()), 422);
    }
    context.flash(context.lang.tr("Đã giao việc."));
    return web::see_other(kPath);
}

web::Response end_one(web::Context& context) {
    web::Form form(context.request);
    const auto directory = directory::now(context.house);
    const Id officer = context.request.id();
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        end_officer(tx, context.actor(), *directory, officer, form.version());
        return officer;
    });
    context.flash(context.lang.tr("Đã thôi giao việc."));
    return web::see_other(kPath);
}

}  // namespace

void officer_routes(web::Router& router) {
    router.get(kPath, list_officers).budget(14);
    router.post(kPath, name_one);
    router.del(std::string(kPath) + "/:id", end_one);
}

}  // namespace dinh::petitions
