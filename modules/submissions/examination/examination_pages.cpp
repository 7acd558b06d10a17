// The small forms of the committee's office and of those it asks.
#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/opinion_parts.hpp"
#include "modules/submissions/results/results.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/rule.hpp"
#include "modules/submissions/submissions/small.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

using directory::Snapshot;

// Units and people that work for the committee: "u12" a unit, "p34" a post.
std::vector<forms::Choice> examiners(const Facts& facts) {
    const Snapshot& directory = facts.directory;
    const auto place = committee_itself(directory, facts.one.committee);
    std::vector<forms::Choice> choices{{"", "Chọn…"}}, posts;
    for (const auto* unit : directory.units_of(place ? place->office : facts.one.committee)) {
        if (unit->kind == "leadership" || (unit->until && *unit->until <= directory.day)) continue;
        choices.push_back({"u" + std::to_string(unit->id), unit->name});
        for (const auto* post : directory.posts_of_unit(unit->id)) {
            if (post->holder != 0)
                posts.push_back({"p" + std::to_string(post->id), unit->name + ": " + directory.post_label(post->id)});
        }
    }
    choices.insert(choices.end(), posts.begin(), posts.end());
    return choices;
}

Examiner examiner_of(std::string_view typed) {
    const Id id = typed.empty() ? 0 : ids::parse(typed.substr(1)).value_or(0);
    if (typed.starts_with("u")) return {id, 0};
    return typed.starts_with("p") ? Examiner{0, id} : Examiner{};
}

// One agency a line, by name or abbreviation. A line that names none, or several, is a fault.
std::vector<Id> agencies_of(const Snapshot& directory, std::string_view typed) {
    Reasons reasons;
    std::vector<Id> list;
    for (const auto& raw : text::split(typed, '\n')) {
        const std::string line = text::clean_line(raw);
        if (line.empty() || list.size() > 40) continue;
        std::vector<Id> same;
        for (const auto* one : directory.suggest(line, 20)) {
            const bool named = text::fold(one->name) == text::fold(line) ||
                               text::fold(one->short_name) == text::fold(line) || one->abbreviation == line;
            if (named && one->tenant && !one->closed_on(directory.day)) same.push_back(one->id);
        }
        if (same.size() == 1)
            list.push_back(same.front());
        else
            reasons.add("agencies", Said(same.empty() ? "Không thấy cơ quan “%1”." : "Có nhiều cơ quan tên “%1”.",
                                         {text::cut(line, 100)}));
    }
    reasons.done();
    return list;
}

std::vector<layout::Field> examiner_boxes(const forms::Boxes& boxes, const Facts& facts) {
    return {boxes.select("examiner", "Đơn vị, người thẩm tra", examiners(facts))};
}
std::vector<layout::Field> hand_on_boxes(const forms::Boxes& boxes, const Facts& facts) {
    std::vector<forms::Choice> posts{{"", "Chọn…"}};
    for (const auto* post : facts.directory.posts_of_unit(facts.one.unit))
        if (post->holder != 0) posts.push_back({std::to_string(post->id), facts.directory.post_label(post->id)});
    return {boxes.select("post", "Người thẩm tra", posts)};
}
std::vector<layout::Field> return_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.area("reasons", "Các lý do trả lại", {.hint = "Ghi đủ mọi lý do: hồ sơ chỉ trả lại một lần"})};
}
std::vector<layout::Field> ask_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.area("agencies", "Cơ quan được hỏi", {.hint = "Mỗi dòng một cơ quan: tên hoặc chữ viết tắt"}),
            boxes.area("question", "Nội dung cần hỏi"), boxes.day("due", "Hạn trả lời", {.width = "w-2"})};
}
void begin_ask(forms::Values& values, const Facts&) {
    values.values["due"] = clock::show(step_due("opinion", clock::today()));
}
std::vector<layout::Field> answer_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.area("text", "Ý kiến"),
            boxes.line("mark", "Số, ký hiệu văn bản cho ý kiến", {.width = "w-2", .optional = true, .most = 60})};
}
// What came back from inside is what the answer begins with.
void begin_answer(forms::Values& values, const Facts& facts) {
    std::string words;
    for (const auto& one : facts.parts)
        if (one.state == "answered" && one.parent == (facts.part ? facts.part->id : 0))
            words += (words.empty() ? "" : "\n\n") + one.label + ": " + one.answer;
    values.values["text"] = words;
}
std::vector<layout::Field> part_answer_boxes(const forms::Boxes& boxes, const Facts&) {
    return {boxes.area("text", "Ý kiến")};
}

