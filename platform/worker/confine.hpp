// The walls around a worker. Each is put up before the first byte of the file is read, and every program that the
// worker starts inherits them.
#pragma once
#include <string>
#include <vector>

namespace dinh::worker {

// What this kernel offers. A worker goes on without a missing layer; the self-check page names it.
struct Layers {
    bool no_new_privs = false;
    bool seccomp = false;
    int landlock_abi = 0;                   // 0 = no Landlock; network is covered from 4, signals from 6
    std::vector<std::string> missing() const;  // of "no_new_privs", "seccomp", "landlock"; empty = all there
};
Layers available_layers();

// Converters that are not installed, of pdftotext, pdftoppm, pdfinfo, catdoc, antiword.
std::vector<std::string> missing_programs();

// What a kind of worker may do beyond computing, reading its input and answering.
struct Freedom {
    bool reads_system = false;  // open files for reading under /usr, fonts and their caches included
    bool converts = false;      // start converters (implies reads_system); a converter itself can start nothing
    bool threads = false;       // libraries that need helper threads
};

struct Bounds {
    int cpu_s = 20;
    int memory_mb = 1024;
};

// Irrevocable. Sockets, writing and creating files, signals to others, new namespaces, tracing and devices are refused
// (EPERM or EACCES) in every kind. Throws std::system_error when a layer that the kernel offers cannot be put up.
void confine(const Freedom&, const Bounds&);

// For the moment between fork and exec of a converter: from here on this process can start no other.
void confine_converter();

}  // namespace dinh::worker
