// The deeds on an internal document: those of one press, and those that take a small form each.
#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
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
using Run = void (*)(db::Tx&, const Asked&);
using Boxes = std::vector<layout::Field> (*)(const forms::Boxes&);

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
};

std::vector<layout::Field> reason_box(const forms::Boxes& boxes) {
    return {boxes.line("reason", "Lý do", {.most = 500})};
}
std::vector<layout::Field> result_box(const forms::Boxes& boxes) {
    return {boxes.area("result", "Kết quả xử lý", {.most = 2000})};
}
std::vector<layout::Field> forward_boxes(const forms::Boxes& boxes) {
    return {boxes.day("due", "Hạn xử lý", {.width = "w-2", .hint = "Không sau hạn được giao", .optional = true}),
            boxes.line("note", "Ý kiến", {.optional = true, .most = 500})};
}
std::vector<layout::Field> edition_boxes(const forms::Boxes& boxes) {
    return {boxes.line("subject", "Trích yếu", {.most = 500}),
            boxes.area("body", "Nội dung", {.optional = true, .most = 20'000}),
            boxes.line("reason", "Lý do gửi bản thay thế", {.most = 500})};
}

void run_return(db::Tx& tx, const Asked& asked) {
    return_draft(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_drop(db::Tx& tx, const Asked& asked) {
    drop(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_recall(db::Tx& tx, const Asked& asked) {
    recall(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("reason"));
}
void run_edition(db::Tx& tx, const Asked& asked) {
    correct(tx, asked.actor(), asked.directory, asked.one.id, asked.version(), asked.form.typed("subject"),
            asked.form.typed("body"), asked.files, asked.form.typed("reason"));
}
void run_result(db::Tx& tx, const Asked& asked) {
    finish(tx, asked.actor(), asked.one.id, asked.part, asked.version(), asked.form.typed("result"));
}
void run_forward(db::Tx& tx, const Asked& asked) {
    const auto due = asked.form.day("due", "Hạn xử lý");
    if (asked.form.faulty()) throw Refused(asked.form.all());
    forward(tx, asked.actor(), asked.directory, asked.one.id, asked.part, asked.version(),
            {receivers_typed(asked.context.request), due, std::string(asked.form.typed("note"))});
}

const Small kSmall[] = {
    {"return", Deed::return_draft, "Trả lại dự thảo", "Dự thảo trở về người soạn để sửa.", "Trả lại",
     "Đã trả lại dự thảo.", reason_box, run_return, true},
    {"dropping", Deed::drop, "Hủy dự thảo", "", "Hủy dự thảo", "Đã hủy dự thảo.", reason_box, run_drop, true, true},
    {"recall", Deed::recall, "Thu hồi", "Chỉ thu hồi được khi chưa ai xem. Số đã lấy được giữ lại, ghi lý do hủy.",
     "Thu hồi", "Đã thu hồi.", reason_box, run_recall, true},
    {"editions", Deed::correct, "Gửi bản thay thế", "Mọi nơi nhận được báo và xem lại; nội dung bản trước được giữ.",
     "Gửi bản thay thế", "Đã gửi bản thay thế.", edition_boxes, run_edition, false, false, true},
    {"result", Deed::finish, "Kết thúc xử lý", "", "Kết thúc", "Đã kết thúc phần của bạn.", result_box, run_result,
     false, false, false, true},
    {"forwardings", Deed::forward, "Chuyển tiếp", "", "Chuyển tiếp", "Đã chuyển tiếp.", forward_boxes, run_forward,
     false, false, false, true, true},
};

// The receiver's row of the address; of forms that are about the letter itself: none.
std::optional<Receiver> part_here(web::Context& context, const Small& small, const Letter& one) {
    if (!small.part) return std::nullopt;
    const Id wanted = context.request.id("part");
    for (auto& each : context.house.db->reading([&](db::Conn& conn) { return receivers_of(conn, one.id); }))
        if (each.id == wanted && each.state != "planned") return std::move(each);
    throw NotFound("letter receiver " + std::to_string(wanted));
}

const Capacity& must_be_able(web::Context& context, const Small& small, const Snapshot& directory, const Letter& one,
                             const std::optional<Receiver>& part) {
    Subject subject = subject_of(directory, one);
    if (part) subject.parties = {part->party};
    return must(context.actor(), small.right, subject);
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
};

pages::LettersDeed model_of(const Reader& reader, const Small& small, const Snapshot& directory, const Shown& shown) {
    const auto& lang = reader.lang;
    const std::string link = flow::link_of(shown.one.id);
    const std::string part = shown.part ? "/parts/" + std::to_string(shown.part->id) : std::string();
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
                            .boxes = small.boxes(forms::Boxes(lang, shown.values)),
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

web::Response show(web::Context& context, const Small& small, const Snapshot& directory, const Shown& shown,
                   int status) {
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
    auto part = part_here(context, small, one);
    const Capacity& as = must_be_able(context, small, directory, one, part);
    return {std::move(one), std::move(part), as};
}

web::Response small_form(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Here at = here(context, small, *directory);
    forms::Values values;
    if (small.upload) values.values = {{"subject", at.one.subject}, {"body", at.one.body}};
    return show(context, small, *directory, {at.one, at.part, at.as, values, {}, at.version(), {}}, 200);
}

web::Response small_deed(web::Context& context, const Small& small) {
    const auto directory = directory::now(context.house);
    const Here at = here(context, small, *directory);
    web::Form form(context.request);
    const auto uploaded = small.upload ? forms::take_uploads(context, form) : forms::Uploaded{};
    const auto again = [&](const std::vector<Reason>& faults, std::int64_t version, int status) {
        const auto values = forms::Values::typed(context.request, faults);
        const auto ticked = receivers_typed(context.request);
        return show(context, small, *directory, {at.one, at.part, at.as, values, uploaded.kept, version, ticked},
                    status);
    };
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            small.run(tx, {context, *directory, at.one, form, new_files(uploaded), at.part ? at.part->id : 0});
            return at.one.id;
        });
    } catch (const Refused& refused) {
        return again(refused.reasons(), form.version(), 422);
    } catch (const Conflict&) {
        return again({changed_meanwhile()}, at.version(), 409);
    }
    context.flash(context.lang.tr(small.done));
    return web::see_other(flow::link_of(at.one.id));
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
