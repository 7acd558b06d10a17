// The deeds on a question that take a small form each.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/deadlines.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/pages.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using directory::Snapshot;
using Lang = dinh::pages::Lang;

struct Facts {
    Question one;
    Subject subject;
    std::shared_ptr<const Snapshot> directory;
    std::vector<Site> sites;  // others, where it may be passed on to
};
using Call = forms::SmallCall<Facts>;
using Fields = std::vector<layout::Field>;

Facts visible_here(web::Context& context) {
    Facts facts;
    facts.directory = directory::now(context.house);
    context.house.db->read([&](db::Conn& conn) {
        facts.one = visible_question(conn, context.actor(), context.request.id());
        facts.subject = subject_of(conn, facts.one);
        if (context.request.path.ends_with("/passing")) facts.sites = all_sites(conn);
    });
    std::erase_if(facts.sites, [&](const Site& site) { return !site.open() || site.id == facts.one.site; });
    return facts;
}

forms::SmallAbout about(const Lang& lang, const Facts& facts) {
    return {.list_path = "/portal/questions",
            .list_title = "Hỏi đáp",
            .path = question_deeds::link_of(facts.one.id),
            .known = lang.tr(question_kind_name(facts.one.kind)) + ", " + clock::show(facts.one.received_day),
            .subject = facts.one.subject,
            .version = facts.one.version,
            .kind = std::string(kQuestion)};
}

void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }

Reason changed_meanwhile(web::Context&, const Facts&) {
    return {"", "Có người vừa xử lý câu hỏi này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

// Units and people of the agency and of the office that works for it: "u12" a unit, "p34" a post.
std::vector<forms::Choice> holders(const Snapshot& directory, Id agency) {
    std::vector<forms::Choice> units{{"", "Chọn…"}}, posts;
    std::vector<Id> agencies{agency};
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant && !child->closed_on(directory.day)) agencies.push_back(child->id);
    for (const Id each : agencies) {
        for (const auto* unit : directory.units_of(each))
            if (!unit->until) units.push_back({"u" + std::to_string(unit->id), unit->name});
        for (const auto* post : directory.posts_of_agency(each))
            if (post->holder != 0) posts.push_back({"p" + std::to_string(post->id), directory.post_label(post->id)});
    }
    units.insert(units.end(), posts.begin(), posts.end());
    return units;
}

QuestionHolder holder_of(std::string_view typed) {
    const Id id = typed.empty() ? 0 : ids::parse(typed.substr(1)).value_or(0);
    if (typed.starts_with("u")) return {id, 0};
    return typed.starts_with("p") ? QuestionHolder{0, id} : QuestionHolder{};
}

Fields reason_box(const forms::Boxes& boxes, const Facts&) { return forms::reason_box(boxes); }
Fields no_boxes(const forms::Boxes&, const Facts&) { return {}; }
Fields assignment_boxes(const forms::Boxes& boxes, const Facts& facts) {
    return {boxes.select("holder", "Đơn vị, người trả lời", holders(*facts.directory, facts.one.owner_agency)),
            boxes.select("field", "Lĩnh vực", choices_of("field", "Chọn…")),
            boxes.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
void begin_assignment(forms::Values& values, const Facts& facts) {
    values.values["field"] = facts.one.field;
    if (facts.one.holder_unit != 0) values.values["holder"] = "u" + std::to_string(facts.one.holder_unit);
    if (facts.one.holder_post != 0) values.values["holder"] = "p" + std::to_string(facts.one.holder_post);
}
Fields hand_on_boxes(const forms::Boxes& boxes, const Facts& facts) {
    std::vector<forms::Choice> posts{{"", "Chọn…"}};
    for (const auto* post : facts.directory->posts_of_unit(facts.one.holder_unit))
        if (post->holder != 0) posts.push_back({std::to_string(post->id), facts.directory->post_label(post->id)});
    return {boxes.select("post", "Người trả lời", posts)};
}
Fields passing_boxes(const forms::Boxes& boxes, const Facts& facts) {
    std::vector<forms::Choice> sites{{"", "Chọn…"}};
    for (const auto& site : facts.sites) sites.push_back({std::to_string(site.id), site.name});
    return {boxes.select("site", "Trang của cơ quan trả lời", sites), boxes.line("reason", "Lý do", {.most = 500})};
}
Fields turning_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.select("as", "Nội dung gửi là", choices_of("turning", "Chọn…")),
            boxes.line("reason", "Lý do, để người gửi biết", {.most = 500})};
}
void begin_turning(forms::Values& values, const Facts& facts) { values.values["as"] = hinted_turning(facts.one); }
Fields refusal_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.select("as", "Lý do từ chối", choices_of("refusal", "Chọn…")),
            boxes.line("reason", "Giải thích, để người gửi biết", {.most = 500})};
}
Fields extension_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.day("until", "Hạn mới"), boxes.line("reason", "Lý do", {.most = 500})};
}
void begin_extension(forms::Values& values, const Facts& facts) {
    if (const auto latest = latest_extension(facts.one)) values.values["until"] = clock::show(*latest);
}
Fields answer_boxes(const forms::Boxes& boxes, const Facts& facts) {
    Fields fields{boxes.area("answer", "Trả lời", {.hint = "Không nêu tên người gửi"})};
    if (!facts.one.may_publish) return fields;
    fields.push_back(boxes.line("public_subject", "Tiêu đề khi công khai"));
    fields.push_back(
        boxes.area("public_body", "Câu hỏi khi công khai", {.hint = "Bỏ tên người, số điện thoại, số căn cước"}));
    return fields;
}
void begin_answer(forms::Values& values, const Facts& facts) {
    const Question& one = facts.one;
    values.values["answer"] = one.answer;
    values.values["public_subject"] = one.answer.empty() ? one.subject : one.public_subject;
    values.values["public_body"] = one.answer.empty() ? one.body : one.public_body;
    if (one.publish || (one.answer.empty() && one.may_publish)) values.values["publish"] = "1";
}

