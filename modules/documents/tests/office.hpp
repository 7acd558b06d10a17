// For tests of this module: a department with its office, a division, a books clerk and the others who work in it.
#pragma once
#include <string>

#include "modules/directory/directory.hpp"
#include "platform/db/db.hpp"

namespace dinh::documents::test {

struct Office {
    Id agency = 0, body = 0;
    Id office_unit = 0, division = 0, second_division = 0;
    Id clerk_post = 0, director_post = 0, deputy_post = 0, chief_post = 0, head_post = 0, specialist_post = 0,
       second_specialist_post = 0, second_head_post = 0;
    Actor clerk, director, deputy, chief, head, specialist, second_specialist, second_head;
};

class OfficeMaker {
public:
    OfficeMaker(db::Database& database, std::string slug, std::string name, std::string abbreviation, Day from)
        : database_(database),
          slug_(std::move(slug)),
          name_(std::move(name)),
          abbreviation_(std::move(abbreviation)),
          from_(from) {}

    Office make(Day today) {
        Office office;
        Id people[8] = {};
        database_.write([&](db::Tx& tx) { write(tx, office, people); });
        database_.read([&](db::Conn& conn) {
            const auto snapshot = directory::load(conn, today);
            Actor* actors[8] = {
                &office.clerk,      &office.director,          &office.deputy,     &office.chief, &office.head,
                &office.specialist, &office.second_specialist, &office.second_head};
            for (int i = 0; i < 8; ++i) *actors[i] = snapshot->actor_of(people[i]);
        });
        return office;
    }

private:
    Id person(db::Tx& tx, const std::string& name, Id post) {
        static std::atomic<int> count{0};
        const Id id = directory::add_person(tx, system_, {slug_ + std::to_string(++count), name, "", "", ""});
        directory::appoint(tx, system_, id, post, "holder", "", from_);
        return id;
    }
    Id post(db::Tx& tx, const Office& office, Id unit, const char* title, std::vector<std::string> roles,
            const char* signing = "") {
        return directory::add_post(tx, system_, {office.agency, unit, title, std::move(roles), signing, 0, from_});
    }
    void write(db::Tx& tx, Office& office, Id* people) {
        office.agency = directory::add_agency(
            tx, system_,
            {slug_, name_, name_, abbreviation_, "department", "Thái Nguyên", "", 0, true, from_, {}, {}, ""});
        office.body = directory::add_issuing_body(
            tx, system_,
            {office.agency, slug_, name_, "UBND TỈNH THÁI NGUYÊN", abbreviation_, "Thái Nguyên", false, from_});
        office.office_unit =
            directory::add_unit(tx, system_, {office.agency, 0, slug_ + "-vp", "Văn phòng", "VP", "office", 1, from_});
        office.division = directory::add_unit(
            tx, system_, {office.agency, 0, slug_ + "-p1", "Phòng Bưu chính", "BCVT", "division", 2, from_});
        office.second_division = directory::add_unit(
            tx, system_, {office.agency, 0, slug_ + "-p2", "Phòng Chuyển đổi số", "CĐS", "division", 3, from_});
        office.clerk_post = post(tx, office, office.office_unit, "Văn thư", {"records_clerk"});
        office.director_post = post(tx, office, 0, "Giám đốc", {"agency_leader"}, "head");
        office.deputy_post = post(tx, office, 0, "Phó Giám đốc", {"deputy_agency_leader"}, "deputy");
        office.chief_post = post(tx, office, office.office_unit, "Chánh Văn phòng", {"office_leader"}, "unit_head");
        office.head_post = post(tx, office, office.division, "Trưởng phòng", {"unit_leader"}, "unit_head");
        office.specialist_post = post(tx, office, office.division, "Chuyên viên", {"specialist"});
        office.second_specialist_post = post(tx, office, office.division, "Chuyên viên", {"specialist"});
        office.second_head_post =
            post(tx, office, office.second_division, "Trưởng phòng", {"unit_leader"}, "unit_head");
        directory::add_clerkship(tx, office.clerk_post, office.body, from_);
        const Id posts[8] = {office.clerk_post,
                             office.director_post,
                             office.deputy_post,
                             office.chief_post,
                             office.head_post,
                             office.specialist_post,
                             office.second_specialist_post,
                             office.second_head_post};
        const char* names[8] = {"Lê Thị Văn Thư",  "Trần Giám Đốc",     "Phạm Phó Giám Đốc", "Vũ Chánh Văn Phòng",
                                "Đỗ Trưởng Phòng", "Nguyễn Văn Chuyên", "Hoàng Thị Viên",    "Bùi Trưởng Phòng Hai"};
        for (int i = 0; i < 8; ++i) people[i] = person(tx, names[i], posts[i]);
    }

    db::Database& database_;
    std::string slug_, name_, abbreviation_;
    Day from_;
    Actor system_ = Actor::system();
};

inline Office make_office(db::Database& database, const std::string& slug = "skhcn",
                          const std::string& name = "Sở Khoa học và Công nghệ",
                          const std::string& abbreviation = "SKHCN") {
    return OfficeMaker(database, slug, name, abbreviation, *clock::make_day(2026, 1, 1)).make(clock::today());
}

}  // namespace dinh::documents::test
