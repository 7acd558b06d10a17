// The mail server of dinh.toml.
#pragma once
#include <string>
#include <string_view>

#include "platform/ids/ids.hpp"
#include "platform/outbox/mail.hpp"

namespace dinh::config {
struct Config;
}

namespace dinh::outbox {

// Throws as read_secret() does.
MailServer configured_server(const config::Config&);
// "123@dinh.example.gov.vn" for a house at "https://dinh.example.gov.vn": the same for each try of a letter.
std::string message_id(Id letter, std::string_view address);

}  // namespace dinh::outbox
