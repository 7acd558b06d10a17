// Hosts of sites, and addresses that live on.
#include "modules/portal/tests/site_desk.hpp"
#include "platform/web/mounts.hpp"

namespace dinh::portal {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class SiteAddressesTest : public test::SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
    }
    void TearDown() override {
        web::set_mounts({});
        SiteDesk::TearDown();
    }
    std::vector<std::string> hosts() {
        return db().reading([&](db::Conn& conn) { return hosts_of(conn, site_); });
    }
    std::vector<std::string> refused(const std::string& path, const std::string& target) {
        return test::refusals([&] { keep(site_, path, target); });
    }
    Id site_ = 0;
};
DINH_BOTH_ENGINES(SiteAddressesTest);

}  // namespace

TEST_P(SiteAddressesTest, a_host_leads_to_its_site_until_it_is_dropped) {
    act(add_host, administrator_, site_, " SKHCN.ThaiNguyen.gov.vn ");
    EXPECT_THAT(hosts(), ElementsAre("skhcn.thainguyen.gov.vn"));
    EXPECT_EQ(web::mount_of("skhcn.thainguyen.gov.vn"), "/trang/so-khoa-hoc-va-cong-nghe");
    EXPECT_THAT(history(site_), Contains("Thêm tên miền skhcn.thainguyen.gov.vn"));
    act(add_host, administrator_, site_, "xn--skhcn-abc.vn");
    act(drop_host, administrator_, site_, "skhcn.thainguyen.gov.vn");
    EXPECT_THAT(hosts(), ElementsAre("xn--skhcn-abc.vn"));
    EXPECT_EQ(web::mount_of("skhcn.thainguyen.gov.vn"), "");
    EXPECT_THROW(act(drop_host, administrator_, site_, "skhcn.thainguyen.gov.vn"), NotFound);
}

TEST_P(SiteAddressesTest, what_is_no_host_name_is_refused) {
    const std::string label(64, 'a'), long_name = [] {
        std::string name = "vn";
        while (name.size() < 254) name = "abcdefg." + name;
        return name;
    }();
    for (const std::string& host : {std::string(),
                                    std::string("localhost"),
                                    std::string("EXAMPLE.vn:80"),
                                    std::string("a.b/../"),
                                    std::string("a..b.vn"),
                                    std::string(".a.vn"),
                                    std::string("a.vn."),
                                    std::string("-a.vn"),
                                    std::string("a-.vn"),
                                    std::string("sở.vn"),
                                    std::string("ехаmple.vn"),
                                    std::string("a_b.vn"),
                                    std::string("a b.vn"),
                                    std::string("127.0.0.1"),
                                    std::string("[::1]"),
                                    std::string("https://a.vn"),
                                    std::string("a@b.vn"),
                                    std::string("*.a.vn"),
                                    std::string("a.vn\r\nX: y"),
                                    std::string("a.1"),
                                    label + ".vn",
                                    long_name})
        EXPECT_THAT(test::refusals([&] { act(add_host, administrator_, site_, host); }), ElementsAre("host")) << host;
    EXPECT_THAT(hosts(), IsEmpty());
}

TEST_P(SiteAddressesTest, a_host_belongs_to_one_site_and_is_set_by_administrators) {
    const Id theirs = open(other_.agency);
    act(add_host, administrator_, site_, "skhcn.vn");
    EXPECT_THAT(test::refusals([&] { act(add_host, administrator_, theirs, "SKHCN.vn"); }), ElementsAre("host"));
    EXPECT_THROW(act(drop_host, administrator_, theirs, "skhcn.vn"), NotFound);
    EXPECT_THROW(act(add_host, office_.director, site_, "b.vn"), Forbidden);
    EXPECT_THROW(act(drop_host, office_.director, site_, "skhcn.vn"), Forbidden);
    EXPECT_THROW(act(add_host, other_.director, site_, "b.vn"), NotFound);
    EXPECT_THROW(act(drop_host, other_.director, site_, "skhcn.vn"), NotFound);
    EXPECT_THROW(act_at(add_host, administrator_, site_, 9, "b.vn"), Conflict);
    EXPECT_THROW(act_at(drop_host, administrator_, site_, 9, "skhcn.vn"), Conflict);
    one_conflict("add", add_host, administrator_, site_, "b.vn");
    one_conflict("drop", drop_host, administrator_, site_, "b.vn");
    const auto mine = version(site_), other = version(theirs);
    test::one_wins("both sites", "Refused", [&](int i) {
        act_at(add_host, administrator_, i == 0 ? site_ : theirs, i == 0 ? mine : other, "same.vn");
    });
}

TEST_P(SiteAddressesTest, an_old_address_leads_to_the_new_one) {
    keep(site_, "/index.php?id=12", "/bai/tin-moi");
    keep(site_, "/tin/cũ/", "https://thainguyen.gov.vn/bai/tin?x=1");
    EXPECT_EQ(leads_to(site_, "/index.php?id=12"), "/bai/tin-moi");
    EXPECT_EQ(leads_to(site_, "/tin/cũ"), "https://thainguyen.gov.vn/bai/tin?x=1");
    EXPECT_EQ(leads_to(site_, "/tin/cũ/"), "https://thainguyen.gov.vn/bai/tin?x=1");
    EXPECT_EQ(leads_to(site_, "/tin"), std::nullopt);
    EXPECT_EQ(leads_to(open(other_.agency), "/tin/cũ"), std::nullopt) << "of another site";
    keep(site_, "/tin/cũ", "/bai/khac");
    EXPECT_EQ(leads_to(site_, "/tin/cũ"), "/bai/khac");
}

