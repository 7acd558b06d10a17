#include "platform/db/engine.hpp"

namespace dinh::db {

std::unique_ptr<Database> open_postgres(const Options&) { throw Error("db: PostgreSQL is not there yet"); }

}  // namespace dinh::db
