// The usual routes of the bodies whose office one keeps: what holds, what is to come, what has ended.
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/rights.hpp"
#include "modules/documents/routes.hpp"
#include "modules/documents/routing/routing.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Lang = dinh::pages::Lang;

constexpr const char* kPath = "/documents/routes";
constexpr std::size_t kFreeRows = 3, kLeastRows = 6;

const char* role_title(std::string_view role) {
    if (role == "signer") return "Người ký của văn bản";
    if (role == directory::role::kUnitLeader) return "Trưởng đơn vị soạn thảo";
    if (role == directory::role::kDeputyUnitLeader) return "Cấp phó của đơn vị soạn thảo";
    if (role == directory::role::kOfficeLeader) return "Lãnh đạo Văn phòng";
    if (role == directory::role::kDeputyAgencyLeader) return "Cấp phó của người đứng đầu cơ quan";
    return "Người đứng đầu cơ quan";
}

bool keeps(const Actor& actor, const directory::IssuingBody& body) {
    Subject subject;
    subject.issuing_body = body.id;
    subject.agency = body.agency;
    return can(actor, Deed::manage_routes, subject) != nullptr;
}

std::vector<const directory::IssuingBody*> bodies_kept(const directory::Snapshot& directory, const Actor& actor) {
    std::vector<const directory::IssuingBody*> bodies;
    for (const auto& body : directory.issuing_bodies)
        if (keeps(actor, body)) bodies.push_back(&body);
    if (bodies.empty()) throw Forbidden(who_may(Deed::manage_routes), "documents: no routes to keep");
    return bodies;
}

std::string kind_words(const Lang& lang, std::string_view kind) {
    const auto* named = rules::kind_any_day(kind);
    return named ? named->name : lang.tr("Mọi loại văn bản");
}

std::string days_words(const Lang& lang, const RouteTemplate& one) {
    const std::string from = clock::show(one.from);
    return one.until ? text::fill(lang.tr("Từ %1, đến trước %2"), {from, clock::show(*one.until)})
                     : text::fill(lang.tr("Từ %1"), {from});
}

struct Standing {
    const char *tag, *title;
};
Standing standing_of(const RouteTemplate& one, Day today) {
    if (one.until && (*one.until <= today || *one.until <= one.from)) return {"tag--off", "Đã kết thúc"};
    return one.from > today ? Standing{"tag--warn", "Sắp có hiệu lực"} : Standing{"tag--good", "Đang dùng"};
}

pages::RoutingList::BodiesItem::RoutesItem item_of(const web::Context& context, const RouteTemplate& one, Day today) {
    const Lang& lang = context.lang;
    const auto standing = standing_of(one, today);
    pages::RoutingList::BodiesItem::RoutesItem item{
        .route_kind = kind_words(lang, one.document_kind),
        .steps = {},
        .days = days_words(lang, one),
        .tag = standing.tag,
        .state = lang.tr(standing.title),
        .if_open = !one.until,
        .change_path = std::string(kPath) + "/new?from_route=" + std::to_string(one.id),
        .end_path = std::string(kPath) + "/" + std::to_string(one.id),
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .version = one.version,
        .route = one.id,
        .until_day = clock::show(today)};
    for (const auto& step : one.steps)
        item.steps.push_back(
            {.step_kind = lang.tr(out_words::step_name(step.kind)), .step_role = lang.tr(role_title(step.role))});
    return item;
}

web::Response show_list(web::Context& context, const std::vector<Reason>& faults, int status) {
    const auto directory = directory::now(context.house);
    const Day today = clock::today();
    pages::RoutingList page{.if_errors = !faults.empty(), .errors = {}, .bodies = {}};
    forms::add_errors(page, context.lang, faults);
    const auto bodies = bodies_kept(*directory, context.actor());
    context.house.db->read([&](db::Conn& conn) {
        for (const auto* body : bodies) {
            page.bodies.push_back({.body_name = body->name,
                                   .new_path = std::string(kPath) + "/new?issuing_body=" + std::to_string(body->id),
                                   .if_none = true,
                                   .if_routes = false,
                                   .routes = {}});
            auto& shown = page.bodies.back();
            for (const auto& one : route_templates_of(conn, body->id))
                shown.routes.push_back(item_of(context, one, today));
            shown.if_none = shown.routes.empty();
            shown.if_routes = !shown.routes.empty();
        }
    });
    return web::page(context, context.lang.tr("Quy trình trình ký"), page, status);
}

