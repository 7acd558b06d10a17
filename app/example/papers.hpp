// The files of the example: some sixty distinct papers, each page marked; documents share them (one file on disk each).
#pragma once
#include <string>
#include <vector>

#include "app/example/subjects.hpp"
#include "platform/files/files.hpp"

namespace dinh::app::example {

struct PaperFile {
    std::string kind;       // document kind
    std::string body_text;  // what search finds
    files::Stored pdf, docx;
    int pages = 1;
};

class Papers {
public:
    Papers(files::Store&, const Subjects&, Random&, std::size_t most = 60);
    const PaperFile& of(std::string_view kind, std::uint64_t lot) const;
    // Attaches and marks the text as read, so that no job reads the same paper a thousand times.
    void attach_pdf(db::Tx&, std::string_view record_kind, Id record, std::string_view role, const PaperFile&,
                    Id person) const;
    void attach_docx(db::Tx&, std::string_view record_kind, Id record, std::string_view role, const PaperFile&,
                     Id person) const;

private:
    std::vector<PaperFile> papers_;
};

}  // namespace dinh::app::example