// Units and people of the agency that is asked, of a unit's part the people of the unit: "u12", "p34".
std::vector<forms::Choice> insiders(const Facts& facts) {
    const Snapshot& directory = facts.directory;
    std::vector<forms::Choice> choices{{"", "Chọn…"}}, posts;
    const auto add = [&](const directory::Post* post, const std::string& unit) {
        if (post->holder != 0)
            posts.push_back(
                {"p" + std::to_string(post->id), directory.post_label(post->id) + (unit.empty() ? "" : ", " + unit)});
    };
    if (facts.part) {
        for (const auto* post : directory.posts_of_unit(facts.part->unit())) add(post, "");
    } else {
        for (const auto* unit : directory.units_of(facts.asked->agency))
            if (!unit->until || *unit->until > directory.day)
                choices.push_back({"u" + std::to_string(unit->id), unit->name});
        for (const auto* post : directory.posts_of_agency(facts.asked->agency))
            add(post, directory.unit_name(post->unit));
    }
    choices.insert(choices.end(), posts.begin(), posts.end());
    return choices;
}
std::vector<layout::Field> handing_boxes(const forms::Boxes& boxes, const Facts& facts) {
    return {boxes.select("to", "Giao cho", insiders(facts)),
            boxes.day("due", "Hạn cho ý kiến trong cơ quan", {.width = "w-2", .optional = true}),
            boxes.line("note", "Yêu cầu", {.optional = true, .most = 500})};
}

std::vector<layout::Field> document_boxes(const forms::Boxes& boxes, const Facts& facts) {
    std::vector<forms::Choice> kinds;
    for (const auto* kind : rules::kinds(clock::today())) {
        const bool fits = kind->group == rules::KindGroup::administrative ||
                          (kind->group == rules::KindGroup::normative && kind->local);
        if (fits) kinds.push_back({kind->id, kind->name});
    }
    return {boxes.select("kind", "Tên loại văn bản", kinds), boxes.area("subject", "Trích yếu"),
            boxes.select("signer", "Người ký", leader_choices(facts))};
}
void begin_document_form(forms::Values& values, const Facts& facts) {
    values.values = {{"kind", facts.one.document_kind},
                     {"subject", facts.one.subject},
                     {"signer", std::to_string(facts.slip ? facts.slip->leader : 0)}};
}

std::string run_receipt(db::Tx& tx, const Asked& asked) {
    receive(tx, asked.actor, asked.facts.directory, asked.id(), asked.version());
    return {};
}
std::string run_assignment(db::Tx& tx, const Asked& asked) {
    assign(tx, asked.actor, asked.facts.directory, asked.id(), asked.version(), examiner_of(asked.typed("examiner")));
    return {};
}
std::string run_hand_on(db::Tx& tx, const Asked& asked) {
    hand_on(tx, asked.actor, asked.id(), asked.version(), asked.id_of("post"));
    return {};
}
std::string run_return(db::Tx& tx, const Asked& asked) {
    give_back(tx, asked.actor, asked.id(), asked.version(), asked.typed("reasons"));
    return {};
}
std::string run_ask(db::Tx& tx, const Asked& asked) {
    const auto due = asked.form.day("due", "Hạn trả lời", true);
    if (asked.form.faulty()) throw Refused(asked.form.all());
    ask_opinion(tx, asked.actor, asked.id(), asked.version(),
                agencies_of(asked.facts.directory, asked.typed("agencies")), asked.typed("question"), due);
    return {};
}
std::string run_answer(db::Tx& tx, const Asked& asked) {
    give_opinion(tx, asked.actor, asked.facts.asked->id, asked.version(),
                 {std::string(asked.typed("text")), std::string(asked.typed("mark"))});
    return {};
}
Handing handing_of(const Asked& asked) {
    const auto due = asked.form.day("due", "Hạn cho ý kiến trong cơ quan");
    if (asked.form.faulty()) throw Refused(asked.form.all());
    const Examiner to = examiner_of(asked.typed("to"));
    return {to.unit, to.post, due, std::string(asked.typed("note"))};
}
std::string run_handing(db::Tx& tx, const Asked& asked) {
    hand_opinion(tx, asked.actor, asked.facts.asked->id, asked.version(), handing_of(asked));
    return {};
}
std::string run_part_handing(db::Tx& tx, const Asked& asked) {
    hand_opinion_part(tx, asked.actor, asked.facts.part->id, asked.version(), handing_of(asked));
    return {};
}
std::string run_part_answer(db::Tx& tx, const Asked& asked) {
    answer_opinion_part(tx, asked.actor, asked.facts.part->id, asked.version(), asked.typed("text"));
    return {};
}
std::string run_document(db::Tx& tx, const Asked& asked) {
    const Id outgoing =
        begin_document(tx, asked.actor, asked.facts.directory, asked.id(), asked.version(),
                       {std::string(asked.typed("kind")), std::string(asked.typed("subject")), asked.id_of("signer")});
    return "/documents/outgoing/" + std::to_string(outgoing);
}

