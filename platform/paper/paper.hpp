// Plain official documents on A4 as PDF and DOCX, laid out as Appendix I of Decree 30/2020/NĐ-CP has it: for examples
// and for what the house prints itself. No seal, no arms, no picture of a signature.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "platform/worker/child.hpp"

namespace dinh::paper {

// One document; all texts UTF-8, an empty one leaves its place out.
struct Paper {
    bool party = false;       // Party document: its own motto, a star under the agency
    std::string superior;     // the agency above, capitals
    std::string agency;       // the agency that issues, capitals
    std::string number;       // "Số: 15/QĐ-UBND"
    std::string place_date;   // "Thái Nguyên, ngày 05 tháng 01 năm 2026"
    std::string kind;         // "QUYẾT ĐỊNH"; empty for a công văn, whose subject then stands under its number
    std::string subject;      // "Về việc ..." or, of a công văn, "V/v ..."
    std::vector<std::string> addressees;  // after "Kính gửi:"
    std::vector<std::string> paragraphs;
    std::vector<std::string> authority;   // "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"
    std::string signer;
    std::vector<std::string> recipients;  // of "Nơi nhận:", each with its closing mark: "Như trên;", "Lưu: VT."
    std::string mark;  // on every page, slanting and at the foot: "VĂN BẢN VÍ DỤ - KHÔNG CÓ GIÁ TRỊ"
    std::string day = "2026-01-01";  // noted as the day of making, so that the same paper gives the same bytes
};

// The PDFs in the order of the papers, drawn by one worker: hand over many at once (some milliseconds each, after a
// start of some tens). Throws std::runtime_error when the worker fails, with its outcome and detail.
std::vector<std::string> make_pdfs(std::span<const Paper>);
std::string make_pdf(const Paper&);

// In the calling process; the same paper gives the same bytes.
std::string make_docx(const Paper&);

// The kind of worker that draws: the program hands it to worker::worker_main.
worker::Handler pdf_kind();

}  // namespace dinh::paper
