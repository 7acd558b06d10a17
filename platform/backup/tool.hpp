// pg_dump and pg_restore as children. For platform/backup only.
#pragma once
#include <string>
#include <vector>

namespace dinh::backup {

// A database address without its password, which goes to the child by its environment: others see its arguments.
struct Address {
    std::string url;
    std::string password;  // "" when it had none
};
Address split_password(const std::string& url);

// Runs a program found by PATH and waits. Throws Unavailable with the last of its error output when it cannot be
// started or ends with another code than 0.
void run_tool(const std::vector<std::string>& command, const std::string& password);

}  // namespace dinh::backup
