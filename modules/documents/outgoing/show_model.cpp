#include "modules/documents/outgoing/show_model.hpp"

#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/outgoing/flow.hpp"
#include "modules/documents/outgoing/places.hpp"
#include "modules/documents/outgoing/words.hpp"
#include "modules/documents/record_pages.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kHistoryLines = 40;
constexpr std::size_t kMostPlaces = 100;

std::string step_class(const RouteStep& step) {
    if (step.state == "done") return "step--done";
    if (step.state == "current") return "step--now";
    if (step.state == "skipped") return "step--skip";
    return step.state == "returned" ? "step--back" : "";
}

std::string step_time(const Lang& lang, const RouteStep& step) {
    if (step.state == "skipped") return text::fill(lang.tr("bỏ qua: %1"), {step.answer});
    if (step.state == "returned")
        return text::fill(lang.tr("trả lại %1"), {step.done_at ? clock::show(*step.done_at) : ""});
    if (step.done_at) return clock::show(*step.done_at);
    if (step.state == "withdrawn") return lang.tr("đã rút");
    if (step.state != "current") return {};
    return step.read_at ? text::fill(lang.tr("xem %1"), {clock::show(*step.read_at)}) : lang.tr("chưa xem");
}

std::string place_tag(std::string_view state) {
    if (state == "accepted" || state == "assigned" || state == "in_process" || state == "done") return "tag--good";
    if (state == "refused" || state == "recalled") return "tag--bad";
    return state == "arrived" || state == "sent" ? "tag--warn" : "tag--off";
}

class Builder {
public:
    Builder(const web::Context& context, const directory::Snapshot& directory, const OutShown& shown, Day today)
        : context_(context),
          lang_(context.lang),
          directory_(directory),
          actor_(context.actor()),
          shown_(shown),
          one_(shown.one),
          today_(today),
          link_(out_flow::path_of(shown.one.id)),
          draft_(out_flow::is_draft_state(shown.one.state)) {}

    pages::OutgoingShow build() const {
        const auto* now = shown_.current();
        const bool mine = now && may(actor_, Deed::act_on_step, one_, now->post);
        const bool edits = draft_ && may(actor_, Deed::edit_draft, one_);
        const bool early = one_.state == "approved" || one_.state == "signed_awaiting_number" ||
                           one_.state == "numbered_awaiting_seal";
        pages::OutgoingShow page{
            .subject = one_.subject,
            .tag = out_words::tag_of(one_.state),
            .state = lang_.tr(out_words::state_name(one_.state)),
            .if_urgent = one_.urgency > 0,
            .urgency = lang_.tr(urgency_title(one_.urgency)),
            .if_reply_day = one_.reply_day.has_value(),
            .reply_day = day_words(one_.reply_day),
            .if_menu = false,
            .if_my_step = mine,
            .my_step = mine ? lang_.tr(out_words::step_name(now->kind)) : std::string(),
            .if_step_note = mine && !now->note.empty(),
            .step_note = mine ? now->note : std::string(),
            .agree_path = "",
            .csrf = context_.csrf_token(),
            .deed_key = deed::new_key(),
            .step_version = mine ? now->version : 0,
            .typed_answer = "",
            .agree = "",
            .return_path = "",
            .if_add_file = edits,
            .add_file_path = link_ + "/files/new",
            .no_files = shown_.files.empty(),
            .place_count = shown_.recipients.size(),
            .if_replies = one_.reply_needed && one_.issued_at.has_value(),
            .replies_path = link_ + "/replies",
            .replies = replies_words(),
            .if_edit_places = early && may(actor_, Deed::issue, one_),
            .edit_places_path = link_ + "/recipients",
            .coverage = {},
            .no_places = shown_.recipients.empty(),
            .if_places = !shown_.recipients.empty(),
            .if_more_places = shown_.recipients.size() > kMostPlaces,
            .more_places = lang_.trn("và %1 nơi nhận khác", static_cast<std::int64_t>(shown_.recipients.size()) -
                                                                static_cast<std::int64_t>(kMostPlaces)),
            .if_slips = !shown_.slips.empty(),
            .slip_path = link_ + "/slip",
            .slips = {},
            .if_add_step = now && may(actor_, Deed::add_step, one_, now->post),
            .add_step_path = link_ + "/steps/new",
            .no_steps = shown_.steps.empty(),
            .steps = {},
            .if_edit = edits,
            .edit_path = link_ + "/draft",
            .facts = {},
            .if_relate = may(actor_, Deed::draft, one_),
            .relate_path = link_ + "/relations/new",
            .relations = {},
            .if_readers = shown_.owns,
            .readers_path = link_ + "/readers",
            .lines = {}};
        if (mine) add_step_form(page, *now);
        add_notes(page);
        add_actions(page);
        add_files(page);
        add_places(page);
        add_coverage(page, lang_, coverage(directory_, actor_, shown_.recipients));
        add_steps(page);
        add_facts(page);
        add_relations(page);
        forms::add_history(page, lang_, shown_.history, field_label);
        return page;
    }

private:
    std::string replies_words() const {
        return text::fill(lang_.tr("%1 trong %2 đã trả lời"),
                          {std::to_string(shown_.replies.answered), std::to_string(shown_.replies.asked)});
    }

