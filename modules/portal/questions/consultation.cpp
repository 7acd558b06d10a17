#include "modules/portal/questions/consultation.hpp"

#include "modules/portal/postings/personal_check.hpp"
#include "platform/audit/audit.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr int kMostDays = 366;
constexpr int kMostParts = 500;

#define DINH_CONSULTATION                                                                                            \
    "SELECT c.id, c.version, c.site, c.article, c.until_day, a.title, a.slug, (SELECT COUNT(*) FROM portal_comment " \
    "WHERE consultation = c.id) FROM portal_consultation c JOIN portal_article a ON a.id = c.article "
constexpr db::Sql kOfSite{"portal_consultation.of_site",
                          DINH_CONSULTATION "WHERE c.site = $1 ORDER BY c.id DESC LIMIT 200"};
constexpr db::Sql kFind{"portal_consultation.find", DINH_CONSULTATION "WHERE c.id = $1"};
constexpr db::Sql kAdd{"portal_consultation.add",
                       "INSERT INTO portal_consultation (id, owner_agency, origin_agency, rules_day, created_at, "
                       "created_by_person, created_by_post, site, article, until_day) VALUES ($1, $2, $2, $3, $4, $5, "
                       "$6, $7, $8, $9) ON CONFLICT DO NOTHING"};
constexpr db::Sql kLock{"portal_consultation.lock",
                        "UPDATE portal_consultation SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING "
                        "site"};
constexpr db::Sql kSetUntil{"portal_consultation.set_until",
                            "UPDATE portal_consultation SET until_day = $2 WHERE id = $1"};
constexpr db::Sql kAddPart{"portal_consultation.add_part",
                           "INSERT INTO portal_consultation_part (consultation, position, title) VALUES ($1, $2, $3)"};
constexpr db::Sql kParts{"portal_consultation.parts",
                         "SELECT position, title FROM portal_consultation_part WHERE consultation = $1 ORDER BY "
                         "position"};
#define DINH_COMMENT "SELECT id, version, consultation, part, at, body, public_body, reply FROM portal_comment "
constexpr db::Sql kComments{"portal_comment.of",
                            DINH_COMMENT "WHERE consultation = $1 AND id > $2 ORDER BY id LIMIT $3"};
constexpr db::Sql kComment{"portal_comment.find", DINH_COMMENT "WHERE id = $1"};
constexpr db::Sql kAddComment{"portal_comment.add",
                              "INSERT INTO portal_comment (id, consultation, part, at, body) VALUES ($1, $2, $3, $4, "
                              "$5)"};
constexpr db::Sql kAddSender{"portal_comment.add_sender",
                             "INSERT INTO portal_comment_sender (comment, name, contact) VALUES ($1, $2, $3)"};
constexpr db::Sql kSender{"portal_comment.sender",
                          "SELECT name, contact FROM portal_comment_sender WHERE comment = $1"};
constexpr db::Sql kReply{"portal_comment.reply",
                         "UPDATE portal_comment SET public_body = $3, reply = $4, replied_at = $5, version = version + "
                         "1 WHERE id = $1 AND version = $2 RETURNING id"};

Consultation read(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),
            row.day(4),     row.text(5),    row.text(6),    row.integer(7)};
}
Comment read_comment(const db::Rows::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2), static_cast<int>(row.integer(3)),
            row.instant(4), row.text(5),    row.text(6),    row.text(7)};
}

// Archives are read, too.
Subject reading_subject(db::Conn& conn, Id site) {
    const auto found = find_site(conn, site);
    if (!found) throw NotFound("site of a consultation");
    Subject subject = subject_of(conn, *found);
    subject.archive = false;
    return subject;
}

const Capacity& must_edit(db::Conn& conn, const Actor& actor, Deed deed, Id site) {
    const auto found = find_site(conn, site);
    if (!found) throw NotFound("site of a consultation");
    return must(actor, deed, subject_of(conn, *found));
}

