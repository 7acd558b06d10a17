#include "platform/outbox/configured.hpp"

#include <algorithm>

#include "platform/config/config.hpp"

namespace dinh::outbox {

MailServer configured_server(const config::Config& config) {
    using Security = MailServer::Security;
    const std::string id = message_id(0, config.public_url);
    return {.host = config.mail_server,
            .port = static_cast<int>(config.mail_port),
            .security = config.mail_security == "tls"    ? Security::tls
                        : config.mail_security == "none" ? Security::none
                                                         : Security::starttls,
            .user = config.mail_user,
            .password = config.mail_password_file.empty() ? "" : read_secret(config.mail_password_file),
            .ca_file = config.mail_ca_file,
            .own_name = id.substr(id.find('@') + 1),
            .timeout_s = static_cast<int>(config.mail_seconds)};
}

std::string message_id(Id letter, std::string_view address) {
    std::string host(address.substr(std::min(address.size(), address.find("//") + 2)));
    if (host.starts_with('[')) host = "localhost";
    return std::to_string(letter) + "@" + host.substr(0, host.find(':'));
}

}  // namespace dinh::outbox
