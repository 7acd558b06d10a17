// Preparing and describing: the two uses of one form.
#include "modules/documents/documents.hpp"
#include "modules/submissions/pages.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/words.hpp"
#include "platform/db/filter.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

using Lang = dinh::pages::Lang;
constexpr int kMostLetters = 50;
constexpr web::Rule kAnyLength{.max = 5000};  // the rules of the deed say what is too long

struct Use {
    const char* heading;
    const char* button;
    std::string action, back, known;
    std::int64_t version = 0;
    bool is_new = false, office = false;
    std::vector<forms::Choice> letters;
};

std::string letter_title(const std::string& mark, const std::string& subject) {
    return text::cut(mark + " – " + subject, 120);
}

// Those that wait in a submission already.
std::vector<Id> taken(db::Conn& conn, const std::vector<Id>& letters) {
    std::vector<Id> list;
    if (letters.empty()) return list;
    db::Filter where;
    where.in("letter_outgoing", letters).where("state NOT IN ('withdrawn', 'disagreed', 'removed')");
    for (const auto& row : where.run(conn, "submission.letters_taken", "SELECT letter_outgoing FROM submission", ""))
        list.push_back(row.integer(0));
    return list;
}

void add_own_letters(db::Conn& conn, const Actor& actor, Id agency, std::vector<forms::Choice>& choices) {
    const auto letters = documents::issued_of_kind(conn, actor, agency, "to_trinh", kMostLetters);
    std::vector<Id> ids;
    for (const auto& letter : letters) ids.push_back(letter.id);
    const auto gone = taken(conn, ids);
    for (const auto& letter : letters) {
        if (std::find(gone.begin(), gone.end(), letter.id) == gone.end())
            choices.push_back({"o" + std::to_string(letter.id), letter_title(letter.mark, letter.subject)});
    }
}

Use new_use(web::Context& context, const directory::Snapshot& directory) {
    const Actor& actor = context.actor();
    Use use{.heading = "Lập hồ sơ trình",
            .button = "Lập hồ sơ",
            .action = "/submissions/new",
            .back = "/submissions",
            .known = "",
            .is_new = true,
            .office = !committees_of(directory, actor).empty(),
            .letters = {{"", "Chọn…"}}};
    const auto senders = senders_of(directory, actor);
    if (actor.read_only || (senders.empty() && !use.office))
        throw Forbidden(who_may(Deed::prepare), "submissions: nobody to submit for");
    const Id incoming = ids::parse(context.request.get("incoming")).value_or(0);
    context.house.db->read([&](db::Conn& conn) {
        for (const Id agency : senders) add_own_letters(conn, actor, agency, use.letters);
        if (incoming == 0 || !grants::may_see(conn, actor, documents::kIncoming, incoming)) return;
        const auto letter = documents::incoming_brief(conn, incoming);
        if (letter)
            use.letters.push_back({"i" + std::to_string(incoming), letter_title(letter->mark, letter->subject)});
    });
    return use;
}

std::vector<forms::Choice> kind_choices(Day today) {
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto* kind : rules::table("submissions").in_force("kind", today))
        choices.push_back({kind->text("id"), kind->text("name")});
    return choices;
}

std::vector<forms::Choice> document_choices(Day today) {
    std::vector<forms::Choice> choices{{"", "Theo loại hồ sơ"}};
    for (const auto* kind : rules::kinds(today)) {
        const bool fits = kind->group == rules::KindGroup::administrative ||
                          (kind->group == rules::KindGroup::normative && kind->local);
        if (fits) choices.push_back({kind->id, kind->name});
    }
    return choices;
}

pages::SubmissionsForm model_of(const Lang& lang, const Use& use, const forms::Values& values, std::string csrf) {
    const Day today = clock::today();
    const forms::Boxes boxes(lang, values);
    pages::SubmissionsForm page{.if_known = !use.known.empty(),
                                .back_path = use.back,
                                .known = use.known,
                                .heading = lang.tr(use.heading),
                                .if_errors = false,
                                .errors = {},
                                .if_no_letters = use.is_new && !use.office && use.letters.size() < 2,
                                .action_path = use.action,
                                .csrf = std::move(csrf),
                                .deed_key = deed::new_key(),
                                .version = use.version,
                                .letter_fields = {},
                                .fields = {},
                                .button = lang.tr(use.button)};
    if (use.is_new) page.letter_fields.push_back(boxes.select("letter", "Tờ trình", use.letters, {.width = "w-4"}));
    if (use.is_new && use.office)
        page.letter_fields.push_back(boxes.line(
            "letter_mark", "Hoặc số, ký hiệu tờ trình đến",
            {.width = "w-2", .hint = "Tờ trình đã đến sổ của Ủy ban nhân dân", .optional = true, .most = 60}));
    page.fields = {
        boxes.line(
            "subject", "Nội dung trình",
            {.hint = use.is_new ? "Để trống: theo trích yếu của tờ trình" : "", .optional = use.is_new, .most = 500}),
        boxes.select("kind", "Loại hồ sơ", kind_choices(today), {.width = "w-2"}),
        boxes.select("document_kind", "Văn bản đề nghị ban hành", document_choices(today),
                     {.width = "w-2", .optional = true}),
        boxes.line("field", "Lĩnh vực", {.width = "w-2", .optional = true, .most = 100}),
        boxes.day("asked_day", "Đề nghị ban hành trước ngày", {.width = "w-2", .optional = true}),
        boxes.line("task_mark", "Văn bản giao việc",
                   {.width = "w-2",
                    .hint = "Số, ký hiệu văn bản đến đã giao cơ quan trình việc này",
                    .optional = true,
                    .most = 60})};
    forms::add_errors(page, lang, values.faults);
    return page;
}

