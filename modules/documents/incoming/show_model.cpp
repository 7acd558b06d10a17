#include "modules/documents/incoming/show_model.hpp"

#include "modules/documents/incoming/deeds.hpp"
#include "modules/documents/incoming/list_pages.hpp"
#include "modules/documents/record_pages.hpp"
#include "modules/documents/rights_alerts.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

using Lang = dinh::pages::Lang;

constexpr int kHistoryLines = 30;

struct Named {
    std::string_view id, title;
};
constexpr Named kRelations[] = {{"answers", "Trả lời"},   {"interim", "Trả lời bước đầu"}, {"relates", "Liên quan"},
                                {"replaces", "Thay thế"}, {"recalls", "Thu hồi"},          {"corrects", "Đính chính"},
                                {"amends", "Sửa đổi"}};

template <std::size_t N>
std::string named(const Named (&list)[N], std::string_view id) {
    for (const auto& one : list) {
        if (one.id == id) return std::string(one.title);
    }
    return std::string(id);
}

class Builder {
public:
    Builder(const Lang& lang, const directory::Snapshot& directory, const Actor& actor, const Shown& shown, Day today)
        : lang_(lang),
          directory_(directory),
          actor_(actor),
          shown_(shown),
          one_(shown.one),
          today_(today),
          link_(link_of(shown.one.id)) {}

    pages::IncomingShow build() const {
        const bool overdue = one_.due && *one_.due < today_ && is_open_state(one_.state) && one_.proposed_close.empty();
        const bool corrects = may(Deed::correct_incoming) && (is_open_state(one_.state) || one_.state == "closed");
        pages::IncomingShow page{.subject = one_.subject,
                                 .tag = tag_of(one_.state, overdue),
                                 .state = lang_.tr(state_name(one_.state)),
                                 .if_urgent = one_.urgency > 0,
                                 .urgency = lang_.tr(urgency_title(one_.urgency)),
                                 .if_due = one_.due.has_value(),
                                 .if_overdue = overdue,
                                 .due = day_words(one_.due),
                                 .notes = {},
                                 .actions = {},
                                 .if_menu = false,
                                 .menu = {},
                                 .handling = {},
                                 .if_add_file = corrects,
                                 .add_file_path = link_ + "/files/new",
                                 .no_files = shown_.files.empty(),
                                 .files = {},
                                 .if_correct = corrects,
                                 .correct_path = link_ + "/correction",
                                 .facts = {},
                                 .if_relations = !shown_.relations.empty() || !shown_.attached.empty(),
                                 .relations = {},
                                 .if_readers = shown_.owns,
                                 .readers_path = link_ + "/readers",
                                 .lines = {}};
        add_notes(page);
        add_actions(page);
        for (const auto& ref : shown_.files) add_file(page, lang_, link_, ref, "");
        add_facts(page);
        add_relations(page);
        forms::add_history(page, lang_, shown_.history, field_label);
        return page;
    }

private:
    bool may(Deed deed) const { return can(actor_, deed, subject_of(one_)) != nullptr; }

    void add_notes(pages::IncomingShow& page) const {
        const auto add = [&](const char* kind, std::string words, const char* part = "", const char* link = "") {
            forms::add_note(page, lang_, kind, std::move(words), part[0] == '\0' ? std::string() : link_ + part, link);
        };
        if (one_.state == "awaiting_receipt")
            add("warn", lang_.tr("Văn bản gửi đến qua hệ thống, chưa tiếp nhận và chưa có số đến."));
        if (one_.registered_late) {
            add("warn", text::fill(lang_.tr("Vào sổ chậm: đến lúc %1, vào sổ lúc %2."),
                                   {clock::show(one_.received_at),
                                    one_.registered_at ? clock::show(*one_.registered_at) : ""}));
        }
        if (one_.secrecy_question == "asked") {
            const bool answers = may(Deed::correct_incoming);
            add("bad", lang_.tr("Trong tệp có dấu chỉ độ mật; văn thư phải xác nhận văn bản có mật hay không."),
                answers ? "/secrecy" : "", answers ? "Trả lời" : "");
        }
        if (!one_.proposed_close.empty() && is_open_state(one_.state)) {
            add("good", text::fill(lang_.tr("Đã trả lời bằng %1; chờ xác nhận kết thúc."), {one_.proposed_close}),
                shown_.may_close ? "/closure" : "", shown_.may_close ? "Kết thúc xử lý" : "");
        }
        if (!one_.refusal_reason.empty())
            add("warn", text::fill(lang_.tr("Đã trả lại nơi gửi: %1"), {one_.refusal_reason}));
        if (one_.state == "closed") add("good", closing_words());
    }

    std::string closing_words() const {
        std::string words =
            text::fill(lang_.tr("Kết thúc %1: %2"), {one_.closed_at ? clock::show(*one_.closed_at) : std::string(),
                                                     lang_.tr(closing_name(one_.closed_as, one_.rules_day))});
        if (!one_.closed_note.empty()) words += " – " + one_.closed_note;
        return words;
    }

