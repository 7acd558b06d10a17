// Forwarding by form: to whom, by when, with which opinion; also what a leader wrote on paper, entered on his behalf.
#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/flow.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/handling/receivers.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

struct Asked {
    Incoming one;
    std::optional<Forwarding> parent;
    std::string step;
    bool on_behalf = false;
};

struct Answer {
    std::vector<Reason> faults;
    std::int64_t version = 0;
    int status = 200;
};

Asked asked_of(web::Context& context, std::string_view parent, std::string_view step, bool on_behalf) {
    Asked asked{visible_here(context), std::nullopt, std::string(step), on_behalf};
    const Id parent_id = ids::parse(parent).value_or(0);
    if (parent_id == 0) return asked;
    asked.parent =
        context.house.db->reading([&](db::Conn& conn) { return handling_store::find_forwarding(conn, parent_id); });
    if (!asked.parent || asked.parent->incoming != asked.one.id) throw NotFound("no part " + std::to_string(parent_id));
    return asked;
}

Subject subject_of(const Asked& asked) {
    Subject subject = documents::subject_of(asked.one);
    if (!asked.parent) return subject;
    (asked.parent->receiver_kind == ReceiverKind::unit ? subject.holder_unit : subject.holder_post) =
        asked.parent->receiver;
    return subject;
}

Deed deed_of(const Asked& asked) {
    if (asked.on_behalf) return Deed::enter_direction_on_behalf;
    if (asked.step == "direct") return Deed::direct;
    return asked.step == "assign" ? Deed::assign : Deed::forward;
}

bool holds_value(const web::Request& request, std::string_view box, std::string_view value) {
    const auto values = request.fields(box);
    return std::find(values.begin(), values.end(), value) != values.end();
}

layout::Field day_box(const web::Context& context, const Answer& answer, const char* id, const char* label,
                      const std::optional<Day>& bound) {
    forms::Values values;
    values.values[id] = std::string(context.request.field(id));
    values.faults = answer.faults;
    auto field = forms::Boxes(context.lang, values).day(id, label, {.width = "w-2", .optional = true});
    if (bound) {
        field.if_hint = true;
        field.hint = text::fill(context.lang.tr("không sau %1; để trống thì lấy ngày đó"), {clock::show(*bound)});
        field.described = std::string(id) + "-hint";
    }
    return field;
}

class FormPage {
public:
    FormPage(web::Context& context, const Asked& asked, const Answer& answer, const Capacity& as)
        : context_(context),
          lang_(context.lang),
          asked_(asked),
          answer_(answer),
          as_(as),
          directory_(directory::now(context.house)) {}

    pages::HandlingForward build() const {
        const auto& one = asked_.one;
        const std::string link = link_of(one.id);
        const bool directs = asked_.step == "direct" || asked_.on_behalf;
        const std::string heading = lang_.tr(asked_.on_behalf ? "Nhập ý kiến thay" : step_title(asked_.step));
        pages::HandlingForward page{.show_path = link,
                                    .known = text::fill(lang_.tr("Số đến %1"), {one.number()}),
                                    .heading = heading,
                                    .subject = one.subject,
                                    .if_errors = !answer_.faults.empty(),
                                    .errors = {},
                                    .if_steps = false,
                                    .steps = {},
                                    .if_from = asked_.parent.has_value(),
                                    .from = from_words(),
                                    .action_path = link + (asked_.on_behalf ? "/directions-on-behalf" : "/forwardings"),
                                    .if_on_behalf = asked_.on_behalf,
                                    .csrf = context_.csrf_token(),
                                    .deed_key = deed::new_key(),
                                    .version = answer_.version,
                                    .parent = asked_.parent ? asked_.parent->id : 0,
                                    .step = asked_.step,
                                    .leaders = {},
                                    .usual_leads = {},
                                    .other_leads = {},
                                    .days = {},
                                    .groups = {},
                                    .opinion_label = lang_.tr(directs ? "Ý kiến chỉ đạo" : "Ý kiến"),
                                    .opinion = context_.request.field("opinion"),
                                    .if_may_close = may_close_at_once(),
                                    .if_close = context_.request.has_field("close"),
                                    .button = heading};
        forms::add_errors(page, lang_, answer_.faults);
        add_steps(page, link);
        add_leaders(page);
        add_receivers(page);
        const auto bound = asked_.parent && asked_.parent->due ? asked_.parent->due : one.due;
        page.days = {day_box(context_, answer_, "due", "Hạn xử lý", bound),
                     day_box(context_, answer_, "support_due", "Hạn phối hợp", bound)};
        return page;
    }

private:
    bool may_close_at_once() const {
        return !asked_.on_behalf && !asked_.parent && asked_.step != "direct" &&
               can(context_.actor(), Deed::close, documents::subject_of(asked_.one));
    }

