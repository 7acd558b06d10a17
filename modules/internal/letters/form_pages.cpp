// Drafting and changing: the two uses of one form.
#include <algorithm>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/pages.hpp"
#include "modules/internal/series/series.hpp"
#include "platform/deed/deed.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using Lang = dinh::pages::Lang;

constexpr web::Rule kAnyLength{.max = 50'000};  // the rules of the deed say what is too long

struct Use {
    const char* heading;
    const char* button;
    std::string action, back, known;
    Capacity place;  // who sends
    std::int64_t version = 0;
    std::optional<Letter> answered;  // the one that this answers
    std::vector<files::Ref> present;
};

struct Filled {
    const forms::Values& values;
    const std::vector<ReceiverInput>& ticked;
    std::vector<forms::KeptFile> kept;
    bool numbers = false;  // the unit has an open series
};

std::vector<forms::Choice> kinds(Day today) {
    std::vector<forms::Choice> list{{"", "Chọn…"}};
    for (const auto* one : rules::table("internal_documents").in_force("kind", today))
        list.push_back({one->text("id"), one->text("name")});
    return list;
}
std::vector<forms::Choice> urgencies(Day today) {
    std::vector<forms::Choice> list;
    for (const auto* one : rules::urgencies(today)) list.push_back({std::to_string(one->rank), one->name});
    return list;
}

void add_boxes(pages::LettersForm& page, const forms::Boxes& boxes, const directory::Snapshot& directory,
               const Actor& actor, bool choose_post, Day today) {
    if (choose_post) {
        std::vector<forms::Choice> places;
        for (const auto* one : own_posts(actor))
            places.push_back(
                {std::to_string(one->post), one->title + ", " + unit_words(directory, one->agency, one->unit)});
        page.boxes.push_back(boxes.select("post", "Gửi từ", places, {.width = "w-3"}));
    }
    page.boxes.push_back(boxes.select("kind", "Loại văn bản", kinds(today), {.width = "w-2"}));
    page.boxes.push_back(boxes.select("urgency", "Độ khẩn", urgencies(today), {.width = "w-1"}));
    page.boxes.push_back(
        boxes.day("due", "Hạn xử lý", {.width = "w-2", .hint = "Của nơi nhận để xử lý", .optional = true}));
    page.boxes.push_back(boxes.line("subject", "Trích yếu", {.most = 500}));
    page.boxes.push_back(
        boxes.area("body", "Nội dung", {.hint = "Hoặc đính kèm tệp", .optional = true, .most = 20'000}));
}

pages::LettersForm model_of(const Reader& reader, const directory::Snapshot& directory, const Use& use,
                            const Filled& filled) {
    const Lang& lang = reader.lang;
    const auto& values = filled.values;
    const bool choose_post = use.version == 0 && own_posts(reader.actor).size() > 1;
    const auto sender = unit_words(directory, use.place.agency, use.place.unit);
    pages::LettersForm page{.if_known = !use.known.empty(),
                            .back_path = use.back,
                            .known = use.known,
                            .heading = lang.tr(use.heading),
                            .sender = sender,
                            .if_errors = false,
                            .errors = {},
                            .if_answers = use.answered.has_value(),
                            .answered_path = use.answered ? flow::link_of(use.answered->id) : std::string(),
                            .answered = use.answered ? use.answered->subject : std::string(),
                            .action_path = use.action,
                            .csrf = reader.csrf,
                            .deed_key = deed::new_key(),
                            .version = use.version,
                            .answers = use.answered ? std::to_string(use.answered->id) : std::string(),
                            .if_one_post = !choose_post,
                            .one_post = std::to_string(use.place.post),
                            .boxes = {},
                            .if_numbers = filled.numbers || values.faulty("numbered"),
                            .if_numbered = !values.at("numbered").empty(),
                            .if_number_error = values.faulty("numbered"),
                            .number_error = values.fault_of(lang, "numbered"),
                            .groups = to_groups(lang, parties(directory, use.place), filled.ticked, values),
                            .if_file_error = false,
                            .file_error = "",
                            .if_present = !use.present.empty(),
                            .present = {},
                            .kept = {},
                            .button = lang.tr(use.button)};
    forms::add_errors(page, lang, values.faults);
    add_files(page, lang, values, filled.kept);
    for (const auto& ref : use.present) page.present.push_back({.position = ref.position, .present_name = ref.name});
    add_boxes(page, forms::Boxes(lang, values), directory, reader.actor, choose_post, clock::today());
    return page;
}

web::Response show_form(web::Context& context, const directory::Snapshot& directory, const Use& use,
                        const forms::Values& values, const std::vector<ReceiverInput>& ticked,
                        const std::vector<forms::KeptFile>& kept, int status) {
    const bool numbers = context.house.db->reading([&](db::Conn& conn) {
        return standing_series(conn, use.place.agency, use.place.unit, clock::today()).has_value();
    });
    return web::page(context, context.lang.tr(use.heading),
                     model_of(reader_of(context), directory, use, {values, ticked, kept, numbers}), status);
}

LetterInput read_input(web::Form& form, const web::Request& request) {
    LetterInput input;
    input.post = form.id("post", "Gửi từ");
    input.kind = form.line("kind", "Loại văn bản", kAnyLength);
    input.urgency = static_cast<int>(form.number("urgency", "Độ khẩn", 0, 3).value_or(0));
    input.due = form.day("due", "Hạn xử lý");
    input.subject = form.line("subject", "Trích yếu", kAnyLength);
    input.body = form.text("body", "Nội dung", kAnyLength);
    input.numbered = form.ticked("numbered");
    input.answers = form.id("answers", "Văn bản trả lời");
    input.receivers = receivers_typed(request);
    return input;
}

Use new_use(web::Context& context, std::string_view post, std::string_view answers) {
    const Capacity* place = context.actor().read_only ? nullptr : chosen_post(context, post);
    if (!place) throw Forbidden(who_may(Deed::draft), "internal: no post to send from");
    Use use{.heading = "Soạn văn bản nội bộ",
            .button = "Lưu dự thảo",
            .action = "/internal/letters/new",
            .back = "/internal/letters",
            .known = "",
            .place = *place,
            .answered = {},
            .present = {}};
    const Id answered = ids::parse(answers).value_or(0);
    if (answered != 0)
        use.answered =
            context.house.db->reading([&](db::Conn& conn) { return visible_letter(conn, context.actor(), answered); });
    return use;
}

Use change_use(web::Context& context, const directory::Snapshot& directory, const Letter& one) {
    must(context.actor(), Deed::change, subject_of(directory, one));
    Use use{.heading = "Sửa dự thảo",
            .button = "Lưu",
            .action = flow::link_of(one.id) + "/changes",
            .back = flow::link_of(one.id),
            .known = known_as(context.lang, one),
            .place = {},
            .version = one.version,
            .answered = {},
            .present = {}};
    use.place.post = one.sender_post;
    use.place.agency = one.owner_agency;
    use.place.unit = one.unit;
    const auto* own = directory.agency(one.owner_agency);
    if (own && own->kind == "office") use.place.served = own->parent;
    use.present = context.house.db->reading([&](db::Conn& conn) { return files::of_record(conn, kLetter, one.id); });
    return use;
}

forms::Values begin_with(const Use& use) {
    forms::Values values;
    values.values = {{"urgency", "0"}, {"post", std::to_string(use.place.post)}, {"numbered", "1"}};
    if (use.answered) values.values["subject"] = text::cut("Trả lời: " + use.answered->subject, 500);
    return values;
}

forms::Values values_of(const Letter& one) {
    forms::Values values;
    values.values = {{"kind", one.kind},          {"urgency", std::to_string(one.urgency)},
                     {"due", day_words(one.due)}, {"subject", one.subject},
                     {"body", one.body},          {"numbered", one.numbered ? "1" : ""}};
    return values;
}

std::vector<int> dropped_typed(const web::Request& request) {
    std::vector<int> positions;
    for (const auto value : request.fields("dropped")) {
        const auto position = ids::parse(value);
        if (position && *position < 100'000 && positions.size() < 100) positions.push_back(static_cast<int>(*position));
    }
    return positions;
}

web::Response again(web::Context& context, const directory::Snapshot& directory, const Use& use,
                    const std::vector<Reason>& faults, const Changes& typed, const forms::Uploaded& uploaded,
                    int status = 422) {
    return show_form(context, directory, use, forms::Values::typed(context.request, faults), typed.input.receivers,
                     uploaded.kept, status);
}

}  // namespace

web::Response new_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Use use = new_use(context, context.request.get("post"), context.request.get("answers"));
    std::vector<ReceiverInput> ticked;
    if (use.answered) {
        const bool unit = use.answered->unit != 0 && use.answered->unit != use.place.unit;
        const std::string party =
            unit ? "unit-" + std::to_string(use.answered->unit) : "post-" + std::to_string(use.answered->sender_post);
        ticked.push_back({party, "act"});
    }
    return show_form(context, *directory, use, begin_with(use), ticked, {}, 200);
}

web::Response create(web::Context& context) {
    const auto directory = directory::now(context.house);
    web::Form form(context.request);
    const LetterInput input = read_input(form, context.request);
    const Use use = new_use(context, form.typed("post"), form.typed("answers"));
    const auto uploaded = forms::take_uploads(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return draft(tx, context.actor(), *directory, input, new_files(uploaded));
        });
        context.flash(context.lang.tr("Đã lưu dự thảo."));
        return web::see_other(flow::link_of(id));
    } catch (const Refused& refused) {
        return again(context, *directory, use, refused.reasons(), {input, {}, {}}, uploaded);
    }
}

web::Response change_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Letter one = visible_here(context);
    const Use use = change_use(context, *directory, one);
    std::vector<ReceiverInput> ticked;
    for (const auto& each : context.house.db->reading([&](db::Conn& conn) { return receivers_of(conn, one.id); }))
        ticked.push_back({each.kind + "-" + std::to_string(each.party), each.role});
    return show_form(context, *directory, use, values_of(one), ticked, {}, 200);
}

web::Response change_it(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Letter one = visible_here(context);
    Use use = change_use(context, *directory, one);
    web::Form form(context.request);
    const Changes typed{read_input(form, context.request), {}, dropped_typed(context.request)};
    const auto uploaded = forms::take_uploads(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            change(tx, context.actor(), *directory, one.id, form.version(),
                   {typed.input, new_files(uploaded), typed.dropped_files});
            return one.id;
        });
    } catch (const Refused& refused) {
        use.version = form.version();
        return again(context, *directory, use, refused.reasons(), typed, uploaded);
    } catch (const Conflict&) {
        return again(context, *directory, use, {changed_meanwhile()}, typed, uploaded, 409);
    }
    context.flash(context.lang.tr("Đã lưu dự thảo."));
    return web::see_other(flow::link_of(one.id));
}

}  // namespace dinh::internal
