#include <sys/wait.h>

#include "modules/exports/folder/lines.hpp"
#include "modules/exports/folder/names.hpp"
#include "modules/exports/folder/paper.hpp"
#include "modules/exports/tests/house.hpp"
#include "platform/audit/audit.hpp"
#include "platform/text/text.hpp"

namespace dinh::exports::test {

namespace {

using testing::HasSubstr;
using testing::Not;

class Folder : public Papers {
protected:
    // A program we did not write: Python's csv, json, html.parser, hashlib and zipfile.
    static int read_by_python(const std::string& folder, const std::string& zip = "") {
        const int status = std::system(("python3 tests/interop/read_export.py " + folder + " " + zip).c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

TEST(ReadableName, is_number_mark_and_subject_without_marks) {
    EXPECT_EQ(readable_name("125", "12/UBND-KGVX", "Về việc phòng, chống thiên tai", "x"),
              "125-12-ubnd-kgvx-ve-viec-phong-chong-thien-tai");
    EXPECT_EQ(readable_name("", "", "", "173"), "173");
    EXPECT_EQ(readable_name("", "", "???", "173"), "173");
}
TEST(ReadableName, is_never_the_name_of_a_device_nor_long) {
    EXPECT_EQ(readable_name("", "", "CON", "x"), "con-1");
    EXPECT_EQ(readable_name("", "", "Lpt9", "x"), "lpt9-1");
    EXPECT_LE(readable_name("1", "2", std::string(500, 'a'), "x").size(), 80U);
    EXPECT_THAT(readable_name("../..", "a\\b:c*d|e", "x\n\"y\"", "x"), Not(HasSubstr("..")));
    EXPECT_EQ(text::slug(readable_name("1", "a/b", std::string(40, 'b') + " " + std::string(60, 'c'), "x")).back(),
              'b');
}
TEST(ReadableName, stays_alone_in_its_folder) {
    Names names;
    EXPECT_EQ(names.unique("a", "pdf"), "a.pdf");
    EXPECT_EQ(names.unique("a", "pdf"), "a-2.pdf");
    EXPECT_EQ(names.unique("a", "docx"), "a.docx");
    EXPECT_EQ(names.unique("a", ""), "a");
}
TEST(Key, of_a_record_names_no_other_place) {
    EXPECT_TRUE(good_key("123-4-a"));
    for (const char* bad : {"", "../x", "a/b", "A", "nul", "com1", "a b", "đ"}) EXPECT_FALSE(good_key(bad)) << bad;
    EXPECT_FALSE(good_key(std::string(61, 'a')));
}

TEST_P(Folder, is_read_by_programs_of_others) {
    count_ = 430;
    for (Id id = 1; id <= 30; ++id) attach(id, "letter " + std::to_string(id));
    attach(3, "its appendix");
    db().write([&](db::Tx& tx) {
        deed::history(tx, clerk_.actor, clerk_.actor.acting_capacity(), kLetter, 3, "letter.register",
                      Said("Vào sổ, số đến %1", {"3"}), {{"subject", "cũ", "mới <b>"}});
    });
    const Done done = write("so");
    pack(folder_.file("so"), folder_.file("so.zip"));
    EXPECT_EQ(done.records, 431);
    EXPECT_EQ(done.files, 31);
    EXPECT_EQ(done.missing, 0);
    EXPECT_EQ(read_by_python(folder_.file("so"), folder_.file("so.zip")), 0);
    EXPECT_EQ(std::system(("cd " + folder_.file("so") + " && sha256sum --quiet -c checksums.sha256").c_str()), 0);
    EXPECT_EQ(std::system(("unzip -tqq " + folder_.file("so.zip")).c_str()), 0);
}

TEST_P(Folder, tells_a_record_with_its_files_relations_and_history) {
    count_ = 2;
    attach(1, "paper");
    db().write([&](db::Tx& tx) {
        deed::history(tx, clerk_.actor, clerk_.actor.acting_capacity(), kLetter, 1, "letter.close", "Đã hết hạn",
                      {{"subject", "cũ", "mới"}});
    });
    auto english = order();
    english.lang = dinh::pages::Lang("en");
    write_folder(db(), store_, english, folder_.file("en"));
    write("vi");
    const std::string page = "letters/records/" + bucket_of("1") + "/1.html";
    const auto vietnamese = read(folder_.file("vi/" + page)), translated = read(folder_.file("en/" + page));
    EXPECT_THAT(vietnamese, HasSubstr("21/11/2026"));
    EXPECT_THAT(vietnamese, HasSubstr("Trích yếu: cũ → mới"));
    EXPECT_THAT(vietnamese, HasSubstr("Tờ trình.pdf</a>"));
    EXPECT_THAT(vietnamese, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(vietnamese, HasSubstr(bucket_of("2") + "/2.html\">số 2</a>"));
    EXPECT_THAT(translated, HasSubstr("lang=\"en\""));
    EXPECT_THAT(translated, Not(HasSubstr("Đã hết hạn")));
    const std::string second = read(folder_.file("vi/letters/records/" + bucket_of("2") + "/2.html"));
    EXPECT_THAT(second, HasSubstr("số 3"));  // not in the folder: told, not linked
    EXPECT_THAT(second, Not(HasSubstr("/3.html")));
}

TEST_P(Folder, cut_halfway_is_no_folder_and_the_next_run_is_whole) {
    count_ = 450;
    fails_after_ = 200;
    EXPECT_THROW(write("so"), std::runtime_error);
    EXPECT_FALSE(fs::exists(folder_.file("so")));
    EXPECT_TRUE(fs::exists(folder_.file("so.partial")));
    fails_after_ = 0;
    EXPECT_EQ(write("so").records, 451);
    EXPECT_FALSE(fs::exists(folder_.file("so.partial")));
    EXPECT_FALSE(fs::exists(folder_.file("so") + "/" + kMark));
    EXPECT_EQ(read_by_python(folder_.file("so")), 0);
}

TEST_P(Folder, is_not_written_over_anything) {
    fs::create_directories(folder_.file("there"));
    EXPECT_THROW(write("there"), Refused);
    fs::create_directories(folder_.file("mine.partial"));
    std::ofstream(folder_.file("mine.partial/work.txt")) << "not ours";
    EXPECT_THROW(write("mine"), Refused);
    EXPECT_EQ(read(folder_.file("mine.partial/work.txt")), "not ours");
}

TEST_P(Folder, says_which_files_are_damaged_or_gone) {
    count_ = 3;
    const auto gone = attach(1, "gone"), damaged = attach(2, "damaged");
    attach(3, "well");
    fs::remove(store_.path_of(gone.hash));
    fs::permissions(store_.path_of(damaged.hash), fs::perms::owner_write, fs::perm_options::add);
    std::ofstream(store_.path_of(damaged.hash)) << "changed";
    const Done done = write("so");
    EXPECT_EQ(done.files, 1);
    EXPECT_EQ(done.missing, 2);
    EXPECT_THAT(read(folder_.file("so/index.html")), HasSubstr("2</b>"));
    EXPECT_EQ(read_by_python(folder_.file("so")), 0);
}

TEST_P(Folder, holds_restricted_records_only_for_who_may_see_them) {
    auto source = letters();
    source.restricted = true;
    set_sources({source, registers()});
    db().write([&](db::Tx& tx) { grants::give(tx, kLetter, 5, clerk_.person, "clerk", "open"); });
    EXPECT_FALSE(fs::exists((write("without"), folder_.file("without/letters.csv"))));
    auto with = order();
    with.restricted = true;
    const Done done = write_folder(db(), store_, with, folder_.file("with"));
    EXPECT_EQ(done.records, 2);  // the letter and the register
    const auto csv = read(folder_.file("with/letters.csv"));
    EXPECT_THAT(csv, HasSubstr("\n5,5,"));
    EXPECT_THAT(csv, Not(HasSubstr("\n4,4,")));
    EXPECT_EQ(audit::flush_views(db()), 1);
    with.everything = true;
    EXPECT_EQ(write_folder(db(), store_, with, folder_.file("all")).records, 13);
    audit::flush_views(db());
}

TEST_P(Folder, of_a_register_has_only_what_speaks_of_one) {
    auto one = order();
    one.scope.part = 7;
    one.part_name = "Sổ công văn đi";
    write_folder(db(), store_, one, folder_.file("so"));
    EXPECT_FALSE(fs::exists(folder_.file("so/letters.csv")));
    EXPECT_THAT(read(folder_.file("so/index.html")), HasSubstr("Sổ công văn đi"));
}

TEST_P(Folder, without_records_says_so) {
    count_ = 0;
    write("so");
    EXPECT_THAT(read(folder_.file("so/letters/list-0001.html")), HasSubstr("Không có bản ghi nào."));
    EXPECT_EQ(read_by_python(folder_.file("so")), 0);
}

DINH_BOTH_ENGINES(Folder);

}  // namespace

}  // namespace dinh::exports::test
