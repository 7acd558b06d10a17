// For tests of modules: offices of the directory, the people who work in them, and what every test of deeds asks.
//
//     class Desk : public test::OfficeTest {
//     protected:
//         Desk() : OfficeTest({"notes"}) {}   // parts with a schema besides those every deed needs
//         void SetUp() override {
//             OfficeTest::SetUp();
//             office_ = make_office(db());
//             look_again({&office_});
//         }
//         Office office_;
//     };
//     write([&](db::Tx& tx) { note(tx, office_.clerk, ...); });   // office_.clerk is an Actor, and has its post
#pragma once
#include <gtest/gtest.h>

#include <atomic>

#include "modules/directory/directory.hpp"
#include "platform/files/files.hpp"
#include "tests/support/databases.hpp"

namespace dinh::test {

inline Day day(int month, int number, int year = 2026) { return *clock::make_day(year, month, number); }

// A file as it would stand in the store; its content is nowhere.
inline files::Stored stored(std::string_view content, const char* media_type = "application/pdf") {
    const std::size_t hash = std::hash<std::string_view>{}(content);
    std::string hex(64, '0');
    for (std::size_t i = 0; i < 16; ++i) hex[i] = "0123456789abcdef"[(hash >> (4 * i)) & 15];
    return {hex, static_cast<std::int64_t>(content.size()), media_type};
}

// The fields of the reasons with which `work` is refused, "" for one of the whole; empty when it is not.
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

// Somebody in his post, acting as the directory knew him when it was last looked at.
struct Member : Actor {
    Id post = 0;
};

// Makes an agency piece by piece; everything holds from 1 January 2026.
class OfficeMaker {
public:
    OfficeMaker(db::Tx& tx, std::string slug, std::string name, std::string abbreviation)
        : tx_(tx), slug_(std::move(slug)), name_(std::move(name)), abbreviation_(std::move(abbreviation)) {}

