// robots.txt (RFC 9309), as far as one question goes: may a page be asked for.
#pragma once
#include <string_view>

namespace dinh::outbox {

// `agent`: our product token in lower case; `path` with its query, beginning with "/". The group of the agent goes
// before that of "*"; the longest rule that fits decides, of two alike the one that allows. At most 500 KB are read.
bool robots_allow(std::string_view robots_txt, std::string_view agent, std::string_view path);

}  // namespace dinh::outbox
