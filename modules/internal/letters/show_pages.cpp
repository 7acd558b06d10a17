// One internal document, its files and its printed sheet. Opening it is a reading: the sender sees who and when.
#include <algorithm>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/pages.hpp"
#include "modules/internal/letters/shown.hpp"
#include "modules/internal/routes.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/text/text.hpp"

namespace dinh::internal {

namespace {

using Lang = dinh::pages::Lang;

const char* tag_of_receiver(const Receiver& one) {
    if (one.state == "done") return "tag--good";
    return one.state == "read" ? "" : "tag--warn";
}

class Builder {
public:
    Builder(web::Context& context, const directory::Snapshot& directory, const Shown& shown, const forms::Values& typed)
        : context_(context),
          lang_(context.lang),
          shown_(shown),
          typed_(typed),
          one_(shown.one),
          subject_(subject_of(directory, shown.one, shown.receivers)),
          mine_(parts_of(context.actor(), shown.receivers)),
          link_(flow::link_of(one_.id)) {}

    pages::LettersShow build() const {
        const bool late = overdue(one_, clock::today()), out = is_out();
        pages::LettersShow page{.subject = one_.subject,
                                .tag = tag_of(one_, late),
                                .state = lang_.tr(late ? std::string("Quá hạn") : state_name(one_.state)),
                                .kind = lang_.tr(kind_name(one_.kind)),
                                .if_mark = !one_.mark.empty(),
                                .mark = one_.mark,
                                .if_urgent = one_.urgency > 0,
                                .urgency = lang_.tr(urgency_name(one_.urgency)),
                                .if_due = one_.due.has_value(),
                                .if_overdue = late,
                                .due = day_words(one_.due),
                                .if_errors = false,
                                .errors = {},
                                .notes = {},
                                .posts = {},
                                .actions = {},
                                .if_menu = false,
                                .menu = {},
                                .if_body = !one_.body.empty(),
                                .body = one_.body,
                                .no_body = one_.body.empty(),
                                .if_files = !shown_.files.empty(),
                                .files = {},
                                .no_receivers = shown_.receivers.empty(),
                                .if_receivers = !shown_.receivers.empty(),
                                .receivers = {},
                                .if_out = out,
                                .answers = {},
                                .if_may_answer = may(Deed::answer),
                                .answer_path = link_ + "/answers",
                                .csrf = context_.csrf_token(),
                                .deed_key = deed::new_key(),
                                .if_typed_error = typed_.faulty("body"),
                                .typed_error = typed_.fault_of(lang_, "body"),
                                .typed = typed_.at("body"),
                                .facts = {},
                                .if_readings = !shown_.readings.empty(),
                                .readings = {},
                                .if_editions = !shown_.editions.empty(),
                                .editions = {},
                                .lines = {}};
        forms::add_errors(page, lang_, typed_.faults);
        add_notes(page);
        add_actions(page);
        add_menu(page);
        add_receivers(page);
        add_lists(page);
        add_facts(page);
        return page;
    }

private:
    bool may(Deed deed) const { return can(context_.actor(), deed, subject_) != nullptr; }
    bool is_out() const { return one_.state == "sent" || one_.state == "finished"; }

    void add_notes(pages::LettersShow& page) const {
        const auto add = [&](const char* kind, const char* words, const std::string& value) {
            page.notes.push_back({.note_kind = kind, .note = text::fill(lang_.tr(words), {value})});
        };
        if (one_.state == "drafting" && !one_.note.empty()) add("warn", "Dự thảo bị trả lại: %1", one_.note);
        if (one_.state == "recalled") add("bad", "Đã thu hồi: %1", one_.note);
        if (one_.state == "dropped") add("bad", "Đã hủy dự thảo: %1", one_.note);
        if (one_.edition > 1 && is_out())
            add("warn", "Đây là bản thay thế lần %1; xem bản trước ở mục Bản đã thay.",
                std::to_string(one_.edition - 1));
    }

