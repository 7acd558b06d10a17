// Answers that are the same for everybody: web assets, and public pages kept after their first rendering. Both are read
// on the I/O thread without a lock that a slow thread could hold.
#pragma once
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/web/request.hpp"
#include "platform/web/serve/reply.hpp"

namespace dinh::web::serve {

// What the I/O thread knows of a request before its Request is made.
struct Asking {
    std::string_view path, host, language, accept_encoding, if_none_match;
    bool head_only = false;
    bool secure = false;
};

Asking asking_of(const Request&, bool head_only);

// nullopt: `path` is not under /assets/. An absent asset is 404.
std::optional<Reply> asset_reply(const Asking&);

// Rendered public pages with their compressed forms, by host, path and language; at most 64 MB, then all are dropped.
class PageCache {
public:
    static PageCache& one();
    std::optional<Reply> find(const Asking&) const;
    // The state of the cache before a page is rendered: a page that was begun before a drop is not kept.
    std::uint64_t round() const;
    // False: not kept, because it is no page for everybody or something was dropped since.
    bool keep(const Request&, const Response&, std::uint64_t begun_in_round);
    void drop(std::string_view key);
    void drop_all();
    std::size_t size_bytes() const;

private:
    struct Page;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const Page>> pages_;
    std::size_t size_bytes_ = 0;
    std::uint64_t round_ = 0;
};

}  // namespace dinh::web::serve
