// A small province for tests: the People's Committee (collective), its office, one department with a division, a
// partner.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"
#include "tests/support/databases.hpp"

namespace dinh::directory::test {

inline Day day(int year, int month, int number) { return *clock::make_day(year, month, number); }

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

class Province : public dinh::test::OnBothEngines {
protected:
    Province() : OnBothEngines({"audit", "deed", "events", "files", "grants", "jobs", "search", "directory"}) {}

    void SetUp() override {
        OnBothEngines::SetUp();
        write([&](db::Tx& tx) {
            make_agencies(tx);
            make_posts(tx);
            make_people(tx);
        });
        look();
    }

    template <class F>
    std::invoke_result_t<F, db::Tx&> write(F&& work) {
        if constexpr (std::is_void_v<std::invoke_result_t<F, db::Tx&>>)
            db().write(std::forward<F>(work));
        else
            return db().writing(std::forward<F>(work));
    }
    template <class F>
    std::invoke_result_t<F, db::Conn&> read(F&& work) {
        return db().reading(std::forward<F>(work));
    }
    void look() {
        directory_ = read([&](db::Conn& conn) { return load(conn, clock::today()); });
    }
    Actor actor(Id person) {
        return read([&](db::Conn& conn) { return load(conn, clock::today()); })->actor_of(person);
    }

    Id add_one(db::Tx& tx, const char* name, const char* abbreviation, const char* kind, Id parent, bool tenant = true,
               std::vector<std::pair<std::string, std::string>> codes = {}) {
        const std::string slug = std::string(abbreviation) + std::to_string(++count_);
        return add_agency(
            tx, system_,
            {slug, name, name, abbreviation, kind, "Thái Nguyên", "", parent, tenant, from_, {}, std::move(codes), ""});
    }
    Id hire(db::Tx& tx, const char* name, Id post, const char* kind = "holder") {
        const Id id = add_person(
            tx, system_, {"CB" + std::to_string(++count_), name, "0208385" + std::to_string(1000 + count_), "", ""});
        if (post != 0) appoint(tx, system_, id, post, kind, "", from_);
        return id;
    }
    Id post(db::Tx& tx, Id agency, Id unit, const char* title, std::vector<std::string> roles,
            const char* signing = "") {
        return add_post(tx, system_, {agency, unit, title, std::move(roles), signing, 0, from_});
    }
    SigningAuthority authority(Id body, Id post_id, Id person = 0, std::string_view field = "") {
        look();
        return signing_authority(*directory_, body, post_id, person, field, clock::today());
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    const Day today_ = day(2026, 11, 20), from_ = day(2026, 1, 1);
    const Actor system_ = Actor::system();
    std::shared_ptr<const Snapshot> directory_;
    int count_ = 0;
    Id committee_ = 0, office_ = 0, department_ = 0, partner_ = 0;
    Id committee_body_ = 0, office_body_ = 0, department_body_ = 0;
    Id division_ = 0;
    Id chairman_post_ = 0, vice_post_ = 0, chief_post_ = 0, vice_chief_post_ = 0, clerk_post_ = 0, admin_post_ = 0;
    Id director_post_ = 0, deputy_post_ = 0, head_post_ = 0, vice_head_post_ = 0, specialist_post_ = 0, it_post_ = 0;
    Id chairman_ = 0, vice_ = 0, chief_ = 0, vice_chief_ = 0, clerk_ = 0, admin_ = 0;
    Id director_ = 0, deputy_ = 0, head_ = 0, vice_head_ = 0, specialist_ = 0, it_ = 0;

private:
    void make_agencies(db::Tx& tx) {
        committee_ =
            add_one(tx, "Ủy ban nhân dân tỉnh Thái Nguyên", "UBND", "province_committee", 0, true, {{"qd20", "H55"}});
        office_ = add_one(tx, "Văn phòng Ủy ban nhân dân tỉnh", "VP", "office", committee_, true, {{"qd20", "H55.01"}});
        department_ =
            add_one(tx, "Sở Khoa học và Công nghệ", "SKHCN", "department", committee_, true, {{"qd20", "H55.12"}});
        partner_ = add_one(tx, "Công an tỉnh", "CAT", "vertical", 0, false);
        committee_body_ = add_issuing_body(
            tx, system_,
            {committee_, "ubnd", "Ủy ban nhân dân tỉnh Thái Nguyên", "", "UBND", "Thái Nguyên", true, from_});
        office_body_ = add_issuing_body(
            tx, system_, {office_, "vp", "Văn phòng Ủy ban nhân dân tỉnh", "", "VP", "Thái Nguyên", false, from_});
        department_body_ = add_issuing_body(
            tx, system_, {department_, "skhcn", "Sở Khoa học và Công nghệ", "", "SKHCN", "Thái Nguyên", false, from_});
        division_ = add_unit(tx, system_, {department_, 0, "cds", "Phòng Chuyển đổi số", "CĐS", "division", 1, from_});
    }
    void make_posts(db::Tx& tx) {
        chairman_post_ = post(tx, committee_, 0, "Chủ tịch", {"agency_leader"}, "head");
        vice_post_ = post(tx, committee_, 0, "Phó Chủ tịch", {"deputy_agency_leader"}, "deputy");
        chief_post_ = post(tx, office_, 0, "Chánh Văn phòng", {"office_leader", "agency_leader"}, "head");
        vice_chief_post_ = post(tx, office_, 0, "Phó Chánh Văn phòng", {"office_leader"}, "deputy");
        clerk_post_ = post(tx, office_, 0, "Văn thư", {"records_clerk"});
        admin_post_ = post(tx, office_, 0, "Quản trị viên", {"administrator"});
        director_post_ = post(tx, department_, 0, "Giám đốc", {"agency_leader"}, "head");
        deputy_post_ = post(tx, department_, 0, "Phó Giám đốc", {"deputy_agency_leader"}, "deputy");
        head_post_ = post(tx, department_, division_, "Trưởng phòng", {"unit_leader"}, "unit_head");
        vice_head_post_ = post(tx, department_, division_, "Phó Trưởng phòng", {"deputy_unit_leader"}, "unit_deputy");
        specialist_post_ = post(tx, department_, division_, "Chuyên viên", {"specialist"});
        it_post_ = post(tx, department_, division_, "Cán bộ công nghệ thông tin", {"it_officer"});
        add_clerkship(tx, clerk_post_, committee_body_, from_);
        add_clerkship(tx, clerk_post_, office_body_, from_);
    }
    void make_people(db::Tx& tx) {
        chairman_ = hire(tx, "Đặng Kỳ Tường", chairman_post_);
        vice_ = hire(tx, "Lý Thị Nguyên", vice_post_);
        chief_ = hire(tx, "Vũ Minh Chánh", chief_post_);
        vice_chief_ = hire(tx, "Tạ Thị Phó", vice_chief_post_);
        clerk_ = hire(tx, "Lê Thị Thư", clerk_post_);
        admin_ = hire(tx, "Hà Quản Trị", admin_post_);
        director_ = hire(tx, "Lương Xuân Bách", director_post_);
        deputy_ = hire(tx, "Lục Thị Ngọc Ánh", deputy_post_);
        head_ = hire(tx, "Đỗ Văn Trưởng", head_post_);
        vice_head_ = hire(tx, "Mã Thị Hòa", vice_head_post_);
        specialist_ = hire(tx, "Nguyễn Hoà Bình", specialist_post_);
        it_ = hire(tx, "Bế Văn Máy", it_post_);
    }
};

}  // namespace dinh::directory::test