    std::string from_words() const {
        if (!asked_.parent) return {};
        const std::string who = text::fill(lang_.tr("%1 chuyển đến"), {asked_.parent->giver_label});
        return asked_.parent->opinion.empty() ? who : who + ": " + asked_.parent->opinion;
    }

    void add_steps(pages::HandlingForward& page, const std::string& link) const {
        if (asked_.on_behalf) return;
        const auto steps = steps_of(as_, asked_.one.owner_agency, asked_.parent.has_value());
        page.if_steps = steps.size() > 1;
        for (const auto& step : steps) {
            const std::string parent = asked_.parent ? "&parent=" + std::to_string(asked_.parent->id) : "";
            page.steps.push_back({.step_path = link + "/forwardings/new?step=" + step + parent,
                                  .if_current = step == asked_.step,
                                  .step_name = lang_.tr(step_title(step))});
        }
    }

    void add_leaders(pages::HandlingForward& page) const {
        if (!asked_.on_behalf) return;
        const std::string typed(context_.request.field("leader"));
        const Id held =
            asked_.parent && asked_.parent->receiver_kind == ReceiverKind::post ? asked_.parent->receiver : 0;
        for (const auto& leader : leaders(*directory_, asked_.one.owner_agency)) {
            page.leaders.push_back({.leader = leader.id,
                                    .if_chosen = typed.empty() ? leader.id == held : typed == std::to_string(leader.id),
                                    .leader_name = leader.name});
        }
    }

    void add_receivers(pages::HandlingForward& page) const {
        const auto list = parties(*directory_, asked_.one.owner_agency, asked_.step, as_);
        const std::string lead(context_.request.field("lead"));
        for (const auto& party : list) {
            if (party.usual)
                page.usual_leads.push_back(
                    {.value = party.value, .if_chosen = party.value == lead, .name = party.name});
            else
                page.other_leads.push_back(
                    {.value = party.value, .if_chosen = party.value == lead, .name = party.name});
        }
        for (const char* role : {"support", "information", "follow_up"}) page.groups.push_back(group_of(list, role));
    }

    pages::HandlingForward::GroupsItem group_of(const std::vector<Party>& list, const char* role) const {
        pages::HandlingForward::GroupsItem group{
            .group = lang_.tr(role_title(role)), .usual = {}, .if_open = false, .others = {}};
        for (const auto& party : list) {
            const bool ticked = holds_value(context_.request, role, party.value);
            // Few documents are followed by somebody: that list opens only when asked.
            if (party.usual && std::string_view(role) != "follow_up") {
                group.usual.push_back({.box = role, .value = party.value, .if_ticked = ticked, .name = party.name});
            } else {
                group.others.push_back({.box = role, .value = party.value, .if_ticked = ticked, .name = party.name});
                if (ticked) group.if_open = true;
            }
        }
        return group;
    }

