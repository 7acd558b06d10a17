// What a key's value must be. Each answers "" or the fault with its remedy. For platform/config only.
#pragma once
#include <string>
#include <vector>

#include "platform/config/keys.hpp"

namespace dinh::config {

Check between(std::int64_t Config::*member, std::int64_t least, std::int64_t most);
Check not_empty(std::string Config::*member);
Check one_of(std::string Config::*member, std::vector<std::string> allowed);
Check among(std::vector<std::string> Config::*member, std::vector<std::string> allowed);  // and not empty
Check names(std::vector<std::string> Config::*member);                                    // folder names of modules
Check ip_address(std::string Config::*member);
Check ip_addresses(std::vector<std::string> Config::*member);
Check database_url();
Check public_url();
Check tls_pair();
Check mail_server();    // a name or address alone
Check mail_security();  // "none" only for a server on this machine
Check mail_password();
Check sms_url();  // https://, or http:// on this machine
Check sms_body();
Check sms_header();
Check links_proxy();  // http://host:port

}  // namespace dinh::config
