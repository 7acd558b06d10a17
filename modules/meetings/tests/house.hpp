// For tests of this module: a department with its office, a division and those who work there; deeds in short words.
#pragma once
#include <gtest/gtest.h>

#include <atomic>

#include "modules/meetings/entries/entries.hpp"
#include "modules/meetings/meetings.hpp"
#include "modules/meetings/weeks/weeks.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/deed/deed.hpp"
#include "tests/support/databases.hpp"

namespace dinh::meetings::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }
inline Instant at(Day on, int hour, int minute = 0) {
    return {clock::start_of(on).ms + (hour * 60 + minute) * std::int64_t{60'000}};
}

struct Member {
    Id person = 0, post = 0;
    Actor actor;
};

struct Office {
    Id agency = 0, office_unit = 0, division = 0, second_division = 0;
    Member clerk, director, deputy, chief, head, specialist, second_head;
};

class OfficeMaker {
public:
    OfficeMaker(db::Tx& tx, std::string slug) : tx_(tx), slug_(std::move(slug)) {}
    Office make() {
        Office one;
        one.agency = directory::add_agency(
            tx_, system_,
            {slug_, "Sở " + slug_, "Sở " + slug_, slug_, "department", "Thái Nguyên", "", 0, true, from_, {}, {}, ""});
        one.office_unit = unit(one, "vp", "Văn phòng", "office");
        one.division = unit(one, "p1", "Phòng Bưu chính", "division");
        one.second_division = unit(one, "p2", "Phòng Chuyển đổi số", "division");
        one.clerk = member(one, one.office_unit, "Văn thư", "records_clerk", "Lê Thị Văn Thư");
        one.director = member(one, 0, "Giám đốc", "agency_leader", "Trần Giám Đốc");
        one.deputy = member(one, 0, "Phó Giám đốc", "deputy_agency_leader", "Phạm Phó Giám Đốc");
        one.chief = member(one, one.office_unit, "Chánh Văn phòng", "office_leader", "Vũ Chánh Văn Phòng");
        one.head = member(one, one.division, "Trưởng phòng", "unit_leader", "Đỗ Trưởng Phòng");
        one.specialist = member(one, one.division, "Chuyên viên", "specialist", "Nguyễn Văn Chuyên");
        one.second_head = member(one, one.second_division, "Trưởng phòng", "unit_leader", "Bùi Trưởng Phòng Hai");
        return one;
    }

private:
    Id unit(const Office& office, const char* slug, const char* name, const char* kind) {
        return directory::add_unit(tx_, system_,
                                   {office.agency, 0, slug_ + "-" + slug, name, slug, kind, ++position_, from_});
    }
    Member member(const Office& office, Id unit, const char* title, const char* role, const char* name) {
        static std::atomic<int> count{0};
        Member one;
        one.post = directory::add_post(tx_, system_, {office.agency, unit, title, {role}, "", 0, from_});
        one.person = directory::add_person(tx_, system_, {slug_ + std::to_string(++count), name, "", "", ""});
        directory::appoint(tx_, system_, one.person, one.post, "holder", "", from_);
        return one;
    }
    db::Tx& tx_;
    std::string slug_;
    int position_ = 0;
    Actor system_ = Actor::system();
    Day from_ = day(1, 1);
};

inline std::vector<Member*> members(Office& one) {
    return {&one.clerk, &one.director, &one.deputy, &one.chief, &one.head, &one.specialist, &one.second_head};
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
                         "documents", "written", "meetings"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        db().write(
            [&](db::Tx& tx) { office_ = OfficeMaker(tx, "skhcn").make(), other_ = OfficeMaker(tx, "stc").make(); });
        look_again();
    }
    void look_again() {
        directory_ = db().reading([](db::Conn& conn) -> std::shared_ptr<const directory::Snapshot> {
            return directory::load(conn, clock::today());
        });
        for (Office* office : {&office_, &other_})
            for (Member* one : members(*office)) one->actor = directory_->actor_of(one->person);
    }

    // Monday 23 November, 8:00 to 10:00, in the meeting room, chaired by the director.
    EntryInput input(int hour = 8) const {
        EntryInput one;
        one.agency = office_.agency;
        one.starts = at(monday_, hour), one.ends = at(monday_, hour + 2);
        one.subject = "Giao ban đầu tuần";
        one.place = "Phòng họp tầng 2";
        one.chair = office_.director.post;
        one.posts = {office_.deputy.post};
        return one;
    }
    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
    }
    Id enter(const EntryInput& one) { return enter_as(office_.clerk.actor, one); }
    Id enter_as(const Actor& actor, const EntryInput& one) {
        return db().writing([&](db::Tx& tx) { return enter_entry(tx, actor, one); });
    }
    Entry found(Id id) {
        return *db().reading([&](db::Conn& conn) { return find_entry(conn, id); });
    }
    Week week() {
        return db().reading([&](db::Conn& conn) { return week_of(conn, office_.agency, monday_); });
    }
    void approve() {
        write([&, at = week().version](db::Tx& tx) {
            approve_week(tx, office_.chief.actor, office_.agency, monday_, at);
        });
    }
    void publish() {
        approve();
        write([&, at = week().version](db::Tx& tx) {
            publish_week(tx, office_.clerk.actor, office_.agency, monday_, at);
        });
    }
    bool sees(const Actor& actor, Id id) {
        try {
            db().reading([&](db::Conn& conn) { return visible_entry(conn, actor, id); });
            return true;
        } catch (const NotFound&) {
            return false;
        }
    }
    std::vector<std::string> work_of(Id holder) {
        constexpr db::Sql kWork{"test.work",
                                "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY kind"};
        return texts(kWork, holder);
    }
    std::vector<std::string> notices_of(Id holder) {
        constexpr db::Sql kNotices{"test.notices", "SELECT text FROM notice WHERE holder = $1 ORDER BY id"};
        return texts(kNotices, holder);
    }
    std::vector<std::string> texts(const db::Sql& sql, Id holder) {
        std::vector<std::string> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& row : conn.query(sql, holder)) list.push_back(row.text(0));
        });
        return list;
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    const Day monday_ = day(11, 23);
    Office office_, other_;
    std::shared_ptr<const directory::Snapshot> directory_;
};

}  // namespace dinh::meetings::test
