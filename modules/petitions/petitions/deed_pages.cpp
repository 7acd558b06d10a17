// The deeds on a petition that take a small form each.
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions/deadlines.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

using directory::Snapshot;

struct Asked {
    web::Context& context;
    const Snapshot& directory;
    const Petition& one;
    web::Form& form;
    const forms::Uploaded& uploaded;
    const Actor& actor() const { return context.actor(); }
    std::int64_t version() const { return form.version(); }
};
using Run = void (*)(db::Tx&, const Asked&);
using Boxes = std::vector<layout::Field> (*)(const forms::Boxes&, const Snapshot&, const Petition&);

struct Small {
    const char* part;
    Deed right;
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;  // said on the next page
    Boxes boxes;
    Run run;
    bool bad = false, ends = false, upload = false, agency = false, remote = false;
};

// Units and people of the agency and of the office that works for it: "u12" a unit, "p34" a post.
std::vector<forms::Choice> settlers(const Snapshot& directory, Id agency) {
    std::vector<forms::Choice> units{{"", "Chọn…"}}, posts;
    std::vector<Id> agencies{agency};
    for (const auto* child : directory.children_of(agency))
        if (child->kind == "office" && child->tenant && !child->closed_on(directory.day)) agencies.push_back(child->id);
    for (const Id each : agencies) {
        for (const auto* unit : directory.units_of(each))
            if (!unit->until) units.push_back({"u" + std::to_string(unit->id), unit->name});
        for (const auto* post : directory.posts_of_agency(each)) {
            if (post->holder == 0) continue;
            const std::string unit = directory.unit_name(post->unit);
            posts.push_back(
                {"p" + std::to_string(post->id), directory.post_label(post->id) + (unit.empty() ? "" : ", " + unit)});
        }
    }
    units.insert(units.end(), posts.begin(), posts.end());
    return units;
}

Settler settler_of(std::string_view typed) {
    const Id id = typed.empty() ? 0 : ids::parse(typed.substr(1)).value_or(0);
    if (typed.starts_with("u")) return {id, 0};
    return typed.starts_with("p") ? Settler{0, id} : Settler{};
}

// An outgoing document of this sign that the actor may see; 0 when there is none or more than one.
Id outgoing_of(db::Conn& conn, const Actor& actor, std::string_view mark) {
    if (text::clean_line(mark).empty()) return 0;
    search::Query wanted;
    wanted.text = mark;
    wanted.kinds = {"outgoing"};
    Id found = 0;
    for (const auto& hit : search::find(conn, actor, wanted).hits) {
        if (text::lower(hit.marks) != text::lower(text::clean_line(mark))) continue;
        if (found != 0) return 0;
        found = hit.record;
    }
    return found;
}

std::vector<layout::Field> reason_box(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.line("reason", "Lý do", {.most = 500})};
}
std::vector<layout::Field> note_box(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
std::vector<layout::Field> guidance_box(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.line("note", "Nội dung hướng dẫn", {.most = 500})};
}
std::vector<layout::Field> proposal_box(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.area("proposal", "Đề xuất xử lý")};
}
std::vector<layout::Field> no_boxes(const forms::Boxes&, const Snapshot&, const Petition&) { return {}; }

