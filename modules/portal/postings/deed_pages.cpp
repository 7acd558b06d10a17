// Small deeds on a posting. Approving asks for each finding of the check why it may be public.
#include "modules/portal/postings/posting_pages.hpp"
#include "platform/forms/small_deeds.hpp"

namespace dinh::portal::postings {

namespace {

using dinh::pages::Lang;
using forms::Boxes;
using Fields = std::vector<layout::Field>;

struct Facts {
    Posting one;
    Subject subject;
    std::vector<StoredFinding> findings;
    std::vector<files::Ref> files;
};
using Call = forms::SmallCall<Facts>;

Facts find_facts(web::Context& context) {
    return context.house.db->reading([&](db::Conn& conn) {
        Facts facts{visible_posting(conn, context.actor(), context.request.id()), {}, {}, {}};
        facts.subject = subject_of(conn, facts.one);
        facts.findings = findings_of(conn, facts.one.id);
        facts.files = files::of_record(conn, kPosting, facts.one.id);
        return facts;
    });
}

forms::SmallAbout about(const Lang&, const Facts& facts) {
    return {.list_path = list_of(facts.one.site),
            .list_title = "Niêm yết công khai",
            .path = path_of(facts.one.id),
            .known = facts.one.subject,
            .subject = "",
            .version = facts.one.version};
}

void must_on(web::Context& context, const Facts& facts, Deed right) { must(context.actor(), right, facts.subject); }
Fields no_boxes(const Boxes&, const Facts&) { return {}; }
Fields reason_box(const Boxes& boxes, const Facts&) { return forms::reason_box(boxes); }

std::string box_of(const StoredFinding& found) { return "finding_" + std::to_string(found.id); }

Fields finding_boxes(const Boxes& boxes, const Facts& facts) {
    Fields fields;
    for (const auto& found : facts.findings)
        fields.push_back(boxes.line(box_of(found), finding_words(boxes.lang(), found.what),
                                    {.hint = place_words(boxes.lang(), found, facts.files), .most = 500}));
    return fields;
}

void begin_findings(forms::Values& values, const Facts& facts) {
    for (const auto& found : facts.findings) values.values[box_of(found)] = found.reason;
}

void run_approval(Call& call) {
    Answers answers;
    for (const auto& found : call.facts.findings) answers[found.id] = std::string(call.typed(box_of(found)));
    approve_posting(call.tx, call.actor(), call.record(), call.version(), answers);
}

void run_file_drop(Call& call) {
    const Id n = std::min<Id>(call.context.request.id("n"), 1'000'000);
    drop_posting_file(call.tx, call.actor(), call.record(), call.version(), static_cast<int>(n));
}

const forms::SmallDeed<Facts, Deed> kSmall[] = {
    {{"approval", "Duyệt niêm yết",
      "Máy soát thấy các nội dung dưới đây có thể là dữ liệu cá nhân. Ghi vì sao từng nội dung được công khai; nếu "
      "không "
      "được thì trả lại.",
      "Duyệt niêm yết", "Đã duyệt niêm yết."},
     Deed::approve_posting,
     finding_boxes,
     run_approval,
     begin_findings},
    {{"return", "Trả lại", "", "Trả lại", "Đã trả lại người đề nghị."},
     Deed::return_posting,
     reason_box,
     forms::with_reason<return_posting>},
    {{"drop", "Bỏ đề nghị niêm yết", "", "Bỏ", "Đã bỏ đề nghị.", {.bad = true}},
     Deed::change_posting,
     no_boxes,
     forms::plainly<drop_posting>},
    {{"end",
      "Kết thúc niêm yết trước hạn",
      "Nội dung không còn trên trang; lý do ghi vào biên bản.",
      "Kết thúc",
      "Đã kết thúc niêm yết.",
      {.bad = true}},
     Deed::end_posting,
     reason_box,
     forms::with_reason<end_posting_early>},
    {{"files/:n/end", "Bỏ tệp", "", "Bỏ tệp", "Đã bỏ tệp.", {.action = "files/:n", .bad = true, .ends = true}},
     Deed::change_posting,
     no_boxes,
     run_file_drop}};
const forms::SmallFrame<Facts, Deed> kFrame{
    .base = "/portal/postings/:id", .find = find_facts, .about = about, .must = must_on};

}  // namespace

void deed_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::portal::postings
