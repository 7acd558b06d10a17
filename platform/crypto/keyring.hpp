// The key ring: secrets that must not be restored with the database. It is one small file in the data folder, left
// out of backups and copied by hand to every node. Each line is a master key with its number; keys for a purpose
// ("session", "csrf", "totp") are derived from a master. Sealing uses the newest master, opening the one it was
// sealed with, so a new master can be added at any time and old ones dropped when nothing sealed with them is left.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dinh::crypto {

class KeyRing {
public:
    // Reads the file; makes it (0600, one master, durable) when it is absent. Throws std::runtime_error, naming the
    // remedy, when it cannot be read or made, is malformed, or others than owner and group may read it.
    static KeyRing open(const std::filesystem::path& file);
    // For tests and for `dinh` commands without a data folder: one random master, never stored.
    static KeyRing in_memory();

    // Adds a new master to the file of the ring; what is sealed from now on needs it.
    void add_master();

    // 32 bytes, of the newest master. For MACs whose values may die with a new master (cookies, form stamps).
    std::string key(std::string_view purpose) const;
    std::string mac(std::string_view purpose, std::string_view data) const;  // 32 raw bytes, newest master
    // Whether `given` is the MAC of `data` under any master still in the ring.
    bool verify_mac(std::string_view purpose, std::string_view data, std::string_view given) const;

    // AES-256-GCM: version, master number, nonce, ciphertext, tag (33 bytes longer). `bound` is not kept but must be
    // the same at opening: give the record's id, so that a sealed value cannot be moved to another record.
    std::string seal(std::string_view purpose, std::string_view plain, std::string_view bound = {}) const;
    // nullopt for anything not sealed by this ring for this purpose and `bound`.
    std::optional<std::string> open_sealed(std::string_view purpose, std::string_view sealed,
                                           std::string_view bound = {}) const;

private:
    void store(bool must_be_new) const;
    std::map<std::uint32_t, std::string> masters_;  // number -> 32 bytes
    std::map<std::uint32_t, std::string> made_at_;
    std::filesystem::path file_;
};

}  // namespace dinh::crypto