void add_rows(pages::RoutingForm& page, const Lang& lang, const std::vector<TemplateStep>& steps) {
    const std::size_t rows = std::max(kLeastRows, steps.size() + kFreeRows);
    for (std::size_t i = 0; i < rows; ++i) {
        const TemplateStep step = i < steps.size() ? steps[i] : TemplateStep{};
        page.steps.push_back({.step_number = i + 1, .step_kinds = {}, .step_roles = {}});
        for (const auto& kind : out_words::step_kinds())
            page.steps.back().step_kinds.push_back(
                {.choice = kind, .if_chosen = kind == step.kind, .choice_name = lang.tr(out_words::step_name(kind))});
        for (const auto& role : template_roles())
            page.steps.back().step_roles.push_back(
                {.choice = role, .if_chosen = role == step.role, .choice_name = lang.tr(role_title(role))});
    }
}

web::Response show_form(web::Context& context, const forms::Values& values, const std::vector<TemplateStep>& steps,
                        int status) {
    const Lang& lang = context.lang;
    const auto directory = directory::now(context.house);
    std::vector<forms::Choice> bodies, kinds{{"", "Mọi loại văn bản"}};
    for (const auto* body : bodies_kept(*directory, context.actor()))
        bodies.push_back({std::to_string(body->id), body->name});
    for (const auto* kind : rules::kinds(clock::today())) kinds.push_back({kind->id, kind_title(*kind)});
    const forms::Boxes fields(lang, values);
    pages::RoutingForm page{.if_errors = !values.faults.empty(),
                            .errors = {},
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .boxes = {fields.select("issuing_body", "Cơ quan ban hành", bodies, {.width = "w-4"}),
                                      fields.select("kind", "Tên loại", kinds, {.width = "w-2"}),
                                      fields.day("from", "Dùng từ ngày", {.width = "w-2"})},
                            .steps = {}};
    forms::add_errors(page, lang, values.faults);
    add_rows(page, lang, steps);
    return web::page(context, lang.tr("Đặt quy trình trình ký"), page, status);
}

// Rows without a step are left out.
std::vector<TemplateStep> typed_steps(const web::Request& request) {
    const auto kinds = request.fields("step_kind"), roles = request.fields("step_role");
    std::vector<TemplateStep> steps;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (!kinds[i].empty())
            steps.push_back({std::string(kinds[i]), i < roles.size() ? std::string(roles[i]) : std::string()});
    return steps;
}

web::Response routes_list(web::Context& context) { return show_list(context, {}, 200); }

web::Response route_form(web::Context& context) {
    forms::Values values;
    values.values["issuing_body"] = context.request.get("issuing_body");
    values.values["from"] = clock::show(clock::today());
    std::vector<TemplateStep> steps{
        {"content_initial", "unit_leader"}, {"form_initial", "office_leader"}, {"sign", "signer"}};
    const Id before = ids::parse(context.request.get("from_route")).value_or(0);
    const auto known = context.house.db->reading([&](db::Conn& conn) { return find_route_template(conn, before); });
    const auto directory = directory::now(context.house);
    const auto* body = known ? directory->issuing_body(known->issuing_body) : nullptr;
    if (body && keeps(context.actor(), *body)) {
        values.values["issuing_body"] = std::to_string(known->issuing_body);
        values.values["kind"] = known->document_kind;
        steps = known->steps;
    }
    return show_form(context, values, steps, 200);
}

web::Response set_route(web::Context& context) {
    web::Form form(context.request);
    const Id body = form.id("issuing_body", "Cơ quan ban hành", true);
    const auto from = form.day("from", "Dùng từ ngày", true);
    const auto steps = typed_steps(context.request);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return set_route_template(tx, context.actor(), body, form.typed("kind"), steps, *from);
        });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return show_form(context, values, steps, 422);
    } catch (const Conflict& conflict) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {{"", conflict.said()}};
        return show_form(context, values, steps, 409);
    }
    context.flash(context.lang.tr("Đã đặt quy trình trình ký."));
    return web::see_other(kPath);
}

web::Response end_route(web::Context& context) {
    web::Form form(context.request);
    const Id id = context.request.id("route");
    const auto until = form.day("until", "Ngày kết thúc", true);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            end_route_template(tx, context.actor(), id, form.version(), *until);
            return id;
        });
    } catch (const Refused& refused) {
        return show_list(context, refused.reasons(), 422);
    } catch (const Conflict& conflict) {
        return show_list(context, {{"", conflict.said()}}, 409);
    }
    context.flash(context.lang.tr("Đã ghi ngày kết thúc của quy trình."));
    return web::see_other(kPath);
}

}  // namespace

void routing_routes(web::Router& router) {
    router.get(kPath, routes_list).budget(8);
    router.get(std::string(kPath) + "/new", route_form).budget(6);
    router.post(kPath, set_route);
    router.del(std::string(kPath) + "/:route", end_route);
}

}  // namespace dinh::documents
