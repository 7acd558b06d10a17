#include "platform/worker/extract.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/text/text.hpp"
#include "platform/worker/samples.hpp"
#include "platform/worker/stored_zip.hpp"
#include "platform/worker/test_files.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::worker {
namespace {

using testing::HasSubstr;

Text text_of(const std::string& bytes, std::int64_t max_bytes = kMaxTextBytes) {
    const Descriptor input = file_of(bytes);
    return extract_text(input.get(), {}, max_bytes);
}

Probe probe_of(const std::string& bytes) {
    const Descriptor input = file_of(bytes);
    return probe(input.get());
}

std::string paragraph(const std::string& text) {
    return "<w:p><w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>";
}

TEST(Docx, gives_paragraphs_tabs_breaks_and_table_rows) {
    const Text text = text_of(samples::docx(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr><w:r><w:t>Kính gửi:</w:t><w:tab/>"
        "<w:t>Sở Nội</w:t></w:r><w:r><w:t xml:space='preserve"
        "'> vụ</w:t><w:br/><w:t>và các xã</w:t></w:r></w:p><w:tbl><w:tr><w:tc>" +
        paragraph("1") + "</w:tc><w:tc>" + paragraph("Đại Từ") + "</w:tc></w:tr></w:tbl>" + paragraph("Hết")));
    EXPECT_EQ(text.outcome, Outcome::ok);
    EXPECT_EQ(text.kind, FileKind::docx);
    EXPECT_EQ(text.text, "Kính gửi:\tSở Nội vụ\nvà các xã\n1\tĐại Từ\nHết");
    EXPECT_FALSE(text.truncated);
}

TEST(Docx, leaves_out_what_was_deleted_moved_away_or_told_twice) {
    const Text text = text_of(samples::docx(
        paragraph("giữ") +
        "<w:p><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>chuyển</w:t></w:r>"
        "</w:moveFrom><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><mc:AlternateContent><mc:Choice Requires='w'>"
        "<w:t>khung</w:t></mc:Choice><mc:Fallback><w:t>khung cũ</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p>"));
    EXPECT_EQ(text.text, "giữ\nthêmkhung");
}

TEST(Docx, decomposed_letters_come_out_composed) {
    const std::string decomposed = "U\xCC\x89y ban nha\xCC\x82n da\xCC\x82n ti\xCC\x89nh";
    ASSERT_NE(text::nfc(decomposed), decomposed);
    EXPECT_EQ(text_of(samples::docx(paragraph(decomposed))).text, "Ủy ban nhân dân tỉnh");
}

TEST(Docx, text_past_the_bound_is_cut_between_letters) {
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += paragraph("đđđđđđđđđđ");
    }
    const Text text = text_of(samples::docx(many), 1001);
    EXPECT_EQ(text.outcome, Outcome::ok);
    EXPECT_TRUE(text.truncated);
    EXPECT_LE(text.text.size(), 1001U);
    EXPECT_GT(text.text.size(), 990U);
    EXPECT_TRUE(text::is_utf8(text.text));
}

TEST(Docx, a_zip_bomb_is_too_big) {
    const Text text = text_of(samples::docx(paragraph(std::string(std::size_t{64} << 20, 'a'))));
    EXPECT_EQ(text.outcome, Outcome::too_big);
    EXPECT_TRUE(text.text.empty());
    EXPECT_EQ(text_of(samples::docx(paragraph(std::string(std::size_t{1} << 20, 'a')))).outcome, Outcome::ok);
}

TEST(Docx, a_bomb_beside_the_text_is_too_big_by_its_total_and_by_its_count) {
    const std::string part = samples::docx(paragraph("x"));
    ZipLimits limits;
    limits.total_bytes = 500;
    EXPECT_EQ(ZipParts::of_bytes(part, limits).outcome(), Outcome::too_big);
    limits = {};
    limits.entries = 3;
    EXPECT_EQ(ZipParts::of_bytes(part, limits).outcome(), Outcome::too_big);
    EXPECT_EQ(ZipParts::of_bytes(part).outcome(), Outcome::ok);
    samples::Entries entries;
    for (int i = 0; i < 10'001; ++i) {
        entries.emplace_back("word/" + std::to_string(i), "");
    }
    EXPECT_EQ(text_of(samples::zip(entries)).outcome, Outcome::too_big);
}