    void add_step_form(pages::OutgoingShow& page, const RouteStep& step) const {
        const auto form = step_form(lang_, shown_, step);
        page.agree_path = form.agree_path;
        page.return_path = form.return_path;
        page.agree = form.agree;
        for (const auto& [to, words] : form.returns) page.returns.push_back({.return_to = to, .return_words = words});
    }

    void add_notes(pages::OutgoingShow& page) const {
        const auto add = [&](const char* kind, std::string words, const std::string& path = "", const char* link = "") {
            forms::add_note(page, lang_, kind, std::move(words), path, link);
        };
        if (one_.state == "returned") {
            for (auto step = shown_.steps.rbegin(); step != shown_.steps.rend(); ++step) {
                if (step->state != "returned") continue;
                add("bad", text::fill(lang_.tr("%1 trả lại: %2"), {step->done_as, step->answer}));
                break;
            }
        }
        if (one_.state == "approved")
            add("warn",
                lang_.tr(
                    "Đã được ký duyệt nhưng chưa có chữ ký: hãy gắn bản quét đã ký, đóng dấu hoặc tệp PDF đã ký số."));
        if (one_.state == "recalled") add("bad", text::fill(lang_.tr("Đã thu hồi: %1"), {one_.frozen_reason}));
        if (one_.state == "draft_dropped") add("warn", text::fill(lang_.tr("Đã hủy dự thảo: %1"), {one_.drop_reason}));
        if (one_.issued_late) add("warn", lang_.tr("Phát hành chậm so với Điều 18 Nghị định 30/2020/NĐ-CP."));
        if (one_.replaced_by != 0)
            add("warn", lang_.tr("Văn bản này đã được thay thế."), out_flow::path_of(one_.replaced_by),
                "Xem văn bản thay thế");
    }

    void add_actions(pages::OutgoingShow& page) const {
        const auto main = [&](const char* part, const char* words) {
            forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](const char* part, const char* words) {
            forms::add_to_menu(page, lang_, link_ + part, words);
        };
        const auto can_do = [&](Deed deed) { return may(actor_, deed, one_); };
        const bool issued = one_.state == "issued";
        if (draft_ && can_do(Deed::submit)) main("/submission", "Trình");
        if (draft_ && can_do(Deed::edit_draft)) main("/draft", "Sửa dự thảo");
        const bool signable = one_.state == "approved" || one_.state == "signed_awaiting_number";
        if (one_.state == "signed_awaiting_number" && can_do(Deed::give_number)) main("/number", "Cấp số");
        if (signable && can_do(Deed::attach_signed_file))
            main("/signed-file", one_.state == "approved" ? "Gắn bản đã ký" : "Thay bản đã ký");
        if (one_.state == "numbered_awaiting_seal" && !one_.sealed_at && can_do(Deed::note_seal))
            main("/seal", "Xác nhận đóng dấu");
        if (one_.state == "numbered_awaiting_seal" && one_.sealed_at && can_do(Deed::issue))
            main("/issue", "Phát hành");
        if (issued && one_.reply_needed) main("/replies", "Theo dõi trả lời");
        if (issued && one_.reply_needed && can_do(Deed::remind_recipients)) main("/reminder", "Đôn đốc");
        forms::add_offers(page, lang_, shown_.offers);
        if (shown_.current() && can_do(Deed::withdraw_submission)) more("/withdrawal", "Rút lại");
        if (draft_ && can_do(Deed::drop_draft)) more("/drop", "Hủy dự thảo");
        if (issued && can_do(Deed::recall)) more("/recall", "Thu hồi");
    }

