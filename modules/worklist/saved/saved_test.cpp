#include "modules/worklist/saved/saved.hpp"

#include <gmock/gmock.h>

#include "modules/worklist/tests/desk.hpp"
#include "platform/search/search.hpp"

namespace dinh::worklist {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class SavedLists : public test::Desk {
protected:
    void SetUp() override {
        Desk::SetUp();
        search::declare_list({"/documents/incoming", "Văn bản đến"});
        stranger_.person = 77;
        stranger_.grantees = {77};
        reader_ = me_;
        reader_.read_only = true;
    }
    Id keep(std::string_view name, std::string_view path = "/search?q=dat", const Actor* who = nullptr) {
        return db().writing([&](db::Tx& tx) { return save_list(tx, who ? *who : me_, name, path); });
    }
    std::vector<std::string> names(const Actor& who) {
        std::vector<std::string> all;
        db().read([&](db::Conn& conn) {
            all.clear();
            for (const auto& one : saved_of(conn, who)) all.push_back(one.name);
        });
        return all;
    }
    Actor stranger_, reader_;
};

TEST_P(SavedLists, stand_by_name_and_belong_to_their_person) {
    keep("Đất đai");
    keep("ánh sáng");
    keep("Bản đồ");
    EXPECT_THAT(names(me_), testing::ElementsAre("ánh sáng", "Bản đồ", "Đất đai"));
    EXPECT_THAT(names(stranger_), IsEmpty());
    EXPECT_NO_THROW(keep("Đất đai", "/search?q=x", &stranger_)) << "the name is another's";
}

TEST_P(SavedLists, keep_the_address_of_a_known_list_only) {
    EXPECT_EQ(kept_path("/search?q=dat&before=12&kind=&sort=day"), "/search?q=dat&sort=day");
    EXPECT_EQ(kept_path("/documents/incoming"), "/documents/incoming");
    EXPECT_EQ(kept_path("/documents/incoming?view=all"), "/documents/incoming?view=all");
    for (const char* bad : {"", "/", "search", "//evil.vn/search", "https://evil.vn/search?q=1", "/search/../x",
                            "/searchx", "/search#a", "/search?q=a b", "/search?q=\"><script>", "/search?q=\xc4\x91",
                            "/accounts/me", "/search\\", "/search?q=\n", "/search.csv?q=a", "javascript:alert(1)"})
        EXPECT_EQ(kept_path(bad), "") << bad;
    EXPECT_EQ(kept_path("/search?q=" + std::string(1000, 'a')), "");
    EXPECT_EQ(kept_path("/search?&&&==&=a&b=&q=1"), "/search?q=1");
}

TEST_P(SavedLists, refuse_what_has_no_name_of_its_own) {
    keep("Đất đai");
    for (const std::string& name : {std::string(), std::string(" \t\n"), std::string(81, 'a'), std::string("Đất đai"),
                                    std::string("  Đất   đai ")})
        EXPECT_THROW(keep(name), Refused) << name;
    EXPECT_THROW(keep("Khác", "/accounts/me"), Refused);
    EXPECT_THROW(keep("Khác", "/search?q=dat", &reader_), Forbidden);
    EXPECT_EQ(names(me_).size(), 1u);
}

TEST_P(SavedLists, are_fifty_at_most) {
    for (int i = 0; i < kMostSaved; ++i) keep("Danh sách " + std::to_string(i));
    EXPECT_THROW(keep("Thêm"), Refused);
    const auto first = db().reading([&](db::Conn& conn) { return saved_of(conn, me_).front(); });
    db().write([&](db::Tx& tx) { drop_saved(tx, me_, first.id, first.version); });
    EXPECT_NO_THROW(keep("Thêm"));
}

TEST_P(SavedLists, stay_fifty_when_saved_by_many_at_once) {
    for (int i = 0; i < kMostSaved - 2; ++i) keep("Danh sách " + std::to_string(i));
    const auto outcomes = dinh::test::at_once(6, [&](int i) { keep("Cùng lúc " + std::to_string(i)); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 2) << testing::PrintToString(outcomes);
    EXPECT_EQ(names(me_).size(), static_cast<std::size_t>(kMostSaved));
}

TEST_P(SavedLists, of_one_name_are_saved_once_by_two_at_once) {
    const auto outcomes = dinh::test::at_once(4, [&](int) { keep("Đất đai"); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << testing::PrintToString(outcomes);
}

TEST_P(SavedLists, are_renamed_and_dropped_by_their_own_person_and_version) {
    const Id id = keep("Đất đai"), other = keep("Bản đồ");
    const auto rename = [&](const Actor& who, Id one, std::int64_t version, std::string_view name) {
        db().write([&](db::Tx& tx) { rename_saved(tx, who, one, version, name); });
    };
    const auto drop = [&](const Actor& who, Id one, std::int64_t version) {
        db().write([&](db::Tx& tx) { drop_saved(tx, who, one, version); });
    };
    EXPECT_THROW(rename(stranger_, id, 1, "Khác"), NotFound);
    EXPECT_THROW(drop(stranger_, id, 1), NotFound);
    EXPECT_THROW(rename(reader_, id, 1, "Khác"), Forbidden);
    EXPECT_THROW(drop(reader_, id, 1), Forbidden);
    EXPECT_THROW(rename(me_, id, 1, "Bản đồ"), Refused);
    EXPECT_THROW(rename(me_, id, 1, ""), Refused);
    rename(me_, id, 1, "Đất đai");
    rename(me_, id, 2, "Nhà ở");
    EXPECT_THROW(rename(me_, id, 2, "Khác"), Conflict);
    EXPECT_THROW(drop(me_, id, 2), Conflict);
    drop(me_, id, 3);
    EXPECT_THROW(drop(me_, id, 3), NotFound);
    EXPECT_THAT(names(me_), testing::ElementsAre("Bản đồ"));
    const auto outcomes = dinh::test::at_once(4, [&](int) { drop(me_, other, 1); });
    EXPECT_EQ(dinh::test::count(outcomes, "ok"), 1) << testing::PrintToString(outcomes);
    const auto names_at_once = keep("Một");
    const auto renamed =
        dinh::test::at_once(4, [&](int i) { rename(me_, names_at_once, 1, "Hai " + std::to_string(i)); });
    EXPECT_EQ(dinh::test::count(renamed, "ok"), 1) << testing::PrintToString(renamed);
}

TEST_P(SavedLists, are_saved_opened_named_and_dropped_in_the_pages) {
    const auto form = get("/worklist/saved/new", {{"path", "/search?q=dat"}, {"name", "đất <b>"}});
    EXPECT_EQ(form.status, 200);
    EXPECT_EQ(form.input("path"), "/search?q=dat");
    EXPECT_THAT(form.body, HasSubstr("đất &lt;b&gt;"));
    const auto key = form.input("deed_key");
    const auto saved = post("/worklist/saved", {{"deed_key", key}, {"name", "Đất đai"}, {"path", "/search?q=dat"}});
    EXPECT_EQ(saved.status, 303);
    EXPECT_EQ(saved.location, "/search?q=dat");
    post("/worklist/saved", {{"deed_key", key}, {"name", "Đất đai"}, {"path", "/search?q=dat"}});
    EXPECT_THAT(names(me_), testing::ElementsAre("Đất đai")) << "a double submit saves once";
    const auto list = get("/worklist/saved");
    EXPECT_THAT(list.body, HasSubstr("href=\"/search?q=dat\""));
    EXPECT_LE(list.queries, 8);
    EXPECT_THAT(get("/search").body, HasSubstr("Đất đai"));
    const auto one = db().reading([&](db::Conn& conn) { return saved_of(conn, me_).front(); });
    const std::string path = "/worklist/saved/" + std::to_string(one.id);
    EXPECT_EQ(get(path).input("name"), "Đất đai");
    EXPECT_EQ(post(path + "/name", {{"version", "1"}, {"name", "Nhà ở"}}).status, 303);
    const auto stale = post(path + "/name", {{"version", "1"}, {"name", "Khác nữa"}});
    EXPECT_EQ(stale.status, 409);
    EXPECT_THAT(stale.body, HasSubstr("Khác nữa"));
    EXPECT_EQ(post(path, {{"_method", "delete"}, {"version", "2"}}).status, 303);
    EXPECT_EQ(get(path).status, 404);
}

TEST_P(SavedLists, show_a_faulty_form_again_as_typed) {
    const auto faulty = post("/worklist/saved", {{"name", std::string(90, 'x')}, {"path", "/search?q=dat"}});
    EXPECT_EQ(faulty.status, 422);
    EXPECT_EQ(faulty.input("name"), std::string(90, 'x'));
    EXPECT_EQ(faulty.input("path"), "/search?q=dat");
    EXPECT_EQ(post("/worklist/saved", {{"name", "A"}, {"path", "https://evil.vn/"}}).status, 422);
    EXPECT_EQ(get("/worklist/saved/new", {{"path", "//evil.vn"}}).status, 404);
    EXPECT_EQ(Visitor::get(stranger_, "/worklist/saved/" + std::to_string(keep("Đất"))).status, 404);
    EXPECT_EQ(get("/worklist/saved/abc").status, 404);
}

DINH_BOTH_ENGINES(SavedLists);

}  // namespace

}  // namespace dinh::worklist
