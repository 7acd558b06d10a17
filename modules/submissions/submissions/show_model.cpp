#include "modules/submissions/submissions/show_model.hpp"

#include <algorithm>

#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/pages.hpp"
#include "modules/submissions/words.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/record.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

using Lang = dinh::pages::Lang;

constexpr std::size_t kSubjectOfCalendar = 300;

// The office reads all that was asked; an agency that was asked reads its own, and alone what was said inside it.
void read_asked(db::Conn& conn, const Actor& actor, Shown& shown) {
    const auto own = [&](const Consultation& one) {
        return actor.capacity([&](const Capacity& as) { return as.works_for(one.agency); }) != nullptr;
    };
    shown.asked = consultations(conn, shown.one.id);
    const bool inside = std::any_of(shown.asked.begin(), shown.asked.end(), own);
    if (inside) shown.parts = opinion_parts(conn, shown.one.id);
    std::erase_if(shown.parts, [&](const OpinionPart& part) {
        return std::none_of(shown.asked.begin(), shown.asked.end(),
                            [&](const Consultation& one) { return one.id == part.consultation && own(one); });
    });
    if (!can(actor, Deed::read_slip, shown.subject))
        std::erase_if(shown.asked, [&](const Consultation& one) { return !own(one); });
}

const char* asked_tag(std::string_view state) {
    return state == "waiting" ? "tag--warn" : state == "lapsed" ? "tag--off" : "tag--good";
}
const char* asked_state(std::string_view state) {
    return state == "waiting" ? "Chờ ý kiến" : state == "lapsed" ? "Không trả lời" : "Đã cho ý kiến";
}

std::string decided_words(const Lang& lang, const Slip& slip) {
    return lang.tr(decision_name(slip.decision)) + (slip.decision_note.empty() ? "" : ". " + slip.decision_note) +
           " (" + slip.decided_by + ", " + day_words(slip.decided_day) + ")";
}

class Builder {
public:
    Builder(const web::Context& context, const Shown& shown)
        : context_(context), lang_(context.lang), shown_(shown), one_(shown.one), link_(link_of(one_.id)) {}

    pages::SubmissionsShow build() const {
        const bool late = overdue(one_, clock::today());
        const bool edits = is_with_sender(one_.state) && may(Deed::edit);
        pages::SubmissionsShow page{.subject = one_.subject,
                                    .tag = tag_of(one_, late),
                                    .state = lang_.tr(state_name(one_.state)),
                                    .kind = lang_.tr(kind_name(one_.kind)),
                                    .if_due = due_of(one_).has_value(),
                                    .if_overdue = late,
                                    .due = day_words(due_of(one_)),
                                    .notes = {},
                                    .actions = {},
                                    .if_menu = false,
                                    .menu = {},
                                    .if_add_paper = edits,
                                    .add_paper_path = link_ + "/papers/new",
                                    .papers = {},
                                    .if_gathered = edits || !shown_.gathered.empty(),
                                    .if_gather = edits,
                                    .gather_path = link_ + "/gathered/new",
                                    .no_opinions = shown_.gathered.empty(),
                                    .opinions = {},
                                    .if_asked = !shown_.asked.empty(),
                                    .asked = {},
                                    .if_slips = !shown_.slips.empty(),
                                    .slip_path = link_ + "/slip",
                                    .slips = {},
                                    .if_edit = edits,
                                    .edit_path = link_ + "/description",
                                    .links = {},
                                    .facts = {},
                                    .lines = {}};
        add_notes(page);
        add_actions(page);
        add_papers(page, edits);
        add_gathered(page, edits);
        add_asked(page);
        add_slips(page);
        add_links(page);
        add_facts(page);
        forms::add_history(page, lang_, shown_.history, [](const std::string& field) { return field; });
        return page;
    }

private:
    bool may(Deed deed) const { return can(context_.actor(), deed, shown_.subject) != nullptr; }