    void add_files(pages::OutgoingShow& page) const {
        for (auto ref = shown_.files.rbegin(); ref != shown_.files.rend(); ++ref) {
            const std::string version =
                ref->version > 1 ? " " + text::fill(lang_.tr("bản %1"), {std::to_string(ref->version)}) : std::string();
            add_file(page, lang_, link_, *ref, lang_.tr(out_words::file_role_name(ref->role)) + version);
        }
    }

    void add_places(pages::OutgoingShow& page) const {
        for (const auto& to : shown_.recipients) {
            if (page.places.size() == kMostPlaces) return;
            const std::string note =
                to.replied_at ? text::fill(lang_.tr("đã trả lời %1"), {clock::show(clock::day_of(*to.replied_at))})
                              : to.state_note;
            page.places.push_back({.place = to.name,
                                   .if_place_note = !note.empty(),
                                   .place_note = note,
                                   .purpose = lang_.tr(out_words::purpose_name(to.purpose)),
                                   .place_tag = place_tag(to.state),
                                   .place_state = lang_.tr(out_words::recipient_state_name(to.state)),
                                   .place_at = to.state == "planned" ? std::string() : clock::show(to.state_at)});
        }
    }

    void add_steps(pages::OutgoingShow& page) const {
        for (const auto& slip : shown_.slips)
            page.slips.push_back({.slip_by = directory_.person_name(slip.person),
                                  .slip_at = clock::show(slip.at),
                                  .slip_text = slip.text});
        const auto* now = shown_.current();
        for (const auto& step : shown_.steps) {
            const bool live = now && step.round == now->round && (step.state == "current" || step.state == "waiting") &&
                              step.kind != "sign";
            page.steps.push_back({.step_class = step_class(step),
                                  .step_number = step.position,
                                  .if_current = step.state == "current",
                                  .step = lang_.tr(out_words::step_name(step.kind)),
                                  .step_who = step.done_as.empty() ? step.label : step.done_as,
                                  .step_at = step_time(lang_, step),
                                  .if_opinion = !step.answer.empty() && step.state != "skipped",
                                  .opinion = step.answer,
                                  .if_may_skip = live && may(actor_, Deed::skip_step, one_, step.post),
                                  .skip_path = link_ + "/steps/" + std::to_string(step.id) + "/skip"});
        }
    }

    void add_facts(pages::OutgoingShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        const auto when = [](const std::optional<Instant>& at) { return at ? clock::show(*at) : std::string(); };
        add("Số, ký hiệu", one_.mark);
        add("Ngày văn bản", day_words(one_.issued_day));
        add("Cơ quan ban hành", one_.body_name);
        add("Tên loại", kind_name(one_.kind));
        add("Lĩnh vực", one_.field);
        add("Kính gửi", one_.addressee);
        add("Người soạn", directory_.person_name(one_.created_by_person));
        add("Đơn vị soạn", directory_.unit_name(one_.drafting_unit));
        add("Người ký", one_.signer_name.empty()
                            ? (one_.signer_post == 0 ? "" : directory_.post_label(one_.signer_post))
                            : text::join(text::split(one_.signer_lines, '\n'), " / ") + ": " + one_.signer_name);
        add("Ngày ký", day_words(one_.signed_day));
        if (!one_.reply_every.empty())
            add("Trả lời định kỳ",
                lang_.tr(period_title(one_.reply_every)) +
                    (one_.reply_until ? ", " + text::fill(lang_.tr("đến hết %1"), {clock::show(*one_.reply_until)})
                                      : std::string()));
        add("Đóng dấu", when(one_.sealed_at) + (one_.seal_note.empty() ? "" : " – " + one_.seal_note));
        add("Phát hành", when(one_.issued_at));
        add("Số bản", one_.copies > 1 ? std::to_string(one_.copies) : std::string());
        add("Nơi giữ bản lưu", one_.archive_copy);
        add("Ghi chú của người soạn", one_.drafter_note);
        add("Ghi chú", one_.description);
    }

