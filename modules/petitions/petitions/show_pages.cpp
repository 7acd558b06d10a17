// One petition and its files. Who reads the sender is noted in the access log.
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/deadlines.hpp"
#include "modules/petitions/petitions/deeds.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/record.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

using Lang = dinh::pages::Lang;

struct Shown {
    Petition one;
    Subject subject;
    std::vector<Sender> senders;
    std::vector<files::Ref> files;
    std::vector<deed::HistoryLine> history;
    std::string passed_state, basis;
    bool sees_answer = false, extends = false;
};

Shown read(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_petition(conn, actor, id);
    const Petition& one = shown.one;
    shown.subject = subject_of(conn, one);
    if (shows_sender(one)) {
        shown.senders = senders_of(conn, id);
        shown.files = files::of_record(conn, kPetition, id);
    }
    shown.history = deed::history_of(conn, kPetition, id, 50);
    if (one.passed_petition != 0) {
        if (const auto there = find_petition(conn, one.passed_petition)) shown.passed_state = there->state;
    }
    const auto rule =
        one.state == "awaiting_direction" ? processing_deadline(conn, one) : settlement_deadline(conn, one);
    if (rule) shown.basis = rule->basis;
    shown.extends = rule && one.extensions < rule->extensions;
    shown.sees_answer = one.answer_outgoing != 0 && grants::may_see(conn, actor, "outgoing", one.answer_outgoing);
    return shown;
}

class Builder {
public:
    Builder(const Lang& lang, const Actor& actor, const Shown& shown, std::string body)
        : lang_(lang), actor_(actor), shown_(shown), one_(shown.one), body_(std::move(body)), link_(link_of(one_.id)) {}

    pages::PetitionsShow build() const {
        const bool late = overdue(one_, clock::today());
        const bool sender_shown = shows_sender(one_);
        const bool adds = is_open_state(one_.state) && (may(Deed::correct) || may(Deed::report_result));
        pages::PetitionsShow page{.summary = one_.summary,
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
                                  .steps = {},
                                  .if_add_file = adds,
                                  .add_file_path = link_ + "/files/new",
                                  .no_files = shown_.files.empty(),
                                  .files = {},
                                  .if_hidden = !sender_shown || shown_.senders.empty(),
                                  .hidden_words = hidden_words(sender_shown),
                                  .senders = {},
                                  .if_seen = !shown_.senders.empty(),
                                  .if_correct = is_open_state(one_.state) && may(Deed::correct),
                                  .correct_path = link_ + "/correction",
                                  .facts = {},
                                  .readers_path = link_ + "/readers",
                                  .lines = {}};
        add_notes(page);
        add_actions(page);
        add_steps(page);
        add_people_and_files(page);
        add_facts(page);
        forms::add_history(page, lang_, shown_.history, [](const std::string&) { return ""; });
        return page;
    }

private:
    bool may(Deed deed) const { return can(actor_, deed, shown_.subject) != nullptr; }

    std::string hidden_words(bool sender_shown) const {
        return lang_.tr(sender_shown ? "Đơn không ghi tên người gửi."
                                     : "Thông tin người tố cáo và tệp kèm theo chỉ mở sau khi tiếp nhận đơn.");
    }

    void add_notes(pages::PetitionsShow& page) const {
        const auto add = [&](const char* kind, std::string words) {
            forms::add_note(page, lang_, kind, std::move(words));
        };
        if (one_.state == "awaiting_receipt")
            add("warn", text::fill(lang_.tr("%1 chuyển đơn đến; chưa tiếp nhận, chưa có số."), {one_.passed_from}));
        if (secret_sender(one_.kind) && shows_sender(one_))
            add("warn", lang_.tr("Đơn tố cáo: giữ bí mật thông tin người tố cáo (Luật Tố cáo, Điều 56)."));
        if (one_.state == "voided") add("bad", text::fill(lang_.tr("Đã hủy số: %1"), {one_.void_reason}));
    }