void run_assignment(Call& call) {
    assign_question(call.tx, call.actor(), *call.facts.directory, call.record(), call.version(),
                    holder_of(call.typed("holder")), call.typed("field"), call.typed("note"));
}
void run_hand_on(Call& call) {
    hand_question_on(call.tx, call.actor(), *call.facts.directory, call.record(), call.version(),
                     ids::parse(call.typed("post")).value_or(0));
}
void run_passing(Call& call) {
    pass_question_on(call.tx, call.actor(), *call.facts.directory, call.record(), call.version(),
                     ids::parse(call.typed("site")).value_or(0), call.typed("reason"));
}
void run_turning(Call& call) {
    turn_question_away(call.tx, call.actor(), call.record(), call.version(), call.typed("as"), call.typed("reason"));
}
void run_refusal(Call& call) {
    refuse_question(call.tx, call.actor(), call.record(), call.version(), call.typed("as"), call.typed("reason"));
}
void run_answer(Call& call) {
    draft_answer(call.tx, call.actor(), *call.facts.directory, call.record(), call.version(),
                 {std::string(call.typed("answer")), std::string(call.typed("public_subject")),
                  std::string(call.typed("public_body")), call.form.ticked("publish"), call.form.ticked("checked")});
}
void run_extension(Call& call) {
    const auto until = call.form.day("until", "Hạn mới", true);
    call.stop_at_faults();
    extend_question(call.tx, call.actor(), call.record(), call.version(), *until, call.typed("reason"));
}
void run_reopening(Call& call) {
    reopen_question(call.tx, call.actor(), *call.facts.directory, call.record(), call.version(), call.typed("reason"));
}

const forms::SmallDeed<Facts, Deed> kSmall[] = {
    {{"assignment", "Giao trả lời", "", "Giao", "Đã giao trả lời."},
     Deed::sort_question,
     assignment_boxes,
     run_assignment,
     begin_assignment},
    {{"handing-on", "Phân công", "", "Phân công", "Đã phân công."}, Deed::hand_on_question, hand_on_boxes, run_hand_on},
    {{"passing", "Chuyển trang khác", "Câu hỏi rời danh sách của bạn; người gửi vẫn tra cứu bằng mã cũ.", "Chuyển",
      "Đã chuyển trang khác."},
     Deed::sort_question,
     passing_boxes,
     run_passing},
    {{"turning-away", "Hướng dẫn gửi nơi tiếp công dân",
      "Khiếu nại, tố cáo không trả lời ở đây; người gửi đọc lý do và nơi gửi.", "Hướng dẫn", "Đã hướng dẫn."},
     Deed::sort_question,
     turning_boxes,
     run_turning,
     begin_turning},
    {{"refusal", "Từ chối", "", "Từ chối", "Đã từ chối.", {.bad = true}},
     Deed::sort_question,
     refusal_boxes,
     run_refusal},
    {{"approval", "Duyệt câu trả lời", "Người gửi đọc được ngay; nếu công khai, câu trả lời hiện trên trang.", "Duyệt",
      "Đã duyệt."},
     Deed::approve_answer,
     no_boxes,
     forms::plainly<approve_answer>},
    {{"return", "Trả lại để sửa", "", "Trả lại", "Đã trả lại để sửa."},
     Deed::approve_answer,
     reason_box,
     forms::with_reason<send_answer_back>},
    {{"extension", "Gia hạn", "", "Gia hạn", "Đã gia hạn."},
     Deed::extend_question,
     extension_boxes,
     run_extension,
     begin_extension},
    {{"reopening", "Làm lại", "Câu trả lời đang công khai được gỡ cho đến khi duyệt lại.", "Làm lại",
      "Đã mở lại để làm tiếp."},
     Deed::reopen_question,
     reason_box,
     run_reopening}};
