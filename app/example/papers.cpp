#include "app/example/papers.hpp"

#include "platform/paper/paper.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

constexpr const char* kMark = "VĂN BẢN VÍ DỤ - KHÔNG CÓ GIÁ TRỊ";
const char* const kSentences[] = {
    "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế tại địa phương, cơ quan đề nghị các đơn vị phối hợp "
    "thực hiện các nội dung sau.",
    "Giao đơn vị chủ trì tổng hợp kết quả, báo cáo cơ quan cấp trên đúng thời hạn; khó khăn, vướng mắc phản ánh kịp "
    "thời để được hướng dẫn.",
    "Các xã, phường rà soát số liệu, bảo đảm chính xác, thống nhất với dữ liệu đã có; không yêu cầu người dân cung cấp "
    "lại giấy tờ đã nộp.",
    "Kinh phí thực hiện được bố trí từ nguồn ngân sách năm theo phân cấp hiện hành và các nguồn hợp pháp khác.",
    "Thời gian thực hiện bắt đầu từ ngày ký; các đơn vị gửi kết quả về cơ quan trước ngày 25 hằng tháng.",
    "Người đứng đầu cơ quan, đơn vị chịu trách nhiệm về tiến độ, chất lượng thực hiện và chế độ thông tin, báo cáo.",
    "Văn bản này là dữ liệu ví dụ của phần mềm, mọi tên người, số liệu và sự việc đều do người viết phần mềm đặt ra.",
};

paper::Paper paper_of(const Subject& subject, std::size_t at, Random& random) {
    paper::Paper made;
    const auto* kind = rules::kind_any_day(subject.kind);
    made.superior = "UBND TỈNH THÁI NGUYÊN";
    made.agency = "CƠ QUAN VÍ DỤ SỐ " + std::to_string(at + 1);
    made.number = "Số: …/VD";
    made.place_date = "Thái Nguyên, ngày … tháng … năm …";
    made.kind = kind && !kind->abbreviation.empty() ? text::upper(kind->name) : "";
    made.subject = subject.said(clock::today(), random, "Đại Từ");
    if (made.kind.empty()) made.addressees = {"Các sở, ban, ngành;", "Ủy ban nhân dân các xã, phường."};
    const int paragraphs = random.between(4, 14);
    for (int i = 0; i < paragraphs; ++i)
        made.paragraphs.push_back(std::to_string(i + 1) + ". " + kSentences[random.next() % std::size(kSentences)]);
    made.authority = {"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"};
    made.signer = "(Người ký ví dụ)";
    made.recipients = {"Như trên;", "Lưu: VT."};
    made.mark = kMark;
    return made;
}

std::string text_of(const paper::Paper& paper) {
    std::string text = paper.kind + " " + paper.subject;
    for (const auto& paragraph : paper.paragraphs) text += "\n" + paragraph;
    return text;
}

// Our own PDFs write each page object plainly.
int pages_in(std::string_view pdf) {
    constexpr std::string_view kPage = "/Type /Page";
    int pages = 0;
    for (auto at = pdf.find(kPage); at != std::string_view::npos; at = pdf.find(kPage, at + 1))
        if (pdf[at + kPage.size()] != 's') ++pages;
    return pages;
}

}  // namespace

Papers::Papers(files::Store& store, const Subjects& subjects, Random& random, std::size_t most) {
    std::vector<paper::Paper> list;
    for (std::size_t i = 0; i < subjects.all.size() && list.size() < most; ++i) {
        if (subjects.all.size() > most && i % 2 == 1 && subjects.all.size() - i > most - list.size()) continue;
        list.push_back(paper_of(subjects.all[i], list.size(), random));
        papers_.push_back({subjects.all[i].kind, text_of(list.back()), {}, {}, 1});
    }
    const auto pdfs = paper::make_pdfs(list);
    for (std::size_t i = 0; i < list.size(); ++i) {
        papers_[i].pdf = store.put_bytes(pdfs[i]);
        papers_[i].docx = store.put_bytes(paper::make_docx(list[i]));
        papers_[i].pages = pages_in(pdfs[i]);
    }
}

const PaperFile& Papers::of(std::string_view kind, std::uint64_t lot) const {
    std::vector<const PaperFile*> fitting;
    for (const auto& one : papers_)
        if (one.kind == kind) fitting.push_back(&one);
    return fitting.empty() ? papers_[lot % papers_.size()] : *fitting[lot % fitting.size()];
}

void Papers::attach_pdf(db::Tx& tx, std::string_view record_kind, Id record, std::string_view role,
                        const PaperFile& one, Id person) const {
    const auto ref = files::attach(tx, record_kind, record, role, "van-ban.pdf", one.pdf, person);
    files::set_text_state(tx, one.pdf.hash, files::TextState::read, one.pages);
    search::put_body(tx, record_kind, record, ref.position, one.body_text);
}

void Papers::attach_docx(db::Tx& tx, std::string_view record_kind, Id record, std::string_view role,
                         const PaperFile& one, Id person) const {
    const auto ref = files::attach(tx, record_kind, record, role, "du-thao.docx", one.docx, person);
    files::set_text_state(tx, one.docx.hash, files::TextState::read);
    search::put_body(tx, record_kind, record, ref.position, one.body_text);
}

}  // namespace dinh::app::example
