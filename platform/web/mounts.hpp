// Hosts that stand for a path: of "stc.example.vn" mounted on "/trang/so-tai-chinh" the page "/tin" is
// "/trang/so-tai-chinh/tin". Assets and the health check stay where they are; nothing else of the house is reached
// under such a host.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace dinh::web {

// Host names in lower case without port -> path without a last "/". Replaces what was set; any thread.
void set_mounts(std::map<std::string, std::string, std::less<>> mounts);
// "" for a host that is not mounted. `host` as in the request's head, a port is ignored.
std::string mount_of(std::string_view host);
// Where the page of a path is on a mounted host; "" when it stays where it is.
std::string mounted_path(std::string_view mount, std::string_view path);

}  // namespace dinh::web