const forms::SmallFrame<Facts, Deed> kFrame{.base = "/portal/questions/:id",
                                            .find = visible_here,
                                            .about = about,
                                            .must = must_on,
                                            .changed = changed_meanwhile};

web::Response draft_page(web::Context& context, const forms::SmallShown& shown, const Facts& facts,
                         const forms::SmallDeed<Facts, Deed>&, int status) {
    auto page = forms::small_page<pages::QuestionsDraft>(shown);
    if (facts.one.may_publish)
        page.publishing.push_back(
            {.if_publish = !shown.values.at("publish").empty(), .if_checked = !shown.values.at("checked").empty()});
    else
        page.reserved.push_back({.why_reserved = context.lang.tr("Người gửi không đồng ý công khai; chỉ người gửi đọc "
                                                                 "được câu trả lời.")});
    return web::page(context, context.lang.tr(shown.words.heading), page, status);
}
const forms::SmallDeed<Facts, Deed> kDrafts[] = {{{"answer", "Soạn trả lời", "", "Trình duyệt", "Đã trình duyệt."},
                                                  Deed::draft_answer,
                                                  answer_boxes,
                                                  run_answer,
                                                  begin_answer}};
const forms::SmallFrame<Facts, Deed> kDraftFrame{.base = "/portal/questions/:id",
                                                 .find = visible_here,
                                                 .about = about,
                                                 .must = must_on,
                                                 .changed = changed_meanwhile,
                                                 .page = draft_page};

// What came in person, by post or by telephone.
struct Entering {
    std::vector<Site> sites;
};
Entering entering(web::Context& context) {
    Entering found;
    context.house.db->read([&](db::Conn& conn) {
        for (auto& site : sites_of(conn, context.actor()))
            if (site.open() && can(context.actor(), Deed::enter_question, subject_of(conn, site)))
                found.sites.push_back(std::move(site));
    });
    if (found.sites.empty()) throw Forbidden(who_may(Deed::enter_question), "no site to enter questions for");
    return found;
}

web::Response show_enter(web::Context& context, const Entering& found, const forms::Values& values, int status) {
    const forms::Boxes boxes(context.lang, values);
    std::vector<forms::Choice> sites;
    for (const auto& site : found.sites) sites.push_back({std::to_string(site.id), site.name});
    pages::QuestionsEnter page{
        .if_errors = false,
        .errors = {},
        .csrf = context.csrf_token(),
        .deed_key = deed::new_key(),
        .fields = {boxes.select("site", "Trang", sites),
                   boxes.select("kind", "Loại", choices_of("kind", "Chọn…"), {.width = "w-2"}),
                   boxes.select("channel", "Cách gửi", choices_of("channel", "Chọn…"), {.width = "w-2"}),
                   boxes.day("received_day", "Ngày nhận", {.width = "w-2"})},
        .sender_fields = sender_boxes(boxes, "information"),
        .if_publish = !values.at("may_publish").empty()};
    for (auto& field : question_boxes(boxes, "information")) page.fields.push_back(std::move(field));
    forms::add_errors(page, context.lang, values.faults);
    return web::page(context, context.lang.tr("Nhập câu hỏi"), page, status);
}

web::Response enter_form(web::Context& context) {
    forms::Values values;
    values.values["received_day"] = clock::show(clock::today());
    return show_enter(context, entering(context), values, 200);
}

web::Response enter(web::Context& context) {
    const Entering found = entering(context);
    web::Form form(context.request);
    try {
        QuestionInput input = read_question(form, form.id("site", "Trang", true), std::string(form.typed("kind")));
        input.channel = form.typed("channel");
        input.received_day = form.day("received_day", "Ngày nhận", true);
        if (form.faulty()) throw Refused(form.all());
        const std::string code = question_code(context.house, form.key());
        const auto directory = directory::now(context.house);
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return ask_question(tx, context.actor(), *directory, input, {}, code);
        });
        return web::page(context, context.lang.tr("Đã nhập"),
                         pages::QuestionsEntered{.code = show_code(code), .show_path = question_deeds::link_of(id)});
    } catch (const Refused& refused) {
        return show_enter(context, found, forms::Values::typed(context.request, refused.reasons()), 422);
    }
}

}  // namespace

void deed_routes(web::Router& router) {
    forms::small_routes(router, kFrame, kSmall);
    forms::small_routes(router, kDraftFrame, kDrafts);
    router.get("/portal/questions/new", enter_form);
    router.post("/portal/questions/new", enter);
}

}  // namespace dinh::portal::question_pages
