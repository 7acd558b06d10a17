// For tests of this module: a committee with its office, two departments below it, letters that were issued; and short
// words for what is asked often.
#pragma once
#include <gtest/gtest.h>

#include "modules/documents/documents.hpp"
#include "modules/submissions/examination/examination.hpp"
#include "modules/submissions/papers/papers.hpp"
#include "modules/submissions/results/results.hpp"
#include "modules/submissions/slips/slips.hpp"
#include "modules/submissions/submissions.hpp"
#include "platform/deed/deed.hpp"
#include "platform/text/text.hpp"
#include "tests/support/databases.hpp"

namespace dinh::submissions::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

struct Member {
    Id post = 0, person = 0;
    Actor actor;
};
struct Place {
    Id agency = 0, body = 0, unit = 0, second_unit = 0;
    Member head, deputy, clerk, leader, specialist, second;  // second: of the second unit
};

class PlaceMaker {
public:
    PlaceMaker(db::Tx& tx, std::string slug, std::string name, std::string kind, Id parent)
        : tx_(tx), slug_(std::move(slug)), name_(std::move(name)), kind_(std::move(kind)), parent_(parent) {}

    Place make() {
        Place place;
        const bool committee = kind_ == "province_committee", office = kind_ == "office";
        place.agency = directory::add_agency(
            tx_, system_, {slug_, name_, name_, slug_, kind_, "Thái Nguyên", "", parent_, true, from_, {}, {}, ""});
        place.body = directory::add_issuing_body(
            tx_, system_, {place.agency, slug_, name_, "", slug_, "Thái Nguyên", committee, from_});
        place.unit = unit(place, "-a", "Phòng Một");
        place.second_unit = unit(place, "-b", "Phòng Hai");
        place.head = member(place, 0,
                            committee ? "Chủ tịch"
                            : office  ? "Chánh Văn phòng"
                                      : "Giám đốc",
                            office ? std::vector<std::string>{"agency_leader", "office_leader"}
                                   : std::vector<std::string>{"agency_leader"},
                            "Trần Đứng Đầu");
        place.deputy = member(place, 0, "Cấp phó", {"deputy_agency_leader"}, "Phạm Cấp Phó");
        if (committee) return place;
        place.clerk = member(place, place.unit, "Văn thư", {"records_clerk"}, "Lê Văn Thư");
        place.leader = member(place, place.unit, "Trưởng phòng", {"unit_leader"}, "Đỗ Trưởng Phòng");
        place.specialist = member(place, place.unit, "Chuyên viên", {"specialist"}, "Nguyễn Chuyên Viên");
        place.second = member(place, place.second_unit, "Chuyên viên", {"specialist"}, "Hoàng Người Khác");
        directory::add_clerkship(tx_, place.clerk.post, place.body, from_);
        return place;
    }

private:
    Id unit(const Place& place, const char* part, const char* name) {
        return directory::add_unit(tx_, system_, {place.agency, 0, slug_ + part, name, part + 1, "division", 1, from_});
    }
    Member member(const Place& place, Id unit, const char* title, std::vector<std::string> roles, const char* name) {
        Member one;
        one.post = directory::add_post(tx_, system_, {place.agency, unit, title, std::move(roles), "head", 0, from_});
        one.person = directory::add_person(tx_, system_, {slug_ + std::to_string(++count_), name, "", "", ""});
        directory::appoint(tx_, system_, one.person, one.post, "holder", "", from_);
        return one;
    }

    db::Tx& tx_;
    std::string slug_, name_, kind_;
    Id parent_;
    int count_ = 0;
    Day from_ = day(1, 1);
    Actor system_ = Actor::system();
};

inline files::Stored stored(std::string_view content, const char* type = "application/pdf") {
    const std::size_t hash = std::hash<std::string_view>{}(content);
    std::string hex(64, '0');
    for (std::size_t i = 0; i < 16; ++i) hex[i] = "0123456789abcdef"[(hash >> (4 * i)) & 15];
    return {hex, static_cast<std::int64_t>(content.size()), type};
}

// The fields of the reasons with which `work` is refused; empty when it is not.
template <class F>
std::vector<std::string> refusals(F&& work) {
    std::vector<std::string> fields;
    try {
        work();
    } catch (const Refused& refused) {
        for (const auto& reason : refused.reasons()) fields.push_back(reason.field);
    }
    return fields;
}

