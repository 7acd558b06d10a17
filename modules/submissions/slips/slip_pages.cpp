// The small forms of the slip, and the slip printed.
#include "modules/submissions/pages.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/submissions/small.hpp"
#include "modules/submissions/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

std::vector<layout::Field> slip_boxes(const forms::Boxes& boxes, const Facts& facts) {
    return {boxes.area("summary", "Tóm tắt nội dung trình"),
            boxes.area("issues", "Vấn đề còn ý kiến khác nhau", {.optional = true}),
            boxes.area("proposal", "Đề xuất của người thẩm tra"),
            boxes.select("leader", "Trình", leader_choices(facts))};
}
void begin_slip(forms::Values& values, const Facts& facts) {
    if (!facts.slip) return;
    values.values = {{"summary", facts.slip->summary},
                     {"issues", facts.slip->issues},
                     {"proposal", facts.slip->proposal},
                     {"leader", std::to_string(facts.slip->leader)}};
}
std::vector<layout::Field> approval_boxes(const forms::Boxes& boxes, const Facts& facts) {
    return {boxes.select("leader", "Trình", leader_choices(facts)),
            boxes.area("note", "Ý kiến của lãnh đạo Văn phòng", {.optional = true})};
}
void begin_approval(forms::Values& values, const Facts& facts) {
    if (facts.slip) values.values["leader"] = std::to_string(facts.slip->leader);
}
std::vector<layout::Field> note_box(const forms::Boxes& boxes, const Facts&) { return {boxes.area("note", "Lý do")}; }
std::vector<layout::Field> decision_boxes(const forms::Boxes& boxes, const Facts&) {
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& one : decisions()) choices.push_back({one, decision_name(one)});
    return {boxes.select("decision", "Ý kiến quyết định", choices),
            boxes.area("note", "Nội dung", {.hint = "Không cần ghi khi đồng ý", .optional = true})};
}

std::string run_slip(db::Tx& tx, const Asked& asked) {
    write_slip(tx, asked.actor, asked.id(), asked.version(),
               {std::string(asked.typed("summary")), std::string(asked.typed("issues")),
                std::string(asked.typed("proposal")), asked.id_of("leader")});
    return {};
}
std::string run_approval(db::Tx& tx, const Asked& asked) {
    approve(tx, asked.actor, asked.id(), asked.version(), asked.id_of("leader"), asked.typed("note"));
    return {};
}
std::string run_sending_back(db::Tx& tx, const Asked& asked) {
    send_back(tx, asked.actor, asked.id(), asked.version(), asked.typed("note"));
    return {};
}
std::string run_decision(db::Tx& tx, const Asked& asked) {
    decide(tx, asked.actor, asked.id(), asked.version(), asked.typed("decision"), asked.typed("note"));
    return {};
}

const Small kSmall[] = {
    {.part = "slips/new",
     .right = Deed::write_slip,
     .heading = "Lập phiếu trình",
     .explain = "",
     .button = "Trình lãnh đạo Văn phòng",
     .done = "Đã lập phiếu trình.",
     .boxes = slip_boxes,
     .begin = begin_slip,
     .run = run_slip},
    {.part = "approval",
     .right = Deed::review,
     .heading = "Duyệt, trình lãnh đạo",
     .explain = "",
     .button = "Duyệt, trình lãnh đạo",
     .done = "Đã trình lãnh đạo.",
     .boxes = approval_boxes,
     .begin = begin_approval,
     .run = run_approval},
    {.part = "sending-back",
     .right = Deed::review,
     .heading = "Trả lại phiếu trình",
     .explain = "",
     .button = "Trả lại phiếu trình",
     .done = "Đã trả lại phiếu trình.",
     .boxes = note_box,
     .begin = nullptr,
     .run = run_sending_back,
     .bad = true},
    {.part = "decision",
     .right = Deed::decide,
     .heading = "Cho ý kiến quyết định",
     .explain = "",
     .button = "Cho ý kiến",
     .done = "Đã ghi ý kiến.",
     .boxes = decision_boxes,
     .begin = nullptr,
     .run = run_decision},
};

struct Paper {
    Submission one;
    Slip slip;
    std::vector<Consultation> asked;
};

Paper paper_of(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Paper paper{visible_submission(conn, context.actor(), context.request.id()), {}, {}};
        must(context.actor(), Deed::read_slip, subject_of(conn, paper.one));
        auto all = slips(conn, paper.one.id);
        if (all.empty()) throw NotFound("no slip yet");
        paper.slip = std::move(all.front());
        paper.asked = consultations(conn, paper.one.id);
        return paper;
    });
}

void add_entries(pages::SlipsPrint& page, const dinh::pages::Lang& lang, const Paper& paper) {
    const auto add = [&](const char* name, const std::string& words) {
        if (!words.empty()) page.entries.push_back({.entry = lang.tr(name), .words = words});
    };
    add("Cơ quan trình", paper.one.sender_name);
    add("Tờ trình", letter_words(paper.one));
    add("Nội dung trình", paper.one.subject);
    add("Đề nghị ban hành", lang.tr(document_name(paper.one.document_kind)));
    add("Tóm tắt", paper.slip.summary);
    for (const auto& one : paper.asked) {
        if (one.state == "answered") add("Ý kiến cơ quan liên quan", one.agency_name + ": " + one.answer);
        if (one.state == "lapsed") add("Ý kiến cơ quan liên quan", one.agency_name + ": " + lang.tr("Không trả lời"));
    }
    add("Vấn đề còn ý kiến khác nhau", paper.slip.issues);
    add("Đề xuất", paper.slip.proposal);
    if (!paper.slip.reviewed_by.empty())
        add("Lãnh đạo Văn phòng",
            paper.slip.reviewed_by + (paper.slip.review_note.empty() ? "" : ": " + paper.slip.review_note));
}

web::Response slip_page(web::Context& context) {
    const Paper paper = paper_of(context);
    const auto directory = directory::now(context.house);
    const auto* body = directory->issuing_body(paper.one.body);
    const auto place = committee_itself(*directory, paper.one.committee);
    const auto& slip = paper.slip;
    pages::SlipsPrint page{
        .superior = body ? text::upper(body->name) : "",
        .body = place ? text::upper(directory->agency_name(place->office)) : "",
        .place = (body ? body->place_name : "") + ", " + clock::show_formal(clock::day_of(slip.written_at)),
        .about = paper.one.subject,
        .to = slip.leader_label,
        .entries = {},
        .decided = "",
        .written_by = slip.written_by};
    if (!slip.decision.empty())
        page.decided = context.lang.tr(decision_name(slip.decision)) +
                       (slip.decision_note.empty() ? "" : ". " + slip.decision_note) + " (" + slip.decided_by + ", " +
                       day_words(slip.decided_day) + ")";
    add_entries(page, context.lang, paper);
    return web::print_page(context, context.lang.tr("Phiếu trình giải quyết công việc"), page);
}

}  // namespace

void slip_routes(web::Router& router) {
    small_routes(router, kSmall);
    router.get("/submissions/:id/slip", slip_page);
}

}  // namespace dinh::submissions
