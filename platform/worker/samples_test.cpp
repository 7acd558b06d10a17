#include <unistd.h>
#include <zip.h>

#include <cstring>
#include <stdexcept>

#include "platform/worker/samples.hpp"
#include "tests/support/support.hpp"

namespace dinh::worker::samples {
namespace {

void put(std::string& bytes, std::size_t at, std::uint32_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) {
        bytes[at + i] = static_cast<char>(value >> (8 * i));
    }
}

std::string utf16(const std::u16string& text) {
    std::string bytes(text.size() * 2, '\0');
    for (std::size_t i = 0; i < text.size(); ++i) {
        put(bytes, 2 * i, text[i], 2);
    }
    return bytes;
}

std::size_t sectors_of(const std::string& stream) { return (stream.size() + 511) / 512; }

struct Stream {
    std::u16string name;
    std::string content;
};

std::string directory_entry(const std::u16string& name, int type, std::uint32_t first, std::size_t size) {
    std::string entry(128, '\0');
    entry.replace(0, name.size() * 2, utf16(name));
    put(entry, 64, static_cast<std::uint32_t>(name.size() * 2 + 2), 2);
    entry[66] = static_cast<char>(type);
    entry[67] = 1;
    for (const std::size_t sibling : {68, 72, 76}) {
        put(entry, sibling, 0xFFFFFFFF, 4);
    }
    put(entry, 116, first, 4);
    put(entry, 120, static_cast<std::uint32_t>(size), 4);
    return entry;
}

// Sector 0 is the allocation table, sector 1 the folder, then the streams, each of 4096 bytes at least.
std::string compound(std::vector<Stream> streams) {
    std::string table(512, '\xFF');
    put(table, 0, 0xFFFFFFFD, 4);
    put(table, 4, 0xFFFFFFFE, 4);
    std::string folder = directory_entry(u"Root Entry", 5, 0xFFFFFFFE, 0);
    put(folder, 76, 1, 4);
    std::string body;
    std::uint32_t next = 2;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        std::string& content = streams[i].content;
        content.resize(std::max<std::size_t>(content.size(), 4096));
        folder += directory_entry(streams[i].name, 2, next, content.size());
        if (i + 1 < streams.size()) {
            put(folder, folder.size() - 128 + 72, static_cast<std::uint32_t>(i + 2), 4);
        }
        for (std::size_t left = sectors_of(content); left > 0; --left, ++next) {
            put(table, next * 4, left == 1 ? 0xFFFFFFFE : next + 1, 4);
        }
        content.resize(sectors_of(content) * 512);
        body += content;
    }
    folder.resize(512);
    std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header.resize(512);
    put(header, 0x18, 0x3E, 2);
    put(header, 0x1A, 3, 2);
    put(header, 0x1C, 0xFFFE, 2);
    put(header, 0x1E, 9, 2);
    put(header, 0x20, 6, 2);
    put(header, 0x2C, 1, 4);
    put(header, 0x30, 1, 4);
    put(header, 0x38, 4096, 4);
    put(header, 0x3C, 0xFFFFFFFE, 4);
    put(header, 0x44, 0xFFFFFFFE, 4);
    for (std::size_t at = 0x4C; at < 512; at += 4) {
        put(header, at, at == 0x4C ? 0 : 0xFFFFFFFF, 4);
    }
    return header + table + folder + body;
}

}  // namespace

std::string zip(const Entries& entries) {
    const test::TempDir folder;
    const std::string path = folder.file("sample.zip");
    int fault = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &fault);
    for (const auto& [entry, content] : entries) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        if (zip_file_add(archive, entry.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
            throw std::runtime_error("zip_file_add");
        }
    }
    if (zip_close(archive) != 0) {
        throw std::runtime_error("zip_close");
    }
    std::string bytes(std::filesystem::file_size(path), '\0');
    FILE* file = fopen(path.c_str(), "rb");
    const std::size_t got = fread(bytes.data(), 1, bytes.size(), file);
    static_cast<void>(fclose(file));
    bytes.resize(got);
    return bytes;
}