    Id agency(const std::string& kind = "department", Id parent = 0) {
        return agency_ = directory::add_agency(
                   tx_, system_,
                   {slug_, name_, name_, abbreviation_, kind, "Thái Nguyên", "", parent, true, from_, {}, {}, ""});
    }
    // `committee`: one that signs for itself and has nobody above it on its paper.
    Id body(bool committee = false) {
        const std::string above = committee ? "" : "UBND TỈNH THÁI NGUYÊN";
        return directory::add_issuing_body(
            tx_, system_, {agency_, slug_, name_, above, abbreviation_, "Thái Nguyên", committee, from_});
    }
    Id unit(const std::string& name, const std::string& abbreviation, const std::string& kind = "division") {
        const std::string slug = slug_ + "-" + std::to_string(++units_);
        return directory::add_unit(tx_, system_, {agency_, 0, slug, name, abbreviation, kind, units_, from_});
    }
    // `unit` 0: the leadership.
    Member member(Id unit, const char* title, std::vector<std::string> roles, const char* name,
                  const char* signing = "") {
        static std::atomic<int> count{0};
        Member made;
        made.post = directory::add_post(tx_, system_, {agency_, unit, title, std::move(roles), signing, 0, from_});
        made.person = directory::add_person(tx_, system_, {slug_ + std::to_string(++count), name, "", "", ""});
        directory::appoint(tx_, system_, made.person, made.post, "holder", "", from_);
        return made;
    }
    void keeps_books(const Member& clerk, Id body) { directory::add_clerkship(tx_, clerk.post, body, from_); }

private:
    db::Tx& tx_;
    std::string slug_, name_, abbreviation_;
    Id agency_ = 0;
    int units_ = 0;
    Day from_ = day(1, 1);
    Actor system_ = Actor::system();
};

// The usual one: a department with its leadership, its office and two divisions.
struct Office {
    Id agency = 0, body = 0;
    Id office_unit = 0, division = 0, second_division = 0;
    Member clerk, director, deputy, chief, head, specialist, second_specialist, second_head, other_specialist;
    std::vector<Member*> members() {
        return {&clerk,      &director,          &deputy,      &chief,           &head,
                &specialist, &second_specialist, &second_head, &other_specialist};
    }
};

inline Office make_office(db::Database& database, const std::string& slug = "skhcn",
                          const std::string& name = "Sở Khoa học và Công nghệ",
                          const std::string& abbreviation = "SKHCN", const std::string& kind = "department",
                          Id parent = 0) {
    Office office;
    database.write([&](db::Tx& tx) {
        OfficeMaker maker(tx, slug, name, abbreviation);
        office.agency = maker.agency(kind, parent);
        office.body = maker.body();
        office.office_unit = maker.unit("Văn phòng", "VP", "office");
        office.division = maker.unit("Phòng Bưu chính", "BCVT");
        office.second_division = maker.unit("Phòng Chuyển đổi số", "CĐS");
        office.clerk = maker.member(office.office_unit, "Văn thư", {"records_clerk"}, "Lê Thị Văn Thư");
        office.director = maker.member(0, "Giám đốc", {"agency_leader"}, "Trần Giám Đốc", "head");
        office.deputy = maker.member(0, "Phó Giám đốc", {"deputy_agency_leader"}, "Phạm Phó Giám Đốc", "deputy");
        office.chief =
            maker.member(office.office_unit, "Chánh Văn phòng", {"office_leader"}, "Vũ Chánh Văn Phòng", "unit_head");
        office.head = maker.member(office.division, "Trưởng phòng", {"unit_leader"}, "Đỗ Trưởng Phòng", "unit_head");
        office.specialist = maker.member(office.division, "Chuyên viên", {"specialist"}, "Nguyễn Văn Chuyên");
        office.second_specialist = maker.member(office.division, "Chuyên viên", {"specialist"}, "Hoàng Thị Viên");
        office.second_head =
            maker.member(office.second_division, "Trưởng phòng", {"unit_leader"}, "Bùi Trưởng Phòng Hai", "unit_head");
        office.other_specialist =
            maker.member(office.second_division, "Chuyên viên", {"specialist"}, "Phan Thị Phòng Hai");
        maker.keeps_books(office.clerk, office.body);
    });
    return office;
}

// Who they are in the directory: what they may act as, and what they are granted.
inline void look_up(const directory::Snapshot& directory, const std::vector<Member*>& members) {
    for (Member* one : members)
        if (one->person != 0) static_cast<Actor&>(*one) = directory.actor_of(one->person);
}

// Friday, 20 November 2026, ten in the morning.
class OfficeTest : public OnBothEngines {
protected:
    explicit OfficeTest(std::vector<std::string> parts) : OnBothEngines(with_those_of_deeds(std::move(parts))) {}

    // The directory as it stands now; to be asked again after a deed of the directory.
    void look_again() {
        db().read([&](db::Conn& conn) { directory_ = directory::load(conn, clock::today()); });
        look_up(*directory_, known_);
    }
    void look_again(const std::vector<Office*>& offices) {
        for (Office* office : offices)
            for (Member* one : office->members()) known_.push_back(one);
        look_again();
    }
    template <class F>
    void write(F&& work) {
        db().write(std::forward<F>(work));
    }
    // Kinds of the open items of a holder, in order of their names.
    std::vector<std::string> work_of(Id holder) {
        return texts({"test.work", "SELECT kind FROM work_item WHERE holder = $1 AND is_open = 1 ORDER BY kind"},
                     holder);
    }
    std::vector<std::string> notices_of(Id holder) {
        return texts({"test.notices", "SELECT text FROM notice WHERE holder = $1 ORDER BY id"}, holder);
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
    std::shared_ptr<const directory::Snapshot> directory_;
    std::vector<Member*> known_;  // of the fixture

private:
    static std::vector<std::string> with_those_of_deeds(std::vector<std::string> parts) {
        std::vector<std::string> all{"audit", "deed",   "events",   "files",     "grants",
                                     "jobs",  "search", "settings", "directory", "worklist"};
        all.insert(all.end(), parts.begin(), parts.end());
        return all;
    }
};

}  // namespace dinh::test
