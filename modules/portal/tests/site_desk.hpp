// For tests of sites: a province with its office, two departments and a commune.
#pragma once
#include <gmock/gmock.h>

#include "modules/portal/sites/site_deeds.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/office.hpp"

namespace dinh::test {

class SiteDesk : public OfficeTest {
protected:
    SiteDesk() : OfficeTest({"written", "portal"}) {}
    void SetUp() override {
        OfficeTest::SetUp();
        write([&](db::Tx& tx) {
            OfficeMaker committee(tx, "ubnd", "Ủy ban nhân dân tỉnh Thái Nguyên", "UBND");
            province_ = committee.agency("province_committee");
            chairman_ = committee.member(0, "Chủ tịch", {"agency_leader"}, "Phạm Chủ Tịch", "head");
            OfficeMaker office(tx, "vp", "Văn phòng Ủy ban nhân dân tỉnh Thái Nguyên", "VP");
            province_office_ = office.agency("office", province_);
            chief_ = office.member(0, "Chánh Văn phòng", {"agency_leader", "office_leader"}, "Lê Chánh Văn", "head");
            administrator_ = office.member(0, "Chuyên viên", {"administrator"}, "Ngô Quản Trị");
            OfficeMaker commune(tx, "phu-binh", "Ủy ban nhân dân xã Phú Bình", "UBND");
            commune_ = commune.agency("commune", province_);
            commune_head_ = commune.member(0, "Chủ tịch", {"agency_leader"}, "Dương Chủ Tịch Xã", "head");
            commune_deputy_ = commune.member(0, "Phó Chủ tịch", {"deputy_agency_leader"}, "Đào Phó Chủ Tịch", "deputy");
        });
        office_ = make_office(db(), "skhcn", "Sở Khoa học và Công nghệ", "SKHCN", "department", province_);
        other_ = make_office(db(), "stc", "Sở Tài chính", "STC", "department", province_);
        for (Member* one : {&chairman_, &chief_, &administrator_, &commune_head_, &commune_deputy_})
            known_.push_back(one);
        look_again({&office_, &other_});
    }

    Id open(Id agency, const Actor& actor = Actor::system()) {
        return db().writing([&](db::Tx& tx) { return portal::open_site(tx, actor, *directory_, agency); });
    }
    portal::Site site(Id id) {
        return *db().reading([&](db::Conn& conn) { return portal::find_site(conn, id); });
    }
    std::int64_t version(Id id) { return site(id).version; }
    std::vector<portal::NamedMember> members(Id site) {
        return db().reading([&](db::Conn& conn) { return portal::members_of(conn, site); });
    }
    std::vector<Id> posts_of(Id site, std::string_view role) {
        std::vector<Id> posts;
        for (const auto& one : members(site))
            if (one.role == role) posts.push_back(one.post);
        return posts;
    }
    std::vector<portal::Category> categories(Id site) {
        return db().reading([&](db::Conn& conn) { return portal::categories_of(conn, site); });
    }
    portal::Category category(Id site, std::string_view slug) {
        for (const auto& one : categories(site))
            if (one.slug == slug) return one;
        ADD_FAILURE() << "no category " << slug;
        return {};
    }
    std::optional<std::string> leads_to(Id site, std::string_view path) {
        return db().reading([&](db::Conn& conn) { return portal::old_address(conn, site, path); });
    }
    void keep(Id site, std::string_view path, std::string_view target) {
        write([&](db::Tx& tx) { portal::keep_address(tx, site, path, target); });
    }
    // The sentences of its history, newest first.
    std::vector<std::string> history(Id site) {
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> words;
            for (const auto& line : deed::history_of(conn, portal::kSite, site)) words.push_back(line.words);
            return words;
        });
    }
    // Any deed of the form (tx, actor, site, version, ...), on the newest version.
    template <class F, class... Args>
    auto act(F&& deed, const Actor& actor, Id site, const Args&... args) {
        return act_at(deed, actor, site, version(site), args...);
    }
    template <class F, class... Args>
    auto act_at(F&& deed, const Actor& actor, Id site, std::int64_t at, const Args&... args) {
        using Result = std::invoke_result_t<F, db::Tx&, const Actor&, Id, std::int64_t, const Args&...>;
        if constexpr (std::is_void_v<Result>)
            write([&](db::Tx& tx) { deed(tx, actor, site, at, args...); });
        else
            return db().writing([&](db::Tx& tx) { return deed(tx, actor, site, at, args...); });
    }
    // By two who had read the same version.
    template <class F, class... Args>
    void one_conflict(const char* name, F&& deed, const Actor& actor, Id site, const Args&... args) {
        const auto at = version(site);
        one_wins(name, "Conflict", [&] { write([&](db::Tx& tx) { deed(tx, actor, site, at, args...); }); });
    }

    Id province_ = 0, province_office_ = 0, commune_ = 0;
    Member chairman_, chief_, administrator_, commune_head_, commune_deputy_;
    Office office_, other_;
};

}  // namespace dinh::test
