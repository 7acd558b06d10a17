#include "modules/portal/library/gazette.hpp"

#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

#define DINH_ISSUE_COLUMNS "id, version, site, year, number, day, state"

constexpr db::Sql kFind{"gazette.find", "SELECT " DINH_ISSUE_COLUMNS " FROM gazette_issue WHERE id = $1"};
constexpr db::Sql kLock{"gazette.lock",
                        "UPDATE gazette_issue SET version = version + 1 WHERE id = $1 AND version = $2 "
                        "RETURNING " DINH_ISSUE_COLUMNS};
constexpr db::Sql kOfSite{"gazette.of_site", "SELECT " DINH_ISSUE_COLUMNS
                                             " FROM gazette_issue WHERE site = $1 ORDER BY year DESC, number "
                                             "DESC LIMIT 500"};
constexpr db::Sql kWith{"gazette.with", "SELECT " DINH_ISSUE_COLUMNS
                                        " FROM gazette_issue WHERE state = 'published' AND id IN (SELECT "
                                        "issue FROM gazette_item WHERE document = $1) ORDER BY year, number"};
constexpr db::Sql kDocuments{"gazette.documents",
                             "SELECT " DINH_LEGAL_HEAD
                             ", '' FROM (SELECT document, position FROM gazette_item WHERE "
                             "issue = $1) i JOIN legal_document ON id = document ORDER BY position"};
constexpr db::Sql kLast{"gazette.last",
                        "SELECT number, day FROM gazette_issue WHERE site = $1 AND year = $2 ORDER BY number DESC "
                        "LIMIT 1"};
constexpr db::Sql kAdd{"gazette.add",
                       "INSERT INTO gazette_issue (id, owner_agency, origin_agency, rules_day, created_at, "
                       "created_by_person, created_by_post, site, year, number, day, state) VALUES ($1, $2, $2, $3, "
                       "$4, $5, $6, $7, $8, $9, $3, 'open')"};
constexpr db::Sql kPut{"gazette.put",
                       "INSERT INTO gazette_item (issue, document, position) VALUES ($1, $2, (SELECT "
                       "COALESCE(MAX(position), 0) + 1 FROM gazette_item WHERE issue = $1))"};
constexpr db::Sql kTake{"gazette.take", "DELETE FROM gazette_item WHERE issue = $1 AND document = $2"};
constexpr db::Sql kHeld{"gazette.held", "SELECT issue FROM gazette_item WHERE document = $1"};
constexpr db::Sql kPublish{"gazette.publish",
                           "UPDATE gazette_issue SET state = 'published', published_at = $2 WHERE id = $1"};

Issue read_issue(const db::Rows::Row& row) {
    return {row.integer(0),
            row.integer(1),
            row.integer(2),
            static_cast<int>(row.integer(3)),
            static_cast<int>(row.integer(4)),
            row.day(5),
            row.view(6) == "published"};
}

struct Locked {
    Issue issue;
    const Capacity* as;
};

Locked locked_issue(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const auto known = find_issue(tx, id);
    const auto site = known ? find_site(tx, known->site) : std::nullopt;
    if (!site || !can(actor, Deed::see_library, subject_of(tx, *site))) throw NotFound("no gazette issue of his");
    const db::Rows rows = tx.query(kLock, id, version);
    if (rows.empty()) throw Conflict("gazette issue " + std::to_string(id) + " is no longer at this version");
    Locked locked{read_issue(rows.first()), &must(actor, Deed::keep_gazette, subject_of(tx, *site))};
    if (locked.issue.published) throw Refused("Số công báo đã phát hành.");
    return locked;
}

void note_issue(db::Tx& tx, const Actor& actor, const Locked& locked, const Said& words) {
    deed::history(tx, actor, locked.as, kGazette, locked.issue.id, "portal.keep_gazette", words);
    audit::append(tx, actor, locked.as, "portal.keep_gazette", kGazette, locked.issue.id);
}

}  // namespace

