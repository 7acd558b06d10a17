#include "modules/documents/incoming/deed_pages.hpp"

#include "modules/documents/documents.hpp"
#include "modules/documents/handling/handling_pages.hpp"
#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/previews.hpp"
#include "modules/documents/incoming/words.hpp"
#include "modules/documents/record_pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Deeds = void (*)(db::Tx&, const Actor&, const Incoming&, web::Form&, const forms::Uploaded&);
using Boxes = std::vector<layout::Field> (*)(const forms::Boxes&, const Incoming&);

struct Small {
    const char* part;  // of the path
    Deed right;
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;                                // said on the next page
    bool bad = false, ends = false, upload = false;  // ends: the deed ends a noun (DELETE)
    Boxes boxes;
    Deeds run;
};

std::vector<layout::Field> reason_box(const forms::Boxes& fields, const Incoming&) {
    return {fields.line("reason", "Lý do", {.most = 500})};
}

std::vector<layout::Field> paper_boxes(const forms::Boxes& fields, const Incoming&) {
    return {fields.line("where", "Nơi để bản giấy", {.most = 200}), fields.day("day", "Ngày nhận bản giấy")};
}

std::vector<layout::Field> no_boxes(const forms::Boxes&, const Incoming&) { return {}; }

std::vector<layout::Field> closing_boxes(const forms::Boxes& fields, const Incoming& one) {
    std::vector<forms::Choice> ways;
    for (const auto* way : rules::table("handling").in_force("closing", one.rules_day))
        ways.push_back({way->text("id"), way->text("name")});
    return {fields.select("as", "Kết thúc theo cách", ways),
            fields.line("note", "Nội dung, số ký hiệu văn bản trả lời", {.optional = true, .most = 500}),
            fields.line("dossier", "Số, ký hiệu hồ sơ", {.optional = true, .most = 100})};
}

std::vector<layout::Field> secrecy_boxes(const forms::Boxes& fields, const Incoming&) {
    return {fields.select("answer", "Văn bản có mật không?",
                          {{"", "Chọn…"},
                           {"no", "Không mật, chỉ là chữ trong nội dung"},
                           {"yes", "Có mật: gỡ khỏi hệ thống, hủy số"}}),
            fields.line("reason", "Lý do", {.most = 500})};
}

void run_paper(db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
    const auto day = form.day("day", "Ngày nhận bản giấy", true);
    if (!day) throw Refused(form.all());
    attach_paper_original(tx, actor, one.id, form.version(), form.typed("where"), *day);
}

void run_file(db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded& uploaded) {
    if (uploaded.files.empty()) throw Refused("files", "Hãy chọn tệp.");
    NewFile file = new_files(uploaded).front();
    file.role = one.files == 0 ? "main" : "appendix";
    if (form.ticked("secrecy_answered")) file.stamp.clear();
    add_incoming_file(tx, actor, one.id, form.version(), file);
}

void run_secrecy(db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
    const auto answer = form.typed("answer");
    if (answer != "yes" && answer != "no") throw Refused("answer", "Hãy chọn câu trả lời.");
    answer_secrecy_question(tx, actor, one.id, form.version(), answer == "yes", form.typed("reason"));
}

const Small kSmall[] = {
    {"refusal", Deed::refuse_incoming, "Từ chối tiếp nhận", "Văn bản được trả lại nơi gửi, không vào sổ.",
     "Từ chối tiếp nhận", "Đã từ chối tiếp nhận.", true, false, false, reason_box,
     [](db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
         refuse_incoming(tx, actor, one.id, form.version(), form.typed("reason"));
     }},
    {"return", Deed::return_to_sender, "Trả lại nơi gửi", "Dòng trong sổ và số đến được giữ nguyên.", "Trả lại nơi gửi",
     "Đã trả lại nơi gửi.", true, false, false, reason_box,
     [](db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
         return_to_sender(tx, actor, one.id, form.version(), form.typed("reason"));
     }},
    {"paper-original", Deed::attach_paper_original, "Nhận thêm bản giấy", "Giữ nguyên số đến; ghi nơi để bản giấy.",
     "Lưu", "Đã ghi nơi để bản giấy.", false, false, false, paper_boxes, run_paper},
    {"files", Deed::correct_incoming, "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", false, false, true, no_boxes,
     run_file},
    {"closure", Deed::close, "Kết thúc xử lý", "", "Kết thúc xử lý", "Đã kết thúc xử lý.", false, false, false,
     closing_boxes,
     [](db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
         close_incoming(tx, actor, one.id, form.version(), form.typed("as"), form.typed("note"), form.typed("dossier"));
     }},
    {"reopening", Deed::reopen, "Mở lại văn bản", "", "Mở lại", "Đã mở lại văn bản.", false, true, false, reason_box,
     [](db::Tx& tx, const Actor& actor, const Incoming& one, web::Form& form, const forms::Uploaded&) {
         reopen_incoming(tx, actor, one.id, form.version(), form.typed("reason"));
     }},
    {"secrecy", Deed::correct_incoming, "Trả lời về dấu mật",
     "Trong tệp có dấu chỉ độ mật. Văn bản mật không đưa vào hệ thống này.", "Lưu", "Đã ghi câu trả lời.", false, false,
     false, secrecy_boxes, run_secrecy},
};