void check_day(Day until) {
    const Day today = clock::today();
    if (until < today) throw Refused("until", "Hạn góp ý không được trước hôm nay.");
    if (until > today + kMostDays) throw Refused("until", "Hạn góp ý không quá một năm.");
}

std::vector<std::string> titles_of(const std::string& body) {
    std::vector<std::string> articles, all;
    for (const auto& heading : markup::headings(body)) {
        all.push_back(text::cut(heading.text, 300));
        if (heading.text.starts_with("Điều ")) articles.push_back(all.back());
    }
    auto& found = articles.empty() ? all : articles;
    if (found.size() > kMostParts) found.resize(kMostParts);
    return found;
}

void note(db::Tx& tx, const Actor& actor, const Capacity& as, Id id, std::string_view deed, const Said& words) {
    deed::history(tx, actor, &as, kConsultation, id, deed, words);
    audit::append(tx, actor, &as, deed, kConsultation, id);
}

std::string checked_body(Reasons& reasons, const char* field, const std::string& typed, const char* missing) {
    std::string clean = text::clean_text(typed);
    if (clean.empty() && missing[0] != '\0') reasons.add(field, missing);
    if (text::length(clean) > 5000) reasons.add(field, Said("Dài quá %1 ký tự.", {"5000"}));
    if (rules::stamp_in(clean, clock::today()))
        reasons.add(field, "Nội dung có dấu mật. Văn bản, thông tin mật không gửi qua trang này.");
    return clean;
}

}  // namespace

std::vector<Consultation> consultations_of(db::Conn& conn, Id site) {
    std::vector<Consultation> list;
    for (const auto& row : conn.query(kOfSite, site)) list.push_back(read(row));
    return list;
}

std::optional<Consultation> find_consultation(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read(rows.first()));
}

std::vector<ConsultationPart> parts_of(db::Conn& conn, Id consultation) {
    std::vector<ConsultationPart> list;
    for (const auto& row : conn.query(kParts, consultation))
        list.push_back({static_cast<int>(row.integer(0)), row.text(1)});
    return list;
}

std::vector<Comment> comments_of(db::Conn& conn, Id consultation, Id after, int most) {
    std::vector<Comment> list;
    for (const auto& row : conn.query(kComments, consultation, after, most)) list.push_back(read_comment(row));
    return list;
}

std::optional<Comment> find_comment(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(kComment, id);
    return rows.empty() ? std::nullopt : std::optional(read_comment(rows.first()));
}

Commenter commenter_of(db::Conn& conn, Id comment) {
    const db::Rows rows = conn.query(kSender, comment);
    return rows.empty() ? Commenter{} : Commenter{rows.first().text(0), rows.first().text(1)};
}

Consultation visible_consultation(db::Conn& conn, const Actor& actor, Id id) {
    const auto one = find_consultation(conn, id);
    if (!one || !can(actor, Deed::answer_comment, reading_subject(conn, one->site)))
        throw NotFound("consultation " + std::to_string(id));
    return *one;
}

Id open_consultation(db::Tx& tx, const Actor& actor, Id article, Day until) {
    const auto draft = find_article(tx, article);
    if (!draft) throw Refused("article", "Hãy chọn dự thảo đã đăng.");
    const Capacity& as = must_edit(tx, actor, Deed::open_consultation, draft->site);
    if (draft->state != state::kPublished || (draft->kind != "page" && draft->kind != "file"))
        throw Refused("article", "Hãy chọn dự thảo đã đăng.");
    check_day(until);
    const Id id = ids::make();
    if (tx.exec(kAdd, id, draft->owner_agency, clock::today(), clock::now(), actor.person, as.post, draft->site,
                article, until) == 0)
        throw Refused("article", "Dự thảo này đã được lấy ý kiến; hãy đổi hạn góp ý.");
    tx.exec(kAddPart, id, 0, "Toàn văn");
    int position = 0;
    for (const auto& title : titles_of(draft->body)) tx.exec(kAddPart, id, ++position, title);
    note(tx, actor, as, id, "portal.open_consultation", Said("Lấy ý kiến đến hết ngày %1", {clock::show(until)}));
    announce_record(tx, draft->site, id);
    return id;
}

