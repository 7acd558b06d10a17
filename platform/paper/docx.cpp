#include <zip.h>

#include <memory>
#include <stdexcept>

#include "platform/paper/paper.hpp"
#include "platform/text/text.hpp"

namespace dinh::paper {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kSpace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/footer1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
</Types>)";
constexpr std::string_view kPackage =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>)";
constexpr std::string_view kParts =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
 Target="footer1.xml"/></Relationships>)";
// A4 in twentieths of a point, margins as the PDF has them.
constexpr std::string_view kSection =
    R"(<w:sectPr><w:footerReference w:type="default" r:id="rId1"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>
</w:sectPr>)";

struct Style {
    int half_points = 26;
    bool bold = false;
    bool italic = false;
    std::string_view set = "left";  // left, center, both
    int first_line = 0;             // twentieths of a point
    int after = 0;
};

std::string paragraph(const std::string& text, const Style& style) {
    std::string xml = "<w:p><w:pPr><w:spacing w:after=\"" + std::to_string(style.after) + "\"/>";
    if (style.first_line > 0) {
        xml += "<w:ind w:firstLine=\"" + std::to_string(style.first_line) + "\"/>";
    }
    xml += "<w:jc w:val=\"" + std::string(style.set) + "\"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" "
           "w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>";
    xml += style.bold ? "<w:b/>" : "";
    xml += style.italic ? "<w:i/>" : "";
    xml += "<w:sz w:val=\"" + std::to_string(style.half_points) + "\"/></w:rPr><w:t xml:space=\"preserve\">" +
           text::html_escape(text::clean_line(text)) + "</w:t></w:r></w:p>";
    return xml;
}

std::string lines(const std::vector<std::string>& list, std::string_view before, const Style& style) {
    std::string xml;
    for (const std::string& line : list) {
        xml += paragraph(std::string(before) + line, style);
    }
    return xml;
}

std::string optional(const std::string& text, const Style& style) {
    return text.empty() ? std::string{} : paragraph(text, style);
}

// Two cells without borders.
std::string side_by_side(std::string left, std::string right, int left_width) {
    constexpr int kWidth = 9355;
    const auto cell = [](std::string content, int width) {
        return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/></w:tcPr>" +
               (content.empty() ? paragraph("", {}) : content) + "</w:tc>";
    };
    return "<w:tbl><w:tblPr><w:tblW w:w=\"" + std::to_string(kWidth) + "\" w:type=\"dxa\"/><w:tblLayout "
           "w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"" + std::to_string(left_width) +
           "\"/><w:gridCol w:w=\"" + std::to_string(kWidth - left_width) + "\"/></w:tblGrid><w:tr>" +
           cell(std::move(left), left_width) + cell(std::move(right), kWidth - left_width) + "</w:tr></w:tbl>";
}

std::string heading(const Paper& paper) {
    const Style plain{.half_points = 24, .set = "center"};
    const Style bold{.half_points = 24, .bold = true, .set = "center"};
    const Style number{.set = "center", .after = 120};
    std::string left = optional(paper.superior, plain) + optional(paper.agency, bold);
    std::string right;
    if (paper.party) {
        left += paragraph("*", bold);
        right = paragraph("ĐẢNG CỘNG SẢN VIỆT NAM", {.bold = true, .set = "center"});
    } else {
        right = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold) +
                paragraph("Độc lập - Tự do - Hạnh phúc", {.bold = true, .set = "center"});
    }
    left += optional(paper.number, number);
    right += optional(paper.place_date, {.italic = true, .set = "center", .after = 120});
    if (paper.kind.empty()) {
        left += optional(paper.subject, plain);
        return side_by_side(std::move(left), std::move(right), 3742);
    }
    return side_by_side(std::move(left), std::move(right), 3742) +
           paragraph(paper.kind, {.half_points = 28, .bold = true, .set = "center"}) +
           optional(paper.subject, {.bold = true, .set = "center", .after = 240});
}

std::string addressees(const Paper& paper) {
    if (paper.addressees.size() == 1) {
        return paragraph("Kính gửi: " + paper.addressees.front(), {.set = "center", .after = 240});
    }
    return paper.addressees.empty() ? std::string{}
                                    : paragraph("Kính gửi:", {}) + lines(paper.addressees, "- ", {.after = 60});
}

std::string ending(const Paper& paper) {
    const Style bold{.bold = true, .set = "center"};
    std::string left;
    if (!paper.recipients.empty()) {
        left = paragraph("Nơi nhận:", {.half_points = 24, .bold = true, .italic = true}) +
               lines(paper.recipients, "- ", {.half_points = 22});
    }
    std::string right = lines(paper.authority, "", bold);
    right += paragraph("", {.after = 1200});
    right += optional(paper.signer, bold);
    return side_by_side(std::move(left), std::move(right), 4400);
}

class Archive {
public:
    Archive() : source_(zip_source_buffer_create(nullptr, 0, 0, nullptr)) {
        zip_ = source_ == nullptr ? nullptr : zip_open_from_source(source_, ZIP_TRUNCATE, nullptr);
        if (zip_ == nullptr) {
            throw std::runtime_error("docx: no archive");
        }
        zip_source_keep(source_);
    }
    ~Archive() {
        if (zip_ != nullptr) {
            zip_discard(zip_);
        }
        zip_source_free(source_);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    // The content must live until finish().
    void add(const char* name, const std::string& content) {
        zip_source_t* part = zip_source_buffer(zip_, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(zip_, name, part, ZIP_FL_ENC_UTF_8);
        // 2026-01-01 always: the bytes must not depend on the clock.
        constexpr zip_uint16_t kFirstDay = (46 << 9) | (1 << 5) | 1;
        if (index < 0 || zip_file_set_dostime(zip_, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0) != 0) {
            throw std::runtime_error("docx: part not added");
        }
    }

    std::string finish() {
        if (zip_close(std::exchange(zip_, nullptr)) != 0) {
            throw std::runtime_error("docx: archive not written");
        }
        zip_stat_t state;
        if (zip_source_stat(source_, &state) != 0 || zip_source_open(source_) != 0) {
            throw std::runtime_error("docx: archive not read back");
        }
        std::string bytes(state.size, '\0');
        zip_source_read(source_, bytes.data(), bytes.size());
        zip_source_close(source_);
        return bytes;
    }

private:
    zip_source_t* source_;
    zip_t* zip_ = nullptr;
};

}  // namespace

std::string make_docx(const Paper& paper) {
    const std::string head(kHead);
    const std::string types = head + std::string(kTypes);
    const std::string package = head + std::string(kPackage);
    const std::string parts = head + std::string(kParts);
    const std::string document =
        head + "<w:document " + std::string(kSpace) + "><w:body>" + heading(paper) + addressees(paper) +
        lines(paper.paragraphs, "", {.set = "both", .first_line = 567, .after = 120}) + ending(paper) +
        paragraph("", {}) + std::string(kSection) + "</w:body></w:document>";
    const std::string footer = head + "<w:ftr " + std::string(kSpace) + ">" +
                               paragraph(paper.mark, {.half_points = 22, .set = "center"}) + "</w:ftr>";
    Archive archive;
    archive.add("[Content_Types].xml", types);
    archive.add("_rels/.rels", package);
    archive.add("word/document.xml", document);
    archive.add("word/_rels/document.xml.rels", parts);
    archive.add("word/footer1.xml", footer);
    return archive.finish();
}

}  // namespace dinh::paper
