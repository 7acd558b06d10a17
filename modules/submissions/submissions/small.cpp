#include "modules/submissions/submissions/small.hpp"

#include "modules/submissions/pages.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/words.hpp"

namespace dinh::submissions {

namespace {

struct Filled {
    const Small& small;
    const Facts& facts;
    const forms::Values& values;
    std::vector<forms::KeptFile> kept;
    std::int64_t version = 0;
    std::string csrf;
};

std::string_view without_new(std::string_view part) {
    constexpr std::string_view end = "/new";
    return part.ends_with(end) ? part.substr(0, part.size() - end.size()) : part;
}

std::string action_of(const Small& small, const Facts& facts) {
    std::string part(without_new(small.part));
    const auto put = [&](const char* place, Id id) {
        const auto at = part.find(place);
        if (at != std::string::npos) part.replace(at, 2, std::to_string(id));
    };
    if (facts.asked) put(":n", facts.asked->id);
    if (facts.part) put(":p", facts.part->id);
    return link_of(facts.one.id) + "/" + part;
}

// The question, and what was said with it when it was handed on.
std::string quote_of(const Facts& facts) {
    if (!facts.asked) return {};
    const bool said = facts.part && !facts.part->note.empty();
    return facts.asked->question + (said ? " – " + facts.part->note : std::string());
}

pages::SubmissionsDeed model_of(const dinh::pages::Lang& lang, const Filled& filled) {
    const auto& [small, facts, values, kept, version, csrf] = filled;
    const std::string file_fault = values.fault_of(lang, "files");
    pages::SubmissionsDeed page{.show_path = link_of(facts.one.id),
                                .known = known_as(lang, facts.one),
                                .heading = lang.tr(small.heading),
                                .subject = facts.one.subject,
                                .if_errors = false,
                                .errors = {},
                                .if_explain = small.explain[0] != '\0',
                                .explain = lang.tr(small.explain),
                                .if_quote = facts.asked.has_value(),
                                .quote = quote_of(facts),
                                .action_path = action_of(small, facts),
                                .if_upload = small.upload,
                                .csrf = csrf,
                                .deed_key = deed::new_key(),
                                .version = version,
                                .boxes = small.boxes(forms::Boxes(lang, values), facts),
                                .if_file_error = !file_fault.empty(),
                                .file_error = file_fault,
                                .kept = {},
                                .if_bad = small.bad,
                                .button = lang.tr(small.button)};
    for (const auto& one : kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    forms::add_errors(page, lang, values.faults);
    return page;
}

bool names(const Small& small, std::string_view place) {
    return std::string_view(small.part).find(place) != std::string_view::npos;
}

// A consultation only inside its own submission, a part only inside its own consultation.
void read_asked(db::Conn& conn, const web::Request& request, const Small& small, Facts& facts) {
    if (!names(small, ":n")) return;
    facts.asked = find_consultation(conn, ids::parse(request.place("n")).value_or(0));
    if (!facts.asked || facts.asked->submission != facts.one.id) throw NotFound("no such consultation");
    facts.subject.asked = facts.asked->agency;
    facts.parts = opinion_parts(conn, facts.one.id);
    std::erase_if(facts.parts, [&](const OpinionPart& one) { return one.consultation != facts.asked->id; });
    if (!names(small, ":p")) return;
    const Id wanted = ids::parse(request.place("p")).value_or(0);
    for (const auto& one : facts.parts)
        if (one.id == wanted) facts.part = one;
    if (!facts.part) throw NotFound("no such opinion part");
    facts.subject.part_unit = facts.part->unit();
    facts.subject.part_post = facts.part->post();
}

// The submission as the actor sees it.
Facts facts_here(web::Context& context, const Small& small, const directory::Snapshot& directory) {
    return context.house.db->reading([&](db::Conn& conn) {
        Facts facts{.directory = directory, .one = visible_submission(conn, context.actor(), context.request.id())};
        facts.subject = subject_of(conn, facts.one);
        read_asked(conn, context.request, small, facts);
        if (small.upload) facts.letter = letter_files(conn, facts.one);
        auto all = slips(conn, facts.one.id);
        if (!all.empty()) facts.slip = std::move(all.front());
        return facts;
    });
}

std::int64_t version_of(const Facts& facts) {
    if (facts.part) return facts.part->version;
    return facts.asked ? facts.asked->version : facts.one.version;
}

web::Response show(web::Context& context, const Filled& filled, int status) {
    return web::page(context, context.lang.tr(filled.small.heading), model_of(context.lang, filled), status);
}

web::Response small_form(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Facts facts = facts_here(context, small, *directory);
    must(context.actor(), small.right, facts.subject);
    forms::Values values;
    if (small.begin) small.begin(values, facts);
    return show(context, {small, facts, values, {}, version_of(facts), context.csrf_token()}, 200);
}

// Where the deed leads: where it says, or to the submission while the actor still sees it.
web::Response go_on(web::Context& context, const Small& small, Id id, const std::string& next) {
    context.flash(context.lang.tr(small.done));
    if (!next.empty()) return web::see_other(next);
    const bool still = context.house.db->reading(
        [&](db::Conn& conn) { return grants::may_see(conn, context.actor(), kSubmission, id); });
    return web::see_other(still ? link_of(id) : "/submissions");
}

std::string done(web::Context& context, const Small& small, const Facts& facts, web::Form& form,
                 const forms::Uploaded& uploaded) {
    if (form.faulty()) throw Refused(form.all());
    std::string next;
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        next = small.run(tx, {context.actor(), facts, form, uploaded});
        return facts.one.id;
    });
    return next;
}

web::Response small_deed(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Facts facts = facts_here(context, small, *directory);
    web::Form form(context.request);
    forms::Uploaded uploaded;
    if (small.upload) {
        must(context.actor(), small.right, facts.subject);
        uploaded = forms::take_uploads(context, form);
    }
    const auto again = [&](std::vector<Reason> faults, std::int64_t version, int status) {
        const auto values = forms::Values::typed(context.request, std::move(faults));
        return show(context, {small, facts, values, uploaded.kept, version, context.csrf_token()}, status);
    };
    try {
        return go_on(context, small, facts.one.id, done(context, small, facts, form, uploaded));
    } catch (const Refused& refused) {
        return again(refused.reasons(), form.version(), 422);
    } catch (const Conflict&) {
        return again({changed_meanwhile()}, version_of(facts), 409);
    }
}

}  // namespace

std::vector<layout::Field> no_boxes(const forms::Boxes&, const Facts&) { return {}; }

std::vector<forms::Choice> leader_choices(const Facts& facts) {
    namespace role = directory::role;
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto* post : facts.directory.posts_of_agency(facts.one.committee)) {
        const bool leads = post->has(role::kAgencyLeader) || post->has(role::kDeputyAgencyLeader);
        if (leads && post->holder != 0)
            choices.push_back({std::to_string(post->id), facts.directory.post_label(post->id)});
    }
    return choices;
}

void small_routes(web::Router& router, std::span<const Small> table) {
    for (const auto& small : table) {
        const std::string base = "/submissions/:id/";
        router.get(base + small.part, [&small](web::Context& context) { return small_form(context, small); });
        auto& route = router.post(base + std::string(without_new(small.part)),
                                  [&small](web::Context& context) { return small_deed(context, small); });
        if (small.upload) route.uploads();
    }
}

}  // namespace dinh::submissions
