// Files made for tests and fuzzers: small zips, PDF, DOC, as bytes.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace dinh::worker::samples {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string zip(const Entries&);
// DOCX and ODT around the inside of w:body and office:text.
std::string docx(const std::string& body);
std::string odt(const std::string& body);
// A PDF of so many A4 pages; text in Latin letters, empty for a page without any.
std::string pdf(int pages, const std::string& text);
// The same, said to be encrypted with a password that is not empty.
std::string locked_pdf();
// A DOC as Word 97 writes it, its text in UTF-16.
std::string doc(const std::u16string& text, bool encrypted = false);
// An OLE file with one stream of that name.
std::string ole(const std::u16string& stream_name, std::string content);

}  // namespace dinh::worker::samples
