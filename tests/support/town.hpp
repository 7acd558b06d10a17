// What stands outside of the house, on 127.0.0.1: a server that answers each request ("HEAD /a") or path ("/a") as it
// was told, "200 OK", with further header lines, a blank line and a body if need be; 404 otherwise; "nothing": it hangs
// up. It remembers what was asked.
#pragma once
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dinh::test {

class Town {
public:
    Town() {
        door_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof place;
        ::bind(door_, reinterpret_cast<sockaddr*>(&place), length);
        ::listen(door_, 16);
        ::getsockname(door_, reinterpret_cast<sockaddr*>(&place), &length);
        port_ = std::to_string(ntohs(place.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    ~Town() {
        ::shutdown(door_, SHUT_RDWR);
        thread_.join();
        ::close(door_);
    }
    std::string at(const std::string& path) const { return "http://127.0.0.1:" + port_ + path; }
    void says(const std::string& request, const std::string& answer) {
        const std::scoped_lock lock(mutex_);
        answers_[request] = answer;
    }
    std::vector<std::string> asked() {
        const std::scoped_lock lock(mutex_);
        return asked_;
    }

private:
    void serve() {
        for (int line = ::accept(door_, nullptr, nullptr); line >= 0; line = ::accept(door_, nullptr, nullptr)) {
            std::string head;
            char piece[4096];
            while (head.find("\r\n\r\n") == head.npos) {
                const auto got = ::recv(line, piece, sizeof piece, 0);
                if (got <= 0) break;
                head.append(piece, static_cast<std::size_t>(got));
            }
            const std::string request = head.substr(0, head.find(" HTTP"));
            std::string answer = "404 Not Found";
            {
                const std::scoped_lock lock(mutex_);
                asked_.push_back(request);
                if (const auto known = answers_.find(request); known != answers_.end())
                    answer = known->second;
                else if (const auto any = answers_.find(request.substr(request.find(' ') + 1)); any != answers_.end())
                    answer = any->second;
            }
            if (answer != "nothing") {
                const auto body = answer.find("\n\n");
                const std::string content = body == answer.npos ? "" : answer.substr(body + 2);
                const std::string sent = "HTTP/1.1 " + answer.substr(0, body) +
                                         "\r\nContent-Length: " + std::to_string(content.size()) +
                                         "\r\nConnection: close\r\n\r\n" + (request.starts_with("HEAD") ? "" : content);
                ::send(line, sent.data(), sent.size(), MSG_NOSIGNAL);
            }
            ::close(line);
        }
    }

    int door_ = -1;
    std::string port_;
    std::mutex mutex_;
    std::map<std::string, std::string> answers_;
    std::vector<std::string> asked_;
    std::thread thread_;
};

}  // namespace dinh::test
