// Readers of the file kinds we open ourselves. Each takes bytes from outside and gives bounded text; all are fuzzed.
#pragma once
#include <string>
#include <string_view>

#include "platform/worker/worker.hpp"

namespace dinh::worker {

class ZipParts;

struct Extract {
    Outcome outcome = Outcome::not_this_kind;
    std::string text;        // UTF-8 as the file has it
    bool truncated = false;  // ended at max_bytes
    std::string detail;
};

// Text as Word shows it with all changes accepted: body, foot and end notes, headers and footers.
Extract docx_text(ZipParts&, std::size_t max_bytes);
Extract odt_text(ZipParts&, std::size_t max_bytes);
// Page count that the writing program noted, 0 when it did not.
int docx_pages(ZipParts&);
int odt_pages(ZipParts&);
// The folder path of the main part inside a DOCX ("word/document.xml"); empty when this is no DOCX.
std::string docx_main_part(ZipParts&);

// A plain text file in UTF-8, UTF-16 (with or without mark), windows-1258 or TCVN3; not_this_kind when it looks binary.
Extract plain_text(std::string_view bytes, std::size_t max_bytes);

// Text typed in the fonts of TCVN3 (ABC) reaches us as Latin-1 letters and signs ("Céng hßa x· héi"). Brought to
// Unicode when it reads as Vietnamese that way and not as it stands; otherwise unchanged.
std::string repair_tcvn3(std::string text);
// How Vietnamese a text reads: of its words with a letter beyond ASCII, the share that could be Vietnamese syllables.
// -1 without such words.
double vietnamese_share(std::string_view text);
// One TCVN3 byte as UTF-8; empty for a byte that TCVN3 leaves free.
std::string_view tcvn3_letter(unsigned char);

// The final form: NFC, LF, at most one blank line in a row, cut between characters at max_bytes.
void finish(Extract&, std::size_t max_bytes);

}  // namespace dinh::worker