std::string action_of(const Small& small, Id id) { return link_of(id) + "/" + (small.ends ? "closure" : small.part); }

web::Response show(web::Context& context, const Small& small, const Incoming& one, const forms::Values& values,
                   std::int64_t version, int status) {
    const auto& lang = context.lang;
    const std::string number = one.number();
    pages::IncomingDeed page{.show_path = link_of(one.id),
                             .known = number.empty() ? one.author_name : text::fill(lang.tr("Số đến %1"), {number}),
                             .heading = lang.tr(small.heading),
                             .subject = one.subject,
                             .if_errors = !values.faults.empty(),
                             .errors = {},
                             .if_explain = small.explain[0] != '\0',
                             .explain = lang.tr(small.explain),
                             .action_path = action_of(small, one.id),
                             .if_upload = small.upload,
                             .csrf = context.csrf_token(),
                             .deed_key = deed::new_key(),
                             .version = version,
                             .if_delete = small.ends,
                             .boxes = {},
                             .if_bad = small.bad,
                             .button = lang.tr(small.button)};
    forms::add_errors(page, lang, values.faults);
    page.boxes = small.boxes(forms::Boxes(lang, values), one);
    return web::page(context, lang.tr(small.heading), page, status);
}

Incoming visible(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_incoming(conn, context.actor(), context.request.id()); });
}

web::Response small_form(web::Context& context, const Small& small) {
    const Incoming one = visible(context);
    if (small.right != Deed::close) must(context.actor(), small.right, subject_of(one));
    forms::Values values;
    values.values["day"] = clock::show(clock::today());
    values.values["dossier"] = one.dossier;
    if (!one.proposed_close.empty()) values.values["as"] = "answered";
    return show(context, small, one, values, one.version, 200);
}

// Runs the deed; when it took the document away as secret, what was made of its files goes as well.
void carry_out(web::Context& context, const Small& small, const Incoming& one, web::Form& form,
               const forms::Uploaded& uploaded) {
    const bool gone = small.run == run_secrecy && form.typed("answer") == "yes";
    std::vector<files::Ref> held;
    if (gone) context.house.db->read([&](db::Conn& conn) { held = files::of_record(conn, kIncoming, one.id); });
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        small.run(tx, context.actor(), one, form, uploaded);
        return one.id;
    });
    for (const auto& ref : held) forget_previews(context.house, ref.hash);
}

web::Response small_deed(web::Context& context, const Small& small) {
    const Incoming one = visible(context);
    web::Form form(context.request);
    forms::Uploaded uploaded;
    if (small.upload) uploaded = take_files(context, form);
    try {
        if (form.faulty()) throw Refused(form.all());
        carry_out(context, small, one, form, uploaded);
    } catch (const Refused& refused) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = refused.reasons();
        return show(context, small, one, values, form.version(), 422);
    } catch (const Conflict&) {
        forms::Values values = forms::Values::typed(context.request, form.all());
        values.faults = {changed_meanwhile(context, kIncoming, one.id)};
        return show(context, small, one, values, one.version, 409);
    }
    context.flash(context.lang.tr(small.done));
    const bool gone = small.run == run_secrecy && form.typed("answer") == "yes";
    return web::see_other(gone ? "/documents/incoming" : link_of(one.id));
}

}  // namespace

void deed_routes(web::Router& router) {
    for (const auto& small : kSmall) {
        const std::string base = "/documents/incoming/:id/";
        router.get(base + small.part + (small.upload ? "/new" : ""),
                   [&small](web::Context& context) { return small_form(context, small); });
        const auto run = [&small](web::Context& context) { return small_deed(context, small); };
        if (small.ends) {
            router.del(base + "closure", run);
        } else {
            auto& route = router.post(base + small.part, run);
            if (small.upload) route.uploads();
        }
    }
}

}  // namespace dinh::documents