std::string issue_name(const dinh::pages::Lang& lang, const Issue& one) {
    return text::fill(lang.tr("Số %1 năm %2, ngày %3"),
                      {std::to_string(one.number), std::to_string(one.year), clock::show(one.day)});
}

std::optional<Issue> find_issue(db::Conn& conn, Id id) {
    const db::Rows rows = conn.query(kFind, id);
    return rows.empty() ? std::nullopt : std::optional(read_issue(rows.first()));
}

std::vector<Issue> issues_of(db::Conn& conn, Id site, bool published) {
    std::vector<Issue> list;
    for (const auto& row : conn.query(kOfSite, site)) {
        const Issue one = read_issue(row);
        if (one.published || !published) list.push_back(one);
    }
    return list;
}

std::vector<Issue> issues_with(db::Conn& conn, Id document) {
    std::vector<Issue> list;
    for (const auto& row : conn.query(kWith, document)) list.push_back(read_issue(row));
    return list;
}

std::vector<LegalDocument> documents_of(db::Conn& conn, Id issue) {
    std::vector<LegalDocument> list;
    for (const auto& row : conn.query(kDocuments, issue)) list.push_back(library::read_document(row));
    return list;
}

Id open_issue(db::Tx& tx, const Actor& actor, Id site, std::optional<Day> day) {
    const auto found = find_site(tx, site);
    if (!found) throw NotFound("no such site");
    const Capacity& as = must(actor, Deed::keep_gazette, subject_of(tx, *found));
    if (!day) throw Refused("day", "Hãy ghi ngày của số công báo.");
    if (*day > clock::today()) throw Refused("day", "Ngày của số công báo không được sau hôm nay.");
    const int year = clock::year(*day);
    const db::Rows last = tx.query(kLast, site, year);
    if (!last.empty() && last.first().day(1) > *day) throw Refused("day", "Ngày này trước ngày của số công báo trước.");
    const std::int64_t number = last.empty() ? 1 : last.first().integer(0) + 1;
    const Id id = ids::make();
    tx.exec(kAdd, id, found->owner_agency, *day, clock::now(), actor.person, as.post, site, year, number);
    note_issue(tx, actor, {*find_issue(tx, id), &as}, "Lập số công báo");
    return id;
}

void add_to_issue(db::Tx& tx, const Actor& actor, Id issue, std::int64_t version, Id document) {
    const Locked locked = locked_issue(tx, actor, issue, version);
    const auto one = find_document(tx, document);
    if (!one || one->state != "published") throw Refused("document", "Thư viện chưa có văn bản này.");
    const auto* kind = rules::kind_any_day(one->kind);
    if (!kind || kind->group != rules::KindGroup::normative)
        throw Refused("document", "Công báo chỉ đăng văn bản quy phạm pháp luật.");
    if (!tx.query(kHeld, document).empty()) throw Refused("document", "Văn bản này đã ở một số công báo.");
    tx.exec(kPut, issue, document);
    note_issue(tx, actor, locked, Said("Thêm %1", {one->number}));
}

void take_from_issue(db::Tx& tx, const Actor& actor, Id issue, std::int64_t version, Id document) {
    const Locked locked = locked_issue(tx, actor, issue, version);
    if (tx.exec(kTake, issue, document) == 0) throw NotFound("the issue does not hold it");
    note_issue(tx, actor, locked, "Bỏ một văn bản");
}

void publish_issue(db::Tx& tx, const Actor& actor, Id issue, std::int64_t version) {
    const Locked locked = locked_issue(tx, actor, issue, version);
    if (documents_of(tx, issue).empty()) throw Refused("Số công báo chưa có văn bản nào.");
    tx.exec(kPublish, issue, clock::now());
    note_issue(tx, actor, locked, "Phát hành");
    announce_change(tx, locked.issue.site);
}

}  // namespace dinh::portal
