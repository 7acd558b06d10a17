#include "platform/files/files.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <unistd.h>

#include "platform/files/media_type.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/plans.hpp"

namespace dinh::files {

namespace {

using testing::IsEmpty;

std::string type_of(std::string_view content) {
    const int file = memfd_create("dinh-test", 0);
    if (::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size())) ADD_FAILURE();
    const std::string type = media_type_of(file, static_cast<std::int64_t>(content.size()));
    ::close(file);
    return type;
}

std::string little(std::uint32_t value, int bytes) {
    std::string text;
    for (; bytes-- > 0; value >>= 8) text += static_cast<char>(value & 0xff);
    return text;
}

// A ZIP of stored entries, as far as a reader of types looks.
std::string zip(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::string whole, directory;
    for (const auto& [name, content] : entries) {
        const auto size = little(static_cast<std::uint32_t>(content.size()), 4);
        const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4) + size +
                                   size + little(static_cast<std::uint32_t>(name.size()), 2) + little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                     little(static_cast<std::uint32_t>(whole.size()), 4) + name;
        whole += "PK\x03\x04" + common + name + content;
    }
    const auto count = little(static_cast<std::uint32_t>(entries.size()), 2);
    return whole + directory + "PK\x05\x06" + little(0, 4) + count + count +
           little(static_cast<std::uint32_t>(directory.size()), 4) +
           little(static_cast<std::uint32_t>(whole.size()), 4) + little(0, 2);
}

// An OLE2 file: head, one sector of directory, one of allocation table. `next` follows the directory's first sector.
std::string ole(std::string_view stream, std::uint32_t next = 0xfffffffe) {
    std::string head = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(16, '\0') + little(0x3e, 2) + little(3, 2) +
                       little(0xfffe, 2) + little(9, 2) + little(6, 2);
    head.resize(44, '\0');
    head += little(1, 4) + little(0, 4);  // one sector of table; the directory starts in sector 0
    head.resize(76, '\0');
    head += little(1, 4);  // the table is sector 1
    head.resize(512, '\0');
    std::string directory;
    for (const std::string_view name : {std::string_view("Root Entry"), stream}) {
        std::string entry;
        for (const char c : name) entry += std::string(1, c) + '\0';
        entry.resize(64, '\0');
        entry += little(static_cast<std::uint32_t>(2 * name.size() + 2), 2);
        entry.resize(128, '\0');
        directory += entry;
    }
    directory.resize(512, '\0');
    std::string table = little(next, 4);
    table.resize(512, '\xff');
    return head + directory + table;
}

