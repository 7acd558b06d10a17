// Builds the house of one process from its configuration: rules, database, files, keys, modules.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/config/config.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/db/db.hpp"
#include "platform/db/migrate.hpp"
#include "platform/files/files.hpp"
#include "platform/house/house.hpp"
#include "platform/module/module.hpp"
#include "platform/web/router.hpp"

namespace dinh::app {

// How the schema is brought up to date: `serve` on SQLite and `init` migrate, `serve` on PostgreSQL only checks.
enum class Schema { migrate, check, leave };

class Assembly {
public:
    // Throws config::Invalid, Unavailable (folder not writable, database away, schema newer than this program, another
    // `dinh serve` on the folder) with a text for the operator.
    Assembly(config::Config, Schema);
    ~Assembly();
    Assembly(const Assembly&) = delete;
    Assembly& operator=(const Assembly&) = delete;

    House& house() { return house_; }
    const config::Config& config() const { return config_; }
    db::Database& db() { return *db_; }
    // Only the modules switched on are offered; all schemas migrate.
    const std::vector<module::Manifest>& modules() const { return modules_; }
    void fill(web::Router&) const;
    // Holds the data folder for this process; a second holder is refused.
    void lock_folder();

private:
    void open_database(Schema);
    void start_parts();

    config::Config config_;
    std::vector<module::Manifest> modules_;
    std::unique_ptr<db::Database> db_;
    std::unique_ptr<files::Store> files_;
    std::unique_ptr<crypto::KeyRing> keys_;
    House house_;
    int lock_ = -1;
};

std::string database_url(const config::Config&);

}  // namespace dinh::app
