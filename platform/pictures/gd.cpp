#include "platform/pictures/gd.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace dinh::pictures {
namespace {

constexpr std::size_t kMostComplaints = 1'000;
std::string complaints;

void complain(int, const char* format, va_list values) {
    std::array<char, 256> line{};
    if (std::vsnprintf(line.data(), line.size(), format, values) > 0 && complaints.size() < kMostComplaints) {
        complaints += line.data();
    }
}

void* find(void* library, const char* name) {
    void* found = library == nullptr ? nullptr : dlsym(library, name);
    if (found == nullptr) {
        throw std::runtime_error(std::string("libgd is not there: ") + dlerror());
    }
    return found;
}

Gd load() {
    void* library = dlopen("libgd.so.3", RTLD_NOW | RTLD_LOCAL);
    Gd loaded{};
#define DINH_GD_FIND(name) loaded.name = reinterpret_cast<decltype(loaded.name)>(find(library, #name));
    DINH_GD(DINH_GD_FIND)
#undef DINH_GD_FIND
    loaded.gdSetErrorMethod(&complain);
    return loaded;
}

}  // namespace

const Gd& gd() {
    static const Gd loaded = load();
    return loaded;
}

std::string take_complaints() { return std::exchange(complaints, {}); }

}  // namespace dinh::pictures
