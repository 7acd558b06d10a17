// Whatever a subject, a name or a text holds: the head of a letter has its ten fields and no more.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "platform/outbox/mail.hpp"
#include "platform/outbox/sms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dinh;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string made =
        outbox::compose({"1@dinh.example.vn", "dinh@example.vn", text, "a@example.vn", text, text, {}});
    const auto end = made.find("\r\n\r\n");
    int fields = 0;
    for (std::size_t at = 0; at < end; at = made.find("\r\n", at) + 2) fields += made[at] != ' ' ? 1 : 0;
    if (fields != 10) std::abort();
    if (!std::all_of(made.begin(), made.end(), [](unsigned char c) { return c < 0x7F; })) std::abort();
    if (outbox::is_mail_address(text) && text.find_first_of("\r\n <>,;") != std::string::npos) std::abort();
    if (const auto phone = outbox::phone_number(text); phone && outbox::phone_number(*phone) != phone) std::abort();
    return 0;
}
