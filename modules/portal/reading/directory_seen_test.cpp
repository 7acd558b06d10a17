// Pages with data of the directory are made anew when what they show of it changes, and only then.
#include "modules/portal/reading/directory_seen.hpp"

#include "modules/portal/tests/reading_desk.hpp"

namespace dinh::portal::reading {

namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DirectorySeenTest : public test::ReadingDesk {
protected:
    int follow() { return follow_directory(house_) + follow_directory(house_); }
    std::vector<std::string> told() {
        std::vector<std::string> keys = db().reading([](db::Conn& conn) {
            std::vector<std::string> list;
            for (const auto& row : conn.query({"test.keys", "SELECT key FROM page_change ORDER BY id"}))
                list.push_back(row.text(0));
            return list;
        });
        write([](db::Tx& tx) { tx.exec({"test.none", "DELETE FROM page_change"}); });
        return keys;
    }
    void rename(Id person, const std::string& name) {
        write([&](db::Tx& tx) {
            tx.exec({"test.rename", "UPDATE person SET full_name = $2 WHERE id = $1"}, person, name);
            tx.exec({"test.revision", "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1"});
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a snapshot is believed for a second
    }
};
DINH_BOTH_ENGINES(DirectorySeenTest);

}  // namespace

TEST_P(DirectorySeenTest, a_leader_with_another_name_ends_the_pages_of_his_site_alone) {
    EXPECT_THAT(page("/danh-ba").body, Not(HasSubstr("Thay đổi gần nhất")));
    EXPECT_GT(follow(), 0) << "the first look";
    told();
    EXPECT_EQ(follow(), 0);
    rename(office_.director.person, "Trần Tên Mới");
    EXPECT_EQ(follow_directory(house_), 0) << "other processes may not have it yet";
    EXPECT_EQ(follow_directory(house_), 1);
    const auto keys = told();
    EXPECT_THAT(keys, testing::ElementsAre(directory_key(site_)));
    EXPECT_EQ(follow(), 0);
    EXPECT_THAT(page("/danh-ba").body, HasSubstr("Trần Tên Mới"));
    EXPECT_THAT(page("/danh-ba").body, HasSubstr("Thay đổi gần nhất: 20/11/2026"));
    EXPECT_THAT(page("/gon/danh-ba").body, HasSubstr("Trần Tên Mới"));
}

TEST_P(DirectorySeenTest, what_readers_do_not_see_changes_no_page) {
    follow();
    told();
    rename(office_.specialist.person, "Người Khác");
    EXPECT_EQ(follow(), 0);
    EXPECT_THAT(told(), IsEmpty());
}

TEST_P(DirectorySeenTest, another_name_above_changes_the_frame_of_every_page) {
    follow();
    told();
    write([&](db::Tx& tx) {
        tx.exec({"test.above", "UPDATE agency_version SET name = 'Ủy ban khác' WHERE agency = $1"}, province_);
        tx.exec({"test.revision", "UPDATE directory_revision SET revision = revision + 1 WHERE id = 1"});
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_EQ(follow(), 2) << "those below it that have a site";
    EXPECT_THAT(told(), Contains("portal:" + std::to_string(site_)));
}

TEST_P(DirectorySeenTest, both_pages_are_kept_and_name_the_key) {
    for (const std::string below : {"/danh-ba", "/gon/danh-ba"}) {
        web::Request request;
        request.path = request.target = base_ + below;
        request.host = "example.vn";
        const auto response = server_->handle(std::move(request));
        EXPECT_EQ(response.status, 200);
        EXPECT_THAT(response.cache_keys, Contains(directory_key(site_))) << below;
    }
}

}  // namespace dinh::portal::reading
