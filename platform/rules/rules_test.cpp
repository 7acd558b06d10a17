#include "platform/rules/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dinh::rules {
namespace {

using testing::HasSubstr;

Day day(const char* text) { return clock::parse_day(text).value(); }
const Day kToday = day("2026-11-21");

std::string fault_of(const std::string& path, const std::string& toml) {
    try {
        Files files = embedded();
        files[path] = toml;
        load(files);
    } catch (const Fault& fault) {
        return fault.what();
    }
    return "";
}

TEST(Rules, knows_the_29_administrative_kinds_of_the_decree) {
    int administrative = 0;
    std::set<std::string> names;
    for (const DocumentKind* one : kinds(kToday)) {
        administrative += one->group == KindGroup::administrative;
        names.insert(one->name);
        EXPECT_FALSE(one->basis.empty()) << one->id;
    }
    EXPECT_EQ(administrative, 29);
    EXPECT_TRUE(names.count("Công văn"));
    EXPECT_EQ(kinds(kToday).front()->id, "nghi_quyet");
}

TEST(Rules, gives_the_same_files_from_the_program_and_from_the_folder) { EXPECT_EQ(folder("rules"), embedded()); }

TEST(Rules, composes_numbers_as_each_group_writes_them) {
    EXPECT_EQ(compose_number(*kind("quyet_dinh", kToday), 5, 2026, "UBND"), "05/QĐ-UBND");
    EXPECT_EQ(compose_number(*kind("quyet_dinh", kToday), 1234, 2026, "UBND"), "1234/QĐ-UBND");
    EXPECT_EQ(compose_number(*kind("cong_van", kToday), 12, 2026, "SNV", "VP"), "12/SNV-VP");
    EXPECT_EQ(compose_number(*kind("cong_van", kToday), 12, 2026, "SNV"), "12/SNV");
    EXPECT_EQ(compose_number(*kind("nghi_quyet_dang", kToday), 36, 2026, "TU"), "36-NQ/TU");
    EXPECT_EQ(compose_number(*kind("quyet_dinh_dang", kToday), 7, 2026, "TU"), "07-QĐ/TU");
    EXPECT_EQ(kind("nghi_quyet_dang", kToday)->period, Period::term);
    EXPECT_EQ(kind("quyet_dinh", kToday)->period, Period::year);
    EXPECT_EQ(kind("thu_cong", kToday)->series, Series::none);
}

TEST(Rules, judges_by_the_day) {
    EXPECT_FALSE(kind("quyet_dinh", day("2020-03-04")));
    EXPECT_TRUE(kind("quyet_dinh", day("2020-03-05")));
    EXPECT_FALSE(kind("absent", kToday));
    EXPECT_EQ(kind_any_day("quyet_dinh")->name, "Quyết định");
    EXPECT_FALSE(kind_any_day(""));
    EXPECT_EQ(group_name(KindGroup::party, kToday), "Văn bản của Đảng");
}

TEST(Rules, knows_urgency_and_its_pace) {
    ASSERT_EQ(urgencies(kToday).size(), 4u);
    EXPECT_EQ(urgencies(kToday).front()->id, "thuong");
    EXPECT_EQ(urgency("hoa_toc", kToday)->registration, Pace::at_once);
    EXPECT_EQ(urgency("thuong", kToday)->issue, Pace::same_or_next_working_day);
    EXPECT_FALSE(urgency("", kToday));
}

TEST(Rules, accepts_no_secrecy_but_none) {
    for (const SecrecyLevel* level : secrecy_levels(kToday)) EXPECT_EQ(level->accepted, level->id == "none");
    EXPECT_EQ(secrecy_levels(kToday).size(), 4u);
}

TEST(Rules, finds_stamps_of_secret_documents) {
    EXPECT_EQ(stamp_in("UBND TỈNH\n  MẬT \nSố: 05", kToday)->level, "mat");
    EXPECT_EQ(stamp_in("Dấu: TUYỆT \n MẬT. Số 1", kToday)->level, "tuyet_mat");
    EXPECT_EQ(stamp_in("MẬT\nTỐI MẬT\n", kToday)->level, "toi_mat") << "the gravest wins";
    EXPECT_EQ(stamp_in("Độ mật: Mật", kToday)->level, "mat");
    EXPECT_EQ(stamp_in("MA\u0323\u0302T", kToday)->level, "mat") << "decomposed letters are the same";
}

TEST(Rules, takes_no_ordinary_word_for_a_stamp) {
    for (const char* text :
         {"", "Bảo vệ bí mật nhà nước", "mật", "Văn bản MẬT độ dân số", "MẬTX", "TỐI MẬTÀ", "XTỐI MẬT"}) {
        EXPECT_FALSE(stamp_in(text, kToday)) << text;
    }
}

TEST(Rules, knows_who_signs_how) {
    EXPECT_EQ(signing_kind("kt", kToday)->sign, "KT.");
    EXPECT_TRUE(signing_kind("tuq", kToday)->needs_writing);
    EXPECT_THAT(signing_kind("tm", kToday)->block, testing::ElementsAre("TM. {collective}", "{title}"));
    EXPECT_EQ(signing_kinds(kToday).size(), 6u);
}

TEST(Rules, prints_registers_with_the_columns_of_the_law) {
    const Register* outgoing = register_form("outgoing_register", kToday);
    ASSERT_TRUE(outgoing);
    EXPECT_EQ(outgoing->columns.size(), 10u);
    EXPECT_EQ(outgoing->columns[0].title, "Số, ký hiệu văn bản");
    EXPECT_EQ(registers(kToday).size(), 5u);
}

TEST(Rules, knows_abbreviations_and_lengths) {
    EXPECT_GT(abbreviations(kToday).size(), 50u);
    EXPECT_GE(all_abbreviations().size(), abbreviations(kToday).size());
    EXPECT_EQ(longest(MetadataOf::outgoing, "TypeName", kToday), 100);
    EXPECT_EQ(longest(MetadataOf::outgoing, "FileCode.OrganId", kToday), 64);
    EXPECT_EQ(longest(MetadataOf::outgoing, "Absent", kToday), 0);
    EXPECT_FALSE(metadata(MetadataOf::dossier, kToday).empty());
}

TEST(Rules, sets_security_bounds_by_day) {
    const SecurityLimit* lock = security_limit("idle_lock_minutes", kToday);
    ASSERT_TRUE(lock);
    EXPECT_EQ(lock->value, "15");
    EXPECT_EQ(lock->bound, Bound::most);
    EXPECT_THAT(lock->basis, HasSubstr("331/2026"));
    EXPECT_THAT(security_limit("idle_lock_minutes", day("2026-06-30"))->basis, HasSubstr("12/2022"));
    EXPECT_EQ(security_limit("admin_second_factor", kToday)->value, "1");
    EXPECT_FALSE(security_limit("idle_lock_minutes", day("2020-01-01")));
}

TEST(Rules, leans_only_on_legal_texts_it_knows) {
    EXPECT_EQ(legal_text("nd-30-2020")->number, "30/2020/NĐ-CP");
    EXPECT_FALSE(legal_text("absent"));
    for (const auto& name : table_names()) {
        const Table& file = table(name);
        for (const auto& list : file.lists()) {
            for (const Entry& entry : file.all(list)) {
                EXPECT_TRUE(entry.basis_id.empty() || legal_text(entry.basis_id)) << entry.where() << entry.basis_id;
            }
        }
    }
}

TEST(Rules, opens_every_file_as_a_table) {
    EXPECT_EQ(table("handling").section("extension", kToday)->integer("max_days"), 30);
    EXPECT_EQ(retention_periods(kToday).front()->years, 0);
    EXPECT_THROW(table("absent"), Fault);
}

TEST(Rules, refuses_files_with_faults_and_keeps_the_old_rules) {
    const std::string head = "from = 2020-01-01\n";
    EXPECT_THAT(fault_of("rules/urgency.toml", head + "[[urgency]]\nid = 'a'\n"),
                HasSubstr("line 2: name must be a text"));
    EXPECT_THAT(fault_of("rules/urgency.toml",
                         head + "[[urgency]]\nid='a'\nname='A'\nrank=0\nregistration='soon'\nissue='at_once'\n"),
                HasSubstr("registration must be one of: same_day"));
    EXPECT_THAT(fault_of("rules/security.toml", head + "[[setting]]\nkey='a'\nname='A'\nvalue=true\ndirection='max'\n"),
                HasSubstr("only a number has a bound"));
    EXPECT_THAT(fault_of("rules/registers.toml", head + "[[register]]\nid='a'\nname='A'\n"), HasSubstr("has columns"));
    EXPECT_THAT(fault_of("rules/secrecy.toml", head + "[[stamp]]\nphrase='A'\nlevel='x'\nmatch='line'\n"),
                HasSubstr("unknown level x"));
    EXPECT_THAT(fault_of("rules/metadata.toml",
                         head + "[[outgoing]]\nnumber='1'\nfield='A'\nname='A'\ntype='string'\nmax=5\nstored_max=2\n"),
                HasSubstr("stored_max"));
    EXPECT_EQ(urgencies(kToday).size(), 4u);
}

TEST(Rules, refuses_two_entries_for_one_day) {
    const std::string period = "[[period]]\nid='a'\nname='A'\nyears=1\n";
    EXPECT_THAT(fault_of("rules/retention.toml", "from = 2020-01-01\n" + period + period),
                HasSubstr("retention period a is in force twice on 2020-01-01"));
    EXPECT_THAT(
        fault_of("rules/retention.toml", period + "from=2020-01-01\nto=2020-12-31\n" + period + "from=2020-12-31\n"),
        HasSubstr("twice on 2020-12-31"));
}

TEST(Rules, names_all_faults_of_all_files_at_once) {
    Files files = embedded();
    files["rules/urgency.toml"] = "[[urgency]]\n";
    files["rules/signing.toml"] = "x = \n";
    try {
        load(files);
        FAIL();
    } catch (const Fault& fault) {
        EXPECT_THAT(fault.what(), HasSubstr("rules/urgency.toml"));
        EXPECT_THAT(fault.what(), HasSubstr("rules/signing.toml"));
    }
}

TEST(Rules, refuses_number_forms_with_unknown_places) {
    for (const char* form : {"{nn}/{kin}", "{kind}", "{nn}/{n}", "{nn", ""}) {
        const std::string toml =
            std::string("from=2020-01-01\n[[kind]]\nid='a'\nname='A'\ngroup='party'\norder=1\nseries='own'\n") +
            "addressee='never'\nnumber_form='" + form + "'\n";
        EXPECT_THAT(fault_of("rules/document_kinds/more.toml", toml), HasSubstr("number_form needs one")) << form;
    }
}

TEST(Rules, takes_new_files_and_leaves_old_answers_alive) {
    const Files before = embedded();
    const DocumentKind* old = kind("quyet_dinh", kToday);
    Files files = before;
    files["rules/document_kinds/more.toml"] =
        "from=2026-01-01\n[[kind]]\nid='moi'\nname='Mới'\ngroup='specialised'\norder=99\nseries='own'\naddressee='"
        "never'\n"
        "number_form='{n}/M'\n";
    load(files);
    EXPECT_EQ(compose_number(*kind("moi", kToday), 5, 2026, ""), "5/M");
    EXPECT_EQ(old->name, "Quyết định");
    load(before);
    EXPECT_FALSE(kind("moi", kToday));
}

TEST(Rules, says_when_a_folder_cannot_be_read) { EXPECT_THROW(folder("/absent/rules"), Fault); }

}  // namespace
}  // namespace dinh::rules
