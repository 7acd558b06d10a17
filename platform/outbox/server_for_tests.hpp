// Servers that answer as they are told, on this machine: for tests of what the house does with answers.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dinh::outbox::test {

// One connection after the other, each given to `talk`; ended with the object.
class Server {
public:
    explicit Server(std::function<void(int)> talk) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        ::bind(socket_, reinterpret_cast<sockaddr*>(&at), size);
        ::listen(socket_, 16);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
        thread_ = std::thread([this, talk = std::move(talk)] {
            for (int line = 0; (line = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(line)) talk(line);
        });
    }
    ~Server() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    int port() const { return port_; }

    static void say(int line, const std::string& text) { (void)!::send(line, text.data(), text.size(), MSG_NOSIGNAL); }
    // Up to the first `end`, with it; shorter when the other side is gone.
    static std::string hear(int line, const std::string& end) {
        std::string heard;
        for (char c = 0; !heard.ends_with(end) && ::recv(line, &c, 1, 0) == 1;) heard += c;
        return heard;
    }

private:
    int socket_;
    int port_ = 0;
    std::thread thread_;
};

// An SMTP server: `answers` says what it answers to a command, "hang up" closes the line, "silence" waits for the
// other side to go; whatever is not in it is well.
class PostOffice {
public:
    std::map<std::string, std::string> answers;
    std::vector<std::string> commands() const { return copy(commands_); }
    std::vector<std::string> letters() const { return copy(letters_); }
    int port() const { return server_.port(); }

private:
    std::vector<std::string> copy(const std::vector<std::string>& list) const {
        const std::scoped_lock lock(mutex_);
        return list;
    }
    void keep(std::vector<std::string>& list, const std::string& one) {
        const std::scoped_lock lock(mutex_);
        list.push_back(one);
    }
    // False: the line is to be closed.
    bool answer(int line, const std::string& to, const std::string& usual) {
        const auto found = answers.find(to);
        const std::string said = found == answers.end() ? usual : found->second;
        if (said == "hang up") return false;
        if (said == "silence") return !Server::hear(line, "never").empty() && false;
        Server::say(line, said + "\r\n");
        return true;
    }
    void talk(int line) {
        if (!answer(line, "hello", "220 post office")) return;
        while (true) {
            const std::string command = Server::hear(line, "\r\n");
            if (command.empty()) return;
            keep(commands_, command.substr(0, command.size() - 2));
            const std::string word = command.substr(0, 4);
            if (!answer(line, word, word == "DATA" ? "354 go on" : "250 fine") || word == "QUIT") return;
            if (word != "DATA" || answers.contains("DATA")) continue;
            keep(letters_, Server::hear(line, "\r\n.\r\n"));
            if (!answer(line, ".", "250 taken")) return;
        }
    }
    mutable std::mutex mutex_;
    std::vector<std::string> commands_, letters_;
    Server server_{[this](int line) { talk(line); }};
};

// A gateway: hears one request a connection and answers `answer` byte for byte; "" says nothing until the other goes.
class Operator {
public:
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";
    std::vector<std::string> requests() const {
        const std::scoped_lock lock(mutex_);
        return requests_;
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/send"; }

private:
    void talk(int line) {
        std::string request = Server::hear(line, "\r\n\r\n");
        const auto at = request.find("Content-Length: ");
        const std::size_t size = at == std::string::npos ? 0 : std::stoul(request.substr(at + 16));
        for (char c = 0; request.size() < request.find("\r\n\r\n") + 4 + size && ::recv(line, &c, 1, 0) == 1;)
            request += c;
        {
            const std::scoped_lock lock(mutex_);
            requests_.push_back(request);
        }
        if (answer.empty()) Server::hear(line, "never");
        Server::say(line, answer);
    }
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    Server server_{[this](int line) { talk(line); }};
};

}  // namespace dinh::outbox::test