TEST(MediaType, is_told_by_the_bytes) {
    EXPECT_EQ(type_of("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "application/pdf");
    EXPECT_EQ(type_of("\x89PNG\r\n\x1a\n" + little(0x0d000000, 4) + "IHDR" + std::string(13, '\1')), "image/png");
    EXPECT_EQ(type_of("\xff\xd8\xff\xe0" + std::string("\0\x10JFIF\0\1\1", 9) + std::string(20, '\0')), "image/jpeg");
    EXPECT_EQ(type_of("II*" + std::string(1, '\0') + little(8, 4) + std::string(30, '\0')), "image/tiff");
    EXPECT_EQ(type_of("7z\xbc\xaf\x27\x1c" + std::string("\0\4", 2) + std::string(40, '\1')),
              "application/x-7z-compressed");
    EXPECT_EQ(type_of("Rar!\x1a\x07\x01" + std::string(30, '\0')), "application/vnd.rar");
    EXPECT_EQ(type_of("<?xml version=\"1.0\"?>\n<edXML/>\n"), "application/xml");
    EXPECT_EQ(type_of("Cộng hòa xã hội chủ nghĩa Việt Nam\n"), "text/plain");
    EXPECT_EQ(type_of("#include <stdio.h>\nint main() { return 0; }\n"), "text/plain");
}

TEST(MediaType, looks_into_archives) {
    constexpr const char* kWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    EXPECT_EQ(type_of(zip({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}})), kWord);
    EXPECT_EQ(type_of(zip({{"docProps/app.xml", "<x/>"}, {"word/document.xml", "<x/>"}, {"[Content_Types].xml", ""}})),
              kWord);
    EXPECT_EQ(type_of(zip({{"xl/workbook.xml", "<x/>"}})),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_EQ(type_of(zip({{"ppt/presentation.xml", "<x/>"}})),
              "application/vnd.openxmlformats-officedocument.presentationml.presentation");
    EXPECT_EQ(type_of(zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<x/>"}})),
              "application/vnd.oasis.opendocument.text");
    EXPECT_EQ(type_of(zip({{"a.txt", "x"}, {"b.txt", "y"}})), "application/zip");
}

TEST(MediaType, tells_macros_and_programs) {
    const std::string macro = type_of(zip({{"word/document.xml", ""}, {"word/vbaProject.bin", ""}}));
    EXPECT_EQ(macro, "application/vnd.ms-word.document.macroenabled.12");
    EXPECT_FALSE(allowed(macro));
    EXPECT_FALSE(allowed(type_of(zip({{"META-INF/MANIFEST.MF", ""}, {"A.class", ""}}))));
    EXPECT_FALSE(
        allowed(type_of("\x7f"
                        "ELF\x02\x01\x01" +
                        std::string(60, '\0'))));
    EXPECT_FALSE(allowed(type_of("MZ" + std::string(200, '\0'))));
    EXPECT_FALSE(allowed(type_of("<!DOCTYPE html><html><script>alert(1)</script></html>")));
    EXPECT_FALSE(allowed(type_of("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")));
    EXPECT_FALSE(allowed(type_of("#!/bin/sh\nrm -rf /\n")));
    EXPECT_FALSE(allowed(type_of(std::string("\0\1\2\3\4\5\6\7", 8))));
    EXPECT_FALSE(allowed(type_of("")));
}

TEST(MediaType, looks_into_old_office_files) {
    EXPECT_EQ(type_of(ole("WordDocument")), "application/msword");
    EXPECT_EQ(type_of(ole("Workbook")), "application/vnd.ms-excel");
    EXPECT_EQ(type_of(ole("Book")), "application/vnd.ms-excel");
    EXPECT_EQ(type_of(ole("PowerPoint Document")), "application/vnd.ms-powerpoint");
    EXPECT_EQ(type_of(ole("EncryptedPackage")), "application/encrypted-office");
    EXPECT_EQ(type_of(ole("Something")), "application/x-ole-storage");
}

TEST(MediaType, tells_signatures) {
    const std::string der = std::string("\x30\x82\x05\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0", 16);
    EXPECT_EQ(type_of(der + std::string(40, '\0')), "application/pkcs7-signature");
    EXPECT_EQ(type_of("-----BEGIN PKCS7-----\nMIIB\n"), "application/pkcs7-signature");
}

TEST(MediaType, survives_broken_files) {
    std::string word = zip({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}});
    for (std::size_t size = 0; size <= word.size(); ++size) EXPECT_FALSE(type_of(word.substr(0, size)).empty());
    for (std::size_t at = 0; at < word.size(); ++at) {
        std::string broken = word;
        broken[at] = '\xff';
        EXPECT_FALSE(type_of(broken).empty());
    }
    const std::string old = ole("WordDocument");
    for (std::size_t size = 0; size <= old.size(); size += 7) EXPECT_FALSE(type_of(old.substr(0, size)).empty());
    for (std::size_t at = 0; at < 600; ++at) {
        std::string broken = old;
        broken[at] = '\xff';
        EXPECT_FALSE(type_of(broken).empty());
    }
    EXPECT_EQ(type_of(ole("Something", 0)), "application/x-ole-storage") << "the directory runs in a circle";
}

TEST(MediaType, is_allowed_only_from_the_list) {
    for (const char* type :
         {"application/pdf", "application/msword", "text/plain", "text/csv", "image/png", "image/jpeg", "image/tiff",
          "application/zip", "application/vnd.rar", "application/x-7z-compressed", "application/xml",
          "application/pkcs7-signature", "application/vnd.oasis.opendocument.text"}) {
        EXPECT_TRUE(allowed(type)) << type;
        EXPECT_FALSE(extension_of(type).empty()) << type;
    }
    for (const char* type : {"", "text/html", "image/svg+xml", "application/octet-stream", "application/pdf ", "PDF"}) {
        EXPECT_FALSE(allowed(type)) << type;
        EXPECT_EQ(extension_of(type), "") << type;
    }
}

TEST(CleanName, keeps_what_people_call_a_file) {
    EXPECT_EQ(clean_name("Công văn số 125.pdf", "application/pdf"), "Công văn số 125.pdf");
    EXPECT_EQ(clean_name("Scan.PDF", "application/pdf"), "Scan.PDF");
    EXPECT_EQ(clean_name("a\xcc\x82.txt", "text/plain"), "â.txt");
    EXPECT_EQ(clean_name("danh sách.csv", "text/plain"), "danh sách.csv");
}

TEST(CleanName, removes_what_harms) {
    EXPECT_EQ(clean_name("../../etc/passwd", "text/plain"), "passwd.txt");
    EXPECT_EQ(clean_name("C:\\Users\\Mai\\van ban.docx", "application/pdf"), "van ban.docx.pdf");
    EXPECT_EQ(clean_name("a\r\nX: y.pdf", "application/pdf"), "a X_ y.pdf");
    EXPECT_EQ(clean_name(std::string_view("a\0b.pdf", 7), "application/pdf"), "ab.pdf");
    EXPECT_EQ(clean_name("...hidden.pdf. .", "application/pdf"), "hidden.pdf");
    EXPECT_EQ(clean_name("bao cao\u202efdp.exe", "application/pdf"), "bao caofdp.exe.pdf");
    EXPECT_EQ(clean_name("<b>\"x|y?*\".pdf", "application/pdf"), "_b__x_y___.pdf");
    EXPECT_EQ(clean_name("", "application/pdf"), "tệp.pdf");
    EXPECT_EQ(clean_name("///", "application/unknown"), "tệp");
    EXPECT_EQ(clean_name("\xff\xfe.pdf", "application/pdf").find('\xff'), std::string::npos);
}

TEST(CleanName, cuts_long_names_and_keeps_their_end) {
    std::string longest;
    for (int i = 0; i < 400; ++i) longest += "ộ";
    const std::string clean = clean_name(longest + ".docx", "application/pdf");
    EXPECT_TRUE(clean.ends_with("ộ.pdf"));
    EXPECT_EQ(clean.size(), 146 * std::string("ộ").size() + 4);
}

class Files : public test::OnBothEngines {
protected:
    Files() : OnBothEngines({"files"}) {}
    static Stored stored(char digit, std::string type = "application/pdf") {
        return {std::string(64, digit), 10, type};
    }
    Ref attached(Id record, std::string_view role, char digit) {
        return db().writing(
            [&](db::Tx& tx) { return attach(tx, "incoming", record, role, "a.pdf", stored(digit), 5); });
    }
    std::vector<Ref> list(Id record) {
        return db().reading([&](db::Conn& conn) { return of_record(conn, "incoming", record); });
    }
    std::int64_t refs(char digit) {
        constexpr db::Sql kRefs{"files_test.refs", "SELECT refs FROM file_content WHERE hash = $1"};
        return db().reading([&](db::Conn& conn) { return conn.integer(kRefs, std::string(64, digit)); });
    }
};

TEST_P(Files, stand_on_their_record_in_order) {
    const clock::Frozen frozen("2026-11-21T08:00:00.000Z");
    attached(12, "main", 'a');
    attached(12, "appendix", 'b');
    attached(13, "main", 'c');
    const auto found = list(12);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].position, 1);
    EXPECT_EQ(found[0].role, "main");
    EXPECT_EQ(found[0].name, "a.pdf");
    EXPECT_EQ(found[0].media_type, "application/pdf");
    EXPECT_EQ(found[0].size_bytes, 10);
    EXPECT_EQ(found[0].person, 5);
    EXPECT_EQ(found[0].text_state, TextState::waiting);
    EXPECT_EQ(clock::to_text(found[0].at), "2026-11-21T08:00:00.000Z");
    EXPECT_EQ(found[1].position, 2);
    const auto second = db().reading([](db::Conn& conn) { return find(conn, "incoming", 12, 2); });
    ASSERT_TRUE(second);
    EXPECT_EQ(second->hash, std::string(64, 'b'));
    EXPECT_FALSE(db().reading([](db::Conn& conn) { return find(conn, "incoming", 12, 3); }));
    EXPECT_FALSE(db().reading([](db::Conn& conn) { return find(conn, "outgoing", 12, 1); }));
}

