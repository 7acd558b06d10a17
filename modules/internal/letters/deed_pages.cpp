// The deeds on an internal document: those of one press, and those that take a small form each.
#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/link_boxes.hpp"
#include "modules/internal/letters/pages.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::internal {

namespace {

using directory::Snapshot;

struct Asked {
    web::Context& context;
    const Snapshot& directory;
    const Letter& one;
    web::Form& form;
    std::vector<NewFile> files;
    Id part = 0;
    const Actor& actor() const { return context.actor(); }
    std::int64_t version() const { return form.version(); }
};
using Run = std::string (*)(db::Tx&, const Asked&);  // where it leads; "" to the letter
using Boxes = std::vector<layout::Field> (*)(const forms::Boxes&, const LinkFacts&);

struct Small {
    const char* path;  // below /internal/letters/:id/
    Deed right;
    const char* heading;
    const char* explain;
    const char* button;
    const char* done;  // said on the next page
    Boxes boxes;
    Run run;
    bool bad = false, ends = false, upload = false, part = false, receivers = false;
    void (*begin)(forms::Values&, const Letter&) = nullptr;  // what the form begins with
};

std::vector<layout::Field> reason_box(const forms::Boxes& boxes, const LinkFacts&) {
    return {boxes.line("reason", "Lý do", {.most = 500})};
}
std::vector<layout::Field> result_box(const forms::Boxes& boxes, const LinkFacts&) {
    return {boxes.area("result", "Kết quả xử lý", {.most = 2000})};
}
std::vector<layout::Field> forward_boxes(const forms::Boxes& boxes, const LinkFacts&) {
    return {boxes.day("due", "Hạn xử lý", {.width = "w-2", .hint = "Không sau hạn được giao", .optional = true}),
            boxes.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
std::vector<layout::Field> edition_boxes(const forms::Boxes& boxes, const LinkFacts&) {
    return {boxes.line("subject", "Trích yếu", {.most = 500}),
            boxes.area("body", "Nội dung", {.optional = true, .most = 20'000}),
            boxes.line("reason", "Lý do gửi bản thay thế", {.most = 500})};
}

std::string run_return(db::Tx& tx, const Asked& asked) {
    return_draft(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
    return {};
}
std::string run_drop(db::Tx& tx, const Asked& asked) {
    drop(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
    return {};
}
std::string run_recall(db::Tx& tx, const Asked& asked) {
    recall(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
    return {};
}
std::string run_edition(db::Tx& tx, const Asked& asked) {
    correct(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("subject"),
            asked.form.typed("body"), asked.files, asked.form.typed("reason"));
    return {};
}
std::string run_result(db::Tx& tx, const Asked& asked) {
    finish(tx, asked.actor(), asked.one.id, asked.part, asked.version(), asked.form.typed("result"));
    return {};
}
std::string run_forward(db::Tx& tx, const Asked& asked) {
    const auto due = asked.form.day("due", "Hạn xử lý");
    if (asked.form.faulty()) throw Refused(asked.form.all());
    forward(tx, asked.actor(), asked.directory, asked.one.id, asked.part, asked.version(),
            {receivers_typed(asked.context.request), due, std::string(asked.form.typed("note"))});
    return {};
}

std::string run_outgoing(db::Tx& tx, const Asked& asked) {
    const Id made = begin_outgoing(tx, asked.actor(), asked.directory, asked.one.id, asked.version(),
                                   {ids::parse(asked.form.typed("issuing_body")).value_or(0),
                                    std::string(asked.form.typed("kind")), std::string(asked.form.typed("subject"))});
    return "/documents/outgoing/" + std::to_string(made);
}
std::string run_attach(db::Tx& tx, const Asked& asked) {
    const Id incoming = incoming_typed(tx, asked.actor(), asked.form.typed("mark"), asked.form.typed("incoming"));
    attach_to_incoming(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), incoming);
    return {};
}
std::string run_detach(db::Tx& tx, const Asked& asked) {
    detach_from_incoming(tx, asked.actor(), asked.directory, asked.one.id, asked.version(),
                         ids::parse(asked.form.typed("incoming")).value_or(0));
    return {};
}
void begin_edition(forms::Values& values, const Letter& one) {
    values.values = {{"subject", one.subject}, {"body", one.body}};
}
void begin_draft_form(forms::Values& values, const Letter& one) {
    values.values = {{"subject", one.subject}, {"kind", "cong_van"}};
}

const Small kSmall[] = {
    {"return", Deed::return_draft, "Trả lại dự thảo", "Dự thảo trở về người soạn để sửa.", "Trả lại",
     "Đã trả lại dự thảo.", reason_box, run_return, true},
    {"dropping", Deed::drop, "Hủy dự thảo", "", "Hủy dự thảo", "Đã hủy dự thảo.", reason_box, run_drop, true, true},
    {"recall", Deed::recall, "Thu hồi", "Chỉ thu hồi được khi chưa ai xem. Số đã lấy được giữ lại, ghi lý do hủy.",
     "Thu hồi", "Đã thu hồi.", reason_box, run_recall, true},
    {"editions", Deed::correct, "Gửi bản thay thế", "Mọi nơi nhận được báo và xem lại; nội dung bản trước được giữ.",
     "Gửi bản thay thế", "Đã gửi bản thay thế.", edition_boxes, run_edition, false, false, true, false, false,
     begin_edition},
    {"result", Deed::finish, "Kết thúc xử lý", "", "Kết thúc", "Đã kết thúc phần của bạn.", result_box, run_result,
     false, false, false, true},
    {"forwardings", Deed::forward, "Chuyển tiếp", "", "Chuyển tiếp", "Đã chuyển tiếp.", forward_boxes, run_forward,
     false, false, false, true, true},
    {"outgoing", Deed::begin_outgoing, "Soạn văn bản đi",
     "Dự thảo văn bản đi của cơ quan, theo quy trình trình ký thường lệ. Tệp của văn bản nội bộ là tệp ban đầu của dự "
     "thảo: tệp đầu là dự thảo, các tệp sau là phụ lục.",
     "Soạn dự thảo", "Đã lập dự thảo văn bản đi từ văn bản nội bộ.", outgoing_boxes, run_outgoing, false, false, false,
     false, false, begin_draft_form},
    {"attachment", Deed::attach_to_incoming, "Gắn vào văn bản đến",
     "Văn bản đến sẽ hiện văn bản nội bộ này cho những ai được xem cả hai.", "Gắn", "Đã gắn vào văn bản đến.",
     attach_boxes, run_attach},
    {"detachment", Deed::attach_to_incoming, "Bỏ gắn khỏi văn bản đến", "", "Bỏ gắn", "Đã bỏ gắn.", detach_boxes,
     run_detach, true},
};

// The receiver's row of the address; of forms that are about the letter itself: none.
std::optional<Receiver> part_here(web::Context& context, const Small& small, const std::vector<Receiver>& receivers) {
    if (!small.part) return std::nullopt;
    const Id wanted = context.request.id("part");
    for (const auto& each : receivers)
        if (each.id == wanted && each.state != "planned") return each;
    throw NotFound("letter receiver " + std::to_string(wanted));
}

std::vector<Party> forward_parties(const Snapshot& directory, const Capacity& as) {
    std::vector<Party> list;
    for (const auto* post : as.unit == 0 ? std::vector<const directory::Post*>{} : directory.posts_of_unit(as.unit))
        if (post->holder != 0 && post->id != as.post)
            list.push_back({"post", post->id, directory.post_label(post->id)});
    for (auto& one : parties(directory, as)) {
        if (!find_party(list, one.value())) list.push_back(std::move(one));
    }
    return list;
}

struct Shown {
    const Letter& one;
    std::optional<Receiver> part;
    const Capacity& as;
    const forms::Values& values;
    std::vector<forms::KeptFile> kept;
    std::int64_t version = 0;
    std::vector<ReceiverInput> ticked;
    std::vector<forms::Choice> links;
};

pages::LettersDeed model_of(const Reader& reader, const Small& small, const Snapshot& directory, const Shown& shown) {
    const auto& lang = reader.lang;
    const std::string link = flow::link_of(shown.one.id);
    const std::string part = shown.part ? "/parts/" + std::to_string(shown.part->id) : std::string();
    const LinkFacts facts{reader, directory, shown.one, shown.values, shown.links};
    pages::LettersDeed page{.show_path = link,
                            .known = known_as(lang, shown.one),
                            .heading = lang.tr(small.heading),
                            .subject = shown.one.subject,
                            .if_errors = false,
                            .errors = {},
                            .if_explain = small.explain[0] != '\0',
                            .explain = lang.tr(small.explain),
                            .action_path = link + part + "/" + small.path,
                            .if_upload = small.upload,
                            .csrf = reader.csrf,
                            .deed_key = deed::new_key(),
                            .version = shown.version,
                            .if_delete = small.ends,
                            .boxes = small.boxes(forms::Boxes(lang, shown.values), facts),
                            .groups = {},
                            .if_file_error = false,
                            .file_error = "",
                            .if_present = false,
                            .present = {},
                            .kept = {},
                            .if_bad = small.bad,
                            .button = lang.tr(small.button)};
    forms::add_errors(page, lang, shown.values.faults);
    add_files(page, lang, shown.values, shown.kept);
    if (small.receivers)
        page.groups = to_groups(lang, forward_parties(directory, shown.as), shown.ticked, shown.values);
    return page;
}

web::Response show(web::Context& context, const Small& small, const Snapshot& directory, Shown shown, int status) {
    if (small.right == Deed::attach_to_incoming)
        shown.links = incoming_choices(context, shown.one, shown.values.at("mark"), small.bad);
    return web::page(context, context.lang.tr(small.heading), model_of(reader_of(context), small, directory, shown),
                     status);
}

// What a form of this kind is about, and that it is the actor's to send.
struct Here {
    const Letter one;
    const std::optional<Receiver> part;
    const Capacity& as;
    std::int64_t version() const { return part ? part->version : one.version; }
};
Here here(web::Context& context, const Small& small, const Snapshot& directory) {
    Letter one = visible_here(context);
    const auto receivers = context.house.db->reading([&](db::Conn& conn) { return receivers_of(conn, one.id); });
    auto part = part_here(context, small, receivers);
    Subject subject = subject_of(directory, one, receivers);
    if (part) subject.parties = {part->party};
    const Capacity& as = must(context.actor(), small.right, subject);
    return {std::move(one), std::move(part), as};
}

web::Response small_form(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Here at = here(context, small, *directory);
    forms::Values values;
    if (small.begin) small.begin(values, at.one);
    return show(context, small, *directory, {at.one, at.part, at.as, values, {}, at.version(), {}, {}}, 200);
}

// The form with its faults, nothing typed lost.
web::Response show_again(web::Context& context, const Small& small, const Snapshot& directory, const Here& at,
                         const std::vector<forms::KeptFile>& kept, const std::vector<Reason>& faults, int status) {
    const web::Form form(context.request);
    const auto values = forms::Values::typed(context.request, faults);
    return show(context, small, directory,
                {at.one,
                 at.part,
                 at.as,
                 values,
                 kept,
                 status == 409 ? at.version() : form.version(),
                 receivers_typed(context.request),
                 {}},
                status);
}

web::Response small_deed(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Here at = here(context, small, *directory);
    web::Form form(context.request);
    const auto uploaded = small.upload ? forms::take_uploads(context, form) : forms::Uploaded{};
    std::string next;
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            next = small.run(tx, {context, *directory, at.one, form, new_files(uploaded), at.part ? at.part->id : 0});
            return at.one.id;
        });
    } catch (const Refused& refused) {
        return show_again(context, small, *directory, at, uploaded.kept, refused.reasons(), 422);
    } catch (const Conflict&) {
        return show_again(context, small, *directory, at, uploaded.kept, {changed_meanwhile()}, 409);
    }
    context.flash(context.lang.tr(small.done));
    return web::see_other(next.empty() ? flow::link_of(at.one.id) : next);
}

using Press = void (*)(db::Tx&, const Actor&, const Snapshot&, Id, std::int64_t);

// A press on the letter's own page; what refuses it is shown as an error page with its reasons.
web::Response press(web::Context& context, Press run, const char* done) {
    const auto directory = directory::now(context.house);
    const Letter one = visible_here(context);
    const web::Form form(context.request);
    deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
        run(tx, context.actor(), *directory, one.id, form.version());
        return one.id;
    });
    context.flash(context.lang.tr(done));
    return web::see_other(flow::link_of(one.id));
}

}  // namespace

web::Response answer_it(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Letter one = visible_here(context);
    const web::Form form(context.request);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            answer(tx, context.actor(), *directory, one.id, form.typed("body"));
            return one.id;
        });
    } catch (const Refused& refused) {
        return show_letter(context, forms::Values::typed(context.request, refused.reasons()), 422);
    }
    context.flash(context.lang.tr("Đã gửi lời trao đổi."));
    return web::see_other(flow::link_of(one.id));
}

void letter_deed_routes(web::Router& router) {
    const std::string base = "/internal/letters/:id/";
    for (const auto& small : kSmall) {
        const std::string path = base + (small.part ? "parts/:part/" : "") + small.path;
        router.get(path, [&small](web::Context& context) { return small_form(context, small); });
        const auto run = [&small](web::Context& context) { return small_deed(context, small); };
        if (small.ends) {
            router.del(path, run);
        } else {
            auto& route = router.post(path, run);
            if (small.upload) route.uploads();
        }
    }
    router.post(base + "submission",
                [](web::Context& context) { return press(context, submit, "Đã trình lãnh đạo ký."); });
    router.post(base + "sending", [](web::Context& context) { return press(context, send, "Đã ký, gửi."); });
}

}  // namespace dinh::internal
