// The commands of `dinh`. Each returns the exit code: 0 done, 1 refused or failed (said on standard error).
#pragma once
#include <string>
#include <vector>

#include "platform/config/config.hpp"

namespace dinh::app {

struct Common {
    std::string config_file;                  // --config; "" : defaults
    std::vector<config::Override> overrides;  // --data, --port, --set key=value
};
config::Config read_config(const Common&);

int serve(const Common&);
int check_serve(const Common&);  // starts on a free port, fetches two pages, stops
struct InitOptions {
    std::string name = "Tỉnh mới", abbreviation = "UBND", username = "quantri", password;
};
int init(const Common&, const InitOptions&);
int demo(const Common&, double scale, bool if_empty);
int migrate(const Common&);
int copy_to(const Common&, const std::string& url);
int backup(const Common&, const std::string& to);
int restore(const Common&, const std::string& from);
int check_config(const Common&);
int print_openapi(const std::string& language);  // what programs may call; needs no data folder
int audit_verify(const Common&);
// `paths`: files, or folders of them, in any order; `day`: the first day of the units in force, as people type it.
int import_units(const Common&, const std::vector<std::string>& paths, const std::string& day);
// The records of an agency as a folder (modules/exports); `reg`: id of one register; days as people type them.
struct ExportOptions {
    std::string agency, reg, from, to, out, language = "vi";
    bool restricted = false, zip = false;
};
int export_records(const Common&, const ExportOptions&);
int user_create(const Common&, const std::string& username, const std::string& full_name, const std::string& agency,
                const std::string& title, const std::string& role);
int user_reset(const Common&, const std::string& username);
int user_unlock(const Common&, const std::string& username);

}  // namespace dinh::app
