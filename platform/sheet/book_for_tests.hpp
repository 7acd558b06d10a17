// Workbooks made by hand, without any library, so that tests and the fuzzer reach what no program writes.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/worker/stored_zip.hpp"

namespace dinh::sheet::made {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name, content

inline constexpr std::string_view kMain = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

// Parts as a zip, stored as they are.
inline std::string zip_of(const Parts& parts) {
    const auto number = [](std::uint64_t value, int width) {
        std::string bytes;
        for (; width > 0; --width, value >>= 8) bytes += static_cast<char>(value);
        return bytes;
    };
    std::string zip, folder;
    for (const auto& [name, content] : parts) {
        const std::size_t at = zip.size();
        const std::string facts = number(20, 2) + number(0, 8) + number(worker::zip_checksum(content), 4) +
                                  number(content.size(), 4) + number(content.size(), 4) + number(name.size(), 2) +
                                  number(0, 2);
        zip += "PK\x03\x04" + facts;
        zip += name;
        zip += content;
        folder += "PK\x01\x02" + number(20, 2) + facts + number(0, 10) + number(at, 4);
        folder += name;
    }
    const std::size_t at = zip.size();
    return zip + folder + "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) + number(parts.size(), 2) +
           number(folder.size(), 4) + number(at, 4) + number(0, 2);
}

// A workbook of the sheet "Một", with these parts as they stand; `workbook` goes before its list of sheets.
inline Parts parts_of(const std::string& styles, const std::string& strings, const std::string& cells,
                      const std::string& workbook = "") {
    const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto relation = [&](const char* id, const char* type, const char* target) {
        return std::string("<Relationship Id=\"") + id + "\" Type=\"" + relations + "/" + type + "\" Target=\"" +
               target + "\"/>";
    };
    return {{"xl/workbook.xml", "<workbook " + std::string(kMain) + " xmlns:r=\"" + relations + "\">" + workbook +
                                    "<sheets><sheet name=\"Một\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships>" + relation("r1", "worksheet", "sheet.xml") +
                                               relation("r2", "styles", "styles.xml") +
                                               relation("r3", "sharedStrings", "/xl/strings.xml") + "</Relationships>"},
            {"xl/styles.xml", styles},
            {"xl/strings.xml", strings},
            {"xl/sheet.xml", cells}};
}

inline std::string of_main(const char* element, const std::string& content) {
    return std::string("<") + element + " " + std::string(kMain) + ">" + content + "</" + element + ">";
}
// Rows as markup: <row r="1"><c r="A1"><v>7</v></c></row>. Looks are formats of the styles 1, 2...; shared texts <si>.
inline std::string book_of(const std::string& rows, const std::string& strings = "",
                           const std::vector<std::string>& looks = {}, const std::string& workbook = "") {
    std::string formats, cells = "<cellXfs><xf numFmtId=\"0\"/>";
    for (std::size_t n = 0; n < looks.size(); ++n) {
        const std::string id = std::to_string(200 + n);
        formats += "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + looks[n] + "\"/>";
        cells += "<xf numFmtId=\"" + id + "\"/>";
    }
    return zip_of(parts_of(of_main("styleSheet", "<numFmts>" + formats + "</numFmts>" + cells + "</cellXfs>"),
                           of_main("sst", strings), of_main("worksheet", "<sheetData>" + rows + "</sheetData>"),
                           workbook));
}

}  // namespace dinh::sheet::made
