// Small forms of an entry: a reason to cancel or decline, an attendee to name.
#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/handlers.hpp"
#include "modules/meetings/pages.hpp"
#include "modules/meetings/reader.hpp"
#include "modules/meetings/weeks/week_view.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"

namespace dinh::meetings {

namespace {

struct Small {
    const char* heading;
    const char* part;
    const char* done;
    bool bad = false;
};
constexpr Small kCancel{"Hủy lịch", "/cancellation", "Đã hủy lịch.", true};
constexpr Small kDecline{"Không nhận đăng ký lịch", "/refusal", "Đã trả lời người đăng ký.", true};
constexpr Small kName{"Cử người dự", "/attendees", "Đã cử người dự."};

Entry entry_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_entry(conn, context.actor(), context.request.id()); });
}

const Participant& invited_of(const Entry& entry, std::string_view asked) {
    const Id id = ids::parse(asked).value_or(0);
    for (const auto& one : entry.participants)
        if (one.id == id && one.role != "named") return one;
    throw NotFound("no participant " + std::to_string(id) + " of entry " + std::to_string(entry.id));
}

// People of the unit first, of a post's unit likewise; nobody who is in already.
std::vector<forms::Choice> candidates(const directory::Snapshot& directory, const Entry& entry,
                                      const Participant& invited) {
    const auto* own = invited.kind == "post" ? directory.post(invited.who) : nullptr;
    const Id unit = invited.kind == "unit" ? invited.who : own ? own->unit : 0;
    std::vector<forms::Choice> options{{"", "(chọn)"}};
    for (const bool near : {true, false})
        for (const auto* post : posts_of_calendar(directory, entry.agency)) {
            const bool in = std::any_of(entry.participants.begin(), entry.participants.end(),
                                        [&](const Participant& one) { return one.who == post->id; });
            if (!in && (post->unit == unit) == near)
                options.push_back({std::to_string(post->id), directory.post_label(post->id)});
        }
    return options;
}

pages::EntriesDeed small_model(const Reader& reader, const Small& small, const Entry& entry, const Participant* invited,
                               const forms::Values& typed) {
    const forms::Boxes boxes(reader.lang, typed);
    pages::EntriesDeed page{.week_path = link_of_week(monday_of(entry.first_day())),
                            .show_path = link_of_entry(entry.id),
                            .when = when_words(entry),
                            .heading = reader.lang.tr(small.heading),
                            .subject = entry.subject,
                            .if_errors = !typed.faults.empty(),
                            .errors = {},
                            .if_for = invited != nullptr,
                            .for_name = invited ? invited->label : std::string(),
                            .action_path = link_of_entry(entry.id) + small.part,
                            .csrf = reader.csrf,
                            .deed_key = deed::new_key(),
                            .version = entry.version,
                            .for_id = invited ? invited->id : 0,
                            .boxes = {},
                            .if_bad = small.bad,
                            .button = reader.lang.tr(small.heading)};
    forms::add_errors(page, reader.lang, typed.faults);
    if (invited)
        page.boxes = {boxes.select("post", "Người dự", candidates(*reader.directory, entry, *invited))};
    else
        page.boxes = {boxes.line("reason", "Lý do", {.most = 500})};
    return page;
}

web::Response small_page(web::Context& context, const Small& small, const Entry& entry, const Participant* invited,
                         const forms::Values& typed, int status) {
    return web::page(context, context.lang.tr(small.heading),
                     small_model(reader_of(context), small, entry, invited, typed), status);
}

template <class Work>
web::Response small_deed(web::Context& context, const Small& small, bool names, Work&& work) {
    web::Form form(context.request);
    const Entry entry = entry_here(context);
    const Participant* invited = names ? &invited_of(entry, form.typed("for")) : nullptr;
    forms::Values typed;
    int status = 422;
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            work(tx, entry.id, form);
            return entry.id;
        });
        context.flash(context.lang.tr(small.done));
        return web::see_other(link_of_entry(entry.id));
    } catch (const Refused& refused) {
        typed = forms::Values::typed(context.request, refused.reasons());
    } catch (const Conflict& conflict) {
        typed = forms::Values::typed(context.request, {{"", conflict.said()}});
        status = 409;
    }
    return small_page(context, small, entry, invited, typed, status);
}

}  // namespace

web::Response cancel_form(web::Context& context) {
    const Entry entry = entry_here(context);
    must(context.actor(), Deed::cancel_entry, subject_of(entry));
    return small_page(context, kCancel, entry, nullptr, {}, 200);
}
web::Response cancel_one(web::Context& context) {
    return small_deed(context, kCancel, false, [&](db::Tx& tx, Id id, const web::Form& form) {
        cancel_entry(tx, context.actor(), id, form.version(), form.typed("reason"));
    });
}
web::Response decline_form(web::Context& context) {
    const Entry entry = entry_here(context);
    must(context.actor(), Deed::draw_up, subject_of(entry));
    return small_page(context, kDecline, entry, nullptr, {}, 200);
}
web::Response decline_one(web::Context& context) {
    return small_deed(context, kDecline, false, [&](db::Tx& tx, Id id, const web::Form& form) {
        decline_entry(tx, context.actor(), id, form.version(), form.typed("reason"));
    });
}
web::Response attendee_form(web::Context& context) {
    const Entry entry = entry_here(context);
    const auto& invited = invited_of(entry, context.request.get("for"));
    Subject subject = subject_of(entry);
    (invited.kind == "unit" ? subject.units : subject.posts) = {invited.who};
    (invited.kind == "unit" ? subject.posts : subject.units).clear();
    must(context.actor(), Deed::name_attendee, subject);
    return small_page(context, kName, entry, &invited, {}, 200);
}
web::Response name_one(web::Context& context) {
    return small_deed(context, kName, true, [&](db::Tx& tx, Id id, web::Form& form) {
        const Id invited = ids::parse(form.typed("for")).value_or(0), post = ids::parse(form.typed("post")).value_or(0);
        name_attendee(tx, context.actor(), id, form.version(), invited, post);
    });
}

}  // namespace dinh::meetings
