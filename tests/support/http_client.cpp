#include "tests/support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>

namespace dinh::test {

namespace {

std::string lower(std::string_view s) {
    std::string result(s);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::string encoded(std::string_view s) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string result;
    for (const char c : s) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::strchr("-._~", c))
            result += c;
        else
            result.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
    return result;
}

std::string unescaped(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [mark, plain] : kMarks)
        for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos; at += plain.size())
            text.replace(at, mark.size(), plain);
    return text;
}

std::string attribute(std::string_view tag, std::string_view name) {
    const std::string start = " " + std::string(name) + "=\"";
    const std::size_t at = tag.find(start);
    if (at == tag.npos) return {};
    const std::size_t from = at + start.size();
    return std::string(tag.substr(from, tag.find('"', from) - from));
}

void parse_head(std::string_view head, HttpAnswer& answer) {
    if (head.size() > 12) answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
    for (std::size_t at = head.find("\r\n"); at != head.npos && at + 2 < head.size();) {
        const std::size_t end = std::min(head.find("\r\n", at + 2), head.size());
        const std::string_view line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(": ");
        if (colon != line.npos) answer.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        at = end;
    }
}

}  // namespace

std::string_view HttpAnswer::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

std::vector<std::string_view> HttpAnswer::header_all(std::string_view name) const {
    std::vector<std::string_view> all;
    for (const auto& [key, value] : headers)
        if (key == name) all.push_back(value);
    return all;
}

std::string HttpAnswer::input(std::string_view name) const {
    for (std::size_t at = 0; (at = body.find("<input", at)) != body.npos; ++at) {
        const std::string_view tag = std::string_view(body).substr(at, body.find('>', at) - at);
        if (attribute(tag, "name") == name) return unescaped(attribute(tag, "value"));
    }
    return {};
}

RawClient::RawClient(unsigned short port) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to port " + std::to_string(port));
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient() { close(); }

void RawClient::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void RawClient::end_sending() { ::shutdown(fd_, SHUT_WR); }

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool RawClient::more(int timeout_ms) {
    pollfd waiting{fd_, POLLIN, 0};
    if (fd_ < 0 || ::poll(&waiting, 1, std::max(0, timeout_ms)) <= 0) return false;
    char piece[65536];
    const ssize_t n = ::recv(fd_, piece, sizeof piece, 0);
    if (n <= 0) {
        close();
        return false;
    }
    held_.append(piece, static_cast<std::size_t>(n));
    return true;
}

bool RawClient::closed(int timeout_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (fd_ >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (!more(static_cast<int>(left)) && fd_ >= 0) return false;
    }
    return true;
}

std::string RawClient::received(std::size_t most, int timeout_ms) {
    while (held_.size() < most && more(timeout_ms)) {}
    const std::string got = held_.substr(0, most);
    held_.erase(0, got.size());
    return got;
}

HttpAnswer RawClient::read(int timeout_ms, bool to_head) {
    HttpAnswer answer;
    std::size_t end = 0;
    while ((end = held_.find("\r\n\r\n")) == held_.npos)
        if (!more(timeout_ms)) return answer;
    parse_head(std::string_view(held_).substr(0, end), answer);
    held_.erase(0, end + 4);
    if (answer.status == 100) return read(timeout_ms, to_head);
    if (to_head || answer.status == 304 || answer.status == 204) {
        answer.whole = true;
        return answer;
    }
    if (answer.header("transfer-encoding") == "chunked") {
        while (true) {
            std::size_t line = 0;
            while ((line = held_.find("\r\n")) == held_.npos)
                if (!more(timeout_ms)) return answer;
            const std::size_t size = std::stoul(held_.substr(0, line), nullptr, 16);
            while (held_.size() < line + 2 + size + 2)
                if (!more(timeout_ms)) return answer;
            answer.body += held_.substr(line + 2, size);
            held_.erase(0, line + 2 + size + 2);
            if (size == 0) break;
        }
        answer.whole = true;
        return answer;
    }
    const bool sized = !answer.header("content-length").empty();
    const std::size_t size = sized ? std::stoul(std::string(answer.header("content-length"))) : std::string::npos;
    while (held_.size() < size && more(timeout_ms)) {}
    answer.whole = sized ? held_.size() >= size : fd_ < 0;
    answer.body = held_.substr(0, size);
    held_.erase(0, answer.body.size());
    return answer;
}

std::string url_encoded(const HttpPairs& fields) {
    std::string text;
    for (const auto& [name, value] : fields) text += (text.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    return text;
}

HttpAnswer HttpClient::send(const std::string& method, const std::string& path, const std::string& body,
                            const std::string& content_type, const HttpPairs& headers) {
    std::string text =
        method + " " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) + "\r\nConnection: close\r\n";
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) text += "Cookie: " + cookies + "\r\n";
    if (!content_type.empty())
        text += "Content-Type: " + content_type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    RawClient line(port_);
    line.send(text + "\r\n");
    line.send(body);
    HttpAnswer answer = line.read(60000, method == "HEAD");
    for (const std::string_view set : answer.header_all("set-cookie")) {
        const std::size_t equals = set.find('=');
        const std::string name(set.substr(0, equals));
        if (set.find("Max-Age=0") != set.npos)
            cookies_.erase(name);
        else
            cookies_[name] = set.substr(equals + 1, set.find(';') - equals - 1);
    }
    if (!answer.input("_csrf").empty() || answer.has("<meta name=\"csrf\"")) page_ = answer;
    return answer;
}

HttpAnswer HttpClient::get(const std::string& path, const HttpPairs& headers) {
    return send("GET", path, "", "", headers);
}

void HttpClient::add_hidden(HttpPairs& fields) const {
    const auto named = [&](std::string_view name) {
        return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    };
    std::string token = page_.input("_csrf");
    if (const std::size_t meta = page_.body.find("<meta name=\"csrf\""); token.empty() && meta != std::string::npos)
        token = attribute(std::string_view(page_.body).substr(meta, page_.body.find('>', meta) - meta), "content");
    if (!named("_csrf")) fields.emplace_back("_csrf", token);
    if (const std::string key = page_.input("deed_key"); !key.empty() && !named("deed_key"))
        fields.emplace_back("deed_key", key);
}

HttpAnswer HttpClient::post(const std::string& path, HttpPairs fields, const HttpPairs& headers) {
    add_hidden(fields);
    return send("POST", path, url_encoded(fields), "application/x-www-form-urlencoded", headers);
}

HttpAnswer HttpClient::del(const std::string& path, HttpPairs fields) {
    fields.emplace_back("_method", "delete");
    return post(path, std::move(fields));
}

HttpAnswer HttpClient::upload(const std::string& path, HttpPairs fields, const std::vector<HttpFile>& files) {
    add_hidden(fields);
    const std::string boundary = "----dinhTestBoundary7MA4YWxk";
    std::string body;
    for (const auto& [name, value] : fields)
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (const HttpFile& file : files)
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.field + "\"; filename=\"" +
                file.name + "\"\r\nContent-Type: " + file.type + "\r\n\r\n" + file.content + "\r\n";
    return send("POST", path, body + "--" + boundary + "--\r\n", "multipart/form-data; boundary=" + boundary);
}

HttpAnswer HttpClient::follow(HttpAnswer answer) {
    for (int i = 0; i < 5 && answer.status == 303; ++i) answer = get(std::string(answer.header("location")));
    return answer;
}

std::string HttpClient::cookie(const std::string& name) const {
    const auto found = cookies_.find(name);
    return found == cookies_.end() ? std::string() : found->second;
}

}  // namespace dinh::test