SubmissionInput read_input(web::Form& form) {
    SubmissionInput input;
    const std::string letter = form.line("letter", "Tờ trình", kAnyLength);
    const Id id = letter.empty() ? 0 : ids::parse(std::string_view(letter).substr(1)).value_or(0);
    if (letter.starts_with("o")) input.letter_outgoing = id;
    if (letter.starts_with("i")) input.letter_incoming = id;
    input.subject = form.line("subject", "Nội dung trình", kAnyLength);
    input.kind = form.line("kind", "Loại hồ sơ", kAnyLength);
    input.document_kind = form.line("document_kind", "Văn bản đề nghị ban hành", kAnyLength);
    input.field = form.line("field", "Lĩnh vực", kAnyLength);
    input.asked_day = form.day("asked_day", "Đề nghị ban hành trước ngày");
    input.task_mark = form.line("task_mark", "Văn bản giao việc", kAnyLength);
    return input;
}

// What was left open is filled from the letter, whichever way it was named.
void complete(db::Conn& conn, const Actor& actor, const directory::Snapshot& directory, const std::string& mark,
              SubmissionInput& input) {
    for (const Id committee : committees_of(directory, actor)) {
        if (input.letter_outgoing != 0 || input.letter_incoming != 0) break;
        const auto found = documents::incoming_with_mark(conn, actor, committee, mark);
        if (!found.empty()) input.letter_incoming = found.front();
    }
    if (!input.subject.empty()) return;
    if (input.letter_outgoing != 0 && grants::may_see(conn, actor, documents::kOutgoing, input.letter_outgoing)) {
        if (const auto letter = documents::outgoing_brief(conn, input.letter_outgoing)) input.subject = letter->subject;
    }
    if (input.letter_incoming != 0 && grants::may_see(conn, actor, documents::kIncoming, input.letter_incoming)) {
        if (const auto letter = documents::incoming_brief(conn, input.letter_incoming)) input.subject = letter->subject;
    }
}

Use edit_use(web::Context& context, const Submission& one) {
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), Deed::edit, subject_of(conn, one)); });
    return {.heading = "Sửa thông tin hồ sơ",
            .button = "Lưu",
            .action = link_of(one.id) + "/description",
            .back = link_of(one.id),
            .known = known_as(context.lang, one),
            .version = one.version,
            .letters = {}};
}

forms::Values values_of(const Submission& one) {
    forms::Values shown;
    shown.values = {{"subject", one.subject}, {"kind", one.kind},           {"document_kind", one.document_kind},
                    {"field", one.field},     {"task_mark", one.task_mark}, {"asked_day", day_words(one.asked_day)}};
    return shown;
}

web::Response again(web::Context& context, const Use& use, std::vector<Reason> faults, int status) {
    return web::page(
        context, context.lang.tr(use.heading),
        model_of(context.lang, use, forms::Values::typed(context.request, std::move(faults)), context.csrf_token()),
        status);
}

}  // namespace

web::Response new_page(web::Context& context) {
    const Use use = new_use(context, *directory::now(context.house));
    forms::Values values;
    for (const char* given : {"letter", "incoming"}) {
        const Id id = ids::parse(context.request.get(given)).value_or(0);
        if (id != 0) values.values["letter"] = std::string(1, given[0] == 'l' ? 'o' : 'i') + std::to_string(id);
    }
    return web::page(context, context.lang.tr(use.heading), model_of(context.lang, use, values, context.csrf_token()));
}

web::Response create(web::Context& context) {
    const auto directory = directory::now(context.house);
    web::Form form(context.request);
    SubmissionInput input = read_input(form);
    const std::string mark = form.line("letter_mark", "Số, ký hiệu tờ trình", kAnyLength);
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            SubmissionInput whole = input;
            complete(tx, context.actor(), *directory, mark, whole);
            return prepare(tx, context.actor(), *directory, whole);
        });
        context.flash(context.lang.tr("Đã lập hồ sơ; hãy thêm thành phần hồ sơ rồi trình."));
        return web::see_other(link_of(id));
    } catch (const Refused& refused) {
        return again(context, new_use(context, *directory), refused.reasons(), 422);
    }
}

web::Response edit_page(web::Context& context) {
    const Submission one = visible_here(context);
    const Use use = edit_use(context, one);
    return web::page(context, context.lang.tr(use.heading),
                     model_of(context.lang, use, values_of(one), context.csrf_token()));
}

web::Response edit_it(web::Context& context) {
    const Submission one = visible_here(context);
    Use use = edit_use(context, one);
    web::Form form(context.request);
    const SubmissionInput input = read_input(form);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            edit(tx, context.actor(), one.id, form.version(), input);
            return one.id;
        });
        context.flash(context.lang.tr("Đã sửa thông tin hồ sơ."));
        return web::see_other(link_of(one.id));
    } catch (const Refused& refused) {
        use.version = form.version();
        return again(context, use, refused.reasons(), 422);
    } catch (const Conflict&) {
        return again(context, use, {changed_meanwhile()}, 409);
    }
}

}  // namespace dinh::submissions
