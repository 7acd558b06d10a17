// Papers and gathered opinions, submitting and withdrawing; the files themselves.
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/routes.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/submissions/small.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

std::vector<layout::Field> paper_boxes(const forms::Boxes& boxes, const Facts& facts) {
    std::vector<forms::Choice> roles{{"", "Chọn…"}};
    for (const auto& rule : papers_of(facts.one.kind, facts.one.rules_day)) roles.push_back({rule.role, rule.name});
    roles.push_back({"other", "Tài liệu khác"});
    std::vector<layout::Field> fields{boxes.select("role", "Thành phần hồ sơ", roles)};
    if (facts.letter.empty()) return fields;
    std::vector<forms::Choice> files{{"", "Không, tải tệp lên"}};
    for (const auto& ref : facts.letter)
        files.push_back(
            {std::to_string(ref.position), ref.name + " (" + text::upper(files::extension_of(ref.media_type)) + ")"});
    fields.push_back(boxes.select("letter_file", "Lấy tệp kèm theo tờ trình", files, {.optional = true}));
    return fields;
}
std::vector<layout::Field> gathered_boxes(const forms::Boxes& boxes, const Facts&) {
    std::vector<forms::Choice> choices{{"", "Chọn…"}};
    for (const auto& one : treatments()) choices.push_back({one, treatment_name(one)});
    return {boxes.line("agency_name", "Cơ quan có ý kiến", {.most = 200}), boxes.area("opinion", "Nội dung ý kiến"),
            boxes.select("treatment", "Tiếp thu, giải trình", choices),
            boxes.area("answer", "Nội dung tiếp thu, giải trình", {.optional = true})};
}
std::vector<layout::Field> reason_box(const forms::Boxes& boxes, const Facts&) {
    return {boxes.line("reason", "Lý do", {.most = 500})};
}

std::string run_paper(db::Tx& tx, const Asked& asked) {
    const std::string role(asked.typed("role"));
    if (!asked.typed("letter_file").empty()) {
        take_paper(tx, asked.actor, asked.id(), asked.version(), role, static_cast<int>(asked.id_of("letter_file")));
    } else if (asked.uploaded.files.empty()) {
        throw Refused("files", "Hãy chọn tệp.");
    } else {
        const auto& file = asked.uploaded.files.front();
        add_paper(tx, asked.actor, asked.id(), asked.version(), {role, file.name, file.stored});
    }
    return {};
}
std::string run_gathered(db::Tx& tx, const Asked& asked) {
    gather(tx, asked.actor, asked.id(), asked.version(),
           {0, std::string(asked.typed("agency_name")), std::string(asked.typed("opinion")),
            std::string(asked.typed("treatment")), std::string(asked.typed("answer"))});
    return {};
}
std::string run_submission(db::Tx& tx, const Asked& asked) {
    submit(tx, asked.actor, asked.facts.directory, asked.id(), asked.version());
    return {};
}
std::string run_withdrawal(db::Tx& tx, const Asked& asked) {
    withdraw(tx, asked.actor, asked.id(), asked.version(), asked.typed("reason"));
    return {};
}

const Small kSmall[] = {
    {.part = "papers/new",
     .right = Deed::edit,
     .heading = "Thêm tệp vào hồ sơ",
     .explain = "",
     .button = "Thêm tệp",
     .done = "Đã thêm tệp.",
     .boxes = paper_boxes,
     .begin = nullptr,
     .run = run_paper,
     .upload = true},
    {.part = "gathered/new",
     .right = Deed::edit,
     .heading = "Thêm ý kiến vào bảng tổng hợp",
     .explain = "",
     .button = "Thêm ý kiến",
     .done = "Đã thêm ý kiến.",
     .boxes = gathered_boxes,
     .begin = nullptr,
     .run = run_gathered},
    {.part = "submission",
     .right = Deed::submit,
     .heading = "Trình hồ sơ",
     .explain = "Hồ sơ chuyển tới Văn phòng của Ủy ban nhân dân; sau khi trình không sửa được nữa.",
     .button = "Trình",
     .done = "Đã trình hồ sơ.",
     .boxes = no_boxes,
     .begin = nullptr,
     .run = run_submission},
    {.part = "withdrawal",
     .right = Deed::withdraw,
     .heading = "Rút hồ sơ",
     .explain = "Rút được khi lãnh đạo chưa cho ý kiến quyết định.",
     .button = "Rút hồ sơ",
     .done = "Đã rút hồ sơ.",
     .boxes = reason_box,
     .begin = nullptr,
     .run = run_withdrawal,
     .bad = true},
};

Id position_of(const web::Request& request) {
    const auto position = ids::parse(request.place("n"));
    if (!position) throw NotFound("submissions: no such part");
    return *position;
}

// A file is reached only inside its submission.
web::Response file_content(web::Context& context) {
    const Id position = position_of(context.request);
    const auto ref = context.house.db->reading([&](db::Conn& conn) {
        const Submission one = visible_submission(conn, context.actor(), context.request.id());
        return position > 100'000 ? std::nullopt : files::find(conn, kSubmission, one.id, static_cast<int>(position));
    });
    if (!ref) throw NotFound("submissions: no such file");
    const bool inline_view =
        ref->media_type == "application/pdf" || ref->media_type == "image/png" || ref->media_type == "image/jpeg";
    return web::file({context.house.files->path_of(ref->hash), ref->hash}, ref->media_type, ref->name, inline_view);
}

web::Response remove_file(web::Context& context) {
    const Submission one = visible_here(context);
    const web::Form form(context.request);
    const auto position = static_cast<int>(std::min<Id>(position_of(context.request), 1'000'000));
    context.house.db->write([&](db::Tx& tx) { remove_paper(tx, context.actor(), one.id, form.version(), position); });
    context.flash(context.lang.tr("Đã bỏ tệp."));
    return web::see_other(link_of(one.id));
}

web::Response drop_opinion(web::Context& context) {
    const Submission one = visible_here(context);
    const web::Form form(context.request);
    context.house.db->write(
        [&](db::Tx& tx) { drop_gathered(tx, context.actor(), one.id, form.version(), position_of(context.request)); });
    context.flash(context.lang.tr("Đã bỏ ý kiến."));
    return web::see_other(link_of(one.id));
}

}  // namespace

void paper_routes(web::Router& router) {
    small_routes(router, kSmall);
    router.get("/submissions/:id/files/:n", file_content);
    router.del("/submissions/:id/files/:n", remove_file);
    router.del("/submissions/:id/gathered/:n", drop_opinion);
}

}  // namespace dinh::submissions