TEST(Docx, a_part_longer_than_its_directory_says_is_refused) {
    const std::string content(100'000, 'a');
    std::string bytes = samples::zip({{"part", content}});
    const std::size_t directory = bytes.rfind("PK\x01\x02");
    ASSERT_NE(directory, std::string::npos);
    for (const std::size_t at : {std::size_t{22}, directory + 24}) {
        bytes[at] = 10;
        bytes[at + 1] = bytes[at + 2] = 0;
    }
    ZipParts parts = ZipParts::of_bytes(bytes);
    std::size_t seen = 0;
    const Outcome outcome = parts.read("part", [&](std::string_view piece) {
        seen += piece.size();
        return true;
    });
    EXPECT_TRUE(outcome == Outcome::too_big || outcome == Outcome::not_this_kind);
    EXPECT_LE(seen, 65'536U);
}

TEST(Docx, damaged_files_are_not_this_kind) {
    const std::string good = samples::docx(paragraph("x"));
    EXPECT_EQ(text_of(good.substr(0, good.size() / 2)).outcome, Outcome::not_this_kind);
    EXPECT_EQ(text_of(samples::docx("<w:p><w:r><w:t>x")).outcome, Outcome::not_this_kind);
    EXPECT_EQ(text_of(samples::zip({{"word/other.xml", "<a/>"}})).outcome, Outcome::not_this_kind);
    EXPECT_EQ(text_of(samples::zip({{"word/document.xml",
                                     "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>"}}))
                  .outcome,
              Outcome::not_this_kind);
}

TEST(Docx, the_smallest_one_holds_a_single_stored_part) {
    const std::string xml =
        "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:p><w:r><w:t>a</w:t>"
        "</w:r></w:p></w:document>";
    EXPECT_EQ(text_of(stored_zip("word/document.xml", xml)).text, "a");
}

TEST(Docx, deep_nesting_is_refused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "<w:x>";
    }
    EXPECT_EQ(text_of(samples::docx(deep)).outcome, Outcome::not_this_kind);
}

TEST(Odt, gives_headings_paragraphs_blanks_and_table_rows) {
    const Text text = text_of(samples::odt(
        "<text:tracked-changes><text:changed-region><text:p>xóa</text:p></text:changed-region></text:tracked-changes>"
        "<text:h>TỜ TRÌNH</text:h><text:p>Về  việc\n  <text:span>cấp</text:span> đất<text:tab/>x<text:s text:c='3'/>y"
        "<text:line-break/>z<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell>"
        "<text:p>Phú Bình</text:p></table:table-cell></table:table-row></table:table>"));
    EXPECT_EQ(text.outcome, Outcome::ok);
    EXPECT_EQ(text.kind, FileKind::odt);
    EXPECT_EQ(text.text, "TỜ TRÌNH\nVề việc cấp đất\tx   y\nz\n1\tPhú Bình");
}

TEST(Odt, decomposed_letters_come_out_composed) {
    EXPECT_EQ(text_of(samples::odt("<text:p>Tha\xCC\x81i Nguye\xCC\x82n</text:p>")).text, "Thái Nguyên");
}

TEST(Odt, an_encrypted_one_is_password_protected_and_a_bomb_too_big) {
    const std::string locked = samples::zip(
        {{"mimetype", "application/vnd.oasis.opendocument.text"},
         {"META-INF/manifest.xml",
          "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry><m:encryption-data/>"
          "</m:file-entry></m:manifest>"},
         {"content.xml", "garbage"}});
    EXPECT_EQ(text_of(locked).outcome, Outcome::password_protected);
    const std::string bomb = samples::odt("<text:p>" + std::string(std::size_t{64} << 20, ' ') + "</text:p>");
    EXPECT_EQ(text_of(bomb).outcome, Outcome::too_big);
}

TEST(Doc, gives_the_text_of_word_97) {
    const Text text = text_of(samples::doc(u"Căn cứ Luật Tổ chức chính quyền địa phương\rSở Nội vụ báo cáo\r"));
    EXPECT_EQ(text.outcome, Outcome::ok) << text.detail;
    EXPECT_EQ(text.kind, FileKind::doc);
    EXPECT_THAT(text.text, HasSubstr("Căn cứ Luật Tổ chức chính quyền địa phương"));
    EXPECT_THAT(text.text, HasSubstr("Sở Nội vụ báo cáo"));
}

TEST(Doc, encrypted_ones_are_password_protected) {
    EXPECT_EQ(text_of(samples::doc(u"bí mật", true)).outcome, Outcome::password_protected);
    EXPECT_EQ(text_of(samples::ole(u"EncryptedPackage", "x")).outcome, Outcome::password_protected);
    EXPECT_EQ(text_of(samples::ole(u"Workbook", "x")).outcome, Outcome::not_this_kind);
}

TEST(Doc, rich_text_is_read_whatever_its_name) {
    const Text text = text_of("{\\rtf1\\ansi Bao cao {\\b quy} I\\par Het}");
    EXPECT_EQ(text.kind, FileKind::rtf);
    EXPECT_THAT(text.text, HasSubstr("Bao cao quy I"));
}

TEST(Txt, is_read_in_the_charsets_of_the_field) {
    const std::string wanted = "Ủy ban nhân dân tỉnh Thái Nguyên đề nghị các xã báo cáo";
    EXPECT_EQ(text_of(wanted).text, wanted);
    EXPECT_EQ(text_of("\xEF\xBB\xBF" + wanted).text, wanted);
    const std::u16string wide = u"Ủy ban nhân dân tỉnh Thái Nguyên đề nghị các xã báo cáo";
    std::string little;
    std::string big;
    for (const char16_t c : wide) {
        little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
        big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
    }
    EXPECT_EQ(text_of("\xFF\xFE" + little).text, wanted);
    EXPECT_EQ(text_of("\xFE\xFF" + big).text, wanted);
    EXPECT_EQ(text_of(little).text, wanted);
    const std::string tcvn3 =
        "\xF1y ban nh\xA9n d\xA9n t\xD8nh Th\xB8i Nguy\xAAn \xAE\xD2 ngh\xDE c\xB8"
        "c x\xB7 b\xB8o c\xB8o";
    EXPECT_EQ(text_of(tcvn3).text, "ủy ban nhân dân tỉnh Thái Nguyên đề nghị các xã báo cáo");
    const std::string windows =
        "U\xD2y ban nh\xE2n d\xE2n ti\xD2nh Th\xE1i Nguy\xEAn \xF0\xEA\xCC nghi\xF2 c\xE1"
        "c xa\xDE b\xE1o c\xE1o";
    EXPECT_EQ(text_of(windows).text, wanted);
}

TEST(Txt, binary_bytes_and_an_empty_file_are_not_this_kind) {
    EXPECT_EQ(text_of(std::string("\x01\x02\x00\x03zzz", 7)).outcome, Outcome::not_this_kind);
    EXPECT_EQ(text_of("").outcome, Outcome::not_this_kind);
    EXPECT_EQ(text_of(" \n\t\n").outcome, Outcome::no_text);
}

TEST(Tcvn3, documents_in_the_old_fonts_are_brought_to_unicode_and_no_others) {
    const std::string old = "C\u00E9ng h\u00DFa x\u00B7 h\u00E9i ch\u00F1 ngh\u00DCa Vi\u00D6t Nam";
    EXPECT_EQ(repair_tcvn3(old), "Cộng hòa xã hội chủ nghĩa Việt Nam");
    for (const std::string text : {"Báo cáo kết quả công tác quý I", "Bão lũ và các xã vùng cao",
                                   "Müller, Céline, Ångström", "Straße, Größe, Übung, Ähre", ""}) {
        EXPECT_EQ(repair_tcvn3(text), text);
    }
}

TEST(Pdf, gives_its_text) {
    const Text text = text_of(samples::pdf(2, "Decree No. 30"));
    EXPECT_EQ(text.outcome, Outcome::ok) << text.detail;
    EXPECT_EQ(text.kind, FileKind::pdf);
    EXPECT_EQ(text.text, "Decree No. 30\n\nDecree No. 30");
}

TEST(Pdf, a_scan_has_no_text) { EXPECT_EQ(text_of(samples::pdf(1, "")).outcome, Outcome::no_text); }

TEST(Pdf, one_that_is_none_is_not_this_kind) {
    const Text text = text_of("%PDF-1.7\n" + std::string(5000, 'z'));
    EXPECT_EQ(text.outcome, Outcome::not_this_kind);
    EXPECT_EQ(text.kind, FileKind::pdf);
    EXPECT_FALSE(text.detail.empty());
    EXPECT_EQ(text_of("MZ\x90" + std::string(100, '\0')).outcome, Outcome::not_this_kind);
}

TEST(Pdf, a_locked_one_is_password_protected_for_text_pictures_and_probe) {
    const Descriptor input = file_of(samples::locked_pdf());
    EXPECT_EQ(extract_text(input.get()).outcome, Outcome::password_protected);
    EXPECT_EQ(page_picture(input.get(), 1, 100).outcome, Outcome::password_protected);
    const Probe seen = probe(input.get());
    EXPECT_EQ(seen.outcome, Outcome::password_protected);
    EXPECT_EQ(seen.kind, FileKind::pdf);
}

TEST(Pages, a_picture_is_as_wide_as_asked_and_keeps_the_shape_of_the_page) {
    const Descriptor input = file_of(samples::pdf(3, "x"));
    const Picture picture = page_picture(input.get(), 2, 300);
    ASSERT_EQ(picture.outcome, Outcome::ok) << picture.detail;
    EXPECT_EQ(picture.page_count, 3);
    EXPECT_EQ(picture.width_px, 300);
    EXPECT_EQ(picture.height_px, 425);
    EXPECT_TRUE(picture.bytes.starts_with("\x89PNG"));
    EXPECT_EQ(picture.bytes.substr(16, 8), std::string("\0\0\x01\x2C\0\0\x01\xA9", 8));
    const Picture photo = page_picture(input.get(), 1, 300, PictureFormat::jpeg);
    ASSERT_EQ(photo.outcome, Outcome::ok) << photo.detail;
    EXPECT_TRUE(photo.bytes.starts_with("\xFF\xD8\xFF"));
}

TEST(Pages, a_page_past_the_last_one_is_told_with_the_count) {
    const Descriptor input = file_of(samples::pdf(3, "x"));
    const Picture picture = page_picture(input.get(), 4, 300);
    EXPECT_EQ(picture.outcome, Outcome::no_such_page);
    EXPECT_EQ(picture.page_count, 3);
    EXPECT_TRUE(picture.bytes.empty());
}

TEST(Pages, only_a_pdf_has_page_pictures) {
    const Descriptor input = file_of(samples::docx(paragraph("x")));
    EXPECT_EQ(page_picture(input.get(), 1, 300).outcome, Outcome::not_this_kind);
}

TEST(Pages, an_endless_page_gives_a_picture_of_bounded_size) {
    std::string tall = samples::pdf(1, "x");
    const std::size_t box = tall.find("0 0 595 842");
    tall.replace(box, 11, "0 0 3 14000");
    const Descriptor input = file_of(tall);
    const Picture picture = page_picture(input.get(), 1, 500);
    EXPECT_EQ(picture.outcome, Outcome::ok) << picture.detail;
    EXPECT_LE(picture.height_px, 4000);
}

TEST(Probe, tells_kind_type_and_pages_by_content) {
    const Probe pdf = probe_of(samples::pdf(5, "x"));
    EXPECT_EQ(pdf.kind, FileKind::pdf);
    EXPECT_EQ(pdf.page_count, 5);
    EXPECT_EQ(pdf.mime, "application/pdf");
    EXPECT_EQ(probe_of(samples::docx(paragraph("x"))).page_count, 7);
    EXPECT_EQ(probe_of(samples::odt("")).page_count, 4);
    EXPECT_EQ(probe_of(samples::doc(u"x")).mime, "application/msword");
    EXPECT_EQ(probe_of("văn bản").mime, "text/plain");
    const Probe png = probe_of(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0", 29));
    EXPECT_EQ(png.kind, FileKind::other);
    EXPECT_EQ(png.mime, "image/png");
    EXPECT_EQ(png.outcome, Outcome::ok);
}

TEST(Decree, its_text_and_appendices_are_read_whole) {
    const std::filesystem::path folder = "../shared/data/decree30";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "the decree's files are not at hand";
    }
    const std::map<std::string, std::string> words = {{"30_2020_ND_CP.docx", "công tác văn thư"},
                                                      {"Phuluc1.docx", "thể thức"},
                                                      {"Phuluc2.docx", "Viết hoa"},
                                                      {"Phuluc3.docx", "viết tắt"},
                                                      {"Phuluc4.docx", "Sổ đăng ký"},
                                                      {"Phuluc5.docx", "hồ sơ"},
                                                      {"Phuluc6.docx", "Hệ thống"}};
    for (const auto& [file, phrase] : words) {
        const Descriptor input(open((folder / file).c_str(), O_RDONLY | O_CLOEXEC));
        ASSERT_GE(input.get(), 0) << file;
        const Text text = extract_text(input.get());
        EXPECT_EQ(text.outcome, Outcome::ok) << file << ": " << text.detail;
        EXPECT_THAT(text::fold(text.text), HasSubstr(text::fold(phrase))) << file;
        EXPECT_EQ(text.text, text::nfc(text.text)) << file;
        EXPECT_GT(text.text.size(), 2000U) << file;
    }
}

}  // namespace
}  // namespace dinh::worker
