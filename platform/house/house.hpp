// What every handler, job and command may reach: the parts of one running process. Built once in app/.
#pragma once
#include <memory>

namespace dinh {

namespace db { class Database; }
namespace files { class Store; }
namespace config { struct Config; }
namespace jobs { class Runner; }

struct House {
    const config::Config* config = nullptr;
    db::Database* db = nullptr;
    files::Store* files = nullptr;
    jobs::Runner* jobs = nullptr;      // nullptr in a process without the jobs role
};

}  // namespace dinh