class House : public dinh::test::OnBothEngines {
protected:
    House()
        : OnBothEngines({"audit", "deed", "events", "files", "grants", "jobs", "search", "directory", "worklist",
                         "documents", "submissions"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        db().write([&](db::Tx& tx) {
            committee_ = PlaceMaker(tx, "ubnd", "Ủy ban nhân dân tỉnh", "province_committee", 0).make();
            office_ = PlaceMaker(tx, "vp", "Văn phòng Ủy ban nhân dân tỉnh", "office", committee_.agency).make();
            sender_ = PlaceMaker(tx, "skhcn", "Sở Khoa học và Công nghệ", "department", committee_.agency).make();
            other_ = PlaceMaker(tx, "stc", "Sở Tài chính", "department", committee_.agency).make();
            directory::add_clerkship(tx, office_.clerk.post, committee_.body, day(1, 1));
        });
        look_again();
        letter_ = issued(sender_, "12/TTr-SKHCN");
    }
    void look_again() {
        directory_ = db().reading([](db::Conn& conn) -> std::shared_ptr<const directory::Snapshot> {
            return directory::load(conn, clock::today());
        });
        for (Place* place : {&committee_, &office_, &sender_, &other_})
            for (Member* one :
                 {&place->head, &place->deputy, &place->clerk, &place->leader, &place->specialist, &place->second})
                if (one->person != 0) one->actor = directory_->actor_of(one->person);
    }
    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
    }
    // Ten in the morning of a later day.
    void wait_until(Day later) { now_.set({clock::start_of(later).ms + 10 * 3'600'000}); }