TEST_P(Files, never_get_a_position_twice) {
    attached(12, "main", 'a');
    const Ref gone = attached(12, "main", 'b');
    db().write([&](db::Tx& tx) { detach(tx, gone.id); });
    EXPECT_FALSE(db().reading([](db::Conn& conn) { return find(conn, "incoming", 12, 2); }));
    const Ref next = attached(12, "main", 'c');
    EXPECT_EQ(next.position, 3);
    EXPECT_EQ(list(12).size(), 2u);
}

TEST_P(Files, count_versions_within_a_role) {
    EXPECT_EQ(attached(12, "draft", 'a').version, 1);
    EXPECT_EQ(attached(12, "draft", 'b').version, 2);
    EXPECT_EQ(attached(12, "signed", 'c').version, 1);
    EXPECT_EQ(attached(13, "draft", 'd').version, 1);
    EXPECT_EQ(list(12)[1].version, 2);
}

TEST_P(Files, count_their_references) {
    const Ref first = attached(12, "main", 'a');
    const Ref second = attached(13, "main", 'a');
    const Ref third = db().writing([&](db::Tx& tx) { return share(tx, first, "outgoing", 14, "copy", 6); });
    EXPECT_EQ(refs('a'), 3);
    EXPECT_EQ(third.position, 1);
    EXPECT_EQ(third.person, 6);
    for (const Id ref : {first.id, second.id, third.id}) {
        db().write([&](db::Tx& tx) { detach(tx, ref); });
    }
    EXPECT_EQ(refs('a'), 0);
}

