#include "platform/embed/embed.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/support.hpp"

namespace dinh::embed {

using testing::ElementsAre;

namespace {

void write(const std::string& path, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

// Goes back to the embedded files whatever a test does.
struct Tree {
    explicit Tree(const test::TempDir& root) { use_tree(root.path().string()); }
    ~Tree() { use_tree(""); }
};

}  // namespace

TEST(Embed, holds_the_files_of_the_source_tree_byte_for_byte) {
    const auto paths = list("modules/");
    ASSERT_FALSE(paths.empty());
    EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()));
    for (const auto path : paths) {
        std::ifstream stream(std::string(path), std::ios::binary);  // tests run in the root of the tree
        const std::string expected(std::istreambuf_iterator<char>(stream), {});
        EXPECT_EQ(file(path), expected) << path;
    }
}

TEST(Embed, knows_nothing_else) {
    for (const char* path : {"", "modules", "modules/", "no/such/file", "/etc/passwd", "zzz", "CMakeLists.txt"}) {
        EXPECT_EQ(file(path), std::nullopt) << path;
    }
    EXPECT_TRUE(list("no/such").empty());
    EXPECT_FALSE(asset("assets/no.css"));
}

TEST(Embed, carries_assets_with_smaller_compressed_forms) {
    for (const auto path : list("assets/")) {
        const auto found = asset(path);
        ASSERT_TRUE(found) << path;
        EXPECT_EQ(found->digest.size(), 16U);
        EXPECT_TRUE(found->brotli.empty() || found->brotli.size() < found->plain.size()) << path;
        EXPECT_TRUE(found->gzip.empty() || found->gzip.substr(0, 2) == "\x1f\x8b") << path;
        EXPECT_TRUE(!path.ends_with(".css") || found->plain.size() < 1000 || !found->brotli.empty()) << path;
    }
}

TEST(EmbedTree, reads_what_lies_in_the_tree_now) {
    const test::TempDir root;
    write(root.file("modules/m/list.html"), "một");
    write(root.file("modules/m/m.cpp"), "code");
    write(root.file("modules/m/schema/0001_m.sql"), "SELECT 1");
    write(root.file("build/assets/a.css"), "body{}");
    write(root.file("build/assets/a.css.br"), "packed");
    write(root.file("build/generated/locales/en.mo"), "mo");
    const Tree tree(root);
    EXPECT_THAT(list("modules/"), ElementsAre("modules/m/list.html", "modules/m/schema/0001_m.sql"));
    EXPECT_THAT(list("assets/"), ElementsAre("assets/a.css"));
    EXPECT_EQ(file("locales/en.mo"), "mo");
    EXPECT_EQ(asset("assets/a.css")->brotli, "packed");
    EXPECT_EQ(asset("assets/a.css")->gzip, "");

    const auto before = *file("modules/m/list.html");
    write(root.file("modules/m/list.html"), "hai");
    std::filesystem::last_write_time(root.file("modules/m/list.html"),
                                     std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
    EXPECT_EQ(file("modules/m/list.html"), "hai");
    EXPECT_EQ(before, "một") << "a view taken earlier must stay valid";
}

TEST(EmbedTree, never_leaves_the_tree) {
    const test::TempDir root;
    write(root.file("inside/modules/x.html"), "x");
    write(root.file("secret.txt"), "secret");
    use_tree(root.file("inside"));
    for (const std::string path :
         {"../secret.txt", "modules/../../secret.txt", "/etc/passwd", "assets/../../secret.txt"}) {
        EXPECT_EQ(file(path), std::nullopt) << path;
    }
    EXPECT_EQ(file(std::string_view("modules/x.html\0", 15)), std::nullopt);
    EXPECT_EQ(file("modules/x.html"), "x");
    use_tree("");
}

}  // namespace dinh::embed
