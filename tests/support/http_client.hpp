// HTTP clients for tests: one that sends bytes as they are, one that behaves like a browser without script.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dinh::test {

using HttpPairs = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
    int status = 0;                                        // 0: the connection ended before an answer was whole
    HttpPairs headers;                                     // names in lower case
    std::string body;                                      // chunks joined; compressed bodies as they are
    bool whole = false;                                    // all bytes that the head promised have come
    std::string_view header(std::string_view name) const;  // "" when absent
    std::vector<std::string_view> header_all(std::string_view name) const;
    bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
    // The value of the first <input name="..." value="...">, unescaped; "" when there is none.
    std::string input(std::string_view name) const;
};

// One connection to 127.0.0.1. Throws std::runtime_error when it cannot be made.
class RawClient {
public:
    explicit RawClient(unsigned short port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    bool send(std::string_view bytes);  // false: the server has closed
    // The next answer of the connection; `to_head`: it has no body whatever its length says.
    HttpAnswer read(int timeout_ms = 5000, bool to_head = false);
    HttpAnswer ask(std::string_view bytes, int timeout_ms = 5000) {
        send(bytes);
        return read(timeout_ms);
    }
    // Whether the server closes within the time; what it sends meanwhile is dropped.
    bool closed(int timeout_ms = 3000);
    std::string received(std::size_t most, int timeout_ms);  // raw bytes, as many as come
    void end_sending();
    void close();

private:
    bool more(int timeout_ms);
    int fd_ = -1;
    std::string held_;
};

struct HttpFile {
    std::string field, name, content;
    std::string type = "application/octet-stream";
};

// Keeps cookies, sends the CSRF token of the last page with each post, follows no redirect by itself.
class HttpClient {
public:
    explicit HttpClient(unsigned short port) : port_(port) {}
    HttpAnswer get(const std::string& path, const HttpPairs& headers = {});
    // Adds _csrf (and, when the last page had one, deed_key) unless the fields name them.
    HttpAnswer post(const std::string& path, HttpPairs fields, const HttpPairs& headers = {});
    HttpAnswer del(const std::string& path, HttpPairs fields = {});  // POST with _method=delete
    HttpAnswer upload(const std::string& path, HttpPairs fields, const std::vector<HttpFile>& files);
    HttpAnswer send(const std::string& method, const std::string& path, const std::string& body,
                    const std::string& content_type, const HttpPairs& headers = {});
    // GETs where a 303 leads, at most five times; another answer is returned as it is.
    HttpAnswer follow(HttpAnswer answer);
    const HttpAnswer& last_page() const { return page_; }
    std::string cookie(const std::string& name) const;
    void set_cookie(const std::string& name, const std::string& value) { cookies_[name] = value; }
    void forget_cookies() { cookies_.clear(); }

private:
    void add_hidden(HttpPairs& fields) const;
    unsigned short port_;
    std::map<std::string, std::string> cookies_;
    HttpAnswer page_;
};

std::string url_encoded(const HttpPairs&);

}  // namespace dinh::test
