// Short messages: one HTTP POST to the gateway of whatever operator the institution has, described by data.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "platform/outbox/outbox.hpp"

namespace dinh::outbox {

// What people type ("0912 345 678", "+84 912.345.678") as +84912345678; nullopt when it is no telephone number.
std::optional<std::string> phone_number(std::string_view typed);

struct SmsGateway {
    std::string url;           // https://, or http:// on this machine
    std::string content_type;  // one of content_types()
    // {to} +84912345678, {digits} 84912345678, {national} 0912345678, {text}, {id} the same at every try, {key}.
    // Filled in as the content type asks: nothing in a text can become markup or another field.
    std::string body;
    std::string header;    // "Authorization: Bearer {key}"; empty: none
    std::string key;       // what {key} stands for
    std::string accepted;  // what an answer 2xx has to hold to count; empty: any
    std::string ca_file;
    int timeout_s = 15;
};
const std::vector<std::string>& content_types();

struct ShortMessage {
    std::string id, to, text;  // to: as phone_number() made it
};
// For the test of a template, and for send(). std::invalid_argument: a content type nobody knows.
std::string filled(const SmsGateway&, const ShortMessage&);

class Gateway {
public:
    explicit Gateway(SmsGateway);
    ~Gateway();
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;
    // 2xx with what `accepted` asks: sent; 2xx without it: rejected (it may have been taken: trying again by itself
    // could cost a second message); 401, 403, 404, 405, 3xx: trouble; 408, 429, 5xx: later; other 4xx: rejected.
    Answer send(const ShortMessage&);

private:
    struct Line;
    SmsGateway gateway_;
    std::unique_ptr<Line> line_;
};

}  // namespace dinh::outbox
