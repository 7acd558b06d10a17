#include "platform/web/wire/multipart.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace dinh::web::wire {

namespace {

struct Seen {
    struct One {
        Part part;
        std::string data;
        bool ended = false;
    };
    std::vector<One> parts;
    std::size_t largest_piece = 0;

    PartSink sink() {
        return {[this](const Part& part) {
                    parts.push_back({part, "", false});
                    return true;
                },
                [this](std::string_view data) {
                    parts.back().data += data;
                    largest_piece = std::max(largest_piece, data.size());
                    return true;
                },
                [this] {
                    parts.back().ended = true;
                    return true;
                }};
    }
};

const std::string kBody =
    "--XyZ\r\n"
    "Content-Disposition: form-data; name=\"subject\"\r\n\r\n"
    "V\u0103n b\u1ea3n\r\n"
    "--XyZ\r\n"
    "content-disposition: form-data; filename=\"C:\\thu muc\\to %22trinh%22.pdf\"; name=\"file\"\r\n"
    "Content-Type: application/pdf\r\n\r\n"
    "%PDF\r\n--Xy\r\n--XyZz? no:\r\n-\r\n\r\n"
    "--XyZ  \r\n"
    "Content-Disposition: form-data; name=empty\r\n\r\n"
    "\r\n"
    "--XyZ--\r\nepilogue";

}  // namespace

TEST(Multipart, gives_the_same_parts_however_the_bytes_are_cut) {
    // "--XyZz" begins like the boundary: a boundary must not begin a data line, so senders choose another; here it
    // ends the part.
    const std::string body = kBody;
    for (std::size_t piece = 1; piece < 60; ++piece) {
        Seen seen;
        Multipart reader("XyZ0", seen.sink());
        std::string text = body;
        for (std::size_t at = 0; (at = text.find("--XyZ\r\n", at)) != text.npos;) text.replace(at, 7, "--XyZ0\r\n");
        text.replace(text.find("--XyZ  "), 7, "--XyZ0  ");
        text.replace(text.find("--XyZ--"), 7, "--XyZ0--");
        auto step = Multipart::Step::more;
        for (std::size_t at = 0; at < text.size(); at += piece)
            step = reader.feed(std::string_view(text).substr(at, piece));
        ASSERT_EQ(step, Multipart::Step::done) << piece;
        ASSERT_TRUE(reader.complete());
        ASSERT_EQ(seen.parts.size(), 3u);
        EXPECT_EQ(seen.parts[0].part.field, "subject");
        EXPECT_EQ(seen.parts[0].data, "Văn bản");
        EXPECT_FALSE(seen.parts[0].part.is_file);
        EXPECT_EQ(seen.parts[1].part.file_name, "C:\\thu muc\\to \"trinh\".pdf");
        EXPECT_TRUE(seen.parts[1].part.is_file);
        EXPECT_EQ(seen.parts[1].data, "%PDF\r\n--Xy\r\n--XyZz? no:\r\n-\r\n");
        EXPECT_EQ(seen.parts[2].data, "");
        EXPECT_TRUE(seen.parts[2].ended);
    }
}

TEST(Multipart, passes_large_parts_on_in_pieces) {
    Seen seen;
    Multipart reader("b", seen.sink());
    reader.feed("--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n");
    const std::string piece(65536, '\r');
    for (int i = 0; i < 64; ++i) ASSERT_EQ(reader.feed(piece), Multipart::Step::more);
    EXPECT_LE(seen.largest_piece, piece.size() + 8);
    EXPECT_EQ(reader.feed("\r\n--b--"), Multipart::Step::done);
    EXPECT_EQ(seen.parts[0].data.size(), 64u * 65536);
}

TEST(Multipart, knows_an_upload_that_was_cut) {
    Seen seen;
    Multipart reader("b", seen.sink());
    EXPECT_EQ(reader.feed("--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\nabc\r\n--b"),
              Multipart::Step::more);
    EXPECT_FALSE(reader.complete());
}

TEST(Multipart, refuses_malformed_parts) {
    const std::string head = "--b\r\n";
    for (const std::string bad :
         {"nothing: here\r\n\r\nx\r\n--b--", "\r\n\r\nx\r\n--b--", "Content-Disposition: form-data\r\n\r\nx\r\n--b--",
          "Content-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--b--",
          "Content-Disposition: attachment; name=a\r\n\r\nx",
          "Content-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--", "no colon\r\n\r\nx\r\n--b--",
          "Content-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--b--",
          "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nx\r\n--b--",
          "Content-Disposition: form-data name=a\r\n\r\nx\r\n--b--"}) {
        Seen seen;
        Multipart reader("b", seen.sink());
        EXPECT_EQ(reader.feed(head + bad), Multipart::Step::faulty) << bad;
        EXPECT_EQ(reader.feed("more"), Multipart::Step::faulty);
        EXPECT_FALSE(reader.complete());
    }
    Seen seen;
    Multipart long_head("b", seen.sink());
    EXPECT_EQ(long_head.feed("--b\r\nX: " + std::string(5000, 'a')), Multipart::Step::faulty);
    Multipart junk("b", seen.sink());
    EXPECT_EQ(junk.feed(std::string(5000, 'a')), Multipart::Step::faulty);
    Multipart glued("b", seen.sink());
    EXPECT_EQ(glued.feed("--bX\r\n"), Multipart::Step::faulty);
}

TEST(Multipart, stops_when_the_receiver_refuses) {
    int given = 0;
    Multipart reader(
        "b", {[](const Part&) { return true; }, [&](std::string_view) { return ++given < 2; }, [] { return true; }});
    reader.feed("--b\r\nContent-Disposition: form-data; name=f\r\n\r\n");
    EXPECT_EQ(reader.feed(std::string(100, 'a')), Multipart::Step::more);
    EXPECT_EQ(reader.feed(std::string(100, 'a')), Multipart::Step::refused);
    EXPECT_EQ(reader.feed(std::string(100, 'a')), Multipart::Step::refused);
    EXPECT_EQ(given, 2);
}

TEST(Boundary, is_taken_from_the_content_type) {
    EXPECT_EQ(boundary_of("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(boundary_of("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b\""), "a b");
    EXPECT_FALSE(boundary_of("multipart/form-data"));
    EXPECT_FALSE(boundary_of("multipart/form-data; boundary="));
    EXPECT_FALSE(boundary_of("multipart/mixed; boundary=abc"));
    EXPECT_FALSE(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')));
    EXPECT_FALSE(boundary_of("multipart/form-data; boundary=\"a\rb\""));
}

TEST(FileName, loses_path_and_control_characters) {
    EXPECT_EQ(clean_file_name("C:\\x\\..\\Tờ trình.pdf"), "Tờ trình.pdf");
    EXPECT_EQ(clean_file_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(clean_file_name("..htaccess"), "htaccess");
    EXPECT_EQ(clean_file_name("a\r\nb\x01.pdf"), "a b.pdf");
    EXPECT_EQ(clean_file_name("/"), "");
}

}  // namespace dinh::web::wire
