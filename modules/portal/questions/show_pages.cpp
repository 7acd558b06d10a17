// One question and its files. Who reads the sender is noted in the access log.
#include "modules/portal/pages.hpp"
#include "modules/portal/questions/deadlines.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/record.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::question_pages {

namespace {

using Lang = dinh::pages::Lang;

struct Shown {
    Question one;
    Subject subject;
    Site site;
    Asker sender;
    std::vector<files::Ref> files;
    std::vector<deed::HistoryLine> history;
};

Shown read(db::Conn& conn, const Actor& actor, Id id) {
    Shown shown;
    shown.one = visible_question(conn, actor, id);
    shown.subject = subject_of(conn, shown.one);
    shown.site = find_site(conn, shown.one.site).value_or(Site{});
    shown.sender = asker_of(conn, id);
    shown.files = files::of_record(conn, kQuestion, id);
    shown.history = deed::history_of(conn, kQuestion, id, 50);
    return shown;
}

std::string name_of(std::string_view list, std::string_view id) {
    for (const auto& entry : rules::table("portal_questions").all(list))
        if (entry.text("id") == id) return entry.text("name");
    return std::string(id);
}

class Builder {
public:
    Builder(const Lang& lang, const Actor& actor, const Shown& shown)
        : lang_(lang), actor_(actor), shown_(shown), one_(shown.one), link_(question_deeds::link_of(one_.id)) {}

    pages::QuestionsShow build() const {
        const Day today = clock::today();
        const bool late = question_overdue(one_, today);
        const auto due = question_due(one_);
        pages::QuestionsShow page{.subject = one_.subject,
                                  .tag = late                       ? "tag--bad"
                                         : one_.state == "answered" ? "tag--good"
                                         : one_.open()              ? "tag--warn"
                                                                    : "tag--off",
                                  .state = lang_.tr(question_state_name(one_.state)),
                                  .kind = lang_.tr(question_kind_name(one_.kind)),
                                  .if_due = due.has_value(),
                                  .if_overdue = late,
                                  .due = due ? clock::show(*due) : std::string(),
                                  .notes = {},
                                  .actions = {},
                                  .if_menu = false,
                                  .menu = {},
                                  .question = {},
                                  .if_answer = !one_.answer.empty(),
                                  .answer_title = lang_.tr(one_.state == "answered" ? "Trả lời" : "Dự thảo trả lời"),
                                  .paragraphs = {},
                                  .if_public = one_.publish,
                                  .public_subject = one_.public_subject,
                                  .public_lines = {},
                                  .no_files = shown_.files.empty(),
                                  .files = {},
                                  .sender = {},
                                  .facts = {},
                                  .lines = {}};
        add_notes(page);
        add_actions(page);
        add_texts(page);
        add_sender(page);
        add_facts(page);
        forms::add_history(page, lang_, shown_.history, [](const std::string&) { return ""; });
        return page;
    }

private:
    bool may(Deed deed) const { return can(actor_, deed, shown_.subject) != nullptr; }

    void add_notes(pages::QuestionsShow& page) const {
        const auto add = [&](const char* kind, std::string words) {
            forms::add_note(page, lang_, kind, std::move(words));
        };
        const std::string hint = one_.state == "received" ? hinted_turning(one_) : std::string();
        if (!hint.empty())
            add("warn", text::fill(lang_.tr("Có chữ thường gặp trong đơn “%1”. Nếu đúng, hãy hướng dẫn gửi nơi tiếp "
                                            "công dân."),
                                   {lang_.tr(name_of("turning", hint))}));
        if (one_.open() && one_.notice_due && !one_.noticed_day)
            add("warn", text::fill(lang_.tr("Phải thông báo cho người yêu cầu trước hết ngày %1; giao người trả lời là "
                                            "đã thông báo."),
                                   {clock::show(*one_.notice_due)}));
        if (one_.state == "assigned" && !one_.reason.empty())
            add("warn", text::fill(lang_.tr("Trả lại để sửa: %1"), {one_.reason}));
    }

    void add_actions(pages::QuestionsShow& page) const {
        const auto main = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](Deed deed, const char* part, const char* words) {
            if (may(deed)) forms::add_to_menu(page, lang_, link_ + part, words);
        };
        if (one_.state == "received") main(Deed::sort_question, "/assignment", "Giao trả lời");
        if (one_.state == "awaiting_approval") {
            main(Deed::approve_answer, "/approval", "Duyệt");
            main(Deed::approve_answer, "/return", "Trả lại để sửa");
        }
        if (one_.state == "assigned" || one_.state == "awaiting_approval")
            main(Deed::draft_answer, "/answer", one_.answer.empty() ? "Soạn trả lời" : "Sửa trả lời");
        if (one_.state == "assigned") {
            main(Deed::hand_on_question, "/handing-on", "Phân công");
            more(Deed::sort_question, "/assignment", "Giao người khác");
        }
        if (one_.state == "received" || one_.state == "assigned") {
            more(Deed::sort_question, "/passing", "Chuyển trang khác");
            more(Deed::sort_question, "/turning-away", "Hướng dẫn gửi nơi tiếp công dân");
            more(Deed::sort_question, "/refusal", "Từ chối");
        }
        if (one_.open() && latest_extension(one_)) more(Deed::extend_question, "/extension", "Gia hạn");
        if (!one_.open()) more(Deed::reopen_question, "/reopening", "Làm lại");
    }