std::vector<layout::Field> receipt_boxes(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.day("received_day", "Ngày nhận đơn", {.hint = "Thời hạn tính từ ngày này"})};
}
std::vector<layout::Field> settler_boxes(const forms::Boxes& fields, const Snapshot& directory, const Petition& one) {
    return {fields.select("settler", "Đơn vị, người giải quyết", settlers(directory, one.owner_agency)),
            fields.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
std::vector<layout::Field> other_settler_boxes(const forms::Boxes& fields, const Snapshot& directory,
                                               const Petition& one) {
    return {fields.select("settler", "Đơn vị, người giải quyết", settlers(directory, one.owner_agency)),
            fields.line("note", "Lý do", {.most = 500})};
}
std::vector<layout::Field> hand_on_boxes(const forms::Boxes& fields, const Snapshot& directory, const Petition& one) {
    std::vector<forms::Choice> posts{{"", "Chọn…"}};
    for (const auto* post : directory.posts_of_unit(one.settler_unit))
        if (post->holder != 0) posts.push_back({std::to_string(post->id), directory.post_label(post->id)});
    return {fields.select("post", "Người giải quyết", posts)};
}
std::vector<layout::Field> filing_boxes(const forms::Boxes& fields, const Snapshot&, const Petition& one) {
    std::vector<forms::Choice> ways{{"", "Chọn…"}};
    for (const auto* way : rules::table("petitions").in_force("filing", one.rules_day))
        ways.push_back({way->text("id"), way->text("name")});
    return {fields.select("as", "Lý do lưu đơn", ways), fields.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
std::vector<layout::Field> extension_boxes(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.day("until", "Hạn mới"), fields.line("reason", "Lý do", {.most = 500})};
}
std::vector<layout::Field> result_boxes(const forms::Boxes& fields, const Snapshot&, const Petition&) {
    return {fields.line("mark", "Số, ký hiệu văn bản trả lời",
                        {.width = "w-2", .hint = "Văn bản đi trong hệ thống được nối tự động", .most = 60}),
            fields.day("day", "Ngày văn bản trả lời", {.width = "w-2"}), fields.area("text", "Kết quả giải quyết")};
}

void run_receipt(db::Tx& tx, const Asked& asked) {
    const auto day = asked.form.day("received_day", "Ngày nhận đơn", true);
    if (!day) throw Refused(asked.form.all());
    receive(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), *day);
}
void run_refusal(db::Tx& tx, const Asked& asked) {
    refuse(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_acceptance(db::Tx& tx, const Asked& asked) {
    accept(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), settler_of(asked.form.typed("settler")),
           asked.form.ticked("remote"), asked.form.typed("note"));
}
void run_passing(db::Tx& tx, const Asked& asked) {
    Competent to;
    to.name = text::clean_line(asked.form.typed("agency"));
    const auto* chosen = asked.directory.agency(ids::parse(asked.form.typed("agency_id")).value_or(0));
    if (chosen && (chosen->name == to.name || chosen->short_name == to.name)) to.agency = chosen->id;
    // Without script nothing puts an id: a name that the directory knows means that agency.
    for (const auto* one : asked.directory.suggest(to.name, 5)) {
        const bool same = text::fold(one->name) == text::fold(to.name) || one->abbreviation == to.name;
        if (to.agency == 0 && same) to.agency = one->id;
    }
    pass_on(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), to, asked.form.typed("note"));
}
void run_guidance(db::Tx& tx, const Asked& asked) {
    guide(tx, asked.actor(), asked.one.id, asked.version(), asked.form.typed("note"));
}
void run_filing(db::Tx& tx, const Asked& asked) {
    file_away(tx, asked.actor(), asked.one.id, asked.version(), asked.form.typed("as"), asked.form.typed("note"));
}
void run_proposal(db::Tx& tx, const Asked& asked) {
    propose(tx, asked.actor(), asked.one.id, asked.version(), asked.form.typed("proposal"));
}
void run_voiding(db::Tx& tx, const Asked& asked) {
    void_petition(tx, asked.actor(), asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_settler(db::Tx& tx, const Asked& asked) {
    name_settler(tx, asked.actor(), asked.directory, asked.one.id, asked.version(),
                 settler_of(asked.form.typed("settler")), asked.form.typed("note"));
}
void run_hand_on(db::Tx& tx, const Asked& asked) {
    hand_on(tx, asked.actor(), asked.directory, asked.one.id, asked.version(),
            ids::parse(asked.form.typed("post")).value_or(0));
}
void run_extension(db::Tx& tx, const Asked& asked) {
    const auto until = asked.form.day("until", "Hạn mới", true);
    if (!until) throw Refused(asked.form.all());
    extend(tx, asked.actor(), asked.one.id, asked.version(), *until, asked.form.typed("reason"));
}
void run_result(db::Tx& tx, const Asked& asked) {
    Result result{std::string(asked.form.typed("mark")), std::string(asked.form.typed("text")),
                  asked.form.day("day", "Ngày văn bản trả lời"), 0};
    if (asked.form.faulty()) throw Refused(asked.form.all());
    result.outgoing = outgoing_of(tx, asked.actor(), result.mark);
    report_result(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), result);
}
void run_closure(db::Tx& tx, const Asked& asked) { close(tx, asked.actor(), asked.one.id, asked.version()); }
void run_reopening(db::Tx& tx, const Asked& asked) {
    reopen(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_file(db::Tx& tx, const Asked& asked) {
    if (asked.uploaded.files.empty()) throw Refused("files", "Hãy chọn tệp.");
    add_file(tx, asked.actor(), asked.one.id, asked.version(), new_files(asked.uploaded).front());
}

const Small kSmall[] = {
    {"receipt", Deed::receive, "Tiếp nhận, vào sổ đơn", "", "Tiếp nhận, vào sổ", "Đã tiếp nhận, vào sổ.", receipt_boxes,
     run_receipt},
    {"refusal", Deed::refuse, "Trả lại nơi chuyển", "Đơn trở về cơ quan đã chuyển, không vào sổ.", "Trả lại nơi chuyển",
     "Đã trả lại nơi chuyển.", reason_box, run_refusal, true},
    {"acceptance", Deed::accept, "Thụ lý, giao giải quyết", "Thời hạn giải quyết tính từ hôm nay theo luật.", "Thụ lý",
     "Đã thụ lý, giao giải quyết.", settler_boxes, run_acceptance, false, false, false, false, true},
    {"passing", Deed::pass_on, "Chuyển đơn", "Sau khi chuyển, in phiếu chuyển đơn ở trang của đơn.", "Chuyển đơn",
     "Đã chuyển đơn.", note_box, run_passing, false, false, false, true},
    {"guidance", Deed::guide, "Hướng dẫn, trả lại đơn", "", "Hướng dẫn, trả lại", "Đã ghi nội dung hướng dẫn.",
     guidance_box, run_guidance},
    {"filing", Deed::file_away, "Lưu đơn", "Đơn kết thúc mà không giải quyết.", "Lưu đơn", "Đã lưu đơn.", filing_boxes,
     run_filing},
    {"proposal", Deed::propose, "Đề xuất xử lý", "", "Lưu", "Đã ghi đề xuất.", proposal_box, run_proposal},
    {"voiding", Deed::void_number, "Hủy số", "Số và dòng trong sổ được giữ nguyên, ghi lý do hủy.", "Hủy số",
     "Đã hủy số.", reason_box, run_voiding, true},
    {"settler", Deed::name_settler, "Giao người khác", "Người đang giải quyết không còn thấy đơn này.", "Giao",
     "Đã giao người khác.", other_settler_boxes, run_settler},
    {"handing-on", Deed::hand_on, "Phân công", "", "Phân công", "Đã phân công.", hand_on_boxes, run_hand_on},
    {"extension", Deed::extend, "Gia hạn", "", "Gia hạn", "Đã gia hạn.", extension_boxes, run_extension},
    {"result", Deed::report_result, "Báo cáo kết quả", "", "Lưu kết quả", "Đã ghi kết quả.", result_boxes, run_result},
    {"closure", Deed::close, "Kết thúc", "", "Kết thúc", "Đã kết thúc.", no_boxes, run_closure},
    {"reopening", Deed::reopen, "Mở lại để chỉ đạo lại", "", "Mở lại", "Đã mở lại.", reason_box, run_reopening, false,
     true},
    {"files", Deed::report_result, "Thêm tệp", "", "Thêm tệp", "Đã thêm tệp.", no_boxes, run_file, false, false, true},
};

std::string value_of(const forms::Values& values, const char* field) {
    const auto found = values.values.find(field);
    return found == values.values.end() ? std::string() : found->second;
}

struct Filled {
    const Small& small;
    const Petition& one;
    const forms::Values& values;
    std::int64_t version;
    std::string csrf;
};

pages::PetitionsDeed model_of(const dinh::pages::Lang& lang, const Snapshot& directory, const Filled& filled) {
    const auto& [small, one, values, version, csrf] = filled;
    std::string agency_fault;
    for (const auto& fault : values.faults)
        if (fault.field == "agency" && agency_fault.empty()) agency_fault = lang.say(fault.said);
    pages::PetitionsDeed page{.show_path = link_of(one.id),
                              .known = known_as(lang, one),
                              .heading = lang.tr(small.heading),
                              .summary = one.summary,
                              .if_errors = false,
                              .errors = {},
                              .if_explain = small.explain[0] != '\0',
                              .explain = lang.tr(small.explain),
                              .action_path = link_of(one.id) + "/" + (small.ends ? "closure" : small.part),
                              .if_upload = small.upload,
                              .csrf = csrf,
                              .deed_key = deed::new_key(),
                              .version = version,
                              .if_delete = small.ends,
                              .if_agency = small.agency,
                              .if_agency_error = !agency_fault.empty(),
                              .agency_error = agency_fault,
                              .agency = value_of(values, "agency"),
                              .agency_id = value_of(values, "agency_id"),
                              .boxes = small.boxes(forms::Boxes(lang, values), directory, one),
                              .if_remote = small.remote && one.kind == "complaint",
                              .if_remote_chosen = !value_of(values, "remote").empty(),
                              .if_bad = small.bad,
                              .button = lang.tr(small.button)};
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show(web::Context& context, const Small& small, const Petition& one, const forms::Values& values,
                   std::int64_t version, int status) {
    const auto directory = directory::now(context.house);
    return web::page(context, context.lang.tr(small.heading),
                     model_of(context.lang, *directory, {small, one, values, version, context.csrf_token()}), status);
}

// Files are added by those who settle and by the desk.
void must_be_able(web::Context& context, const Small& small, const Petition& one) {
    const Subject subject = context.house.db->reading([&](db::Conn& conn) { return subject_of(conn, one); });
    if (small.upload && can(context.actor(), Deed::correct, subject)) return;
    must(context.actor(), small.right, subject);
}

web::Response small_form(web::Context& context, const Small& small) {
    const Petition one = visible_here(context);
    must_be_able(context, small, one);
    forms::Values values;
    values.values = {{"received_day", clock::show(clock::today())}, {"day", clock::show(clock::today())}};
    return show(context, small, one, values, one.version, 200);
}

web::Response again(web::Context& context, const Small& small, const Petition& one, std::vector<Reason> reasons,
                    std::int64_t version, int status) {
    return show(context, small, one, forms::Values::typed(context.request, std::move(reasons)), version, status);
}

web::Response small_deed(web::Context& context, const Small& small) {
    const Petition one = visible_here(context);
    web::Form form(context.request);
    forms::Uploaded uploaded;
    if (small.upload) {
        must_be_able(context, small, one);
        uploaded = forms::take_uploads(context, form);
    }
    const auto directory = directory::now(context.house);
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            small.run(tx, {context, *directory, one, form, uploaded});
            return one.id;
        });
    } catch (const Refused& refused) {
        return again(context, small, one, refused.reasons(), form.version(), 422);
    } catch (const Conflict&) {
        return again(context, small, one, {changed_meanwhile()}, one.version, 409);
    }
    context.flash(context.lang.tr(small.done));
    const bool still = context.house.db->reading(
        [&](db::Conn& conn) { return grants::may_see(conn, context.actor(), "petition", one.id); });
    return web::see_other(still ? link_of(one.id) : "/petitions");
}

}  // namespace

void deed_routes(web::Router& router) {
    for (const auto& small : kSmall) {
        const std::string base = "/petitions/:id/";
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

}  // namespace dinh::petitions