    web::Context& context_;
    const dinh::pages::Lang& lang_;
    const Asked& asked_;
    const Answer& answer_;
    const Capacity& as_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

web::Response show(web::Context& context, const Asked& asked, const Answer& answer) {
    const Capacity& as = must(context.actor(), deed_of(asked), subject_of(asked));
    const auto page = FormPage(context, asked, answer, as).build();
    return web::page(context, page.heading.value(), page, answer.status);
}

// The step a person is likeliest to take when the address names none.
std::string step_or_usual(web::Context& context, std::string_view typed, const Asked& asked) {
    if (step_title(typed)[0] != '\0') return std::string(typed);
    const Capacity* as = can(context.actor(), Deed::forward, subject_of(asked));
    return as ? steps_of(*as, asked.one.owner_agency, asked.parent.has_value()).front() : "direct";
}

NewFile scan_of(web::Context& context) {
    for (const auto& upload : context.request.uploads) {
        if (upload.field != "scan" || upload.size_bytes == 0) continue;
        const auto stored = context.house.files->put(upload.spooled);
        return {"direction_scan", files::clean_name(upload.file_name, stored.media_type), stored, ""};
    }
    return {};
}

// Runs the deed of a form; what it refuses, and a change by somebody else meanwhile, bring the form back with all that
// was typed.
web::Response carry_out(web::Context& context, const Asked& asked, web::Form& form,
                        const std::function<void(db::Tx&)>& work, const std::string& said) {
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx);
            return asked.one.id;
        });
    } catch (const Refused& refused) {
        return show(context, asked, {refused.reasons(), form.version(), 422});
    } catch (const Conflict&) {
        return show(context, asked,
                    {{changed_meanwhile(context, kIncoming, asked.one.id)}, visible_here(context).version, 409});
    }
    context.flash(context.lang.tr(said));
    return web::see_other(link_of(asked.one.id));
}

}  // namespace

web::Response forwarding_form(web::Context& context) {
    Asked asked = asked_of(context, context.request.get("parent"), "", false);
    asked.step = step_or_usual(context, context.request.get("step"), asked);
    return show(context, asked, {{}, asked.one.version, 200});
}

web::Response create_forwardings(web::Context& context) {
    const Asked asked = asked_of(context, context.request.field("parent"), context.request.field("step"), false);
    web::Form form(context.request);
    const auto receivers = receivers_of(form, context.request);
    const std::string opinion = form.text("opinion", "Ý kiến", {.max = kMostLetters});
    const Id parent = asked.parent ? asked.parent->id : 0;
    if (form.ticked("close") && !asked.parent) {
        return carry_out(
            context, asked, form,
            [&](db::Tx& tx) {
                forward_to_know_and_close(tx, context.actor(), asked.one.id, form.version(), opinion, receivers);
            },
            "Đã chuyển để biết và kết thúc xử lý.");
    }
    return carry_out(
        context, asked, form,
        [&](db::Tx& tx) {
            forward(tx, context.actor(), asked.one.id, form.version(), parent, asked.step, opinion, receivers);
        },
        "Đã chuyển văn bản.");
}

web::Response direction_form(web::Context& context) {
    const Asked asked = asked_of(context, context.request.get("parent"), "direct", true);
    return show(context, asked, {{}, asked.one.version, 200});
}

web::Response create_direction(web::Context& context) {
    const Asked asked = asked_of(context, context.request.field("parent"), "direct", true);
    must(context.actor(), Deed::enter_direction_on_behalf, subject_of(asked));
    web::Form form(context.request);
    const auto receivers = receivers_of(form, context.request);
    const std::string opinion = form.text("opinion", "Ý kiến chỉ đạo", {.max = kMostLetters});
    const Id leader = form.id("leader", "Lãnh đạo đã bút phê");
    const NewFile scan = scan_of(context);
    const Id parent = asked.parent ? asked.parent->id : 0;
    return carry_out(
        context, asked, form,
        [&](db::Tx& tx) {
            enter_direction_on_behalf(tx, context.actor(), asked.one.id, form.version(), parent, leader, opinion,
                                      receivers, scan);
        },
        "Đã nhập ý kiến chỉ đạo.");
}

}  // namespace dinh::documents
