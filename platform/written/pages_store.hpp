// Which files this process wrote, with the keys of their pages.
#pragma once
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace dinh::written::store {

struct Page {
    std::string address, digest, keys;  // address: host or "_", then the path
};

std::vector<std::string> addresses_after(db::Conn&, int node, std::string_view after, int most);
std::vector<std::string> addresses_of(db::Conn&, int node, std::string_view key);
Page page(db::Conn&, int node, std::string_view address);  // digest "" when it is not written
void put(db::Tx&, int node, const Page&, bool same_keys);
void drop(db::Tx&, int node, std::string_view address);

}  // namespace dinh::written::store
