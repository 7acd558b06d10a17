#include <cstdlib>

#include "platform/error/error.hpp"
#include "platform/text/text.hpp"
#include "platform/web/api/json_form.hpp"
#include "platform/web/serve/faults.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace dinh::web;
    static const std::vector<api::Asked> asked{api::line("a", ""), api::id("b", "").several(), api::line("r_*", "")};
    try {
        const Pairs form = api::form_of({reinterpret_cast<const char*>(data), size}, asked);
        if (form.size() > api::kMostValues) std::abort();
        for (const auto& [name, value] : form) {
            const bool clean = value.find('\0') == value.npos && dinh::text::is_utf8(value);
            if (!clean || !api::asked_for(asked, name)) std::abort();
        }
    } catch (const serve::HttpFault&) {
    } catch (const dinh::Refused&) {}
    return 0;
}