    void add_notes(pages::SubmissionsShow& page) const {
        if (one_.state == "preparing")
            forms::add_note(page, lang_, "warn", lang_.tr("Hồ sơ chưa trình: chỉ cơ quan trình thấy."));
        if (one_.state == "returned")
            forms::add_note(page, lang_, "bad", text::fill(lang_.tr("Lý do trả lại: %1"), {one_.return_reasons}));
        if (one_.state == "disagreed" || one_.state == "withdrawn")
            forms::add_note(page, lang_, "warn", one_.end_reason);
        if (one_.state == "awaiting_meeting" && !shown_.slips.empty())
            forms::add_note(page, lang_, "warn",
                            text::fill(lang_.tr("Lãnh đạo yêu cầu họp: %1"), {shown_.slips.front().meeting_note}));
        if (one_.state == "closed")
            forms::add_note(page, lang_, "good", text::fill(lang_.tr("Đã ban hành %1."), {one_.result_mark}),
                            shown_.sees_document ? document_path() : "", "Mở văn bản");
    }

    // The form of a calendar entry (modules/meetings), filled in.
    std::string meeting_path() const {
        const std::string about = text::fill(lang_.tr("Họp về hồ sơ trình: %1"), {one_.subject});
        std::string path = "/meetings/entries/new?subject=" + text::url_encode(text::cut(about, kSubjectOfCalendar));
        if (!shown_.slips.empty()) path += "&chair=" + std::to_string(shown_.slips.front().leader);
        return path + "&guests=" + text::url_encode(one_.sender_name);
    }
    std::string document_path() const { return "/documents/outgoing/" + std::to_string(one_.outgoing); }