    void add_actions(pages::PetitionsShow& page) const {
        const auto main = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_to_menu(page, lang_, link_ + part, words);
        };
        if (one_.state == "awaiting_receipt") {
            main(Deed::receive, "/receipt", "Tiếp nhận, vào sổ");
            main(Deed::refuse, "/refusal", "Trả lại nơi chuyển");
        }
        if (one_.state == "awaiting_direction") {
            main(Deed::accept, "/acceptance", "Thụ lý, giao giải quyết");
            main(Deed::pass_on, "/passing", "Chuyển đơn");
            main(Deed::guide, "/guidance", "Hướng dẫn, trả lại");
            main(Deed::file_away, "/filing", "Lưu đơn");
            main(Deed::propose, "/proposal", "Đề xuất xử lý");
            more(Deed::void_number, "/voiding", "Hủy số");
        }
        if (one_.state == "in_settlement") {
            main(Deed::report_result, "/result", "Báo cáo kết quả");
            main(Deed::hand_on, "/handing-on", "Phân công");
            more(Deed::name_settler, "/settler", "Giao người khác");
        }
        if (one_.state == "answered") main(Deed::close, "/closure", "Kết thúc");
        const bool waits = one_.state == "awaiting_direction" || one_.state == "in_settlement";
        if (waits && shown_.extends) more(Deed::extend, "/extension", "Gia hạn");
        if (one_.number != 0 && one_.state != "voided") more(Deed::print_slip, "/slip", "Phiếu xử lý đơn");
        if (one_.state == "passed_on") main(Deed::print_slip, "/passing-slip", "Phiếu chuyển đơn");
        const bool decided = !one_.decision.empty() && one_.passed_petition == 0;
        if (decided) more(Deed::reopen, "/reopening", "Mở lại để chỉ đạo lại");
    }

    void add_steps(pages::PetitionsShow& page) const {
        const auto add = [&](const char* name, std::string words, const std::string& path = {}) {
            if (!words.empty())
                page.steps.push_back({.step_name = lang_.tr(name),
                                      .step = std::move(words),
                                      .if_step_path = !path.empty(),
                                      .step_path = path});
        };
        if (!one_.proposal.empty()) add("Đề xuất", one_.proposal + " (" + one_.proposed_by + ")");
        if (!one_.decision.empty()) {
            add("Quyết định",
                lang_.tr(decision_name(one_.decision)) + ", " + day_words(one_.decided_day) + ", " + one_.decided_by);
        }
        if (!one_.filed_as.empty()) add("Lý do lưu", lang_.tr(filing_name(one_.filed_as)));
        add("Ý kiến", one_.decision_note);
        if (!one_.passed_name.empty()) {
            add("Nơi nhận", one_.passed_name +
                                (shown_.passed_state.empty() ? "" : " – " + lang_.tr(state_name(shown_.passed_state))));
        }
        add("Người giải quyết", one_.settler_label);
        if (const auto due = due_of(one_))
            add("Hạn theo luật", clock::show(*due) + (shown_.basis.empty() ? "" : " – " + shown_.basis));
        if (!one_.answer_mark.empty()) {
            add("Văn bản trả lời",
                one_.answer_mark + ", " + day_words(one_.answer_day) +
                    (one_.answered_late ? " (" + lang_.tr("quá hạn") + ")" : ""),
                shown_.sees_answer ? "/documents/outgoing/" + std::to_string(one_.answer_outgoing) : std::string());
            add("Kết quả", one_.answer_text);
        }
        if (page.steps.empty()) add("Xử lý", lang_.tr("Chưa có quyết định xử lý."));
    }

    void add_people_and_files(pages::PetitionsShow& page) const {
        for (const auto& one : shown_.senders) {
            page.senders.push_back({.sender = one.name,
                                    .if_representative = one.representative,
                                    .if_address = !one.address.empty(),
                                    .address = one.address,
                                    .if_phone = !one.phone.empty(),
                                    .phone = one.phone,
                                    .if_id = !one.id_number.empty(),
                                    .id_number = one.id_number});
        }
        for (const auto& ref : shown_.files) {
            page.files.push_back({.file_path = link_ + "/files/" + std::to_string(ref.position),
                                  .file_name = ref.name,
                                  .file_note = forms::file_note(lang_, ref)});
        }
    }

    void add_facts(pages::PetitionsShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        add("Số đơn", one_.sign());
        add("Sổ đơn", body_);
        add("Ngày nhận", clock::show(one_.received_day));
        add("Ngày vào sổ", day_words(one_.registered_day));
        add("Loại đơn", lang_.tr(kind_name(one_.kind)) + (one_.round == 2 ? ", " + lang_.tr("lần hai") : ""));
        add("Nguồn đơn", lang_.tr(channel_name(one_.channel)));
        add("Cơ quan chuyển đến", one_.passed_from);
        add("Lĩnh vực", one_.field);
        add("Số người ký đơn", lang_.number(one_.people));
    }

    const Lang& lang_;
    const Actor& actor_;
    const Shown& shown_;
    const Petition& one_;
    std::string body_, link_;
};

}  // namespace

Reason changed_meanwhile() {
    return {"", "Có người vừa xử lý đơn này sau khi bạn mở. Điều bạn gõ còn nguyên; xem lại rồi gửi lần nữa."};
}

std::vector<NewFile> new_files(const forms::Uploaded& uploaded) {
    std::vector<NewFile> files;
    for (const auto& one : uploaded.files) files.push_back({one.name, one.stored});
    return files;
}

Petition visible_here(web::Context& context) {
    return context.house.db->reading(
        [&](db::Conn& conn) { return visible_petition(conn, context.actor(), context.request.id()); });
}

std::string known_as(const Lang& lang, const Petition& one) {
    return one.number == 0 ? lang.tr("Đơn chờ tiếp nhận") : text::fill(lang.tr("Đơn số %1"), {one.sign()});
}

web::Response show_page(web::Context& context) {
    const auto directory = directory::now(context.house);
    const Shown shown =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), context.request.id()); });
    if (!shown.senders.empty())
        audit::note_view(context.actor(), kPetition, shown.one.id, context.request.remote_address);
    const auto* body = directory->issuing_body(shown.one.issuing_body);
    return web::page(context, known_as(context.lang, shown.one),
                     Builder(context.lang, context.actor(), shown, body ? body->name : std::string()).build());
}

// A file is reached only inside its petition, and only where its sender may be read.
web::Response file_content(web::Context& context) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 100'000) throw NotFound("petitions: file number");
    const auto ref = context.house.db->reading([&](db::Conn& conn) {
        const Petition one = visible_petition(conn, context.actor(), context.request.id());
        if (!shows_sender(one)) throw NotFound("petition not received yet");
        return files::find(conn, kPetition, one.id, static_cast<int>(*position));
    });
    if (!ref) throw NotFound("petitions: no such file");
    audit::note_view(context.actor(), kPetition, ref->record, context.request.remote_address);
    const bool inline_view =
        ref->media_type == "application/pdf" || ref->media_type == "image/png" || ref->media_type == "image/jpeg";
    return web::file({context.house.files->path_of(ref->hash), ref->hash}, ref->media_type, ref->name, inline_view);
}

}  // namespace dinh::petitions
