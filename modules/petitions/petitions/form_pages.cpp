// Entering and correcting: the two uses of one form.
#include <functional>

#include "modules/petitions/officers/officers.hpp"
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

constexpr web::Rule kAnyLength{.max = 5000};  // the rules of the deed say what is too long
constexpr std::size_t kMostOthers = 60;

std::vector<forms::Choice> choices_of(std::string_view list, Day today) {
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto* one : rules::table("petitions").in_force(list, today))
        choices.push_back({one->text("id"), one->text("name")});
    return choices;
}

// Who else signed, one a line: "Họ tên; địa chỉ".
void add_others(std::string_view typed, std::vector<Sender>& senders) {
    for (const auto& line : text::split(typed, '\n')) {
        if (senders.size() > kMostOthers) return;
        const std::size_t cut = line.find(';');
        Sender one;
        one.name = text::clean_line(line.substr(0, cut));
        if (cut != std::string::npos) one.address = text::clean_line(line.substr(cut + 1));
        if (!one.name.empty()) senders.push_back(std::move(one));
    }
}

std::string others_of(const std::vector<Sender>& senders) {
    std::string lines;
    for (std::size_t i = 1; i < senders.size(); ++i)
        lines += senders[i].name + (senders[i].address.empty() ? "" : "; " + senders[i].address) + "\n";
    return lines;
}

