// Landlock by its bare system calls: Debian 12's kernel headers know only the first steps of it.
#pragma once

namespace dinh::worker {

int landlock_abi();  // 0 = the kernel has none, or it is switched off

// From here on this process opens nothing but its standard input again and, with reads_system, programs' data and
// fonts for reading; `execute` lets it start programs under /usr. TCP and signals to others are refused where the
// kernel's Landlock can. Needs no_new_privs. Throws std::system_error.
void restrict_files(int abi, bool reads_system, bool execute);

}  // namespace dinh::worker
