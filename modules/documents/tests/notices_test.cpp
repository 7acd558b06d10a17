// What people are told of their documents, each in the language he reads.
#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

class NoticesTest : public test::OutDesk {
protected:
    // The page of a person's notices as he reads it in a language.
    std::string told(const Actor& reader, const char* language) {
        language_ = language;
        const auto page = get(reader, "/worklist/notices");
        EXPECT_EQ(page.status, 200);
        return page.body;
    }
    void expect_told(const Actor& reader, const char* vietnamese, const char* english, const char* own_words) {
        const auto vi = told(reader, "vi"), en = told(reader, "en");
        EXPECT_NE(vi.find(vietnamese), std::string::npos) << vietnamese;
        EXPECT_NE(en.find(english), std::string::npos) << english;
        EXPECT_EQ(en.find(vietnamese), std::string::npos) << vietnamese;
        for (const auto& page : {vi, en}) EXPECT_NE(page.find(own_words), std::string::npos) << own_words;
    }
};
DINH_BOTH_ENGINES(NoticesTest);

}  // namespace

TEST_P(NoticesTest, of_the_handling_are_read_in_the_language_of_the_reader) {
    const auto way = down_to_specialist(test::day(11, 27));
    write([&, at = part(way.specialist).version](db::Tx& tx) {
        request_extension(tx, office_.specialist, way.specialist, at, test::day(11, 30), "Chờ số liệu");
    });
    const auto asked = db().reading([&](db::Conn& conn) { return extensions_of(conn, way.doc).at(0); });
    write([&](db::Tx& tx) { decide_extension(tx, office_.head, asked.id, asked.version, false, {}, "Phải đúng hạn"); });
    expect_told(office_.specialist, "Không đồng ý gia hạn: ", "Extension refused: ", "phòng cháy, chữa cháy rừng");
    return_part(office_.specialist, way.specialist, "Nhầm phòng");
    expect_told(office_.head, "trả lại văn bản số đến ", "handed back the incoming document no. ", "Nhầm phòng");
}

TEST_P(NoticesTest, of_a_draft_are_read_in_the_language_of_the_reader) {
    return_as(office_.head, submitted(letter()), 0, "Sửa căn cứ");
    expect_told(office_.specialist, "Dự thảo bị trả lại: ", "The draft was returned: ", "cung cấp số liệu");
    approved(letter());
    expect_told(office_.specialist, "Đã được ký duyệt: ", "Signed: ", "cung cấp số liệu");
}

}  // namespace dinh::documents