    void add_relations(pages::OutgoingShow& page) const {
        for (const auto& one : shown_.relations) {
            const std::string day = one.day ? " (" + clock::show(*one.day) + ")" : std::string();
            const std::string mark =
                one.mark.empty() ? one.subject : one.mark + day + (one.visible ? " – " + one.subject : std::string());
            page.relations.push_back({.relation_type = lang_.tr(out_words::relation_name(one.type, one.from_here)),
                                      .if_open = one.visible,
                                      .relation_path = "/documents/" + one.kind + "/" + std::to_string(one.record),
                                      .relation = mark.empty() ? lang_.tr("văn bản khác") : mark,
                                      .no_open = !one.visible});
        }
        for (const auto& one : shown_.attached)
            page.relations.push_back({.relation_type = lang_.tr(one.what),
                                      .if_open = true,
                                      .relation_path = one.path,
                                      .relation = one.title,
                                      .no_open = false});
    }

    const web::Context& context_;
    const Lang& lang_;
    const directory::Snapshot& directory_;
    const Actor& actor_;
    const OutShown& shown_;
    const Outgoing& one_;
    Day today_;
    std::string link_;
    bool draft_;
};

}  // namespace

const RouteStep* OutShown::current() const {
    for (const auto& step : steps)
        if (step.state == "current") return &step;
    return nullptr;
}

std::vector<RouteStep> OutShown::last_round() const {
    std::vector<RouteStep> list;
    for (const auto& step : steps)
        if (step.round == steps.back().round) list.push_back(step);
    return list;
}

bool may(const Actor& actor, Deed deed, const Outgoing& one, Id holder_post) {
    return can(actor, deed, out_flow::right_subject(one, holder_post)) != nullptr;
}

OutShown shown(House& house, db::Conn& conn, const Actor& actor, Id outgoing, Day today) {
    OutShown found;
    found.one = visible_outgoing(conn, actor, outgoing);
    found.files = files::of_record(conn, kOutgoing, outgoing);
    found.steps = route_of(conn, outgoing);
    found.slips = slips_of(conn, outgoing);
    found.recipients = recipients_of(conn, outgoing);
    if (found.one.reply_needed) found.replies = reply_counts(conn, outgoing, today);
    found.relations = relations_of(conn, actor, kOutgoing, outgoing);
    found.attached = attached_records(conn, actor, kOutgoing, outgoing);
    found.offers = module::offers_for(house, conn, actor, kOutgoing, outgoing);
    found.history = deed::history_of(conn, kOutgoing, outgoing, kHistoryLines);
    found.owns = owns(kOutgoing, grants::roles(conn, actor, kOutgoing, outgoing));
    return found;
}

StepForm step_form(const Lang& lang, const OutShown& shown, const RouteStep& step) {
    const std::string base = out_flow::path_of(shown.one.id) + "/steps/" + std::to_string(step.id);
    StepForm form{
        lang.tr(out_words::step_verb(step.kind)), base + "/agreement", base + "/return", {{0, lang.tr("Người soạn")}}};
    for (const auto& earlier : shown.steps) {
        if (earlier.round != step.round || earlier.position >= step.position || earlier.state == "skipped") continue;
        form.returns.emplace_back(earlier.position, std::to_string(earlier.position) + ". " +
                                                        lang.tr(out_words::step_name(earlier.kind)) + " – " +
                                                        earlier.label);
    }
    return form;
}

pages::OutgoingShow show_model(const web::Context& context, const directory::Snapshot& directory, const OutShown& shown,
                               Day today) {
    return Builder(context, directory, shown, today).build();
}

}  // namespace dinh::documents::out_pages
