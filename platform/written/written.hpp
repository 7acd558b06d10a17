// Public pages as plain files: what changed is told to every process, which ends its kept copies and writes the files
// of just those pages anew, each with its br and gz form, so that nginx serves them also while the house is down.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/house/house.hpp"
#include "platform/web/server.hpp"

namespace dinh::written {

// In a deed: pages that name `key` (web::Response::cache_keys) are made anew. When the deed stands, this process at
// once, the others within a second.
void changed(db::Tx&, std::string_view key);

struct Options {
    std::filesystem::path folder;  // "": nothing is written, only kept copies end
    int node = 0;
    int threads = 2;
    int poll_ms = 250;  // 0: no thread of its own, only what is called
    // Where reading begins: (host, path); host "" for addresses without a host of their own. Pages are found by their
    // links from there, below the root's path; only routes that are kept() and files that name cache_keys are written.
    std::function<std::vector<std::pair<std::string, std::string>>()> roots = {};
    std::function<void()> before = {};  // called at the start, and when something changed before it is written
};

// A file of the page below the folder: "_/trang/so-tai-chinh/index.html", "stc.vn/atom.xml"; "" for an address that is
// not written: other letters than a-z A-Z 0-9 - _ . /, dot segments, more than 200 letters in a segment.
// `ending`: of a stored file, ".webp"; its name is then that of the page with it.
std::string file_of(std::string_view host, std::string_view path, std::string_view ending = {});
// Paths of the same host that the page names in href, src and srcset, each once, without fragment; those with a query
// are left out.
std::vector<std::string> links_of(std::string_view html);

// A thread that listens for changes while it lives. Nothing it meets stops it: what fails (a full disk) is logged and
// tried again, the files before stay.
class Writer {
public:
    using Render = std::function<web::Response(web::Request)>;
    Writer(House&, Render, Options);
    ~Writer();
    // All pages from the roots, as at the first start; returns how many files changed. For the command and tests.
    std::int64_t write_all();
    // What waits now.
    void catch_up();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dinh::written