    void press(pages::LettersShow& page, const char* part, const char* words) const {
        page.posts.push_back({.post_path = link_ + part,
                              .csrf = context_.csrf_token(),
                              .deed_key = deed::new_key(),
                              .version = one_.version,
                              .post = lang_.tr(words)});
    }
    void link(pages::LettersShow& page, const std::string& part, const char* words) const {
        page.actions.push_back({.if_second = !page.posts.empty() || !page.actions.empty(),
                                .action_path = link_ + part,
                                .action = lang_.tr(words)});
    }

    void add_actions(pages::LettersShow& page) const {
        const bool draft = one_.state == "drafting", waits = one_.state == "awaiting_approval";
        if ((draft || waits) && may(Deed::send)) press(page, "/sending", "Ký, gửi");
        if (draft && !may(Deed::send) && may(Deed::submit)) press(page, "/submission", "Trình ký");
        if ((draft || waits) && may(Deed::change)) link(page, "/changes", "Sửa");
        if (waits && may(Deed::return_draft)) link(page, "/return", "Trả lại");
        if (is_out() && !mine_.empty()) {
            const std::string part = "/parts/" + std::to_string(mine_.front().id);
            link(page, part + "/result", "Kết thúc");
            link(page, part + "/forwardings", "Chuyển tiếp");
        }
    }

    void add_menu(pages::LettersShow& page) const {
        const auto add = [&](const std::string& path, const char* words) {
            page.menu.push_back({.menu_path = path, .menu_action = lang_.tr(words)});
            page.if_menu = true;
        };
        const bool draft = one_.state == "drafting" || one_.state == "awaiting_approval";
        if (draft && may(Deed::drop)) add(link_ + "/dropping", "Hủy dự thảo");
        if (is_out() && may(Deed::correct)) add(link_ + "/editions", "Gửi bản thay thế");
        if (is_out() && may(Deed::recall) && shown_.readings.empty()) add(link_ + "/recall", "Thu hồi");
        if (is_out() && !context_.actor().read_only && !own_posts(context_.actor()).empty())
            add("/internal/letters/new?answers=" + std::to_string(one_.id), "Soạn văn bản trả lời");
        if (is_out() && may(Deed::begin_outgoing)) add(link_ + "/outgoing", "Soạn văn bản đi");
        if (is_out() && may(Deed::attach_to_incoming)) {
            add(link_ + "/attachment", "Gắn vào văn bản đến");
            if (!shown_.handled.empty()) add(link_ + "/detachment", "Bỏ gắn khỏi văn bản đến");
        }
        add(link_ + "/print", "Bản in");
    }

    void add_receivers(pages::LettersShow& page) const {
        const auto is_mine = [&](Id id) {
            return std::any_of(mine_.begin(), mine_.end(), [&](const Receiver& each) { return each.id == id; });
        };
        for (const auto& each : shown_.receivers) {
            const bool mine = is_out() && is_mine(each.id), done = each.state == "done";
            const std::string part = link_ + "/parts/" + std::to_string(each.id);
            page.receivers.push_back(
                {.if_mine = mine,
                 .role = lang_.tr(role_name(each)),
                 .who = each.label,
                 .turn_tag = tag_of_receiver(each),
                 .turn_state = lang_.tr(receiver_state_name(each)),
                 .turn_time = done ? at_words(each.done_at, each.done_by) : at_words(each.read_at, each.read_by),
                 .if_turn_due = each.due.has_value() && each.role == "act",
                 .if_turn_late = each.due && !done && *each.due < clock::today(),
                 .turn_due = day_words(each.due),
                 .if_giver = each.parent != 0,
                 .giver = each.giver_label,
                 .if_opinion = !each.note.empty(),
                 .opinion = each.note,
                 .if_result = !each.result.empty(),
                 .result = each.result,
                 .if_part_deeds = mine && mine_.size() > 1,
                 .result_path = part + "/result",
                 .forward_path = part + "/forwardings"});
        }
    }

