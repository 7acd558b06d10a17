#include "modules/directory/delegations/delegations.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/snapshot/revision.hpp"
#include "modules/directory/words.hpp"

namespace dinh::directory {

namespace {

constexpr const char* kPath = "/directory/delegations";
constexpr std::size_t kMostKept = 200;

std::string list_path(Id) { return kPath; }
std::string path_of(Id delegation) {
    std::string path = kPath;
    path += '/';
    return path += std::to_string(delegation);
}

bool may_keep(const Snapshot& directory, const Actor& actor, const Delegation& one) {
    Subject subject = subject_of(directory, one.agency);
    subject.holder = one.from_person;
    return can(actor, Deed::keep_delegation, subject);
}

struct State {
    const char* kind;
    const char* title;
};
State state_of(const DelegationRecord& one, Day today) {
    if (one.ended_at) return {"off", "đã kết thúc"};
    if (one.as.until < today) return {"off", "hết hạn"};
    return one.as.from > today ? State{"warn", "chưa đến ngày"} : State{"good", "đang có hiệu lực"};
}

pages::DelegationsList::SectionsItem::RowsItem row_of(web::Context& context, const Snapshot& directory,
                                                      const DelegationRecord& one) {
    const auto& lang = context.lang;
    const State state = state_of(one, directory.day);
    const bool over = one.ended_at || one.as.until < directory.day;
    return {.post = post_words(directory, one.as.from_post),
            .giver = directory.person_name(one.as.from_person),
            .receiver = directory.person_name(one.as.to_person),
            .purpose = lang.tr(title_of(delegation_purposes(), one.as.purpose)),
            .if_field = !one.as.field.empty(),
            .field_name = one.as.field,
            .span = span_words(lang, one.as.from, one.as.until + 1),
            .basis = one.as.basis,
            .tag_kind = state.kind,
            .tag = lang.tr(state.title),
            .if_may_end = !over && may_keep(directory, context.actor(), one.as),
            .end_path = path_of(one.as.id),
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .version = one.version};
}

using Rows = std::vector<pages::DelegationsList::SectionsItem::RowsItem>;

void add_section(web::Context& context, pages::DelegationsList& page, const char* title, Rows rows) {
    if (rows.empty()) return;
    pages::DelegationsList::SectionsItem section{.section = context.lang.tr(title)};
    section.rows = std::move(rows);
    page.sections.push_back(std::move(section));
}

// Of the agencies the actor keeps, in force today: the IT officer and the office end what was forgotten.
std::vector<Id> kept_by(const Actor& actor, const Snapshot& directory) {
    std::vector<Id> ids;
    for (const auto& one : directory.delegations) {
        const bool own = one.from_person == actor.person || one.to_person == actor.person;
        if (!own && may_keep(directory, actor, one) && ids.size() < kMostKept) ids.push_back(one.id);
    }
    return ids;
}

std::vector<Choice> own_posts(const Snapshot& directory, const Actor& actor) {
    std::vector<Choice> choices;
    for (const auto& one : actor.capacities)
        if (one.delegation == 0) choices.push_back({std::to_string(one.post), post_words(directory, one.post)});
    return choices;
}

bool for_others(const Actor& actor) { return keeps_directory(actor) || actor.with_role(role::kOfficeLeader); }

Sheet new_sheet(const Snapshot& directory, const Actor& actor) {
    auto posts = own_posts(directory, actor);
    const std::string first = posts.empty() ? "" : posts.front().value;
    Sheet sheet;
    sheet.title = "Lập ủy quyền";
    sheet.submit = "Lập ủy quyền";
    sheet.action = sheet.back_path = kPath;
    sheet.back_name = "Ủy quyền";
    sheet.warning = "Người nhận không được ủy quyền lại. Việc làm theo ủy quyền ghi rõ là làm theo ủy quyền của ai.";
    if (for_others(actor)) {
        sheet.post("from_post", "Vị trí được làm thay", directory, first.empty() ? 0 : ids::parse(first).value_or(0),
                   {.width = "w-4"});
    } else {
        sheet.select("from_post", "Vị trí được làm thay", std::move(posts), first, {.width = "w-4"});
    }
    sheet.person("to_person", "Người nhận ủy quyền", directory, 0, {.width = "w-4"})
        .select("purpose", "Nội dung", delegation_purposes(), "work", {.width = "w-3"})
        .line("field", "Chỉ trong lĩnh vực", {},
              {.width = "w-3", .hint = "Để trống là mọi lĩnh vực", .optional = true, .most = 100})
        .day("from", "Từ ngày", directory.day, {.width = "w-2"})
        .day("until", "Đến hết ngày", {}, {.width = "w-2"})
        .line("basis", "Giấy ủy quyền (số, ký hiệu, ngày)", {}, {.width = "w-4", .most = 300});
    return sheet;
}

}  // namespace

web::Response list_delegations(web::Context& context) {
    const auto directory = now(context.house);
    const Id me = context.actor().person;
    const auto kept = kept_by(context.actor(), *directory);
    const auto records = context.house.db->reading([&](db::Conn& conn) { return delegations_of(conn, me, kept); });
    Rows given, received, others;
    for (const auto& one : records) {
        Rows& section = one.as.from_person == me ? given : one.as.to_person == me ? received : others;
        section.push_back(row_of(context, *directory, one));
    }
    pages::DelegationsList page{.if_may_add = holds_post(context.actor()) && !context.actor().read_only,
                                .if_empty = false};
    add_section(context, page, "Tôi ủy quyền", std::move(given));
    add_section(context, page, "Tôi được ủy quyền", std::move(received));
    add_section(context, page, "Trong cơ quan, đang có hiệu lực", std::move(others));
    page.if_empty = page.sections.empty();
    return web::page(context, context.lang.tr("Ủy quyền"), page);
}

web::Response ask_new_delegation(web::Context& context) {
    if (!holds_post(context.actor())) throw Forbidden(who_may(Deed::keep_delegation), "delegation: no post");
    return show(context, new_sheet(*now(context.house), context.actor()));
}

web::Response make_delegation(web::Context& context) {
    const auto directory = now(context.house);
    web::Form form(context.request);
    NewDelegation input;
    if (for_others(context.actor()))
        input.from_post = post_said(form, *directory, "from_post", "Vị trí được làm thay", true);
    else
        input.from_post = form.id("from_post", "Vị trí được làm thay", true);
    input.to_person = person_said(form, *directory, "to_person", "Người nhận ủy quyền", true);
    input.purpose = form.choice("purpose", "Nội dung", values_of(delegation_purposes()));
    input.field = form.line("field", "Lĩnh vực", {.max = 100});
    input.from = form.day("from", "Từ ngày", true).value_or(Day{});
    input.until = form.day("until", "Đến hết ngày", true).value_or(Day{});
    input.basis = form.line("basis", "Giấy ủy quyền", {.required = true, .max = 300});
    return answer(context, form,
                  {.sheet = [&] { return new_sheet(*directory, context.actor()); },
                   .deed = [&](db::Tx& tx) { return delegate(tx, context.actor(), input); },
                   .after = list_path,
                   .said = "Đã lập ủy quyền."});
}

web::Response end_delegation_here(web::Context& context) {
    const Id id = context.request.id();
    web::Form form(context.request);
    deed::once(*context.house.db, context.actor(), form.key(),
               [&](db::Tx& tx) { return end_delegation(tx, context.actor(), id, form.version()), id; });
    look_again(context.house);
    context.flash(context.lang.tr("Đã kết thúc ủy quyền."));
    return web::see_other(kPath);
}

}  // namespace dinh::directory
