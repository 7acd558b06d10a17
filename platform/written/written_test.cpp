#include "platform/written/written.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "platform/clock/clock.hpp"
#include "platform/embed/embed.hpp"
#include "platform/error/error.hpp"
#include "platform/written/changes.hpp"
#include "platform/written/disk.hpp"
#include "platform/written/known.hpp"
#include "platform/written/pages_store.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/support.hpp"

namespace dinh::written {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(WrittenAddress, is_a_file_below_its_host) {
    EXPECT_EQ(file_of("", "/trang/so-tai-chinh"), "_/trang/so-tai-chinh/index.html");
    EXPECT_EQ(file_of("stc.vn", "/"), "stc.vn/index.html");
    EXPECT_EQ(file_of("stc.vn", "/atom.xml"), "stc.vn/atom.xml");
    EXPECT_EQ(file_of("stc.vn", "/bai/x/"), "stc.vn/bai/x/index.html");
    EXPECT_EQ(file_of("", "/s/tep/12/3", ".webp"), "_/s/tep/12/3.webp");
}

TEST(WrittenAddress, never_leaves_the_folder) {
    for (const char* path : {"", "x", "/../etc/passwd", "/a/../../b", "/.position-0", "/a//b", "/a\\b", "/a%2e", "/ă",
                             "/a\nb", "//", "/a/.br"})
        EXPECT_EQ(file_of("", path), "") << path;
    EXPECT_EQ(file_of("", "/" + std::string(201, 'a')), "");
    for (const char* host : {"..", "a/b", ".hidden", "[::1]", "a:80", "a b"}) EXPECT_EQ(file_of(host, "/"), "") << host;
}

TEST(WrittenLinks, are_those_of_the_same_host_without_query) {
    EXPECT_THAT(
        links_of("<a href=\"/a#x\"></a>\n<a\nhref=\"/b\"><img src=\"/c.webp\" srcset=\"/c.webp 320w, /d.webp 640w\">"
                 "<a href=\"//elsewhere/x\"><a href=\"https://x.vn/y\"><a href=\"/q?a=1\"><a data-href=\"/no\">"
                 "<a href=\"/a\"><a href='/single'><a href=\"/unended"),
        ElementsAre("/a", "/b", "/c.webp", "/d.webp"));
}

TEST(WrittenKnown, holds_what_was_added_and_not_what_was_dropped) {
    Known known;
    EXPECT_FALSE(known.has("/"));
    known.drop("/");
    const auto address = [](int i) { return "_/trang/so-tai-chinh/bai/tin-" + std::to_string(i); };
    for (int i = 0; i < 5000; ++i) EXPECT_TRUE(known.add(address(i)));
    for (int i = 0; i < 5000; ++i) EXPECT_FALSE(known.add(address(i)));
    for (int i = 0; i < 5000; i += 3) known.drop(address(i));
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(known.has(address(i)), i % 3 != 0) << i;
    EXPECT_FALSE(known.has(address(5000)));
    EXPECT_TRUE(known.add(address(0)));
    known.clear();
    EXPECT_FALSE(known.has(address(1)));
}

class WrittenTest : public test::OnBothEngines {
protected:
    WrittenTest() : OnBothEngines({"written"}) {}
    void SetUp() override {
        OnBothEngines::SetUp();
        house_.db = &db();
    }
    // What the house answers: path -> page; changed by the tests.
    struct Page {
        std::string body;
        std::vector<std::string> keys{"all"};
        int status = 200;
    };
    web::Response answer(const web::Request& request) {
        ++asked_;
        const auto found = pages_.find(request.target);
        if (found == pages_.end()) return web::html("none", 404);
        if (found->second.status != 200) return web::html("", found->second.status);
        web::Response response = web::html(found->second.body);
        response.cache_keys = found->second.keys;
        return response;
    }
    Options options() {
        Options one;
        one.folder = folder_.path() / "public";
        one.threads = 2;
        one.poll_ms = 0;
        one.roots = [] { return std::vector<std::pair<std::string, std::string>>{{"", "/s"}}; };
        return one;
    }
    Writer writer() {
        return Writer(
            house_,
            [this](const web::Request& request) {
                const std::scoped_lock one(mutex_);
                return answer(request);
            },
            options());
    }
    fs::path file(const std::string& path) const { return folder_.path() / "public" / file_of("", path); }
    std::string read(const fs::path& path) const {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void change(const char* key) {
        db().write([&](db::Tx& tx) { changed(tx, key); });
    }

    test::TempDir folder_;
    House house_;
    std::map<std::string, Page> pages_;
    std::mutex mutex_;
    std::atomic<int> asked_ = 0;
};

TEST_P(WrittenTest, writes_what_is_linked_from_the_roots_with_its_compressed_forms) {
    pages_["/s"] = {"<a href=\"/s/one\">1</a><a href=\"/elsewhere\">x</a>" + std::string(600, 'x')};
    pages_["/s/one"] = {"<a href=\"/s\">home</a>"};
    pages_["/elsewhere"] = {"not below the root"};
    auto one = writer();
    EXPECT_EQ(one.write_all(), 2);
    EXPECT_EQ(read(file("/s")), pages_["/s"].body);
    EXPECT_TRUE(fs::exists(file("/s").string() + ".br"));
    EXPECT_TRUE(fs::exists(file("/s").string() + ".gz"));
    EXPECT_FALSE(fs::exists(file("/s/one").string() + ".br")) << "too small to be worth it";
    EXPECT_FALSE(fs::exists(file("/elsewhere")));
    EXPECT_EQ(one.write_all(), 0) << "nothing changed";
}

TEST_P(WrittenTest, reads_no_page_twice_when_all_are_written) {
    pages_["/s"] = {"<a href=\"/s/one\"></a><a href=\"/s/two\"></a><a href=\"/s/none\"></a>"};
    pages_["/s/one"] = {"<a href=\"/s/two\"></a>"};
    pages_["/s/two"] = {"<a href=\"/s/one\"></a>"};
    auto one = writer();
    one.write_all();
    EXPECT_EQ(asked_, 4);
    pages_["/s"].body = "no links";
    asked_ = 0;
    EXPECT_EQ(one.write_all(), 1) << "again all of them, also what nothing leads to any more";
    EXPECT_EQ(asked_, 3);
}

TEST_P(WrittenTest, writes_the_assets_that_a_page_names) {
    const std::string asset = "/" + std::string(embed::list("assets/work").front());
    pages_["/s"] = {"<link href=\"" + asset + "\"><link href=\"/assets/none.css\">"};
    writer().write_all();
    EXPECT_EQ(read(file(asset)), embed::asset(asset.substr(1))->plain);
    EXPECT_FALSE(fs::exists(file("/assets/none.css")));
}

TEST_P(WrittenTest, reads_again_only_pages_of_a_changed_key_and_writes_only_what_differs) {
    pages_["/s"] = {"<a href=\"/s/one\"></a><a href=\"/s/two\"></a>", {"home"}};
    pages_["/s/one"] = {"1", {"one"}};
    pages_["/s/two"] = {"2", {"two", "both"}};
    auto one = writer();
    one.write_all();
    asked_ = 0;
    pages_["/s/two"].body = "new";
    change("two");
    change("two");
    one.catch_up();
    EXPECT_EQ(asked_, 2) << "the page and the root";
    EXPECT_EQ(read(file("/s/two")), "new");
    one.catch_up();
    EXPECT_EQ(asked_, 2) << "a change is taken once";
}

TEST_P(WrittenTest, reads_after_a_start_only_what_changed_and_what_is_new) {
    pages_["/s"] = {"<a href=\"/s/one\"></a>", {"home"}};
    pages_["/s/one"] = {"1", {"one"}};
    writer().write_all();
    asked_ = 0;
    auto after = writer();
    pages_["/s"].body += "<a href=\"/s/two\"></a>";
    pages_["/s/two"] = {"2", {"two"}};
    change("home");
    after.catch_up();
    EXPECT_EQ(asked_, 2) << "the root and the new page";
    EXPECT_EQ(read(file("/s/two")), "2");
}

TEST_P(WrittenTest, finds_a_new_page_by_the_list_that_leads_to_it) {
    pages_["/s"] = {"empty"};
    auto one = writer();
    one.write_all();
    pages_["/s"].body = "<a href=\"/s/new\"></a>";
    pages_["/s/new"] = {"fresh"};
    change("all");
    one.catch_up();
    EXPECT_EQ(read(file("/s/new")), "fresh");
}

TEST_P(WrittenTest, removes_what_is_gone_and_writes_it_again_when_it_is_back) {
    pages_["/s"] = {"<a href=\"/s/one\"></a>"};
    pages_["/s/one"] = {std::string(2000, 'x')};
    auto one = writer();
    one.write_all();
    pages_.erase("/s/one");
    change("all");
    one.catch_up();
    EXPECT_FALSE(fs::exists(file("/s/one").parent_path()));
    EXPECT_TRUE(fs::exists(file("/s")));
    pages_["/s/one"] = {"back"};
    pages_["/s"].body += "<p>again</p>";
    change("all");
    one.catch_up();
    EXPECT_EQ(read(file("/s/one")), "back");
}

TEST_P(WrittenTest, goes_on_after_a_restart_where_it_stopped) {
    pages_["/s"] = {"first"};
    { writer().write_all(); }
    pages_["/s"].body = "while it was down";
    change("all");
    auto again = writer();
    again.catch_up();
    EXPECT_EQ(read(file("/s")), "while it was down");
}

TEST_P(WrittenTest, keeps_what_stands_while_the_house_fails_and_tries_again) {
    pages_["/s"] = {"good"};
    auto one = writer();
    one.write_all();
    pages_["/s"].status = 503;
    change("all");
    EXPECT_THROW(one.catch_up(), Unavailable);
    EXPECT_EQ(read(file("/s")), "good");
    pages_["/s"] = {"better"};
    one.catch_up();
    EXPECT_EQ(read(file("/s")), "better");
}

TEST_P(WrittenTest, takes_a_change_whose_deed_committed_after_a_younger_one) {
    const Id older = ids::make();
    change("younger");
    Changes changes(ids::make_at(clock::now().ms - 1000, 0));
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return changes.take(conn); }), ElementsAre("younger"));
    changes.taken();
    db().write([&](db::Tx& tx) {
        tx.exec({"test.change", "INSERT INTO page_change (id, key) VALUES ($1, 'older')"}, older);
    });
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return changes.take(conn); }), ElementsAre("older"));
    changes.taken();
    EXPECT_THAT(db().reading([&](db::Conn& conn) { return changes.take(conn); }), IsEmpty());
}