    // An outgoing document as documents would leave it, seen by its drafter and its agency.
    Id issued(const Place& place, const std::string& mark, const char* kind = "to_trinh",
              const char* state = "issued") {
        constexpr db::Sql kLetter{
            "test.letter",
            "INSERT INTO outgoing_document (id, owner_agency, origin_agency, rules_day, created_at, "
            "created_by_person, created_by_post, issuing_body, body_name, state, kind, subject, mark, mark_key, "
            "issued_day) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, 'Cơ quan', $8, $9, $10, $11, $11, $3)"};
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kLetter, id, place.agency, day(11, 19), clock::now(), place.specialist.person,
                    place.specialist.post, place.body, state, kind, "Về việc ban hành Kế hoạch chuyển đổi số", mark);
            for (const Id seer : {place.specialist.post, place.agency})
                grants::give(tx, documents::kOutgoing, id, seer, "drafter", state);
        });
        return id;
    }
    // An incoming document in the book of an agency, seen by its clerks and heads.
    Id registered(Id agency, Id body, const std::string& mark, Id author = 0, const char* kind = "to_trinh") {
        constexpr db::Sql kIncoming{
            "test.incoming",
            "INSERT INTO incoming_document (id, owner_agency, origin_agency, rules_day, created_at, "
            "created_by_person, created_by_post, issuing_body, received_at, channel, state, author_agency, "
            "author_name, mark, mark_key, kind, subject) VALUES ($1, $2, $2, $3, $4, 0, 0, $5, $4, 'paper', "
            "'awaiting_sorting', $6, 'Trường Cao đẳng', $7, $8, $9, 'Về việc phê duyệt đề án')"};
        const Id id = ids::make();
        write([&](db::Tx& tx) {
            tx.exec(kIncoming, id, agency, day(11, 19), clock::now(), body, author, mark, mark_key(mark), kind);
            grants::give(tx, documents::kIncoming, id, agency, "clerk", "awaiting_sorting");
        });
        return id;
    }
    static std::string mark_key(const std::string& mark) { return text::fold(mark); }  // as documents keep it

    SubmissionInput input() const {
        SubmissionInput one;
        one.letter_outgoing = letter_;
        one.kind = "individual";
        one.subject = "Ban hành Kế hoạch chuyển đổi số năm 2027";
        one.field = "chuyển đổi số";
        one.asked_day = day(12, 15);
        return one;
    }
    Id prepared(const SubmissionInput& one) {
        return db().writing([&](db::Tx& tx) { return prepare(tx, sender_.specialist.actor, *directory_, one); });
    }
    // Any deed of the form (tx, actor, id, version, ...), on the newest version.
    template <class F, class... Args>
    void act(F&& deed, const Member& who, Id id, const Args&... args) {
        write([&, at = version(id)](db::Tx& tx) { deed(tx, who.actor, id, at, args...); });
    }
    void add_draft(Id id) {
        act(add_paper, sender_.specialist, id, NewPaper{"draft", "du-thao.pdf", stored("du thao")});
    }
    Id submitted() {
        const Id id = prepared(input());
        add_draft(id);
        write([&, at = version(id)](db::Tx& tx) { submit(tx, sender_.specialist.actor, *directory_, id, at); });
        return id;
    }
    void receive_it(Id id) {
        write([&, at = version(id)](db::Tx& tx) { receive(tx, office_.clerk.actor, *directory_, id, at); });
    }
    void assign_it(Id id, Examiner examiner) {
        write([&, at = version(id)](db::Tx& tx) { assign(tx, office_.head.actor, *directory_, id, at, examiner); });
    }
    Id examined() {
        const Id id = submitted();
        receive_it(id);
        assign_it(id, {0, office_.specialist.post});
        return id;
    }
    SlipInput slip() const { return {"Sở đề nghị ban hành Kế hoạch", "", "Đề nghị đồng ý", committee_.deputy.post}; }
    Id reviewed() {
        const Id id = examined();
        act(write_slip, office_.specialist, id, slip());
        return id;
    }
    Id laid_before() {
        const Id id = reviewed();
        act(approve, office_.head, id, Id{0}, "");
        return id;
    }
    Id agreed() {
        const Id id = laid_before();
        act(decide, committee_.deputy, id, "agreed", "");
        return id;
    }
    // The document of the committee; it goes its way in documents.
    Id issuing(Id id) {
        return db().writing([&, at = version(id)](db::Tx& tx) {
            return begin_document(tx, office_.specialist.actor, *directory_, id, at,
                                  {"", "Ban hành Kế hoạch chuyển đổi số", 0});
        });
    }
    void issue(Id outgoing, const std::string& mark) {
        constexpr db::Sql kIssue{"test.issue",
                                 "UPDATE outgoing_document SET state = 'issued', mark = $2, issued_day = $3 WHERE id = "
                                 "$1"};
        write([&](db::Tx& tx) {
            tx.exec(kIssue, outgoing, mark, clock::today());
            grants::set_state(tx, documents::kOutgoing, outgoing, "issued");
        });
        hear(documents::kIssued, outgoing);
    }
    // As the events reach this module.
    void hear(std::string_view kind, Id subject) {
        events::Event event;
        event.kind = kind;
        event.subject = subject;
        for (const auto& hearer : manifest().hearers) {
            if (hearer.kind == kind) write([&](db::Tx& tx) { hearer.hear(tx, event); });
        }
    }
    Id closed() {
        const Id id = agreed();
        issue(issuing(id), "45/QĐ-UBND");
        return id;
    }

    Submission found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_submission(conn, id); });
    }
    std::int64_t version(Id id) { return found(id).version; }
    std::string state(Id id) { return found(id).state; }
    bool sees(const Member& who, Id id) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, who.actor, kSubmission, id); });
    }
    bool reads(const Member& who, std::string_view kind, Id document) {
        return db().reading([&](db::Conn& conn) { return grants::may_see(conn, who.actor, kind, document); });
    }
    std::vector<Consultation> asked(Id id) {
        return db().reading([&](db::Conn& conn) { return consultations(conn, id); });
    }
    std::vector<std::string> work_of(const Member& who) {
        constexpr db::Sql kWork{"test.work",
                                "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY kind"};
        return texts(kWork, who.post);
    }
    std::vector<std::string> notices_of(const Member& who) {
        constexpr db::Sql kNotices{"test.notices", "SELECT text FROM notice WHERE holder = $1 ORDER BY id"};
        return texts(kNotices, who.post);
    }
    std::vector<std::string> texts(const db::Sql& sql, Id holder) {
        std::vector<std::string> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& row : conn.query(sql, holder)) list.push_back(row.text(0));
        });
        return list;
    }
    std::vector<Id> listed(const Member& who, const SubmissionFilter& filter) {
        std::vector<Id> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& one : list_submissions(conn, who.actor, filter, clock::today()).lines)
                list.push_back(one.id);
        });
        return list;
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};  // a Friday
    Place committee_, office_, sender_, other_;
    Id letter_ = 0;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace dinh::submissions::test
