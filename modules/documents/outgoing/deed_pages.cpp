#include "modules/documents/outgoing/deed_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/issuing/issuing_store.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/outgoing/deed_boxes.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/pages.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::documents::out_pages {

namespace {

struct Call {
    db::Tx& tx;
    const Actor& actor;
    const DeedFacts& facts;
    web::Form& form;
    const forms::Uploaded& uploaded;
    Id step = 0;
    Id id() const { return facts.one.id; }
};

struct Small {
    const char* form;    // path of the form below the document
    const char* action;  // path of the deed
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;                                // said on the next page
    bool bad = false, ends = false, upload = false;  // ends: the deed ends a noun (DELETE)
    Boxes (*boxes)(const forms::Boxes&, const DeedFacts&);
    void (*run)(const Call&);
};

NewFile file_in(const Call& call, std::string role) {
    if (call.uploaded.files.empty()) throw Refused("files", "Hãy chọn tệp.");
    NewFile file = new_files(call.uploaded).front();
    file.role = std::move(role);
    if (call.form.ticked("secrecy_answered")) file.stamp.clear();
    return file;
}

void run_number(const Call& call) {
    NumberInput input;
    input.back_date = call.form.day("back_date", "Lấy số của ngày đã qua");
    input.reason = call.form.line("reason", "Lý do", {.max = 500});
    if (call.form.faulty()) throw Refused(call.form.all());
    const auto way = call.form.typed("way");
    for (const auto& entry : call.facts.reserved) {
        if (way != std::to_string(entry.number) + entry.suffix) continue;
        input.reserved_series = call.facts.series;
        input.reserved_number = entry.number;
        input.reserved_suffix = entry.suffix;
    }
    if (way != "next" && input.reserved_number == 0)
        throw Refused("way", "Số này không còn được giữ; hãy chọn số khác.");
    give_number_to(call.tx, call.actor, call.id(), call.form.version(), input);
}

void run_signed(const Call& call) {
    const auto day = call.form.day("signed_day", "Ngày ký", true);
    if (!day) throw Refused(call.form.all());
    attach_signed_file(call.tx, call.actor, call.id(), call.form.version(), file_in(call, "signed"), *day);
}

void run_step(const Call& call) {
    StepInput input;
    input.kind = call.form.typed("kind");
    input.post = call.form.id("post", "Người thực hiện");
    input.note = call.form.line("note", "Nội dung đề nghị");
    const auto after = call.form.number("after_position", "Đứng sau bước", 0, 1000, true);
    if (call.form.faulty()) throw Refused(call.form.all());
    add_step(call.tx, call.actor, call.id(), call.form.version(), static_cast<int>(*after), input);
}

void run_relation(const Call& call) {
    const auto kind = call.form.choice("to_kind", "Với", {"outgoing", "incoming"});
    const auto mark = call.form.line("mark", "Số, ký hiệu", {.required = true, .max = 60});
    if (call.form.faulty()) throw Refused(call.form.all());
    for (const Id found : issuing_store::with_mark(call.tx, kind, call.facts.one.owner_agency, mark)) {
        if (!grants::may_see(call.tx, call.actor, kind, found)) continue;
        return relate(call.tx, call.actor, kOutgoing, call.id(), kind, found, call.form.typed("type"));
    }
    throw Refused("mark", "Không tìm thấy văn bản có số, ký hiệu này.");
}

const Small kSmall[] = {
    {"files/new", "files", "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", false, false, true, file_boxes,
     [](const Call& call) {
         const bool appendix = call.form.typed("role") == "appendix";
         add_draft_file(call.tx, call.actor, call.id(), call.form.version(),
                        file_in(call, appendix ? "appendix" : "draft"));
     }},
    {"drop", "drop", "Hủy dự thảo", "Dự thảo ra khỏi danh sách đang soạn; lịch sử vẫn được giữ.", "Hủy dự thảo",
     "Đã hủy dự thảo.", true, false, false, reason_box,
     [](const Call& call) {
         drop_draft(call.tx, call.actor, call.id(), call.form.version(), call.form.typed("reason"));
     }},
    {"withdrawal", "submission", "Rút lại dự thảo đang trình", "Chỉ rút lại được khi người đang giữ bước chưa xem.",
     "Rút lại", "Đã rút lại dự thảo.", true, true, false, no_boxes,
     [](const Call& call) { withdraw_submission(call.tx, call.actor, call.id(), call.form.version()); }},
    {"steps/new", "steps", "Thêm bước trình ký", "", "Thêm bước", "Đã thêm bước.", false, false, false, step_boxes,
     run_step},
    {"steps/:step/skip", "steps/:step/skip", "Bỏ qua bước này", "Không bỏ qua được bước ký duyệt.", "Bỏ qua",
     "Đã bỏ qua bước.", false, false, false, reason_box,
     [](const Call& call) {
         // The page was read at a version of the document; the step is taken as it stands under that lock.
         out_flow::lock(call.tx, call.id(), call.form.version());
         for (const auto& step : route_of(call.tx, call.id()))
             if (step.id == call.step)
                 return skip_step(call.tx, call.actor, step.id, step.version, call.form.typed("reason"));
         throw NotFound("documents: no such step");
     }},
    {"signed-file", "signed-file", "Gắn bản đã ký",
     "Bản quét của bản giấy đã ký, hoặc tệp PDF đã ký số bằng công cụ ký của người ký.", "Gắn bản đã ký",
     "Đã gắn bản đã ký.", false, false, true, signed_boxes, run_signed},
    {"number", "number", "Cấp số", "", "Cấp số", "Đã cấp số.", false, false, false, number_boxes, run_number},
    {"seal", "seal", "Xác nhận đóng dấu", "Văn thư đã đóng dấu bản giấy hoặc ký số của cơ quan.", "Xác nhận",
     "Đã xác nhận đóng dấu.", false, false, false, seal_boxes,
     [](const Call& call) {
         note_seal(call.tx, call.actor, call.id(), call.form.version(),
                   call.form.line("note", "Ghi chú", {.max = 1000}));
     }},
    {"issue", "issue", "Phát hành", "Văn bản được gửi tới mọi nơi nhận trong hệ thống và không sửa được nữa.",
     "Phát hành", "Đã phát hành.", false, false, false, no_boxes,
     [](const Call& call) { issue(call.tx, call.actor, call.id(), call.form.version()); }},
    {"reminder", "reminder", "Đôn đốc trả lời", "Nhắc mọi nơi chưa trả lời, mỗi nơi nhiều nhất một lần một ngày.",
     "Đôn đốc", "Đã đôn đốc các nơi chưa trả lời hôm nay.", false, false, false, no_boxes,
     [](const Call& call) { remind(call.tx, call.actor, call.id(), call.form.version()); }},
    {"rounds", "rounds", "Thôi yêu cầu trả lời định kỳ", "Kỳ đang theo dõi vẫn phải trả lời; không có kỳ sau.",
     "Thôi yêu cầu", "Đã thôi yêu cầu trả lời định kỳ.", true, true, false, no_boxes,
     [](const Call& call) { end_rounds(call.tx, call.actor, call.id(), call.form.version()); }},
    {"recall", "recall", "Thu hồi văn bản",
     "Nơi nhận không xem được văn bản nữa; dòng trong sổ vẫn còn. Ghi số, ký hiệu văn bản thu hồi và lý do.", "Thu hồi",
     "Đã thu hồi văn bản.", true, false, false, reason_box,
     [](const Call& call) { recall(call.tx, call.actor, call.id(), call.form.version(), call.form.typed("reason")); }},
    {"relations/new", "relations", "Thêm văn bản liên quan", "", "Thêm", "Đã thêm văn bản liên quan.", false, false,
     false, relation_boxes, run_relation},
};

Id step_of(const web::Request& request) { return ids::parse(request.place("step")).value_or(0); }

std::string path_below(const web::Context& context, Id id, std::string_view part) {
    std::string below(part);
    if (const auto at = below.find(":step"); at != std::string::npos)
        below.replace(at, 5, std::to_string(step_of(context.request)));
    return out_flow::path_of(id) + "/" + below;
}

// Deeds on replies lead back to the matrix.
std::string next_path(const Small& small, Id id) {
    const std::string_view form = small.form;
    return out_flow::path_of(id) + (form == "reminder" || form == "rounds" ? "/replies" : "");
}

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

web::Response show(web::Context& context, const Small& small, const DeedFacts& facts, const forms::Values& values,
                   std::int64_t version, int status) {
    const auto& lang = context.lang;
    const auto& one = facts.one;
    pages::OutgoingDeed page{.show_path = out_flow::path_of(one.id),
                             .known = one.mark.empty() ? one.subject : one.mark,
                             .heading = lang.tr(small.heading),
                             .if_errors = !values.faults.empty(),
                             .errors = {},
                             .if_explain = small.explain[0] != '\0',
                             .explain = lang.tr(small.explain),
                             .action_path = path_below(context, one.id, small.action),
                             .if_upload = small.upload,
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .version = version,
                             .if_delete = small.ends,
                             .boxes = {},
                             .if_bad = small.bad,
                             .button = lang.tr(small.button)};
    forms::add_errors(page, lang, values.faults);
    page.boxes = small.boxes(forms::Boxes(lang, values), facts);
    return web::page(context, lang.tr(small.heading), page, status);
}

web::Response small_form(web::Context& context, const Small& small) {
    const auto facts = facts_of(context);
    forms::Values values;
    values.values["signed_day"] = clock::show(clock::today());
    values.values["way"] = "next";
    return show(context, small, facts, values, facts.one.version, 200);
}

web::Response small_deed(web::Context& context, const Small& small) {
    const auto facts = facts_of(context);
    web::Form form(context.request);
    forms::Uploaded uploaded;
    if (small.upload) uploaded = take_files(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            small.run({tx, context.actor(), facts, form, uploaded, step_of(context.request)});
            return facts.one.id;
        });
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return show(context, small, facts, values, form.version(), 422);
    } catch (const Conflict&) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {changed_meanwhile(context, kOutgoing, facts.one.id)};
        const auto fresh = facts_of(context);
        return show(context, small, fresh, values, fresh.one.version, 409);
    }
    context.flash(context.lang.tr(small.done));
    return web::see_other(next_path(small, facts.one.id));
}

}  // namespace

void deed_routes(web::Router& router) {
    for (const auto& small : kSmall) {
        const std::string base = "/documents/outgoing/:id/";
        router.get(base + small.form, [&small](web::Context& context) { return small_form(context, small); });
        const auto run = [&small](web::Context& context) { return small_deed(context, small); };
        if (small.ends) {
            router.del(base + small.action, run);
        } else {
            auto& route = router.post(base + small.action, run);
            if (small.upload) route.uploads();
        }
    }
}

}  // namespace dinh::documents::out_pages