std::string docx(const std::string& body) {
    return zip(
        {{"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"},
         {"_rels/.rels",
          "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship "
          "Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
          "Target='word/document.xml'/></Relationships>"},
         {"word/document.xml",
          "<?xml version='1.0' encoding='UTF-8'?><w:document "
          "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
          "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>" +
              body + "</w:body></w:document>"},
         {"docProps/app.xml",
          "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'>"
          "<Template>Normal</Template><Pages>7</Pages><Words>12</Words></Properties>"}});
}

std::string odt(const std::string& body) {
    return zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                {"META-INF/manifest.xml", "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"},
                {"meta.xml",
                 "<o:document-meta xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                 "xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'><o:meta><meta:document-statistic "
                 "meta:page-count='4'/></o:meta></o:document-meta>"},
                {"content.xml",
                 "<?xml version='1.0' encoding='UTF-8'?><office:document-content "
                 "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                 "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
                 "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body><office:text>" +
                     body + "</office:text></office:body></office:document-content>"}});
}

namespace {

std::string assemble(const std::vector<std::string>& objects, const std::string& trailer) {
    std::string bytes = "%PDF-1.4\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char line[32];
        static_cast<void>(snprintf(line, sizeof line, "%010zu 00000 n \n", bytes.size()));
        table += line;
        bytes += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(bytes.size());
    return bytes + table + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer +
           " >>\nstartxref\n" + start + "\n%%EOF\n";
}

std::vector<std::string> page_objects(int pages, const std::string& text) {
    std::string kids;
    std::vector<std::string> objects(3);
    for (int page = 0; page < pages; ++page) {
        const std::string content =
            text.empty() ? "0.5 g 100 100 200 200 re f" : "BT /F1 14 Tf 72 760 Td (" + text + ") Tj ET";
        const std::string number = std::to_string(objects.size() + 1);
        kids += number + " 0 R ";
        objects.push_back(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            "/Contents " +
            std::to_string(objects.size() + 2) + " 0 R >>");
        objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
    }
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    objects[1] = "<< /Type /Pages /Count " + std::to_string(pages) + " /Kids [" + kids + "] >>";
    objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    return objects;
}

}  // namespace

std::string pdf(int pages, const std::string& text) { return assemble(page_objects(pages, text), ""); }

std::string locked_pdf() {
    // No password hashes to these made-up values, so the empty one is refused too.
    const std::string hash(32, 'x');
    const std::string id = "<00112233445566778899AABBCCDDEEFF>";
    return assemble(page_objects(1, "secret"), "/ID [" + id + " " + id +
                                                   "] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + hash +
                                                   ") /U (" + hash + ") >>");
}

std::string doc(const std::u16string& text, bool encrypted) {
    constexpr std::uint32_t kTextAt = 0x800;
    std::string main(kTextAt, '\0');
    put(main, 0x00, 0xA5EC, 2);
    put(main, 0x02, 0x00C1, 2);
    put(main, 0x0A, 0x1200U | (encrypted ? 0x0100U : 0U), 2);
    put(main, 0x0C, 0x00BF, 2);
    const std::string letters = utf16(text);
    put(main, 0x18, kTextAt, 4);
    put(main, 0x1C, static_cast<std::uint32_t>(kTextAt + letters.size()), 4);
    put(main, 0x20, 14, 2);
    put(main, 0x3E, 22, 2);
    put(main, 0x4C, static_cast<std::uint32_t>(text.size()), 4);
    put(main, 0x98, 93, 2);
    std::string pieces(21, '\0');
    pieces[0] = 2;
    put(pieces, 1, 16, 4);
    put(pieces, 9, static_cast<std::uint32_t>(text.size()), 4);
    put(pieces, 15, kTextAt, 4);
    put(main, 0x1A2, 0, 4);
    put(main, 0x1A6, static_cast<std::uint32_t>(pieces.size()), 4);
    return compound({{u"WordDocument", main + letters}, {u"1Table", pieces}});
}

std::string ole(const std::u16string& stream_name, std::string content) {
    return compound({{stream_name, std::move(content)}});
}

}  // namespace dinh::worker::samples
