// What both adapters ask of libcurl. For platform/outbox only.
#pragma once
#include <curl/curl.h>

#include <string>

namespace dinh::outbox {

// A handle with what holds for both: no signals, no proxy of the environment, no redirects, certificates checked.
CURL* new_line();
void set_deadline(CURL*, int timeout_s);
void trust(CURL*, const std::string& ca_file);
// One line for people and logs.
std::string one_line(std::string_view);

}  // namespace dinh::outbox