PetitionInput read_input(web::Form& form) {
    PetitionInput input;
    input.issuing_body = form.id("issuing_body", "Sổ đơn");
    input.kind = form.line("kind", "Loại đơn", kAnyLength);
    input.round = static_cast<int>(form.number("round", "Lần khiếu nại", 1, 2).value_or(1));
    input.channel = form.line("channel", "Nguồn đơn", kAnyLength);
    input.passed_from = form.line("passed_from", "Cơ quan chuyển đến", kAnyLength);
    input.received_day = form.day("received_day", "Ngày nhận đơn", true);
    input.summary = form.line("summary", "Nội dung tóm tắt", kAnyLength);
    input.field = form.line("field", "Lĩnh vực", kAnyLength);
    input.people = static_cast<int>(form.number("people", "Số người ký đơn", 1, 100'000).value_or(1));
    input.anonymous = form.ticked("anonymous");
    input.double_answered = form.ticked("double_answered");
    input.senders.push_back({form.line("sender_name", "Họ tên", kAnyLength),
                             form.line("sender_address", "Địa chỉ", kAnyLength),
                             form.line("sender_phone", "Điện thoại", kAnyLength),
                             form.line("sender_id", "Số định danh", kAnyLength), false});
    add_others(form.text("others", "Những người khác cùng ký"), input.senders);
    input.senders.front().representative = input.senders.size() > 1;
    return input;
}

forms::Values values_of(const Petition& one, const std::vector<Sender>& senders) {
    forms::Values shown;
    auto& values = shown.values;
    values["kind"] = one.kind;
    values["round"] = std::to_string(one.round);
    values["channel"] = one.channel;
    values["passed_from"] = one.passed_from;
    values["received_day"] = clock::show(one.received_day);
    values["summary"] = one.summary;
    values["field"] = one.field;
    values["people"] = std::to_string(one.people);
    values["others"] = others_of(senders);
    if (senders.empty()) {
        values["anonymous"] = "1";
        return shown;
    }
    values["sender_name"] = senders[0].name;
    values["sender_address"] = senders[0].address;
    values["sender_phone"] = senders[0].phone;
    values["sender_id"] = senders[0].id_number;
    return shown;
}

struct Use {
    const char* heading;
    const char* button;
    std::string action, back, known;
    std::int64_t version = 0;
    std::vector<Id> bodies;  // empty: a correction
    bool asks_reason = false;
};

void add_fields(pages::PetitionsForm& page, const forms::Boxes& fields, const Use& use, Day today) {
    page.fields = {
        fields.line("summary", "Nội dung tóm tắt",
                    {.hint = "Không nêu tên người gửi: danh sách, tìm kiếm, thông báo dùng lời này", .most = 500}),
        fields.select("kind", "Loại đơn", choices_of("kind", today), {.width = "w-2"}),
        fields.select("round", "Lần khiếu nại", {{"1", "Lần đầu"}, {"2", "Lần hai"}}, {.width = "w-2"}),
        fields.select("channel", "Nguồn đơn", choices_of("channel", today), {.width = "w-2"}),
        fields.day("received_day", "Ngày nhận đơn", {.width = "w-2"}),
        fields.line("passed_from", "Cơ quan chuyển đến", {.width = "w-3", .optional = true}),
        fields.line("field", "Lĩnh vực", {.width = "w-2", .optional = true, .most = 100})};
    page.sender_fields = {
        fields.line("sender_name", "Họ tên", {.width = "w-2", .hint = "Đơn đông người: người đại diện"}),
        fields.line("sender_address", "Địa chỉ", {.width = "w-4", .optional = true, .most = 300}),
        fields.line("sender_phone", "Điện thoại", {.width = "w-2", .optional = true, .most = 30}),
        fields.line("sender_id", "Số định danh", {.width = "w-2", .optional = true, .most = 30}),
        fields.number("people", "Số người ký đơn", {.width = "w-1"}),
        fields.area("others", "Những người khác cùng ký",
                    {.hint = "Mỗi dòng một người: họ tên; địa chỉ", .optional = true})};
    if (use.asks_reason) page.reason_fields = {fields.line("reason", "Lý do sửa", {.most = 500})};
}

struct Filled {
    const forms::Values& values;
    std::vector<forms::KeptFile> kept;
    std::vector<Petition> doubles;
    std::string csrf;
};

pages::PetitionsForm model_of(const dinh::pages::Lang& lang, const directory::Snapshot& directory, const Use& use,
                              const Filled& filled) {
    const auto& values = filled.values;
    const auto anonymous = values.values.find("anonymous");
    const auto name_of = [&](Id body) { return directory.issuing_body(body)->name; };
    pages::PetitionsForm page{.if_known = !use.known.empty(),
                              .back_path = use.back,
                              .known = use.known,
                              .heading = lang.tr(use.heading),
                              .book = use.bodies.size() == 1 ? name_of(use.bodies[0]) : std::string(),
                              .if_errors = false,
                              .errors = {},
                              .action_path = use.action,
                              .if_upload = !use.bodies.empty(),
                              .csrf = filled.csrf,
                              .deed_key = deed::new_key(),
                              .version = use.version,
                              .body_fields = {},
                              .if_one_body = use.bodies.size() == 1,
                              .one_body = use.bodies.size() == 1 ? std::to_string(use.bodies[0]) : std::string(),
                              .fields = {},
                              .sender_fields = {},
                              .if_anonymous = anonymous != values.values.end() && !anonymous->second.empty(),
                              .reason_fields = {},
                              .if_file_error = false,
                              .file_error = "",
                              .kept = {},
                              .if_doubles = !filled.doubles.empty(),
                              .doubles = {},
                              .button = lang.tr(use.button)};
    forms::add_errors(page, lang, values.faults);
    const forms::Boxes fields(lang, values);
    add_fields(page, fields, use, clock::today());
    if (use.bodies.size() > 1) {
        std::vector<forms::Choice> books;
        for (const Id body : use.bodies) books.push_back({std::to_string(body), name_of(body)});
        page.body_fields = {fields.select("issuing_body", "Sổ đơn của", books, {.width = "w-4"})};
    }
    for (const auto& fault : values.faults) {
        if (fault.field != "files") continue;
        page.if_file_error = true;
        page.file_error = lang.say(fault.said);
    }
    for (const auto& kept : filled.kept) page.kept.push_back({.kept_token = kept.token, .kept_name = kept.name});
    for (const auto& one : filled.doubles)
        page.doubles.push_back(
            {.double_path = link_of(one.id), .double_ = known_as(lang, one), .double_summary = one.summary});
    return page;
}

Use new_use(web::Context& context, const directory::Snapshot& directory) {
    Use use{.heading = "Vào sổ đơn",
            .button = "Vào sổ đơn",
            .action = "/petitions/new",
            .back = "/petitions",
            .known = "",
            .bodies = context.house.db->reading(
                [&](db::Conn& conn) { return bodies_taken_in(conn, directory, context.actor()); })};
    if (use.bodies.empty() || context.actor().read_only)
        throw Forbidden(who_may(Deed::take_in), "petitions: no book to enter into");
    return use;
}

Use correction_use(web::Context& context, const Petition& one) {
    context.house.db->read([&](db::Conn& conn) { must(context.actor(), Deed::correct, subject_of(conn, one)); });
    if (!shows_sender(one)) throw NotFound("petition not received yet");
    return {.heading = "Sửa thông tin đơn",
            .button = "Lưu",
            .action = link_of(one.id) + "/correction",
            .back = link_of(one.id),
            .known = known_as(context.lang, one),
            .version = one.version,
            .bodies = {},
            .asks_reason = true};
}

// The form's own faults and those of the rules together, so that nothing is told piece by piece.
void judge(const dinh::pages::Lang& lang, web::Form& form, const PetitionInput& input) {
    if (!form.faulty()) return;
    Reasons reasons;
    checked(input, reasons);
    try {
        reasons.done();
    } catch (const Refused& refused) {
        for (const auto& reason : refused.reasons())
            if (form.fault_of(reason.field).empty()) form.fault(reason.field, lang.say(reason.said));
    }
}

web::Response again(web::Context& context, const Use& use, const web::Form& form, const PetitionInput& input,
                    const forms::Uploaded& uploaded, int status) {
    const auto directory = directory::now(context.house);
    std::vector<Petition> found;
    if (!use.bodies.empty() && !input.double_answered) {
        found = context.house.db->reading([&](db::Conn& conn) {
            return doubles(conn, context.actor(), input.issuing_body, input.senders, input.summary);
        });
    }
    return web::page(
        context, context.lang.tr(use.heading),
        model_of(context.lang, *directory, use,
                 {forms::Values::typed(context.request, form.all()), uploaded.kept, found, context.csrf_token()}),
        status);
}

}  // namespace

web::Response new_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Use use = new_use(context, *directory);
    forms::Values values;
    values.values = {{"received_day", clock::show(clock::today())}, {"people", "1"}, {"round", "1"}};
    return web::page(context, context.lang.tr(use.heading),
                     model_of(context.lang, *directory, use, {values, {}, {}, context.csrf_token()}));
}