    bool works_on_it() const {
        const auto& mine = actor_.grantees;
        return std::any_of(shown_.handling.tree.begin(), shown_.handling.tree.end(), [&](const Forwarding& part) {
            const bool running = part.state == "unread" || part.state == "read" || part.state == "in_process";
            return running && part.role == "lead" && std::find(mine.begin(), mine.end(), part.receiver) != mine.end();
        });
    }

    void add_actions(pages::IncomingShow& page) const {
        const auto main = [&](const char* part, const char* words) {
            forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](const char* part, const char* words) {
            forms::add_to_menu(page, lang_, link_ + part, words);
        };
        const bool open = is_open_state(one_.state);
        if (one_.state == "awaiting_receipt" && may(Deed::receive)) {
            main("/receipt", "Tiếp nhận, vào sổ");
            main("/refusal", "Từ chối tiếp nhận");
        }
        const std::string answer = "/documents/outgoing/new?answers=" + std::to_string(one_.id);
        const bool answers = open && one_.arrival_number != 0 && may(Deed::draft);
        if (answers && works_on_it())
            forms::add_action(page, lang_, answer, "Soạn văn bản trả lời");
        else if (answers)
            forms::add_to_menu(page, lang_, answer, "Soạn văn bản trả lời");
        forms::add_offers(page, lang_, shown_.offers);
        if (open && shown_.may_close) main("/closure", "Kết thúc xử lý");
        if (one_.state == "closed" && may(Deed::reopen)) main("/reopening", "Mở lại");
        if ((open || one_.state == "closed") && may(Deed::attach_paper_original))
            more("/paper-original", "Nhận thêm bản giấy");
        if (open && may(Deed::return_to_sender)) more("/return", "Trả lại nơi gửi");
    }

    void add_facts(pages::IncomingShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        const auto* body = directory_.issuing_body(one_.issuing_body);
        add("Số đến", one_.number());
        add("Ngày đến", day_words(one_.arrival_day));
        add("Sổ đăng ký", body ? body->name : std::string());
        add("Tác giả", one_.author_name);
        add("Tên loại", kind_name(one_.kind));
        add("Số, ký hiệu", one_.mark);
        add("Ngày văn bản", day_words(one_.document_day));
        add("Người ký", one_.signer_name.empty()
                            ? one_.signer_position
                            : one_.signer_name + (one_.signer_position.empty() ? "" : ", " + one_.signer_position));
        add("Lĩnh vực", one_.field);
        add("Đơn vị hoặc người nhận", one_.to_places);
        add("Hình thức đến", lang_.tr(channel_name(one_.channel, one_.rules_day)));
        add("Số trang", one_.pages > 0 ? std::to_string(one_.pages) : std::string());
        add("Phải trả lời", one_.reply_needed ? lang_.tr("có") : std::string());
        add("Bản giấy", one_.paper_original + (one_.holder_note.empty() ? "" : " (" + one_.holder_note + ")"));
        add("Hồ sơ", one_.dossier);
        add("Ghi chú", one_.description);
    }

    void add_relations(pages::IncomingShow& page) const {
        for (const auto& one : shown_.relations) {
            const std::string day = one.day ? " (" + clock::show(*one.day) + ")" : std::string();
            page.relations.push_back({.relation_type = lang_.tr(named(kRelations, one.type)),
                                      .if_visible = one.visible,
                                      .relation_path = "/documents/" + one.kind + "/" + std::to_string(one.record),
                                      .relation = one.mark.empty() ? one.subject : one.mark + day + " – " + one.subject,
                                      .no_visible = !one.visible,
                                      .hidden_mark = one.mark});
        }
        for (const auto& one : shown_.attached)
            page.relations.push_back({.relation_type = lang_.tr(one.what),
                                      .if_visible = true,
                                      .relation_path = one.path,
                                      .relation = one.title,
                                      .no_visible = false,
                                      .hidden_mark = ""});
    }

    const Lang& lang_;
    const directory::Snapshot& directory_;
    const Actor& actor_;
    const Shown& shown_;
    const Incoming& one_;
    Day today_;
    std::string link_;
};

}  // namespace

Shown shown(House& house, db::Conn& conn, const Actor& actor, Id incoming) {
    Shown found;
    found.one = visible_incoming(conn, actor, incoming);
    found.files = files::of_record(conn, kIncoming, incoming);
    found.handling = handling_of(conn, incoming);
    found.relations = relations_of(conn, actor, kIncoming, incoming);
    found.attached = attached_records(conn, actor, kIncoming, incoming);
    found.offers = module::offers_for(house, conn, actor, kIncoming, incoming);
    found.history = deed::history_of(conn, kIncoming, incoming, kHistoryLines);
    found.owns = owns(kIncoming, grants::roles(conn, actor, kIncoming, incoming));
    found.may_close = may_close(conn, actor, found.one) != nullptr;
    return found;
}

pages::IncomingShow show_model(const dinh::pages::Lang& lang, const directory::Snapshot& directory, const Actor& actor,
                               const Shown& shown, pages::HandlingTree handling, Day today) {
    auto page = Builder(lang, directory, actor, shown, today).build();
    page.handling.push_back(std::move(handling));
    return page;
}

}  // namespace dinh::documents
