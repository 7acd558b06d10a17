#include "platform/web/mounts.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace dinh::web {

namespace {

using Mounts = std::map<std::string, std::string, std::less<>>;

struct Held {
    std::shared_mutex mutex;
    Mounts mounts;
};

Held& held() {
    static Held one;
    return one;
}

std::string name_of(std::string_view host) {
    // An address of IPv6 stands in brackets and is nobody's name.
    std::string name(host.substr(0, host.starts_with('[') ? 0 : host.find(':')));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name.ends_with('.')) name.pop_back();
    return name;
}

bool below(std::string_view path, std::string_view folder) {
    return path == folder || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

}  // namespace

void set_mounts(Mounts mounts) {
    const std::unique_lock lock(held().mutex);
    held().mounts = std::move(mounts);
}

std::string mount_of(std::string_view host) {
    const std::shared_lock lock(held().mutex);
    if (held().mounts.empty()) return "";
    const auto found = held().mounts.find(name_of(host));
    return found == held().mounts.end() ? std::string() : found->second;
}

std::string mounted_path(std::string_view mount, std::string_view path) {
    if (mount.empty() || below(path, "/assets") || below(path, "/healthz") || below(path, mount)) return "";
    return path == "/" ? std::string(mount) : std::string(mount) + std::string(path);
}

}  // namespace dinh::web
