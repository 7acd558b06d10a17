// What every handler, job and command may reach: the parts of one running process. Built once in app/.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace dinh {

namespace db { class Database; }
namespace files { class Store; }
namespace config { struct Config; }
namespace jobs { class Runner; }
namespace crypto { class KeyRing; }

struct House {
    const config::Config* config = nullptr;
    db::Database* db = nullptr;
    files::Store* files = nullptr;
    const crypto::KeyRing* keys = nullptr;
    jobs::Runner* jobs = nullptr;      // nullptr in a process without the jobs role

    // One object of type T for this house, made at first use: a module's cache (directory snapshot, sessions).
    template <class T>
    T& part() {
        const std::scoped_lock lock(mutex_);
        auto& slot = parts_[std::type_index(typeid(T))];
        if (!slot) slot = std::make_shared<T>();
        return *static_cast<T*>(slot.get());
    }

private:
    std::mutex mutex_;
    std::map<std::type_index, std::shared_ptr<void>> parts_;
};

}  // namespace dinh
