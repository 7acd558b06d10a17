#include "platform/paper/pango.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace dinh::paper {
namespace {

void* find(void* library, const char* name) {
    void* found = library == nullptr ? nullptr : dlsym(library, name);
    if (found == nullptr) {
        throw std::runtime_error(std::string("Pango is not there: ") + dlerror());
    }
    return found;
}

Pango load() {
    // Looking a name up through it also finds what its own libraries offer (cairo, gobject).
    void* library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_LOCAL);
    Pango loaded{};
#define DINH_PANGO_FIND(name) loaded.name = reinterpret_cast<decltype(loaded.name)>(find(library, #name));
    DINH_PANGO(DINH_PANGO_FIND)
#undef DINH_PANGO_FIND
    return loaded;
}

}  // namespace

const Pango& pango() {
    static const Pango loaded = load();
    return loaded;
}

}  // namespace dinh::paper
