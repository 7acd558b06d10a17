// What goes in and out: uploads, files, ranges, streams, compression, assets, kept pages.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "platform/embed/embed.hpp"
#include "platform/web/mounts.hpp"
#include "platform/web/running_for_tests.hpp"

namespace dinh::web {

using test::HttpClient;
using test::RawClient;

class BodiesTest : public Running {
protected:
    BodiesTest() {
        router
            .post("/files",
                  [this](Context& c) {
                      std::string said;
                      for (const Upload& upload : c.request.uploads) {
                          said += upload.field + ":" + upload.file_name + ":" + std::to_string(upload.size_bytes) + ";";
                          existed = existed && std::filesystem::file_size(upload.spooled) ==
                                                   static_cast<std::uintmax_t>(upload.size_bytes);
                      }
                      if (c.request.has_field("keep"))
                          std::filesystem::rename(c.request.uploads.at(0).spooled, folder.file("kept"));
                      return text(said + std::string(c.request.field("name")));
                  })
            .uploads(3 << 20)
            .open()
            .without_csrf();
    }
    std::string write_file(const std::string& content) {
        std::ofstream(folder.file("data"), std::ios::binary) << content;
        return folder.file("data");
    }
    void none_left() {
        for (int i = 0; i < 100 && !spooled().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        EXPECT_TRUE(spooled().empty());
    }
    bool existed = true;
};

std::string gunzipped(const std::string& bytes) {
    std::string out(4 << 20, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return ended == Z_STREAM_END ? out : "not gzip";
}

TEST_F(BodiesTest, spool_uploads_beside_their_fields_and_leave_nothing) {
    HttpClient client(start());
    const auto answer = client.upload(
        "/files", {{"name", "Tờ trình"}},
        {{"file", "../Tờ trình.pdf", std::string(1000000, 'x')}, {"file", "", ""}, {"more", "b.txt", ""}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "file:Tờ trình.pdf:1000000;more:b.txt:0;Tờ trình");
    EXPECT_TRUE(existed);
    none_left();
}

TEST_F(BodiesTest, leave_alone_a_file_that_was_moved_away) {
    HttpClient client(start());
    EXPECT_EQ(client.upload("/files", {{"keep", "1"}}, {{"file", "a", "content"}}).status, 200);
    none_left();
    EXPECT_EQ(std::filesystem::file_size(folder.file("kept")), 7u);
}

TEST_F(BodiesTest, refuse_uploads_that_are_too_large_or_unwanted) {
    router.post("/fields", [](Context& c) { return text(std::string(c.request.field("name"))); }).open().without_csrf();
    HttpClient client(start());
    EXPECT_EQ(client.upload("/files", {}, {{"file", "a", std::string((3 << 20) + 1, 'x')}}).status, 413);
    EXPECT_EQ(client.upload("/files", {}, {{"file", "a", std::string(20 << 20, 'x')}}).status, 413);
    EXPECT_EQ(client.upload("/fields", {}, {{"file", "a", "x"}}).status, 413);
    EXPECT_EQ(client.upload("/fields", {{"name", "only"}}, {}).body, "only");
    none_left();
}

TEST_F(BodiesTest, leave_nothing_of_an_upload_cut_in_the_middle) {
    const auto port = start();
    {
        RawClient line(port);
        line.send(
            "POST /files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
            "2000000\r\n\r\n"
            "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n" +
            std::string(500000, 'x'));
        for (int i = 0; i < 100 && spooled().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        EXPECT_EQ(spooled().size(), 1u);
    }
    none_left();
    RawClient unfinished(port);
    const std::string body = "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\nabc\r\n";
    const auto answer = unfinished.ask(
        "POST /files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(answer.status, 400);
    none_left();
}

TEST_F(BodiesTest, remove_what_a_dead_process_left_in_the_spool) {
    std::filesystem::create_directories(options.spool_folder);
    std::ofstream(options.spool_folder + "/upload-abc") << "x";
    std::ofstream(options.spool_folder + "/other") << "x";
    start();
    EXPECT_EQ(spooled(), std::vector<std::string>{"other"});
    std::filesystem::remove(options.spool_folder + "/other");
}

TEST_F(BodiesTest, say_plainly_that_the_disk_is_full) {
    options.spool_most_bytes = 100000;
    HttpClient client(start());
    const auto answer = client.upload("/files", {}, {{"file", "a", std::string(500000, 'x')}});
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(answer.has("ổ đĩa lưu tệp đã đầy")) << answer.body;
    EXPECT_NE(answer.header("retry-after"), "");
    EXPECT_EQ(captured.count("WEB_SPOOL_FAILED"), 1);
    none_left();
    EXPECT_EQ(client.upload("/files", {}, {{"file", "a", std::string(50000, 'x')}}).status, 200);
}

TEST_F(BodiesTest, take_as_much_as_the_server_is_set_to) {
    options.upload_most_bytes = 1 << 20;
    options.form_most_bytes = 20 << 10;
    router.post("/all", [](Context& c) { return text(std::to_string(c.request.uploads.size())); })
        .uploads()
        .open()
        .without_csrf();
    HttpClient client(start());
    EXPECT_EQ(client.upload("/all", {}, {{"file", "a", std::string(900'000, 'x')}}).body, "1");
    EXPECT_EQ(client.upload("/all", {}, {{"file", "a", std::string(2 << 20, 'x')}}).status, 413);
    EXPECT_EQ(client.upload("/files", {}, {{"file", "a", std::string(2 << 20, 'x')}}).status, 413)
        << "a route of its own measure takes no more than the server";
    EXPECT_EQ(client.upload("/all", {{"name", std::string(30 << 10, 'x')}}, {{"file", "a", "x"}}).status, 413);
    none_left();
}

TEST_F(BodiesTest, do_not_fill_the_disk_for_people_without_session) {
    int seen = -1;
    router
        .post("/mine",
              [&](Context& c) {
                  seen = static_cast<int>(c.request.uploads.size());
                  return text("mine");
              })
        .uploads(1 << 20);
    HttpClient client(start());
    EXPECT_EQ(client.upload("/mine", {{"a", "1"}}, {{"file", "a", std::string(500000, 'x')}}).header("location"),
              "/sessions/new?kept=1");
    EXPECT_EQ(seen, -1);
    client.set_cookie("session", "good");
    client.get("/nowhere");
    EXPECT_EQ(client.upload("/mine", {}, {{"file", "a", "x"}}).body, "mine");
    EXPECT_EQ(seen, 1);
}

TEST_F(BodiesTest, give_files_whole_in_parts_and_not_again) {
    std::string content;
    for (int i = 0; content.size() < 700000; ++i) content += std::to_string(i) + ",";
    const std::string path = write_file(content);
    router.get("/file", [&](Context&) { return file({path, "abc"}, "application/pdf", "Tờ trình.pdf", true); }).open();
    HttpClient client(start());
    const auto whole = client.get("/file");
    EXPECT_TRUE(whole.body == content);
    EXPECT_EQ(whole.header("etag"), "\"abc\"");
    EXPECT_EQ(whole.header("accept-ranges"), "bytes");
    EXPECT_EQ(whole.header("content-disposition").substr(0, 6), "inline");
    EXPECT_EQ(whole.header("x-frame-options"), "SAMEORIGIN");
    const auto part = client.get("/file", {{"Range", "bytes=1000-1999"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, content.substr(1000, 1000));
    EXPECT_EQ(part.header("content-range"), "bytes 1000-1999/" + std::to_string(content.size()));
    EXPECT_TRUE(client.get("/file", {{"Range", "bytes=300000-"}}).body == content.substr(300000));
    EXPECT_EQ(client.get("/file", {{"Range", "bytes=-5"}}).body, content.substr(content.size() - 5));
    EXPECT_EQ(client.get("/file", {{"Range", "bytes=9000000-"}}).status, 416);
    EXPECT_EQ(client.get("/file", {{"Range", "bytes=0-9"}, {"If-Range", "\"old\""}}).status, 200);
    EXPECT_EQ(client.get("/file", {{"If-None-Match", "\"abc\""}}).status, 304);
    const auto head = client.send("HEAD", "/file", "", "");
    EXPECT_EQ(head.header("content-length"), std::to_string(content.size()));
    std::filesystem::remove(path);
    EXPECT_EQ(client.get("/file").status, 404);
    EXPECT_EQ(captured.count("WEB_FILE_MISSING"), 1);
}

TEST_F(BodiesTest, stream_long_answers_in_chunks) {
    router
        .get("/rows",
             [](Context&) {
                 return csv("bảng.csv", [n = 0](std::string& piece) mutable {
                     for (int i = 0; i < 1000; ++i) piece += std::to_string(n * 1000 + i) + ";row\r\n";
                     return ++n < 50;
                 });
             })
        .open();
    router
        .get("/breaks",
             [](Context&) {
                 return csv("x.csv", [n = 0](std::string& piece) mutable {
                     piece += "row\r\n";
                     if (++n == 3) throw std::runtime_error("database away");
                     return true;
                 });
             })
        .open();
    const auto port = start();
    HttpClient client(port);
    const auto rows = client.get("/rows");
    EXPECT_TRUE(rows.whole);
    EXPECT_EQ(rows.header("transfer-encoding"), "chunked");
    EXPECT_TRUE(
        rows.body.starts_with("\xEF\xBB\xBF"
                              "0;row\r\n"));
    EXPECT_TRUE(rows.body.ends_with("49999;row\r\n"));
    const auto packed = client.get("/rows", {{"Accept-Encoding", "gzip"}});
    EXPECT_TRUE(gunzipped(packed.body) == rows.body);
    RawClient old(port);
    old.send("GET /rows HTTP/1.0\r\n\r\n");
    const std::string to_old = old.read().body;
    EXPECT_EQ(to_old.size(), rows.body.size());
    EXPECT_TRUE(to_old == rows.body) << to_old.substr(0, 100);
    EXPECT_FALSE(client.get("/breaks").whole);
    EXPECT_EQ(captured.count("WEB_ANSWER_CUT"), 1);
    EXPECT_EQ(client.get("/hello").status, 200);
}

TEST_F(BodiesTest, are_compressed_when_it_helps) {
    const std::string words(20000, 'a');
    router.get("/long", [&](Context&) { return text(words); }).open();
    HttpClient client(start());
    const auto gzip = client.get("/long", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(gzip.header("content-encoding"), "gzip");
    EXPECT_EQ(gunzipped(gzip.body), words);
    EXPECT_EQ(gzip.header("vary"), "Accept-Encoding");
    const auto brotli = client.get("/long", {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(brotli.header("content-encoding"), "br");
    EXPECT_LT(brotli.body.size(), 100u);
    EXPECT_EQ(client.get("/long").body, words);
    EXPECT_EQ(client.get("/hello", {{"Accept-Encoding", "br"}}).header("content-encoding"), "");
}

TEST_F(BodiesTest, are_compressed_by_their_kind) {
    const std::string words(2000, 'a');
    std::string kind;
    router
        .get("/kind",
             [&](Context&) {
                 Response response = text(words);
                 response.content_type = kind;
                 return response;
             })
        .open();
    HttpClient client(start());
    const auto coding = [&](const char* type) {
        kind = type;
        return client.get("/kind", {{"Accept-Encoding", "br"}}).header("content-encoding") == "br";
    };
    for (const char* type : {"text/csv; charset=utf-8", "application/atom+xml; charset=utf-8", "application/rss+xml",
                             "application/xml; charset=utf-8", "image/svg+xml", "application/json",
                             "application/problem+json; charset=utf-8", "application/ld+json"})
        EXPECT_TRUE(coding(type)) << type;
    for (const char* type : {"image/png", "application/pdf", "application/zip", "application/octet-stream",
                             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
        EXPECT_FALSE(coding(type)) << type;
}

TEST_F(BodiesTest, serve_assets_for_ever_and_precompressed) {
    HttpClient client(start());
    const std::string path = asset_path("work.css");
    ASSERT_NE(path, "");
    const auto plain = client.get(path);
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(plain.header("content-type"), "text/css; charset=utf-8");
    EXPECT_NE(plain.header("cache-control").find("immutable"), std::string_view::npos);
    EXPECT_EQ(client.get(path, {{"Accept-Encoding", "br"}}).header("content-encoding"), "br");
    EXPECT_EQ(gunzipped(client.get(path, {{"Accept-Encoding", "gzip"}}).body), plain.body);
    EXPECT_EQ(client.get(path, {{"If-None-Match", std::string(plain.header("etag"))}}).status, 304);
    EXPECT_EQ(client.get("/assets/none.css").status, 404);
    EXPECT_EQ(client.get("/assets/").status, 404);
    EXPECT_EQ(client.send("POST", path, "", "").status, 404);
}

TEST_F(BodiesTest, keep_public_pages_until_their_key_is_dropped) {
    int made = 0;
    router
        .get("/news",
             [&](Context& c) {
                 ++made;
                 const layout::Error model{.heading = "Tin " + std::to_string(made),
                                           .text = std::string(2000, 'x'),
                                           .if_reasons = false,
                                           .if_back = false,
                                           .back_path = "",
                                           .if_reference = false,
                                           .reference = ""};
                 Response response = page(c, "Tin", model);
                 response.cache_keys = {"news"};
                 return response;
             })
        .kept();
    HttpClient client(start());
    client.set_cookie("session", "good");
    EXPECT_TRUE(client.get("/news").has("Tin 1"));
    EXPECT_TRUE(client.get("/news").has("Tin 1"));
    EXPECT_FALSE(client.get("/news").has("Nguyễn Thị Hoa"));
    EXPECT_EQ(client.get("/news", {{"Accept-Encoding", "br"}}).header("content-encoding"), "br");
    const std::string etag(client.get("/news").header("etag"));
    EXPECT_EQ(client.get("/news", {{"If-None-Match", etag}}).status, 304);
    EXPECT_EQ(made, 1);
    drop_cached("news");
    made = 0;
    const auto first = client.get("/news", {{"Accept-Encoding", "br"}});
    const auto second = client.get("/news", {{"Accept-Encoding", "br"}});
    EXPECT_EQ(first.body, second.body) << "made small once, for the first reader too";
    EXPECT_EQ(first.header("etag"), second.header("etag"));
    EXPECT_EQ(first.header("content-encoding"), "br");
    client.get("/news?page=2");
    EXPECT_EQ(made, 2);
    drop_cached("other");
    EXPECT_TRUE(client.get("/news").has("Tin 1"));
    drop_cached("news");
    EXPECT_TRUE(client.get("/news").has("Tin 3"));
    client.set_cookie("lang", "en");
    EXPECT_TRUE(client.get("/news").has("Tin 4"));
    drop_cached("news");
}

TEST_F(BodiesTest, a_mounted_host_shows_its_own_pages_and_nothing_else_of_the_house) {
    router
        .get("/trang/:site/tin",
             [](Context& c) {
                 Response response = text(std::string(c.request.place("site")) + "|" + c.request.mounted + "|" +
                                          c.request.path + "|" + c.request.asked_path);
                 response.cache_keys = {"mounted"};
                 return response;
             })
        .kept();
    router.post("/trang/:site/hoi", [](Context& c) { return text("asked " + std::string(c.request.field("a"))); })
        .open()
        .without_csrf();
    set_mounts({{"stc.vn", "/trang/so-tai-chinh"}});
    const unsigned short port = start();
    const auto at = [&](const std::string& host, const std::string& path) {
        RawClient client(port);
        client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        return client.read();
    };
    const std::string own = "so-tai-chinh|/trang/so-tai-chinh|/trang/so-tai-chinh/tin|/tin";
    for (const char* host : {"stc.vn", "STC.vn:8080", "stc.vn."}) {
        EXPECT_EQ(at(host, "/tin").body, own) << host;
        EXPECT_EQ(at(host, "/tin").body, own) << "kept under the path that was asked";
        EXPECT_EQ(at(host, "/hello").status, 404);
    }
    EXPECT_EQ(at("other.vn", "/tin").status, 404);
    EXPECT_EQ(at("other.vn", "/hello").body, "hello");
    EXPECT_EQ(at("[::1]:80", "/hello").body, "hello");
    EXPECT_EQ(at("other.vn", "/trang/so-tai-chinh/tin").body, "so-tai-chinh||/trang/so-tai-chinh/tin|");
    EXPECT_EQ(at("stc.vn", "/healthz").status, 200);
    RawClient asker(port);
    asker.send(
        "POST /hoi HTTP/1.1\r\nHost: stc.vn\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 3\r\nConnection: close\r\n\r\na=1");
    EXPECT_EQ(asker.read().body, "asked 1");
    set_mounts({});
    drop_cached("mounted");
}

}  // namespace dinh::web