    void add_lists(pages::LettersShow& page) const {
        for (const auto& ref : shown_.files) {
            const bool later = ref.role.starts_with("edition-");
            const std::string edition = later ? ", " + text::fill(lang_.tr("bản %1"), {ref.role.substr(8)}) : "";
            page.files.push_back({.file_path = link_ + "/files/" + std::to_string(ref.position),
                                  .file_name = ref.name,
                                  .file_note = forms::file_note(lang_, ref) + edition});
        }
        for (const auto& each : shown_.answers)
            page.answers.push_back({.answer_at = clock::show(each.at), .answer_who = each.label, .answer = each.body});
        for (const auto& each : shown_.readings)
            page.readings.push_back(
                {.read_at = clock::show(each.at), .reader = each.name, .reader_capacity = each.capacity});
        for (const auto& each : shown_.editions)
            page.editions.push_back(
                {.edition = text::fill(lang_.tr("Bản %1, thay lúc %2: %3"),
                                       {std::to_string(each.number), clock::show(each.replaced_at), each.reason}),
                 .old_subject = each.subject,
                 .old_body = each.body});
        for (const auto& line : shown_.history)
            page.lines.push_back({.line_at = clock::show(line.at),
                                  .line_who = line.person_name,
                                  .line_capacity = line.capacity,
                                  .line_words = lang_.say(line.said)});
    }

    void add_facts(pages::LettersShow& page) const {
        const auto add = [&](const char* name, std::string value, const std::string& path = {}) {
            if (!value.empty())
                page.facts.push_back({.fact_name = lang_.tr(name),
                                      .if_fact_path = !path.empty(),
                                      .fact_path = path,
                                      .fact = std::move(value),
                                      .no_fact_path = path.empty()});
        };
        add("Nơi gửi", one_.from_name);
        add("Người soạn", one_.sender_label);
        add("Người ký", one_.signed_by);
        add("Gửi lúc", at_words(one_.sent_at, ""));
        add("Số, ký hiệu", one_.mark);
        if (shown_.answered) add("Trả lời văn bản", shown_.answered->subject, flow::link_of(shown_.answered->id));
        for (const auto& each : shown_.answered_by) add("Được trả lời bằng", each.subject, flow::link_of(each.id));
        for (const auto& each : shown_.drafts)
            add("Văn bản đi", (each.mark.empty() ? each.subject : each.mark) + " (" + lang_.tr(each.state_name) + ")",
                "/documents/outgoing/" + std::to_string(each.id));
        for (const auto& each : shown_.handled)
            add("Thuộc văn bản đến",
                text::fill(lang_.tr("số đến %1: %2"), {each.number, each.mark.empty() ? each.subject : each.mark}),
                "/documents/incoming/" + std::to_string(each.id));
    }

    web::Context& context_;
    const Lang& lang_;
    const Shown& shown_;
    const forms::Values& typed_;
    const Letter& one_;
    const Subject subject_;
    const std::vector<Receiver> mine_;
    const std::string link_;
};

}  // namespace

Letter visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_letter(conn, context.actor(), context.request.id()); });
}

web::Response show_letter(web::Context& context, const forms::Values& typed, int status) {
    const auto directory = directory::now(context.house);
    const Shown shown = read_here(context);
    return web::page(context, known_as(context.lang, shown.one), Builder(context, *directory, shown, typed).build(),
                     status);
}

web::Response show_page(web::Context& context) { return show_letter(context, {}, 200); }

web::Response file_content(web::Context& context) {
    const int position = file_position(context.request);
    const Id id = opened_here(context);
    const auto ref =
        context.house.db->reading([&](db::Conn& conn) { return files::find(conn, kLetter, id, position); });
    return file_answer(context, ref);
}

void letter_routes(web::Router& router) {
    router.get("/internal/letters", list_page).budget(14);
    router.get("/internal/letters.csv", list_csv);
    router.get("/internal/letters.xlsx", list_xlsx);
    router.get("/internal/letters/new", new_page).budget(14);
    router.post("/internal/letters/new", create).uploads();
    router.get("/internal/letters/:id", show_page).budget(22);
    router.get("/internal/letters/:id/changes", change_page);
    router.post("/internal/letters/:id/changes", change_it).uploads();
    router.get("/internal/letters/:id/print", print_page).budget(22);
    router.get("/internal/letters/:id/files/:n", file_content);
    router.post("/internal/letters/:id/answers", answer_it);
    letter_deed_routes(router);
}

}  // namespace dinh::internal