    void add_actions(pages::SubmissionsShow& page) const {
        const auto main = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_to_menu(page, lang_, link_ + part, words);
        };
        const std::string_view state = one_.state;
        if (state == "preparing") main(Deed::submit, "/submission", "Trình");
        if (state == "returned") main(Deed::submit, "/submission", "Trình lại");
        if (state == "awaiting_receipt") main(Deed::receive, "/receipt", "Tiếp nhận");
        if (state == "awaiting_assignment") main(Deed::assign, "/assignment", "Phân công thẩm tra");
        if (state == "in_examination") {
            main(Deed::write_slip, "/slips/new", "Lập phiếu trình");
            main(Deed::ask_opinion, "/consultations/new", "Lấy ý kiến");
            main(Deed::give_back, "/return", "Trả lại để hoàn thiện");
            main(Deed::hand_on, "/handing-on", "Phân công trong đơn vị");
            more(Deed::assign, "/assignment", "Giao người khác thẩm tra");
        }
        if (state == "awaiting_review") {
            main(Deed::review, "/approval", "Duyệt, trình lãnh đạo");
            main(Deed::review, "/sending-back", "Trả lại phiếu trình");
        }
        if (state == "awaiting_decision" || state == "awaiting_meeting") main(Deed::decide, "/decision", "Cho ý kiến");
        if (state == "awaiting_meeting" && may(Deed::read_slip) && !context_.actor().read_only)
            forms::add_action(page, lang_, meeting_path(), "Đưa vào lịch công tác");
        const bool dropped = state == "issuing" && shown_.document && shown_.document->state == "draft_dropped";
        if (state == "agreed" || dropped) main(Deed::begin_document, "/document", "Soạn văn bản ban hành");
        if (may_be_withdrawn(state)) more(Deed::withdraw, "/withdrawal", "Rút hồ sơ");
        if (!shown_.slips.empty()) more(Deed::read_slip, "/slip", "In phiếu trình");
    }

    void add_papers(pages::SubmissionsShow& page, bool edits) const {
        auto rules = papers_of(one_.kind, one_.rules_day);
        rules.push_back({"other", "Tài liệu khác", "", false, {}});
        for (const auto& rule : rules) {
            const bool table = rule.role == "opinions" && !shown_.gathered.empty();
            const auto files = of_role(rule.role, rules);
            if (files.empty() && rule.role == "other") continue;
            page.papers.push_back({.paper = lang_.tr(rule.name),
                                   .if_missing = rule.required && files.empty() && !table,
                                   .if_optional_paper = !rule.required && rule.role != "other" && files.empty(),
                                   .if_by_table = table && files.empty(),
                                   .files = {}});
            for (const auto& ref : files)
                page.papers.back().files.push_back({.file_path = link_ + "/files/" + std::to_string(ref.position),
                                                    .file_name = ref.name,
                                                    .file_note = forms::file_note(lang_, ref),
                                                    .if_remove = edits,
                                                    .remove_path = link_ + "/files/" + std::to_string(ref.position),
                                                    .file_csrf = context_.csrf_token(),
                                                    .file_version = one_.version});
        }
    }
    std::vector<files::Ref> of_role(const std::string& role, const std::vector<PaperRule>& rules) const {
        std::vector<files::Ref> list;
        for (const auto& ref : shown_.files) {
            const bool named =
                std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.role == ref.role; });
            if (ref.role == role || (role == "other" && !named)) list.push_back(ref);
        }
        return list;
    }

    void add_gathered(pages::SubmissionsShow& page, bool edits) const {
        for (const auto& one : shown_.gathered)
            page.opinions.push_back({.opinion_of = one.agency_name,
                                     .treatment = lang_.tr(treatment_name(one.treatment)),
                                     .opinion = one.opinion,
                                     .if_treated = !one.answer.empty(),
                                     .treated = one.answer,
                                     .if_drop = edits,
                                     .drop_path = link_ + "/gathered/" + std::to_string(one.id),
                                     .opinion_csrf = context_.csrf_token(),
                                     .opinion_version = one_.version});
    }

    void add_asked(pages::SubmissionsShow& page) const {
        for (const auto& one : shown_.asked) {
            Subject subject = shown_.subject;
            subject.asked = one.agency;
            const bool waits = one.state == "waiting";
            const std::string path = link_ + "/consultations/" + std::to_string(one.id);
            page.asked.push_back({.if_asked_me = waits && can(context_.actor(), Deed::give_opinion, subject) != nullptr,
                                  .asked_of = one.agency_name,
                                  .asked_tag = asked_tag(one.state),
                                  .asked_state = lang_.tr(asked_state(one.state)),
                                  .if_asked_late = one.late || (waits && one.due < clock::today()),
                                  .asked_due = clock::show(one.due),
                                  .asked_by = one.asked_by,
                                  .asked_at = clock::show(one.asked_at),
                                  .question = one.question,
                                  .if_answered = one.state == "answered",
                                  .answer = one.answer,
                                  .answered = at_words(one.answered_by, one.answered_at) +
                                              (one.answer_mark.empty() ? "" : " · " + one.answer_mark),
                                  .answer_path = path + "/answer",
                                  .hand_path = path + "/handings/new",
                                  .if_parts = false,
                                  .parts = {}});
            for (const auto& part : shown_.parts)
                if (part.consultation == one.id) page.asked.back().parts.push_back(part_of(one, part, path));
            page.asked.back().if_parts = !page.asked.back().parts.empty();
        }
    }
    static std::string at_words(const std::string& who, const std::optional<Instant>& at) {
        return who + (at ? ", " + clock::show(*at) : std::string());
    }

    pages::ExaminationPart part_of(const Consultation& asked, const OpinionPart& one, const std::string& path) const {
        Subject subject = shown_.subject;
        subject.part_unit = one.unit();
        subject.part_post = one.post();
        const bool waits = one.state == "waiting" && asked.state == "waiting";
        const auto mine = [&](Deed deed) { return waits && can(context_.actor(), deed, subject) != nullptr; };
        const std::string part = path + "/parts/" + std::to_string(one.id);
        return {.if_part_mine = mine(Deed::answer_opinion_part),
                .part_of = one.label,
                .part_tag = asked_tag(one.state),
                .part_state = lang_.tr(asked_state(one.state)),
                .if_part_late = waits && one.due < clock::today(),
                .part_due = clock::show(one.due),
                .part_giver = one.giver_label,
                .part_at = clock::show(one.given_at),
                .if_part_note = !one.note.empty(),
                .part_note = one.note,
                .if_part_answer = one.state == "answered",
                .part_answer = one.answer,
                .part_answered = at_words(one.answered_by, one.answered_at),
                .part_answer_path = part + "/answer",
                .if_part_hands = mine(Deed::hand_opinion_part),
                .part_hand_path = part + "/handings/new"};
    }

    void add_slips(pages::SubmissionsShow& page) const {
        for (const auto& slip : shown_.slips) {
            page.slips.push_back(
                {.slip_by = slip.written_by, .slip_at = clock::show(slip.written_at), .slip_parts = {}});
            auto& parts = page.slips.back().slip_parts;
            const auto add = [&](const char* name, const std::string& words) {
                if (!words.empty()) parts.push_back({.slip_part = lang_.tr(name), .slip_words = words});
            };
            add("Tóm tắt", slip.summary);
            add("Vấn đề còn ý kiến khác nhau", slip.issues);
            add("Đề xuất", slip.proposal);
            add("Trình", slip.leader_label);
            if (!slip.reviewed_by.empty())
                add(slip.state == "sent_back" ? "Trả lại phiếu trình" : "Lãnh đạo Văn phòng duyệt",
                    slip.reviewed_by + (slip.review_note.empty() ? "" : ": " + slip.review_note));
            add("Yêu cầu họp", slip.meeting_note);
            if (!slip.decision.empty()) add("Ý kiến quyết định", decided_words(lang_, slip));
        }
    }

    void add_links(pages::SubmissionsShow& page) const {
        const auto add = [&](const char* name, const std::string& words, bool seen, const std::string& path) {
            if (!words.empty())
                page.links.push_back(
                    {.link_name = lang_.tr(name), .if_link = seen, .link_path = path, .link = words, .no_link = !seen});
        };
        const auto incoming = [](Id id) { return "/documents/incoming/" + std::to_string(id); };
        const bool out = shown_.sees_letter_out;
        add("Tờ trình", letter_words(one_), out || shown_.sees_letter_in,
            out ? "/documents/outgoing/" + std::to_string(one_.letter_outgoing) : incoming(one_.letter_incoming));
        add("Văn bản giao việc", one_.task_mark, shown_.sees_task, incoming(one_.task_incoming));
        if (!shown_.document) return;
        add("Văn bản ban hành",
            shown_.document->mark.empty() ? lang_.tr(shown_.document->state_name) : shown_.document->mark,
            shown_.sees_document, document_path());
    }

    void add_facts(pages::SubmissionsShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        add("Cơ quan trình", one_.sender_name);
        add("Đề nghị ban hành", lang_.tr(document_name(one_.document_kind)));
        add("Lĩnh vực", one_.field);
        add("Đề nghị trước ngày", day_words(one_.asked_day));
        add("Ngày trình", day_words(one_.submitted_day));
        add("Ngày tiếp nhận", day_words(one_.received_day));
        add("Người thẩm tra", one_.examiner_label);
        add("Hạn thẩm tra", day_words(one_.due));
        if (one_.examined_day)
            add("Thẩm tra xong",
                day_words(one_.examined_day) + ", " + lang_.tr(one_.examined_late ? "quá hạn" : "đúng hạn"));
        if (shown_.decided) add("Ý kiến quyết định", decided_words(lang_, *shown_.decided));
        add("Ngày ban hành", day_words(one_.result_day));
        add("Căn cứ", basis_of(one_.kind, one_.rules_day));
    }

    const web::Context& context_;
    const Lang& lang_;
    const Shown& shown_;
    const Submission& one_;
    const std::string link_;
};

}  // namespace

