#include "modules/documents/outgoing/deed_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/outgoing/deed_boxes.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents::out_pages {

namespace {

using Call = forms::SmallCall<DeedFacts>;

void run_number(Call& call) {
    NumberInput input;
    input.back_date = call.form.day("back_date", "Lấy số của ngày đã qua");
    input.reason = call.form.line("reason", "Lý do", {.max = 500});
    call.stop_at_faults();
    const auto way = call.typed("way");
    for (const auto& entry : call.facts.reserved) {
        if (way != std::to_string(entry.number) + entry.suffix) continue;
        input.reserved_series = call.facts.series;
        input.reserved_number = entry.number;
        input.reserved_suffix = entry.suffix;
    }
    if (way != "next" && input.reserved_number == 0)
        throw Refused("way", "Số này không còn được giữ; hãy chọn số khác.");
    give_number_to(call.tx, call.actor(), call.record(), call.version(), input);
}

void run_signed(Call& call) {
    const auto day = call.form.day("signed_day", "Ngày ký", true);
    call.stop_at_faults();
    attach_signed_file(call.tx, call.actor(), call.record(), call.version(),
                       file_sent(call.form, call.uploaded, "signed"), *day);
}

void run_step(Call& call) {
    StepInput input;
    input.kind = call.typed("kind");
    input.post = call.form.id("post", "Người thực hiện");
    input.note = call.form.line("note", "Nội dung đề nghị");
    const auto after = call.form.number("after_position", "Đứng sau bước", 0, 1000, true);
    call.stop_at_faults();
    add_step(call.tx, call.actor(), call.record(), call.version(), static_cast<int>(*after), input);
}

void run_relation(Call& call) {
    const auto kind = call.form.choice("to_kind", "Với", {"outgoing", "incoming"});
    const auto mark = call.form.line("mark", "Số, ký hiệu", {.required = true, .max = 60});
    call.stop_at_faults();
    for (const Id found : issuing_store::with_mark(call.tx, kind, call.facts.one.owner_agency, mark)) {
        if (!grants::may_see(call.tx, call.actor(), kind, found)) continue;
        return relate(call.tx, call.actor(), kOutgoing, call.record(), kind, found, call.typed("type"));
    }
    throw Refused("mark", "Không tìm thấy văn bản có số, ký hiệu này.");
}

void run_file(Call& call) {
    const bool appendix = call.typed("role") == "appendix";
    add_draft_file(call.tx, call.actor(), call.record(), call.version(),
                   file_sent(call.form, call.uploaded, appendix ? "appendix" : "draft"));
}

// The page was read at a version of the document; the step is taken as it stands under that lock.
void run_skip(Call& call) {
    out_flow::lock(call.tx, call.record(), call.version());
    const Id wanted = ids::parse(call.context.request.place("step")).value_or(0);
    for (const auto& step : route_of(call.tx, call.record()))
        if (step.id == wanted) return skip_step(call.tx, call.actor(), step.id, step.version, call.typed("reason"));
    throw NotFound("documents: no such step");
}

void run_seal(Call& call) {
    note_seal(call.tx, call.actor(), call.record(), call.version(), call.form.line("note", "Ghi chú", {.max = 1000}));
}

// Deeds on replies lead back to the matrix.
template <auto Work>
void on_replies(Call& call) {
    forms::plainly<Work>(call);
    call.next = out_flow::path_of(call.record()) + "/replies";
}

void today(forms::Values& values, const DeedFacts&) { values.values["signed_day"] = clock::show(clock::today()); }
void next_number(forms::Values& values, const DeedFacts&) { values.values["way"] = "next"; }

// Who may do what is found out by the deeds.
const forms::SmallDeed<DeedFacts, Deed> kSmall[] = {
    {{"files/new", "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", {.upload = true}}, {}, file_boxes, run_file},
    {{"drop",
      "Hủy dự thảo",
      "Dự thảo ra khỏi danh sách đang soạn; lịch sử vẫn được giữ.",
      "Hủy dự thảo",
      "Đã hủy dự thảo.",
      {.bad = true}},
     {},
     reason_box,
     forms::with_reason<drop_draft>},
    {{"withdrawal",
      "Rút lại dự thảo đang trình",
      "Chỉ rút lại được khi người đang giữ bước chưa xem.",
      "Rút lại",
      "Đã rút lại dự thảo.",
      {.action = "submission", .bad = true, .ends = true}},
     {},
     no_boxes,
     forms::plainly<withdraw_submission>},
    {{"steps/new", "Thêm bước trình ký", "", "Thêm bước", "Đã thêm bước."}, {}, step_boxes, run_step},
    {{"steps/:step/skip", "Bỏ qua bước này", "Không bỏ qua được bước ký duyệt.", "Bỏ qua", "Đã bỏ qua bước."},
     {},
     reason_box,
     run_skip},
    {{"signed-file",
      "Gắn bản đã ký",
      "Bản quét của bản giấy đã ký, hoặc tệp PDF đã ký số bằng công cụ ký của người ký.",
      "Gắn bản đã ký",
      "Đã gắn bản đã ký.",
      {.upload = true}},
     {},
     signed_boxes,
     run_signed,
     today},
    {{"number", "Cấp số", "", "Cấp số", "Đã cấp số."}, {}, number_boxes, run_number, next_number},
    {{"seal", "Xác nhận đóng dấu", "Văn thư đã đóng dấu bản giấy hoặc ký số của cơ quan.", "Xác nhận",
      "Đã xác nhận đóng dấu."},
     {},
     seal_boxes,
     run_seal},
    {{"issue", "Phát hành", "Văn bản được gửi tới mọi nơi nhận trong hệ thống và không sửa được nữa.", "Phát hành",
      "Đã phát hành."},
     {},
     no_boxes,
     forms::plainly<issue>},
    {{"reminder", "Đôn đốc trả lời", "Nhắc mọi nơi chưa trả lời, mỗi nơi nhiều nhất một lần một ngày.", "Đôn đốc",
      "Đã đôn đốc các nơi chưa trả lời hôm nay."},
     {},
     no_boxes,
     on_replies<remind>},
    {{"rounds",
      "Thôi yêu cầu trả lời định kỳ",
      "Kỳ đang theo dõi vẫn phải trả lời; không có kỳ sau.",
      "Thôi yêu cầu",
      "Đã thôi yêu cầu trả lời định kỳ.",
      {.bad = true, .ends = true}},
     {},
     no_boxes,
     on_replies<end_rounds>},
    {{"recall",
      "Thu hồi văn bản",
      "Nơi nhận không xem được văn bản nữa; dòng trong sổ vẫn còn. Ghi số, ký hiệu văn bản thu hồi và lý do.",
      "Thu hồi",
      "Đã thu hồi văn bản.",
      {.bad = true}},
     {},
     reason_box,
     forms::with_reason<recall>},
    {{"relations/new", "Thêm văn bản liên quan", "", "Thêm", "Đã thêm văn bản liên quan."},
     {},
     relation_boxes,
     run_relation},
};

DeedFacts facts_of(web::Context& context) {
    DeedFacts facts;
    facts.directory = directory::now(context.house);
    context.house.db->read([&](db::Conn& conn) {
        facts.one = visible_outgoing(conn, context.actor(), context.request.id());
        for (const auto& step : route_of(conn, facts.one.id)) {
            if (!facts.round.empty() && facts.round.back().round != step.round) facts.round.clear();
            facts.round.push_back(step);
        }
        if (facts.one.state != "signed_awaiting_number") return;
        const Day today = clock::today();
        facts.next_number = next_number_shown(conn, facts.one.issuing_body, Direction::outgoing, facts.one.kind, today);
        const auto series = series_of(conn, facts.one.issuing_body, Direction::outgoing, facts.one.kind, today);
        if (!series || series->id == 0) return;
        facts.series = series->id;
        facts.reserved = loose_entries(conn, series->id, "reserved");
    });
    return facts;
}

const forms::SmallFrame<DeedFacts, Deed> kFrame{
    .base = "/documents/outgoing/:id",
    .find = facts_of,
    .about =
        [](const dinh::pages::Lang&, const DeedFacts& facts) {
            const auto& one = facts.one;
            return forms::SmallAbout{.list_path = "/documents/outgoing",
                                     .list_title = "Văn bản đi",
                                     .path = out_flow::path_of(one.id),
                                     .known = one.mark.empty() ? one.subject : one.mark,
                                     .subject = "",
                                     .version = one.version};
        },
    .changed = [](web::Context& context,
                  const DeedFacts& facts) { return changed_meanwhile(context, kOutgoing, facts.one.id); },
    .stamps = true};

}  // namespace

void deed_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::documents::out_pages
