#include "platform/outbox/mail.hpp"

#include <cstdlib>
#include <cstring>

#include "platform/outbox/curl.hpp"

namespace dinh::outbox {

struct Mailer::Line {
    CURL* curl = new_line();
    std::string_view left;     // of the message
    std::string command;       // the first word of the last one sent
    std::string said;          // the last answer
    bool leaving = false;      // QUIT was sent: what follows, and libcurl's last code, tell nothing of the letter
    bool handed_over = false;  // the whole message was read by libcurl

    Line() = default;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { curl_easy_cleanup(curl); }

    static std::size_t give(char* into, std::size_t size, std::size_t count, void* me) {
        auto& line = *static_cast<Line*>(me);
        const std::size_t part = std::min(size * count, line.left.size());
        std::memcpy(into, line.left.data(), part);
        line.left.remove_prefix(part);
        line.handed_over = line.left.empty();
        return part;
    }
    static std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }
    // Only the word of a command is kept: what follows AUTH is the password.
    static int watch(CURL*, curl_infotype what, char* data, std::size_t size, void* me) {
        auto& line = *static_cast<Line*>(me);
        const std::string word(data, std::min<std::size_t>(size, 4));
        if (what == CURLINFO_HEADER_OUT && word == "QUIT") line.leaving = true;
        if (line.leaving) return 0;
        if (what == CURLINFO_HEADER_OUT) line.command = word;
        if (what == CURLINFO_HEADER_IN) line.said = std::string(data, std::min<std::size_t>(size, 1000));
        return 0;
    }
};

namespace {

constexpr long kMailboxFull = 552;  // to be met like 452 (RFC 5321, 4.5.3.1.10)

void describe(CURL* curl, const MailServer& server) {
    using Security = MailServer::Security;
    const std::string scheme = server.security == Security::tls ? "smtps://" : "smtp://";
    const std::string url = scheme + server.host + ":" + std::to_string(server.port) + "/" + server.own_name;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const auto secured = server.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(secured));
    if (!server.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
    }
    trust(curl, server.ca_file);
    set_deadline(curl, server.timeout_s);
}

struct Ended {
    CURLcode code;
    long answer;  // of the server, the last
    std::string_view command;
    bool handed_over;
};

Outcome judged(const Ended& end) {
    if (end.code == CURLE_OK) return Outcome::sent;
    const long kind = end.answer / 100;
    if (end.handed_over) return kind == 4 ? Outcome::later : kind == 5 ? Outcome::rejected : Outcome::unsure;
    if (end.command == "RCPT") {
        if (end.answer == kMailboxFull || kind == 4) return Outcome::later;
        return kind == 5 ? Outcome::refused : Outcome::trouble;
    }
    if (end.command == "DATA") return kind == 5 ? Outcome::rejected : Outcome::later;
    return Outcome::trouble;
}

}  // namespace

Mailer::Mailer(MailServer server) : server_(std::move(server)), line_(std::make_unique<Line>()) {
    CURL* curl = line_->curl;
    describe(curl, server_);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, Line::give);
    curl_easy_setopt(curl, CURLOPT_READDATA, line_.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Line::drop);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, Line::watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, line_.get());
}

Mailer::~Mailer() = default;

Answer Mailer::send(const std::string& from, const std::string& to, const std::string& message) {
    if (!is_mail_address(from) || !is_mail_address(to)) return {Outcome::rejected, "not a mail address"};
    CURL* curl = line_->curl;
    line_->left = message;
    line_->command.clear();
    line_->said.clear();
    line_->handed_over = line_->leaving = false;
    curl_slist* receivers = curl_slist_append(nullptr, ("<" + to + ">").c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    const CURLcode code = curl_easy_perform(curl);
    const long answer = std::strtol(line_->said.substr(0, 3).c_str(), nullptr, 10);
    // A server that hangs up or says nothing has not answered this; what it said before counts no more.
    const bool silent = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(receivers);
    const Outcome outcome = judged({code, silent ? 0 : answer, line_->command, line_->handed_over});
    const bool quote = outcome == Outcome::sent || (!silent && answer >= 400 && !line_->said.empty());
    return {outcome, one_line(quote ? line_->said : std::string(curl_easy_strerror(code)))};
}

}  // namespace dinh::outbox