TEST_P(Files, are_detached_once) {
    const Ref ref = attached(12, "main", 'a');
    attached(13, "main", 'a');
    db().write([&](db::Tx& tx) { detach(tx, ref.id); });
    EXPECT_THROW(db().write([&](db::Tx& tx) { detach(tx, ref.id); }), NotFound);
    EXPECT_THROW(db().write([&](db::Tx& tx) { detach(tx, 999); }), NotFound);
    EXPECT_EQ(refs('a'), 1);
}

TEST_P(Files, are_not_shared_from_a_record_that_let_them_go) {
    const Ref ref = attached(12, "main", 'a');
    db().write([&](db::Tx& tx) { detach(tx, ref.id); });
    EXPECT_THROW(db().write([&](db::Tx& tx) { share(tx, ref, "incoming", 13, "main", 1); }), Conflict);
    EXPECT_THAT(list(13), IsEmpty());
}

TEST_P(Files, refuse_types_outside_the_list_and_empty_files) {
    const auto put = [&](Stored what) {
        db().write([&](db::Tx& tx) { attach(tx, "incoming", 12, "main", "x.pdf", what, 1); });
    };
    EXPECT_THROW(put(stored('a', "text/html")), Refused);
    EXPECT_THROW(put({std::string(64, 'a'), 0, "application/pdf"}), Refused);
    EXPECT_THAT(list(12), IsEmpty());
    EXPECT_EQ(refs('a'), 0);
}

TEST_P(Files, know_what_reading_their_text_came_to) {
    attached(12, "main", 'a');
    db().write([](db::Tx& tx) { set_text_state(tx, std::string(64, 'a'), TextState::read, 7); });
    db().write([](db::Tx& tx) { set_text_state(tx, std::string(64, 'a'), TextState::no_text); });
    EXPECT_EQ(list(12)[0].text_state, TextState::no_text);
    EXPECT_EQ(list(12)[0].pages, 7);
    const Ref again = attached(13, "main", 'a');
    EXPECT_EQ(again.text_state, TextState::no_text);
    EXPECT_EQ(again.pages, 7);
}

TEST_P(Files, count_references_right_when_attached_at_once) {
    const auto outcomes = test::at_once(8, [&](int i) { attached(100 + i, "main", 'a'); });
    EXPECT_EQ(test::count(outcomes, "ok"), 8) << testing::PrintToString(outcomes);
    EXPECT_EQ(refs('a'), 8);
}

TEST_P(Files, list_what_is_referenced) {
    attached(12, "main", 'b');
    attached(12, "main", 'a');
    const Ref gone = attached(12, "main", 'c');
    db().write([&](db::Tx& tx) { detach(tx, gone.id); });
    const auto all = [&](std::string_view after, int most) {
        return db().reading([&](db::Conn& conn) { return referenced(conn, after, most); });
    };
    EXPECT_THAT(all("", 10), testing::ElementsAre(std::string(64, 'a'), std::string(64, 'b')));
    EXPECT_THAT(all("", 1), testing::ElementsAre(std::string(64, 'a')));
    EXPECT_THAT(all(std::string(64, 'a'), 10), testing::ElementsAre(std::string(64, 'b')));
}

TEST_P(Files, read_no_whole_table) {
    db().write([](db::Tx& tx) {
        test::Plans plans(tx);
        const Ref ref = attach(plans, "incoming", 12, "main", "a.pdf", stored('a'), 5);
        share(plans, ref, "incoming", 13, "main", 5);
        of_record(plans, "incoming", 12);
        find(plans, "incoming", 12, 1);
        set_text_state(plans, ref.hash, TextState::read, 1);
        referenced(plans, "", 10);
        detach(plans, ref.id);
        EXPECT_THAT(plans.full_scans(), IsEmpty()) << plans.text();
    });
}

DINH_BOTH_ENGINES(Files);

}  // namespace

}  // namespace dinh::files