TEST_P(SiteAddressesTest, an_old_address_with_a_query_is_found_whatever_stands_with_it) {
    keep(site_, "/?p=12", "/bai/tin");
    keep(site_, "/xem.asp?b=2&a=1", "/bai/hai");
    keep(site_, "/*/hoi-nghi-5.html", "/bai/hoi-nghi");
    keep(site_, "/index.php?op=*/hoi-nghi-5", "/bai/hoi-nghi");
    keep(site_, "/Pages/Tin-Moi.aspx?ID=3", "/bai/moi");
    const auto asked = [&](const std::string& path, const Parameters& query, bool with_path = true) {
        return db().reading([&](db::Conn& conn) { return old_address(conn, site_, path, query, with_path); })
            .value_or("");
    };
    EXPECT_EQ(asked("/", {{"p", "12"}}), "/bai/tin");
    EXPECT_EQ(asked("/", {{"fbclid", "x"}, {"p", "12"}}, false), "/bai/tin");
    EXPECT_EQ(asked("/", {{"p", "13"}}), "");
    EXPECT_EQ(asked("/", {}), "");
    EXPECT_EQ(asked("/xem.asp", {{"a", "1"}, {"b", "2"}}), "/bai/hai") << "in any order";
    EXPECT_EQ(asked("/xem.asp", {{"a", "1"}}), "");
    EXPECT_EQ(asked("/news/tin-tuc/hoi-nghi-5.html", {}), "/bai/hoi-nghi");
    EXPECT_EQ(asked("/vi/news/hoi-nghi-5.html/", {}), "/bai/hoi-nghi");
    EXPECT_EQ(asked("/news/hoi-nghi-5.html", {}, false), "") << "where there is a page only a query tells more";
    EXPECT_EQ(asked("/xhoi-nghi-5.html", {}), "");
    EXPECT_EQ(asked("/index.php", {{"nv", "news"}, {"op", "tin/hoi-nghi-5"}}), "/bai/hoi-nghi");
    EXPECT_EQ(asked("/pages/tin-moi.aspx", {{"id", "3"}}), "/bai/moi") << "as IIS takes letters";
    Parameters many;
    for (int i = 0; i < 100; ++i) many.emplace_back("x" + std::to_string(i), "a/b");
    EXPECT_EQ(asked("/", many), "");
}

TEST_P(SiteAddressesTest, chains_are_shortened_and_loops_refused) {
    keep(site_, "/a", "/b");
    keep(site_, "/b", "/c");
    EXPECT_EQ(leads_to(site_, "/a"), "/c");
    keep(site_, "/d", "/a");
    EXPECT_EQ(leads_to(site_, "/d"), "/c");
    EXPECT_THAT(refused("/c", "/a"), ElementsAre("target"));
    EXPECT_THAT(refused("/c", "/d/"), ElementsAre("target"));
    EXPECT_THAT(refused("/e", "/e/"), ElementsAre("target"));
    EXPECT_EQ(leads_to(site_, "/c"), std::nullopt);
    for (int i = 0; i < 100; ++i) keep(site_, "/x" + std::to_string(i), "/x" + std::to_string(i + 1));
    EXPECT_EQ(leads_to(site_, "/x0"), "/x100");
    EXPECT_THAT(refused("/x100", "/x50"), ElementsAre("target"));
}

TEST_P(SiteAddressesTest, what_is_no_path_is_refused) {
    for (const std::string& path : {std::string(), std::string("bai"), std::string("//evil.vn"), std::string("/a//b"),
                                    std::string("/../a"), std::string("/a/./b"), std::string("/a/.."),
                                    std::string("/a\\b"), std::string("/a#b"), std::string("/a\r\nLocation: x"),
                                    std::string("/a\0b", 4), std::string("/\xFF"), "/" + std::string(501, 'a')}) {
        EXPECT_THAT(refused(path, "/bai/x"), ElementsAre("path")) << path;
        EXPECT_THAT(refused("/cu", path), ElementsAre("target")) << path;
    }
    for (const char* target : {"http://a.vn/", "javascript:alert(1)", "https://", "https://a", "https://a.vn:80/",
                               "https://a.vn@evil.vn/", "https://a.vn/\r\nX: y", "https://a.vn/ b", "https://sở.vn/"})
        EXPECT_THAT(refused("/cu", target), ElementsAre("target")) << target;
    EXPECT_THAT(refused("x", "y"), ElementsAre("path", "target"));
    EXPECT_THROW(keep(4711, "/a", "/b"), NotFound);
    EXPECT_EQ(leads_to(site_, "/a/../b"), std::nullopt);
}

TEST_P(SiteAddressesTest, two_that_would_close_a_loop_do_not_both) {
    const auto outcomes = test::at_once(2, [&](int i) { keep(site_, i == 0 ? "/a" : "/b", i == 0 ? "/b" : "/a"); });
    EXPECT_EQ(test::count(outcomes, "ok"), 1) << testing::PrintToString(outcomes);
    EXPECT_EQ(test::count(outcomes, "Refused"), 1) << testing::PrintToString(outcomes);
}

}  // namespace dinh::portal