Shown shown(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_submission(conn, actor, id);
    const Submission& one = shown.one;
    shown.subject = subject_of(conn, one);
    shown.files = papers(conn, id);
    shown.gathered = gathered(conn, id);
    read_asked(conn, actor, shown);
    shown.slips = slips(conn, id);
    if (!shown.slips.empty() && shown.slips.front().state == "decided") shown.decided = shown.slips.front();
    if (!can(actor, Deed::read_slip, shown.subject)) shown.slips.clear();
    shown.history = deed::history_of(conn, kSubmission, id, 50);
    if (one.outgoing != 0) shown.document = documents::outgoing_brief(conn, one.outgoing);
    const auto sees = [&](std::string_view kind, Id document) {
        return document != 0 && grants::may_see(conn, actor, kind, document);
    };
    shown.sees_letter_out = sees(documents::kOutgoing, one.letter_outgoing);
    shown.sees_letter_in = sees(documents::kIncoming, one.letter_incoming);
    shown.sees_task = sees(documents::kIncoming, one.task_incoming);
    shown.sees_document = sees(documents::kOutgoing, one.outgoing);
    return shown;
}

pages::SubmissionsShow show_model(const web::Context& context, const Shown& shown) {
    return Builder(context, shown).build();
}

}  // namespace dinh::submissions
