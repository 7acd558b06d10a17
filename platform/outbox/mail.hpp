// Letters: composed as RFC 5322 / MIME, handed to one SMTP server (the institution's own) by libcurl.
#pragma once
#include <memory>

#include "platform/clock/clock.hpp"
#include "platform/outbox/outbox.hpp"

namespace dinh::outbox {

struct Letter {
    std::string message_id;       // without <>: "123@dinh.example.gov.vn"; the same at every try
    std::string from, from_name;  // the address, and the name shown before it
    std::string to;
    std::string subject;  // any text: line ends and control characters do not survive
    std::string body;     // plain text, LF
    Instant date;
};

// local@domain.tld in ASCII, at most 254 letters; no quoted names, no address literals, no comments.
bool is_mail_address(std::string_view);
// The letter as it goes over the wire, with CRLF. std::invalid_argument: an address or message id that is none.
std::string compose(const Letter&);

struct MailServer {
    enum class Security {
        starttls,  // refused when the server does not offer it
        tls,
        none,  // only for a server on the same machine
    };
    std::string host;
    int port = 587;
    Security security = Security::starttls;
    std::string user, password;  // empty: without signing in
    std::string ca_file;         // PEM; empty: those the system trusts
    std::string own_name;        // for EHLO
    int timeout_s = 20;          // of one letter, all in all
};

// One line to the server, kept open between letters. Not for several threads at once.
class Mailer {
public:
    explicit Mailer(MailServer);
    ~Mailer();
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;
    // `message` as compose() made it. Never throws on what the server does.
    Answer send(const std::string& from, const std::string& to, const std::string& message);

private:
    struct Line;
    MailServer server_;
    std::unique_ptr<Line> line_;
};

}  // namespace dinh::outbox
