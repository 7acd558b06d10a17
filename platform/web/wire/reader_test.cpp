#include "platform/web/wire/reader.hpp"

#include <gtest/gtest.h>

namespace dinh::web::wire {

namespace {

Reader::Step read_all(Reader& reader, std::string_view bytes, std::string* body = nullptr) {
    std::size_t used = 0;
    const auto step = reader.read_head(bytes, used);
    if (step != Reader::Step::done || !body || !reader.head().has_body()) return step;
    std::size_t body_used = 0;
    return reader.read_body(bytes.substr(used), body_used, *body);
}

int fault_of(std::string_view bytes) {
    Reader reader(16384);
    std::string body;
    return read_all(reader, bytes, &body) == Reader::Step::faulty ? reader.fault().status : 0;
}

}  // namespace

TEST(Reader, reads_a_head_that_comes_byte_by_byte) {
    const std::string head = "\r\nPOST /a?b HTTP/1.1\r\nHost: dinh.vn\r\nCOOKIE:  x=1 \r\nContent-Length: 3\r\n\r\nabc";
    Reader reader(16384);
    std::size_t used = 0;
    std::size_t end = 1;
    while (reader.read_head(std::string_view(head).substr(0, end), used) == Reader::Step::more) ++end;
    EXPECT_EQ(end, head.size() - 3);
    EXPECT_EQ(used, head.size() - 3);
    EXPECT_EQ(reader.head().method, "POST");
    EXPECT_EQ(reader.head().target, "/a?b");
    EXPECT_EQ(reader.head().host, "dinh.vn");
    EXPECT_EQ(reader.head().header("cookie"), "x=1");
    EXPECT_EQ(reader.head().content_length, 3);
    EXPECT_TRUE(reader.head().keep_alive);
    std::string body;
    EXPECT_EQ(reader.read_body(std::string_view(head).substr(used), used, body), Reader::Step::done);
    EXPECT_EQ(body, "abc");
}

TEST(Reader, reads_chunks_however_they_are_cut) {
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string chunks = "4;x=y\r\nWiki\r\nB\r\npedia in chu\r\n0\r\nHost: evil\r\n\r\n";
    std::string fixed = chunks;
    fixed.replace(fixed.find("B\r\npedia in chu"), 15, "b\r\npedia in ch");
    for (std::size_t piece = 1; piece < fixed.size(); ++piece) {
        Reader reader(16384);
        std::size_t used = 0;
        ASSERT_EQ(reader.read_head(head, used), Reader::Step::done);
        std::string body, pending;
        auto step = Reader::Step::more;
        for (std::size_t at = 0; at < fixed.size() && step == Reader::Step::more; at += piece) {
            pending += fixed.substr(at, piece);
            step = reader.read_body(pending, used, body);
            pending.erase(0, used);
        }
        ASSERT_EQ(step, Reader::Step::done) << piece;
        EXPECT_EQ(body, "Wikipedia in ch");
        EXPECT_EQ(reader.head().host, "a");
        EXPECT_EQ(reader.head().headers.size(), 2u);
    }
}

TEST(Reader, survives_an_empty_chunked_body_that_comes_byte_by_byte) {
    Reader reader(16384);
    std::size_t used = 0;
    ASSERT_EQ(reader.read_head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", used),
              Reader::Step::done);
    std::string body, pending;
    auto step = Reader::Step::more;
    for (const char c : std::string_view("0\r\n\r\n")) {
        ASSERT_EQ(step, Reader::Step::more);
        pending += c;
        step = reader.read_body(pending, used, body);
        pending.erase(0, used);
    }
    EXPECT_EQ(step, Reader::Step::done);
    EXPECT_EQ(body, "");
}

TEST(Reader, leaves_the_next_request_alone) {
    const std::string two = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";
    Reader reader(16384);
    std::size_t used = 0;
    ASSERT_EQ(reader.read_head(two, used), Reader::Step::done);
    EXPECT_EQ(reader.head().target, "/1");
    EXPECT_EQ(used, two.size() / 2);
    reader.reset();
    ASSERT_EQ(reader.read_head(std::string_view(two).substr(used), used), Reader::Step::done);
    EXPECT_EQ(reader.head().target, "/2");
}

TEST(Reader, knows_who_wants_to_stay) {
    Reader reader(16384);
    EXPECT_EQ(read_all(reader, "GET / HTTP/1.0\r\n\r\n"), Reader::Step::done);
    EXPECT_FALSE(reader.head().keep_alive);
    reader.reset();
    EXPECT_EQ(read_all(reader, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), Reader::Step::done);
    EXPECT_TRUE(reader.head().keep_alive);
    reader.reset();
    EXPECT_EQ(read_all(reader, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), Reader::Step::done);
    EXPECT_FALSE(reader.head().keep_alive);
}

TEST(Reader, refuses_what_could_desynchronise) {
    const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(fault_of(get + "\r\n"), 0);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\nHost: a\n\n"), 400);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + "X: a\r\n folded\r\n\r\n"), 400);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\n Host: a\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + "X: a\rb\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + std::string("X: a\0b\r\n\r\n", 10)), 400);
    EXPECT_EQ(fault_of(get + "X : a\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + ": a\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + "nonsense\r\n\r\n"), 400);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(get + "Host: b\r\n\r\n"), 400);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
    EXPECT_EQ(fault_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
    EXPECT_EQ(fault_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
    EXPECT_EQ(fault_of("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"), 505);
    EXPECT_EQ(fault_of("nonsense\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(std::string("\x16\x03\x01\x02\x00\x01\n", 7)), 400);
    EXPECT_EQ(fault_of(post + "Transfer-Encoding: gzip\r\n\r\n"), 501);
    EXPECT_EQ(fault_of(post + "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501);
    EXPECT_EQ(fault_of(post + "Transfer-Encoding: xchunked\r\n\r\n"), 501);
    EXPECT_EQ(fault_of(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(fault_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: -5\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: +5\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: 0x5\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Content-Length: 99999999999999999999\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(post + "Expect: miracles\r\n\r\n"), 417);
}

TEST(Reader, refuses_bad_chunks) {
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(fault_of(head + "3\r\nabc\r\n0\r\n\r\n"), 0);
    EXPECT_EQ(fault_of(head + "x\r\nabc\r\n"), 400);
    EXPECT_EQ(fault_of(head + "3\nabc\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(head + "3\r\nabcd\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(head + "-3\r\nabc\r\n"), 400);
    EXPECT_EQ(fault_of(head + "fffffffffffffffff\r\nabc"), 400);
    EXPECT_EQ(fault_of(head + "3;a=" + std::string(300, 'x') + "\r\nabc\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(fault_of(head + "3;a=" + std::string(5000, 'x')), 400);
    EXPECT_EQ(fault_of(head + "0\r\nX: " + std::string(5000, 'x')), 400);
    EXPECT_EQ(fault_of(head + std::string(5000, '0')), 400);
}

TEST(Reader, bounds_head_target_and_number_of_headers) {
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'a')), 431);
    EXPECT_EQ(fault_of("GET /" + std::string(20000, 'a')), 414);
    EXPECT_EQ(fault_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16390, 'a') + "\r\n\r\n"), 431);
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 200; ++i) many += "X: a\r\n";
    EXPECT_EQ(fault_of(many + "\r\n"), 431);
}

}  // namespace dinh::web::wire
