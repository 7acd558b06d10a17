#include "platform/paper/paper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "platform/paper/description.hpp"
#include "platform/worker/test_files.hpp"

namespace dinh::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kMark = "VĂN BẢN VÍ DỤ - KHÔNG CÓ GIÁ TRỊ";

Paper letter() {
    Paper paper;
    paper.superior = "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN";
    paper.agency = "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG";
    paper.number = "Số: 1234/SNNMT-VP";
    paper.place_date = "Thái Nguyên, ngày 05 tháng 01 năm 2026";
    paper.subject = "V/v báo cáo kết quả trồng rừng năm 2025";
    paper.addressees = {"Ủy ban nhân dân các xã, phường;", "Chi cục Kiểm lâm."};
    paper.paragraphs = {"Thực hiện Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh về trồng "
                        "rừng, Sở Nông nghiệp và Môi trường đề nghị các đơn vị báo cáo kết quả trước ngày 15 tháng 01 "
                        "năm 2026.",
                        "Nội dung báo cáo nêu rõ diện tích <đã nghiệm thu> & phần còn lại./."};
    paper.authority = {"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"};
    paper.signer = "Nguyễn Văn Thử";
    paper.recipients = {"Như trên;", "Giám đốc Sở (báo cáo);", "Lưu: VT, VP."};
    paper.mark = kMark;
    return paper;
}

worker::Text text_of(const std::string& bytes) {
    const worker::Descriptor input = worker::file_of(bytes);
    return worker::extract_text(input.get());
}

TEST(Pdf, holds_the_words_of_the_paper_once_and_in_unicode) {
    const worker::Text text = text_of(make_pdf(letter()));
    EXPECT_EQ(text.outcome, worker::Outcome::ok);
    EXPECT_EQ(text.kind, worker::FileKind::pdf);
    for (const char* words : {"SỞ NÔNG NGHIỆP VÀ", "Độc lập - Tự do - Hạnh phúc", "Số: 1234/SNNMT-VP", "Kính gửi:",
                              "Ủy ban nhân dân các xã, phường", "<đã nghiệm thu> & phần còn", "PHÓ GIÁM ĐỐC",
                              "Nguyễn Văn Thử", "- Lưu: VT, VP."}) {
        EXPECT_THAT(text.text, HasSubstr(words));
    }
    const std::size_t first = text.text.find(kMark);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.text.find(kMark, first + 1), std::string::npos) << "the slanting mark must not break up the text";
}

TEST(Pdf, bears_its_mark_and_number_on_every_page) {
    Paper paper = letter();
    paper.kind = "BÁO CÁO";
    for (int i = 0; i < 40; ++i) {
        paper.paragraphs.push_back(paper.paragraphs.front());
    }
    const std::string bytes = make_pdf(paper);
    const worker::Descriptor input = worker::file_of(bytes);
    const int pages = worker::probe(input.get()).page_count;
    EXPECT_GE(pages, 3);
    const std::string text = text_of(bytes).text;
    int marks = 0;
    for (std::size_t at = 0; (at = text.find(kMark, at)) != std::string::npos; ++at) {
        ++marks;
    }
    EXPECT_EQ(marks, pages);
}

TEST(Pdf, is_small_quick_in_a_batch_and_the_same_each_time) {
    std::vector<Paper> papers;
    for (int i = 0; i < 60; ++i) {
        papers.push_back(letter());
        papers.back().number = "Số: " + std::to_string(100 + i) + "/SNNMT-VP";
    }
    const auto start = std::chrono::steady_clock::now();
    const std::vector<std::string> pdfs = make_pdfs(papers);
    const auto took = std::chrono::steady_clock::now() - start;
    ASSERT_EQ(pdfs.size(), papers.size());
    RecordProperty("ms_for_60", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    for (const std::string& pdf : pdfs) {
        EXPECT_LT(pdf.size(), 40'000U);
    }
    EXPECT_NE(pdfs[0], pdfs[1]);
    EXPECT_EQ(make_pdfs(papers), pdfs);
    EXPECT_TRUE(make_pdfs({}).empty());
}

TEST(Pdf, its_libraries_are_not_loaded_here) {
    make_pdf(letter());
    std::ifstream maps("/proc/self/maps");
    const std::string all((std::istreambuf_iterator<char>(maps)), std::istreambuf_iterator<char>());
    EXPECT_THAT(all, HasSubstr("libzip"));
    EXPECT_THAT(all, Not(HasSubstr("libpango")));
    EXPECT_THAT(all, Not(HasSubstr("libcairo")));
}

TEST(Pdf, an_empty_paper_and_one_with_a_word_of_ten_thousand_letters_are_drawn) {
    EXPECT_EQ(text_of(make_pdf(Paper{})).outcome, worker::Outcome::ok);
    Paper paper = letter();
    paper.subject = std::string(10'000, 'x');
    paper.paragraphs = {std::string(10'000, 'y')};
    paper.recipients.assign(200, "Ủy ban nhân dân xã Phú Bình;");
    EXPECT_EQ(text_of(make_pdf(paper)).outcome, worker::Outcome::ok);
}

TEST(Docx, holds_the_words_of_the_paper_and_its_mark) {
    const std::string bytes = make_docx(letter());
    const worker::Text text = text_of(bytes);
    EXPECT_EQ(text.outcome, worker::Outcome::ok) << text.detail;
    EXPECT_EQ(text.kind, worker::FileKind::docx);
    for (const std::string words : {"SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "<đã nghiệm thu> & phần còn lại", "Nguyễn Văn Thử",
                                    kMark}) {
        EXPECT_THAT(text.text, HasSubstr(words));
    }
    EXPECT_EQ(make_docx(letter()), bytes);
    EXPECT_LT(bytes.size(), 10'000U);
}

TEST(Docx, control_characters_do_not_spoil_the_file) {
    Paper paper = letter();
    paper.paragraphs = {std::string("a\x01\x1B" "b")};
    EXPECT_THAT(text_of(make_docx(paper)).text, HasSubstr("ab"));
}

TEST(Description, comes_back_as_it_was_and_refuses_anything_else) {
    const Paper paper = letter();
    const std::vector<Paper> back = read_description(describe({&paper, 1}));
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(back.front().addressees, paper.addressees);
    EXPECT_EQ(back.front().mark, paper.mark);
    for (const char* json : {"", "{}", "[1]", "[{}]", "[{\"party\":1}]"}) {
        EXPECT_THROW(read_description(json), std::invalid_argument) << json;
    }
}

}  // namespace
}  // namespace dinh::paper

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "worker") {
        const std::array kinds = {dinh::paper::pdf_kind()};
        return dinh::worker::worker_main(argc, argv, kinds);
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