void change_consultation(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Day until) {
    const db::Rows rows = tx.query(kLock, id, version);
    if (rows.empty()) {
        visible_consultation(tx, actor, id);
        throw Conflict("consultation " + std::to_string(id) + " has changed");
    }
    visible_consultation(tx, actor, id);
    const Id site = rows.first().integer(0);
    const Capacity& as = must_edit(tx, actor, Deed::open_consultation, site);
    check_day(until);
    tx.exec(kSetUntil, id, until);
    note(tx, actor, as, id, "portal.change_consultation", Said("Đổi hạn góp ý: %1", {clock::show(until)}));
    announce_record(tx, site, id);
}

Id add_comment(db::Tx& tx, const CommentInput& typed) {
    const auto consultation = find_consultation(tx, typed.consultation);
    if (!consultation) throw NotFound("consultation " + std::to_string(typed.consultation));
    const auto site = find_site(tx, consultation->site);
    if (!site || !site->open()) throw Refused("Trang này đã thành trang lưu trữ, không nhận góp ý nữa.");
    if (clock::today() > consultation->until)
        throw Refused(Said("Đã hết hạn góp ý (%1).", {clock::show(consultation->until)}));
    Reasons reasons;
    const auto parts = parts_of(tx, consultation->id);
    if (typed.part < 0 || typed.part >= static_cast<int>(parts.size())) reasons.add("part", "Hãy chọn điều, mục.");
    const std::string body = checked_body(reasons, "body", typed.body, "Hãy ghi nội dung góp ý.");
    const std::string name = text::clean_line(typed.sender.name), contact = text::clean_line(typed.sender.contact);
    if (name.empty()) reasons.add("name", "Hãy ghi họ tên hoặc tên cơ quan, tổ chức.");
    if (text::length(name) > 200) reasons.add("name", Said("Dài quá %1 ký tự.", {"200"}));
    if (text::length(contact) > 254) reasons.add("contact", Said("Dài quá %1 ký tự.", {"254"}));
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAddComment, id, consultation->id, typed.part, clock::now(), body);
    tx.exec(kAddSender, id, name, contact);
    return id;
}

void reply_to_comment(db::Tx& tx, const Actor& actor, Id comment, std::int64_t version, const CommentReply& typed) {
    const auto one = find_comment(tx, comment);
    if (!one) throw NotFound("comment " + std::to_string(comment));
    const Consultation consultation = visible_consultation(tx, actor, one->consultation);
    Reasons reasons;
    const std::string reply = checked_body(reasons, "reply", typed.reply, "Hãy ghi ý kiến tiếp thu, giải trình.");
    const std::string shown = checked_body(reasons, "public_body", typed.public_body, "");
    const Commenter sender = commenter_of(tx, comment);
    for (const auto& [field, text] : {std::pair("reply", reply), std::pair("public_body", shown)})
        if (names_person(text, sender.name) || holds_number(text, sender.contact))
            reasons.add(field, "Không nêu người góp ý trong nội dung công khai.");
    const auto marks = typed.checked ? std::vector<std::string>() : personal_marks(shown + "\n" + reply);
    if (!marks.empty())
        reasons.add("checked",
                    Said("Nội dung công khai có thể có dữ liệu cá nhân: %1. Hãy bỏ đi, hoặc đánh dấu đã xem.",
                         {text::join(marks, ", ")}));
    const Capacity& as = must_edit(tx, actor, Deed::answer_comment, consultation.site);
    reasons.done();
    if (tx.query(kReply, comment, version, shown, reply, clock::now()).empty())
        throw Conflict("comment " + std::to_string(comment) + " was answered meanwhile");
    note(tx, actor, as, consultation.id, "portal.answer_comment", "Tiếp thu, giải trình một góp ý");
    announce_record(tx, consultation.site, consultation.id);
}

}  // namespace dinh::portal
