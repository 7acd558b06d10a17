#include "platform/written/pages_store.hpp"

namespace dinh::written::store {

namespace {

constexpr db::Sql kAfter{"written.after",
                         "SELECT address FROM written_page WHERE node = $1 AND address > $2 ORDER BY address LIMIT $3"};
constexpr db::Sql kOfKey{"written.of_key", "SELECT address FROM written_key WHERE node = $1 AND key = $2"};
constexpr db::Sql kPage{"written.page", "SELECT digest, keys FROM written_page WHERE node = $1 AND address = $2"};
constexpr db::Sql kPut{"written.put",
                       "INSERT INTO written_page (node, address, digest, keys) VALUES ($1, $2, $3, $4) ON CONFLICT "
                       "(node, address) DO UPDATE SET digest = excluded.digest, keys = excluded.keys"};
constexpr db::Sql kNoKeys{"written.no_keys", "DELETE FROM written_key WHERE node = $1 AND address = $2"};
constexpr db::Sql kKey{"written.key",
                       "INSERT INTO written_key (node, key, address) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
constexpr db::Sql kDrop{"written.drop", "DELETE FROM written_page WHERE node = $1 AND address = $2"};

std::vector<std::string> texts(const db::Rows& rows) {
    std::vector<std::string> found;
    for (const auto& row : rows) found.push_back(row.text(0));
    return found;
}

}  // namespace

std::vector<std::string> addresses_after(db::Conn& conn, int node, std::string_view after, int most) {
    return texts(conn.query(kAfter, node, after, most));
}

std::vector<std::string> addresses_of(db::Conn& conn, int node, std::string_view key) {
    return texts(conn.query(kOfKey, node, key));
}

Page page(db::Conn& conn, int node, std::string_view address) {
    const db::Rows rows = conn.query(kPage, node, address);
    return rows.empty() ? Page{std::string(address), "", ""}
                        : Page{std::string(address), rows.first().text(0), rows.first().text(1)};
}

void put(db::Tx& tx, int node, const Page& page, bool same_keys) {
    tx.exec(kPut, node, page.address, page.digest, page.keys);
    if (same_keys) return;
    tx.exec(kNoKeys, node, page.address);
    std::string_view rest = page.keys;
    while (!rest.empty()) {
        const std::string_view key = rest.substr(0, rest.find(' '));
        if (!key.empty()) tx.exec(kKey, node, key, page.address);
        rest.remove_prefix(std::min(rest.size(), key.size() + 1));
    }
}

void drop(db::Tx& tx, int node, std::string_view address) {
    tx.exec(kNoKeys, node, address);
    tx.exec(kDrop, node, address);
}

}  // namespace dinh::written::store