const Small kSmall[] = {
    {.part = "receipt",
     .right = Deed::receive,
     .heading = "Tiếp nhận hồ sơ trình",
     .explain = "Thời hạn thẩm tra tính từ hôm nay.",
     .button = "Tiếp nhận",
     .done = "Đã tiếp nhận hồ sơ.",
     .boxes = no_boxes,
     .begin = nullptr,
     .run = run_receipt},
    {.part = "assignment",
     .right = Deed::assign,
     .heading = "Phân công thẩm tra",
     .explain = "",
     .button = "Phân công",
     .done = "Đã phân công thẩm tra.",
     .boxes = examiner_boxes,
     .begin = nullptr,
     .run = run_assignment},
    {.part = "handing-on",
     .right = Deed::hand_on,
     .heading = "Phân công trong đơn vị",
     .explain = "",
     .button = "Phân công",
     .done = "Đã phân công thẩm tra.",
     .boxes = hand_on_boxes,
     .begin = nullptr,
     .run = run_hand_on},
    {.part = "return",
     .right = Deed::give_back,
     .heading = "Trả lại để hoàn thiện",
     .explain = "Hồ sơ trở về cơ quan trình; những ý kiến còn chờ không chờ nữa.",
     .button = "Trả lại",
     .done = "Đã trả lại hồ sơ.",
     .boxes = return_boxes,
     .begin = nullptr,
     .run = run_return,
     .bad = true},
    {.part = "consultations/new",
     .right = Deed::ask_opinion,
     .heading = "Lấy ý kiến cơ quan liên quan",
     .explain = "Cơ quan được hỏi đọc được hồ sơ và tờ trình.",
     .button = "Gửi lấy ý kiến",
     .done = "Đã gửi lấy ý kiến.",
     .boxes = ask_boxes,
     .begin = begin_ask,
     .run = run_ask},
    {.part = "consultations/:n/answer",
     .right = Deed::give_opinion,
     .heading = "Cho ý kiến",
     .explain = "",
     .button = "Gửi ý kiến",
     .done = "Đã gửi ý kiến.",
     .boxes = answer_boxes,
     .begin = begin_answer,
     .run = run_answer},
    {.part = "consultations/:n/handings/new",
     .right = Deed::hand_opinion,
     .heading = "Giao cho ý kiến trong cơ quan",
     .explain = "Ý kiến trong cơ quan trở về đây trước khi cơ quan trả lời; nơi hỏi không đọc được.",
     .button = "Giao",
     .done = "Đã giao cho ý kiến.",
     .boxes = handing_boxes,
     .begin = nullptr,
     .run = run_handing},
    {.part = "consultations/:n/parts/:p/handings/new",
     .right = Deed::hand_opinion_part,
     .heading = "Giao cho ý kiến trong đơn vị",
     .explain = "",
     .button = "Giao",
     .done = "Đã giao cho ý kiến.",
     .boxes = handing_boxes,
     .begin = nullptr,
     .run = run_part_handing},
    {.part = "consultations/:n/parts/:p/answer",
     .right = Deed::answer_opinion_part,
     .heading = "Cho ý kiến trong cơ quan",
     .explain = "Ý kiến về người giao việc; cơ quan trả lời nơi hỏi sau.",
     .button = "Gửi ý kiến",
     .done = "Đã gửi ý kiến.",
     .boxes = part_answer_boxes,
     .begin = begin_answer,
     .run = run_part_answer},
    {.part = "document",
     .right = Deed::begin_document,
     .heading = "Soạn văn bản ban hành",
     .explain = "Dự thảo trong hồ sơ thành dự thảo văn bản đi của Ủy ban nhân dân, theo quy trình trình ký thường lệ.",
     .button = "Soạn văn bản",
     .done = "Đã lập dự thảo văn bản; hãy trình ký.",
     .boxes = document_boxes,
     .begin = begin_document_form,
     .run = run_document},
};

}  // namespace

void deed_routes(web::Router& router) { small_routes(router, kSmall); }

}  // namespace dinh::submissions