TEST_P(WrittenTest, forgets_changes_after_a_week_and_knows_when_it_came_too_late) {
    const Id old = ids::make_at(clock::now().ms - std::int64_t{8} * 24 * 3'600'000, 0);
    db().write([&](db::Tx& tx) {
        tx.exec({"test.change", "INSERT INTO page_change (id, key) VALUES ($1, 'old')"}, old);
        EXPECT_EQ(forget_old(tx), 1);
    });
    EXPECT_TRUE(is_too_old(old));
    EXPECT_FALSE(is_too_old(ids::make()));
}

TEST_P(WrittenTest, a_thread_of_its_own_writes_what_changes) {
    pages_["/s"] = {"first"};
    auto given = options();
    given.poll_ms = 20;
    Writer one(
        house_,
        [this](const web::Request& request) {
            const std::scoped_lock lock(mutex_);
            return answer(request);
        },
        given);
    const auto comes = [&](const std::string& body) {
        for (int i = 0; i < 500 && read(file("/s")) != body; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return read(file("/s"));
    };
    EXPECT_EQ(comes("first"), "first");
    {
        const std::scoped_lock lock(mutex_);
        pages_["/s"].body = "second";
    }
    change("all");
    EXPECT_EQ(comes("second"), "second");
}

// A file system of its own that is too small: only as root, as the tests run.
TEST_P(WrittenTest, a_full_disk_leaves_the_page_before_and_no_remains) {
    const fs::path small = folder_.path() / "public";
    fs::create_directories(small);
    if (std::system(("mount -t tmpfs -o size=64k none " + small.string() + " 2>/dev/null").c_str()) != 0)
        GTEST_SKIP() << "no right to mount a small file system";
    pages_["/s"] = {"small"};
    {
        auto one = writer();
        one.write_all();
        std::string noise(200'000, 'x');
        for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>('a' + (i * i * 7919 + i / 3) % 26);
        pages_["/s"].body = noise;
        change("all");
        EXPECT_THROW(one.catch_up(), std::system_error);
        EXPECT_EQ(read(file("/s")), "small");
        for (const auto& entry : fs::recursive_directory_iterator(small))
            EXPECT_FALSE(entry.path().string().ends_with(".new")) << entry.path();
        pages_["/s"].body = "fits";
        one.catch_up();
        EXPECT_EQ(read(file("/s")), "fits");
    }
    EXPECT_EQ(std::system(("umount " + small.string()).c_str()), 0);
}

DINH_BOTH_ENGINES(WrittenTest);

TEST_P(WrittenTest, a_house_that_ends_does_not_wait_until_everything_is_written) {
    constexpr int kPages = 3000;
    std::string links;
    for (int i = 0; i < kPages; ++i) {
        const std::string path = "/s/" + std::to_string(i);
        links += "<a href=\"" + path + "\"></a>";
        pages_[path] = {"page"};
    }
    pages_["/s"] = {links};
    {
        auto asked = options();
        asked.poll_ms = 10;
        Writer writer(
            house_,
            [&](const web::Request& request) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
                return answer(request);
            },
            asked);
        while (asked_ < 10) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_LT(asked_, kPages / 2);
    asked_ = 0;
    auto again = writer();
    again.write_all();
    EXPECT_TRUE(fs::exists(options().folder / file_of("", "/s/" + std::to_string(kPages - 1))));
}

TEST_P(WrittenTest, what_was_cut_off_between_a_page_and_its_links_is_made_up_for) {
    pages_["/s"] = {"<a href=\"/s/a\"></a>"};
    pages_["/s/a"] = {"one"};
    writer().write_all();
    pages_["/s"] = {"<a href=\"/s/a\"></a><a href=\"/s/new\"></a>"};
    change("all");
    {
        Writer cut(
            house_,
            [&](const web::Request& request) {
                if (request.target == "/s/new") throw Unavailable("Thử lại sau.", "the house was killed here");
                const std::scoped_lock one(mutex_);
                return answer(request);
            },
            options());
        EXPECT_THROW(cut.catch_up(), Unavailable);
    }
    pages_["/s/new"] = {"new"};
    writer().catch_up();
    EXPECT_TRUE(fs::exists(file("/s/new")));
}

}  // namespace dinh::written