web::Response create(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Use use = new_use(context, *directory);
    web::Form form(context.request);
    const PetitionInput input = read_input(form);
    const forms::Uploaded uploaded = forms::take_uploads(context, form);
    judge(context.lang, form, input);
    if (form.faulty()) return again(context, use, form, input, uploaded, 422);
    try {
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return take_in(tx, context.actor(), *directory, input, new_files(uploaded));
        });
        context.flash(context.lang.tr("Đã vào sổ đơn."));
        return web::see_other(link_of(id));
    } catch (const Refused& refused) {
        form.faults(refused);
        return again(context, use, form, input, uploaded, 422);
    }
}

web::Response correction_page(web::Context& context) {
    const Petition one = visible_here(context);
    const Use use = correction_use(context, one);
    const auto senders = context.house.db->reading([&](db::Conn& conn) { return senders_of(conn, one.id); });
    return web::page(context, context.lang.tr(use.heading),
                     model_of(context.lang, *directory::now(context.house), use,
                              {values_of(one, senders), {}, {}, context.csrf_token()}));
}

web::Response correct_it(web::Context& context) {
    const Petition one = visible_here(context);
    Use use = correction_use(context, one);
    web::Form form(context.request);
    const PetitionInput input = read_input(form);
    judge(context.lang, form, input);
    int status = 422;
    try {
        if (form.faulty()) return again(context, use, form, input, {}, status);
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            correct(tx, context.actor(), one.id, form.version(), input, form.typed("reason"));
            return one.id;
        });
        context.flash(context.lang.tr("Đã sửa thông tin đơn."));
        return web::see_other(link_of(one.id));
    } catch (const Refused& refused) {
        form.faults(refused);
        use.version = form.version();
    } catch (const Conflict&) {
        form.fault("", context.lang.say(changed_meanwhile().said));
        status = 409;
    }
    return again(context, use, form, input, {}, status);
}

}  // namespace dinh::petitions
