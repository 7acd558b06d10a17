// Opening sites, what they say of themselves, who works on them.
#include "modules/portal/tests/site_desk.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class SiteTest : public test::SiteDesk {
protected:
    SiteInput input() const {
        SiteInput one;
        one.name = "Sở Khoa học và Công nghệ";
        one.answerable = "Sở Khoa học và Công nghệ tỉnh Thái Nguyên";
        one.responsible = "Trần Giám Đốc – Giám đốc";
        one.phone = "0208 3855 123";
        one.email = "skhcn@thainguyen.gov.vn";
        one.colour = "green";
        return one;
    }
    std::vector<std::string> names_of(const Actor& actor) {
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> names;
            for (const auto& one : sites_of(conn, actor)) names.push_back(one.name);
            return names;
        });
    }
    bool sees(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) {
            try {
                return visible_site(conn, actor, id).id == id;
            } catch (const NotFound&) {
                return false;
            }
        });
    }
};
DINH_BOTH_ENGINES(SiteTest);

}  // namespace

TEST(SiteSlug, says_a_name_in_plain_letters) {
    EXPECT_EQ(slug_of("Sở Tài chính"), "so-tai-chinh");
    EXPECT_EQ(slug_of("  Đường  Đê – Điện Biên (2026) "), "duong-de-dien-bien-2026");
    EXPECT_EQ(slug_of("Hoà Bình"), slug_of("Hòa Bình"));
    EXPECT_EQ(slug_of("a\xCC\x81"), "a") << "marks that stand alone";
    EXPECT_EQ(slug_of(""), "trang");
    EXPECT_EQ(slug_of("漢字 !!!"), "trang");
    EXPECT_EQ(slug_of("../../etc/passwd"), "etc-passwd");
    EXPECT_EQ(slug_of("a\xFFz"), "a-z") << "bytes that are no text";
}

