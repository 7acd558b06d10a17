// The words of messages, in the language of the receiver. A link is the house's own address and asks for sign-in.
#pragma once
#include "modules/worklist/deliveries/deliveries.hpp"

namespace dinh::worklist {

struct Surroundings {
    std::string address;  // of the house: "https://dinh.example.gov.vn"
    std::string house_name;
    bool shows_text = true;   // false: only that there is something
    std::string person_name;  // of the receiver
    std::string post_title;   // for which he is told; "" for himself
};
struct Written {
    std::string subject, body;
};
inline constexpr int kDigestLines = 20;
Written letter_of(const Outgoing&, const Surroundings&);
std::string short_text_of(const Outgoing&, const Surroundings&);
// "123@dinh.example.gov.vn": the same for each try of a delivery.
std::string message_id_of(Id delivery, std::string_view address);

}  // namespace dinh::worklist