    void add_texts(pages::QuestionsShow& page) const {
        for (auto& line : paragraphs_of(one_.body)) page.question.push_back({.asked_paragraph = std::move(line)});
        for (auto& line : paragraphs_of(one_.answer)) page.paragraphs.push_back({.paragraph = std::move(line)});
        for (auto& line : paragraphs_of(one_.public_body))
            page.public_lines.push_back({.public_paragraph = std::move(line)});
        for (const auto& ref : shown_.files)
            page.files.push_back({.file_path = link_ + "/files/" + std::to_string(ref.position),
                                  .file_name = ref.name,
                                  .file_note = forms::file_note(lang_, ref)});
    }

    void add_sender(pages::QuestionsShow& page) const {
        const auto add = [&](const char* name, const std::string& value) {
            if (!value.empty()) page.sender.push_back({.sender_name = lang_.tr(name), .sender_value = value});
        };
        const Asker& one = shown_.sender;
        add("Họ và tên", one.name.empty() ? lang_.tr("Không ghi") : one.name);
        add("Số điện thoại", one.phone);
        add("Thư điện tử", one.email);
        add("Nơi cư trú", one.address);
        add("Số căn cước", one.id_number);
    }

    void add_facts(pages::QuestionsShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        const auto rule = question_days(one_.kind, one_.channel, one_.received_day);
        add("Trang", shown_.site.name);
        add("Lĩnh vực", lang_.tr(question_field_name(one_.field)));
        add("Cách gửi", lang_.tr(name_of("channel", one_.channel)));
        add("Ngày nhận", clock::show(one_.received_day));
        add("Hạn trả lời", clock::show(one_.due) + (rule ? " – " + rule->basis : std::string()));
        add("Đã thông báo", one_.noticed_day ? clock::show(*one_.noticed_day) : std::string());
        add("Lý do gia hạn", one_.extension_reason);
        if (!one_.provision.empty()) add("Hình thức cung cấp", lang_.tr(name_of("provision", one_.provision)));
        add("Lý do, mục đích", one_.purpose);
        add("Công khai", lang_.tr(one_.may_publish ? "Người gửi đồng ý" : "Người gửi không đồng ý"));
        add("Người trả lời", one_.holder_label);
        add("Người soạn", one_.drafted_by);
        if (!one_.open()) {
            add("Người quyết định", one_.approved_by);
            add("Lý do", one_.reason);
        }
        const std::string words = one_.rating_words.empty() ? std::string() : ": " + one_.rating_words;
        if (one_.rating > 0) add("Người gửi đánh giá", lang_.tr(rating_name(one_.rating)) + words);
    }

    const Lang& lang_;
    const Actor& actor_;
    const Shown& shown_;
    const Question& one_;
    std::string link_;
};

web::Response show(web::Context& context) {
    const Shown shown =
        context.house.db->reading([&](db::Conn& conn) { return read(conn, context.actor(), context.request.id()); });
    audit::note_view(context.actor(), kQuestion, shown.one.id, context.request.remote_address);
    return web::page(context, context.lang.tr(question_kind_name(shown.one.kind)),
                     Builder(context.lang, context.actor(), shown).build());
}

web::Response file_content(web::Context& context) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 1000) throw NotFound("portal_question: file number");
    const auto ref = context.house.db->reading([&](db::Conn& conn) {
        const Question one = visible_question(conn, context.actor(), context.request.id());
        return files::find(conn, kQuestion, one.id, static_cast<int>(*position));
    });
    if (!ref) throw NotFound("portal_question: no such file");
    audit::note_view(context.actor(), kQuestion, ref->record, context.request.remote_address);
    const bool inline_view =
        ref->media_type == "application/pdf" || ref->media_type == "image/png" || ref->media_type == "image/jpeg";
    return web::file({context.house.files->path_of(ref->hash), ref->hash}, ref->media_type, ref->name, inline_view);
}

}  // namespace

void show_routes(web::Router& router) {
    router.get("/portal/questions/:id", show).budget(20);
    router.get("/portal/questions/:id/files/:n", file_content);
}

}  // namespace dinh::portal::question_pages
