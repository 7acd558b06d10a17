#include <cstdlib>

#include "platform/web/wire/reader.hpp"

namespace {

using dinh::web::wire::Reader;

// Feeds as a connection does; answers how it ended and what was understood.
std::string read(std::string_view bytes, std::size_t piece) {
    Reader reader(2048);
    std::string pending, body, said;
    bool in_body = false;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        pending += bytes.substr(at, piece);
        while (!pending.empty()) {
            std::size_t used = 0;
            const auto step = in_body ? reader.read_body(pending, used, body) : reader.read_head(pending, used);
            if (used > pending.size()) std::abort();
            pending.erase(0, used);
            if (step == Reader::Step::faulty) return said + "!" + std::to_string(reader.fault().status);
            if (step == Reader::Step::more) break;
            if (!in_body) {
                if (reader.head().version == 11 && reader.head().host.empty()) std::abort();
                said += reader.head().method + " " + reader.head().target + "\n";
                in_body = reader.head().has_body();
                if (in_body) continue;
            }
            said += body + "\n";
            body.clear();
            in_body = false;
            reader.reset();
        }
    }
    return said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = read(bytes, std::max<std::size_t>(1, size));
    const std::string cut = read(bytes, 1);
    // A request means the same however its bytes are cut; a fault may be found earlier or by another name.
    const bool fault = whole.find('!') != whole.npos || cut.find('!') != cut.npos;
    if (!fault && whole != cut) std::abort();
    return 0;
}
