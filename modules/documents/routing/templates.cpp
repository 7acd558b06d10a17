// The usual routes of a body as data, each with its days.
#include <set>

#include "modules/documents/rights.hpp"
#include "modules/documents/routing/routing.hpp"
#include "modules/documents/routing/routing_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::documents {

namespace {

namespace role = directory::role;

constexpr std::size_t kMostSteps = 12;

bool known_kind(std::string_view kind) {
    static const std::set<std::string_view> kinds{"opinion", "content_initial", "form_initial", "preview", "sign"};
    return kinds.contains(kind);
}

bool known_role(std::string_view wanted) {
    const auto& roles = template_roles();
    return std::find(roles.begin(), roles.end(), wanted) != roles.end();
}

void check_steps(const std::vector<TemplateStep>& steps, Reasons& reasons) {
    int signs = 0;
    bool known = true;
    for (const auto& step : steps) {
        known = known && known_kind(step.kind) && known_role(step.role);
        signs += step.kind == "sign";
    }
    if (!known) reasons.add("steps", "Có bước hoặc vai trò không có trong danh mục.");
    if (signs != 1 || steps.back().kind != "sign")
        reasons.add("steps", "Luồng ký phải có đúng một bước ký và là bước cuối.");
    if (steps.size() > kMostSteps) reasons.add("steps", Said("Nhiều nhất %1 bước.", {std::to_string(kMostSteps)}));
}

// NotFound for a body of an agency the actor does not work for.
const Capacity& must_keep(db::Conn& conn, const Actor& actor, Id issuing_body) {
    const auto body = directory::issuing_body_of(conn, issuing_body);
    Subject subject;
    subject.issuing_body = issuing_body;
    subject.agency = body ? body->agency : 0;
    const bool own = actor.capacity([&](const Capacity& as) { return as.works_for(subject.agency); }) != nullptr;
    if (!can(actor, Deed::manage_routes, subject) && !own)
        throw NotFound("routes of issuing body " + std::to_string(issuing_body));
    return must(actor, Deed::manage_routes, subject);
}

void record(db::Tx& tx, const Actor& actor, const Capacity& as, Id issuing_body, std::string_view deed,
            const Said& words) {
    deed::history(tx, actor, &as, "issuing_body", issuing_body, deed, words);
    audit::append(tx, actor, &as, deed, "issuing_body", issuing_body);
}

std::string kind_words(std::string_view kind) {
    const auto* named = rules::kind_any_day(kind);
    return named ? named->name : "mọi loại văn bản";
}

}  // namespace

const std::vector<std::string>& template_roles() {
    static const std::vector<std::string> roles{
        "signer",
        std::string(role::kUnitLeader),
        std::string(role::kDeputyUnitLeader),
        std::string(role::kOfficeLeader),
        std::string(role::kDeputyAgencyLeader),
        std::string(role::kAgencyLeader),
    };
    return roles;
}

std::vector<RouteTemplate> route_templates_of(db::Conn& conn, Id issuing_body) {
    return routing_store::templates_of(conn, issuing_body);
}

std::optional<RouteTemplate> find_route_template(db::Conn& conn, Id id) {
    return routing_store::find_template(conn, id);
}

Id set_route_template(db::Tx& tx, const Actor& actor, Id issuing_body, std::string_view document_kind,
                      const std::vector<TemplateStep>& steps, Day from) {
    const Capacity& as = must_keep(tx, actor, issuing_body);
    Reasons reasons;
    if (!document_kind.empty() && !rules::kind(document_kind, from))
        reasons.add("kind", "Loại văn bản không có trong danh mục.");
    if (steps.empty())
        reasons.add("steps", "Chưa có bước nào.");
    else
        check_steps(steps, reasons);
    if (from < clock::today()) reasons.add("from", "Quy trình trình ký chỉ có hiệu lực từ hôm nay trở đi.");
    reasons.done();
    RouteTemplate one;
    one.id = ids::make();
    one.issuing_body = issuing_body;
    one.document_kind = document_kind;
    one.steps = steps;
    one.from = from;
    routing_store::close_templates(tx, issuing_body, document_kind, from);
    if (!routing_store::insert_template(tx, one)) throw Conflict("routing: another route was set at the same moment");
    record(tx, actor, as, issuing_body, "routing.template",
           Said("Đặt quy trình trình ký cho %1 từ ngày %2", {kind_words(document_kind), clock::show(from)}));
    return one.id;
}

void end_route_template(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Day until) {
    const auto known = routing_store::find_template(tx, id);
    if (!known) throw NotFound("route template " + std::to_string(id));
    const Capacity& as = must_keep(tx, actor, known->issuing_body);
    const auto one = routing_store::lock_template(tx, id, version);
    if (!one)
        throw Conflict("route template " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    Reasons reasons;
    if (one->until) reasons.add("until", "Quy trình này đã có ngày kết thúc.");
    if (until < clock::today()) reasons.add("until", "Ngày kết thúc phải từ hôm nay trở đi.");
    reasons.done();
    routing_store::set_until(tx, id, until);
    record(tx, actor, as, one->issuing_body, "routing.end_template",
           Said("Kết thúc quy trình trình ký của %1 từ ngày %2", {kind_words(one->document_kind), clock::show(until)}));
}

}  // namespace dinh::documents