TEST(SiteSlug, is_cut_between_words) {
    std::string name;
    for (int i = 0; i < 40; ++i) name += "văn bản ";
    const auto slug = slug_of(name);
    EXPECT_LE(slug.size(), 80U);
    EXPECT_TRUE(slug.ends_with("-van") || slug.ends_with("-ban")) << slug;
    EXPECT_EQ(slug_of(std::string(5'000, 'x')).size(), 80U);
}

TEST_P(SiteTest, opens_with_the_people_of_the_directory) {
    const Id id = open(office_.agency, office_.chief);
    const Site one = site(id);
    EXPECT_EQ(one.slug, "so-khoa-hoc-va-cong-nghe");
    EXPECT_EQ(one.kind, "department");
    EXPECT_EQ(one.steps, 2);
    EXPECT_TRUE(one.open());
    EXPECT_EQ(one.answerable, "Sở Khoa học và Công nghệ");
    EXPECT_EQ(one.responsible, "Trần Giám Đốc – Giám đốc");
    EXPECT_THAT(posts_of(id, "approver"), UnorderedElementsAre(office_.director.post, office_.deputy.post));
    EXPECT_THAT(posts_of(id, "editor"), ElementsAre(office_.chief.post));
    EXPECT_THAT(posts_of(id, "secretary"), ElementsAre(office_.chief.post));
    EXPECT_THAT(history(id), ElementsAre("Mở trang của Sở Khoa học và Công nghệ"));
    EXPECT_EQ(category(id, "tin-tuc-su-kien").item, "news");
    const auto sub = category(id, "chuc-nang-nhiem-vu");
    EXPECT_EQ(sub.parent, category(id, "gioi-thieu").id);
}

TEST_P(SiteTest, of_a_commune_is_approved_by_a_deputy_chairman_alone) {
    const Id id = open(commune_, commune_head_);
    EXPECT_EQ(site(id).name, "Xã Phú Bình");
    EXPECT_EQ(site(id).kind, "commune");
    EXPECT_EQ(site(id).steps, 1);
    EXPECT_THAT(posts_of(id, "approver"), ElementsAre(commune_deputy_.post));
}

TEST_P(SiteTest, of_a_commune_is_the_committees_and_nobody_of_the_council_approves) {
    Id commune = 0;
    test::Member head, deputy, second;
    const auto council_and_committee = [&](db::Tx& tx) {
        test::OfficeMaker maker(tx, "dai-tu", "Ủy ban nhân dân xã Đại Từ", "UBND");
        commune = maker.agency("commune", province_);
        const Id council = maker.unit("Thường trực và các Ban Hội đồng nhân dân xã", "HĐND", "leadership");
        const Id office = maker.unit("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "VP", "office");
        maker.member(council, "Chủ tịch Hội đồng nhân dân xã", {"agency_leader"}, "Nghiêm Hội Đồng", "head");
        maker.member(council, "Phó Chủ tịch", {"deputy_agency_leader"}, "Bàn Phó Hội Đồng", "deputy");
        maker.member(0, "Phó Chủ tịch HĐND xã", {"deputy_agency_leader"}, "Lý Phó Hội Đồng", "deputy");
        head = maker.member(0, "Chủ tịch Uỷ ban nhân dân xã", {"agency_leader"}, "Đinh Chủ Tịch", "head");
        deputy = maker.member(0, "Phó Chủ tịch", {"deputy_agency_leader"}, "Tạ Phó Chủ Tịch", "deputy");
        // Works from the office's room.
        second = maker.member(office, "Phó Chủ tịch", {"deputy_agency_leader"}, "Hứa Phó Chủ Tịch", "deputy");
    };
    write(council_and_committee);
    look_again({});
    const Site one = site(open(commune));
    EXPECT_EQ(one.responsible, "Đinh Chủ Tịch – Chủ tịch Uỷ ban nhân dân xã");
    EXPECT_THAT(posts_of(one.id, "approver"), UnorderedElementsAre(deputy.post, second.post));
}

TEST_P(SiteTest, of_a_commune_without_deputies_of_the_committee_is_approved_by_its_chairman) {
    Id commune = 0;
    test::Member head;
    write([&](db::Tx& tx) {
        test::OfficeMaker maker(tx, "nui-hong", "Ủy ban nhân dân phường Núi Hồng", "UBND");
        commune = maker.agency("ward", province_);
        const Id council = maker.unit("HĐND phường", "HĐND", "leadership");
        maker.member(council, "Phó Chủ tịch", {"deputy_agency_leader"}, "Bàn Phó Hội Đồng", "deputy");
        head = maker.member(0, "Chủ tịch Hội đồng nhân dân, Chủ tịch Ủy ban nhân dân", {"agency_leader"}, "Ma Hai Vai");
    });
    look_again({});
    EXPECT_THAT(posts_of(open(commune), "approver"), ElementsAre(head.post));
}

TEST_P(SiteTest, of_a_body_without_an_office_is_approved_by_its_leader_alone) {
    Id station = 0;
    write([&](db::Tx& tx) {
        test::OfficeMaker maker(tx, "hat", "Hạt Kiểm lâm khu vực Ba Bể", "HKL");
        station = maker.agency("subordinate_body", office_.agency);
        maker.member(0, "Hạt trưởng", {"agency_leader"}, "Nông Hạt Trưởng", "head");
    });
    look_again({&office_, &other_});
    EXPECT_EQ(site(open(station)).steps, 1) << "nobody edits: a second step would never end";
}

TEST_P(SiteTest, of_the_committee_is_edited_by_its_office) {
    const Id id = open(province_, chief_);
    EXPECT_EQ(site(id).name, "Cổng thông tin điện tử tỉnh Thái Nguyên");
    EXPECT_EQ(site(id).slug, "tinh-thai-nguyen");
    EXPECT_EQ(site(id).kind, "province");
    EXPECT_THAT(posts_of(id, "approver"), ElementsAre(chief_.post));
    EXPECT_THAT(posts_of(id, "editor"), ElementsAre(chief_.post));
    EXPECT_TRUE(db().reading([&](db::Conn& conn) { return subject_of(conn, site(id)).province; }));
}

TEST_P(SiteTest, is_opened_by_those_who_lead_and_by_administrators) {
    EXPECT_THROW(open(office_.agency, office_.specialist), Forbidden);
    EXPECT_THROW(open(office_.agency, other_.director), Forbidden);
    EXPECT_THROW(open(12345, administrator_), NotFound);
    Actor reader = office_.director;
    reader.read_only = true;
    EXPECT_THROW(open(office_.agency, reader), Forbidden);
    open(office_.agency, office_.director);
    open(other_.agency, administrator_);
}

TEST_P(SiteTest, is_refused_for_a_second_a_closed_and_a_foreign_agency) {
    open(office_.agency);
    EXPECT_THAT(test::refusals([&] { open(office_.agency, administrator_); }), ElementsAre("agency"));
    Id partner = 0;
    write([&](db::Tx& tx) {
        partner = directory::add_agency(tx, Actor::system(),
                                        {"bank",
                                         "Ngân hàng",
                                         "Ngân hàng",
                                         "NH",
                                         "enterprise",
                                         "Thái Nguyên",
                                         "",
                                         0,
                                         false,
                                         test::day(1, 1),
                                         test::day(6, 1),
                                         {},
                                         ""});
    });
    look_again();
    EXPECT_THAT(test::refusals([&] { open(partner, administrator_); }), ElementsAre("agency", "agency"));
}

TEST_P(SiteTest, two_who_open_at_once_leave_one) {
    test::one_wins("open", "Refused", [&] { open(office_.agency, administrator_); });
    EXPECT_THAT(names_of(office_.director), SizeIs(1));
}

TEST_P(SiteTest, look_alike_names_get_addresses_of_their_own) {
    Id first = 0, second = 0;
    write([&](db::Tx& tx) {
        first = test::OfficeMaker(tx, "by", "Ủy ban nhân dân xã Bình Yên", "UBND").agency("commune", province_);
        second = test::OfficeMaker(tx, "bye", "Ủy ban nhân dân xã Bình Yến", "UBND").agency("commune", province_);
    });
    look_again();
    EXPECT_EQ(site(open(first)).slug, "xa-binh-yen");
    EXPECT_EQ(site(open(second)).slug, "xa-binh-yen-2");
}

TEST_P(SiteTest, every_agency_of_a_province_gets_one_in_one_go) {
    write([&](db::Tx& tx) {
        for (int i = 0; i < 150; ++i) {
            const std::string number = std::to_string(i);
            test::OfficeMaker maker(tx, "xa-" + number, "Ủy ban nhân dân xã Số " + number, "UBND");
            maker.agency("commune", province_);
        }
    });
    House house;
    house.db = &db();
    EXPECT_THROW(open_sites(house, office_.director), Forbidden);
    EXPECT_EQ(open_sites(house, administrator_), 155);
    EXPECT_EQ(open_sites(house, administrator_), 0);
    const auto all = db().reading([](db::Conn& conn) { return all_sites(conn); });
    ASSERT_EQ(all.size(), 155U);
    EXPECT_EQ(all.front().kind, "province");
    EXPECT_EQ(all[1].kind, "department");
    EXPECT_EQ(all.back().kind, "other");
}

TEST_P(SiteTest, is_seen_by_its_agency_its_people_and_administrators) {
    const Id id = open(office_.agency), province = open(province_);
    open(other_.agency);
    EXPECT_TRUE(sees(office_.specialist, id));
    EXPECT_TRUE(sees(administrator_, id));
    EXPECT_FALSE(sees(other_.director, id));
    EXPECT_FALSE(sees(Actor{}, id));
    EXPECT_FALSE(sees(administrator_, 77));
    EXPECT_TRUE(sees(chief_, province)) << "the office works for the committee";
    act(name_member, office_.director, id, other_.specialist.post, "contributor");
    EXPECT_TRUE(sees(other_.specialist, id));
    EXPECT_THAT(names_of(other_.specialist), ElementsAre("Sở Tài chính", "Sở Khoa học và Công nghệ"));
    EXPECT_THAT(names_of(other_.director), ElementsAre("Sở Tài chính"));
    EXPECT_THAT(names_of(Actor{}), IsEmpty());
}

TEST_P(SiteTest, changes_what_it_says_of_itself) {
    const Id id = open(office_.agency);
    SiteInput one = input();
    one.name = "  Sở  KH&CN\x01 ";
    one.comments = true;
    act(change_site, office_.chief, id, one);
    EXPECT_EQ(site(id).name, "Sở KH&CN");
    EXPECT_EQ(site(id).colour, "green");
    EXPECT_TRUE(site(id).comments);
    EXPECT_EQ(site(id).phone, "0208 3855 123");
    EXPECT_EQ(version(id), 2);
    const auto line = db().reading([&](db::Conn& conn) { return deed::history_of(conn, kSite, id).front(); });
    EXPECT_EQ(line.words, "Sửa thông tin trang");
    EXPECT_EQ(line.changes.front().after, "Sở KH&CN");
}

TEST_P(SiteTest, refuses_with_all_reasons_what_no_site_says) {
    const Id id = open(office_.agency);
    SiteInput bad;
    bad.name_en = std::string(201, 'x');
    bad.english = true;
    bad.phone = "gọi cho tôi";
    bad.email = "a@b";
    bad.colour = "#fff";
    bad.steps = 4;
    EXPECT_THAT(test::refusals([&] { act(change_site, office_.director, id, bad); }),
                ElementsAre("name", "name_en", "answerable", "responsible", "phone", "email", "colour", "steps"));
    SiteInput english = input();
    english.english = true;
    EXPECT_THAT(test::refusals([&] { act(change_site, office_.director, id, english); }), ElementsAre("name_en"));
    for (const char* mail : {"@b.vn", "a@b@c.vn", "a b@c.vn", "a@c.vn,d@e.vn", "a@c.", "<a@c.vn>", "á@c.vn"}) {
        SiteInput one = input();
        one.email = mail;
        EXPECT_THAT(test::refusals([&] { act(change_site, office_.director, id, one); }), ElementsAre("email")) << mail;
    }
    EXPECT_EQ(version(id), 1);
}

TEST_P(SiteTest, is_changed_by_its_managers_and_hidden_from_others) {
    const Id id = open(office_.agency), theirs = open(other_.agency);
    EXPECT_THROW(act(change_site, office_.specialist, id, input()), Forbidden);
    EXPECT_THROW(act(change_site, other_.director, id, input()), NotFound);
    EXPECT_THROW(act(change_site, office_.director, theirs, input()), NotFound);
    EXPECT_THROW(act_at(change_site, office_.director, 4711, 1, input()), NotFound);
    EXPECT_THROW(act_at(change_site, office_.director, id, 9, input()), Conflict);
    EXPECT_THROW(act_at(change_site, other_.director, id, 9, input()), NotFound) << "not even that it was changed";
    one_conflict("change", change_site, office_.director, id, input());
}

TEST_P(SiteTest, addresses_find_their_site) {
    const Id id = open(office_.agency);
    const auto found = [&](const char* slug) {
        return db().reading([&](db::Conn& conn) { return site_by_slug(conn, slug).has_value(); });
    };
    EXPECT_TRUE(found("so-khoa-hoc-va-cong-nghe"));
    for (const char* slug : {"", "SO-KHOA-HOC-VA-CONG-NGHE", "so-khoa-hoc-va-cong-nghe/", "../so", "' OR 1=1 --"})
        EXPECT_FALSE(found(slug)) << slug;
    EXPECT_EQ(db().reading([&](db::Conn& conn) { return open_site_of(conn, office_.agency)->id; }), id);
    EXPECT_EQ(base_path("so-tai-chinh"), "/trang/so-tai-chinh");
}

}  // namespace dinh::portal
