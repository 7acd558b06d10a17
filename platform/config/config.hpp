// dinh.toml: what belongs to the machine (ports, paths, keys, limits). What belongs to the institution is in
// platform/settings. Every key is declared once in the table of keys.cpp with type, unit, default, description and
// check.
#pragma once
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::config {

struct Config {
    // Paths are absolute after reading; relative ones count from the folder of dinh.toml.
    std::string data_dir;    // data.folder
    std::string key_file;    // data.keys; "" -> DATA/keys
    std::string backup_dir;  // backup.folder; "" -> DATA/backups
    std::int64_t backup_keep = 14;

    std::string listen;  // server.address
    std::int64_t port = 0;
    std::string public_url;  // as people type it; "" -> http://address:port
    std::string tls_certificate, tls_key;
    std::string public_dir;  // server.public_folder; "": public pages are not written as files
    std::string public_log;  // server.public_log; "": nginx counts nothing
    std::vector<std::string> trusted_proxies;
    std::int64_t io_threads = 0, workers = 0, queue = 0, connections = 0;

    std::int64_t header_kb = 0, form_kb = 0, upload_mb = 0;
    std::int64_t header_seconds = 0, idle_seconds = 0, request_seconds = 0, drain_seconds = 0;
    std::int64_t body_bytes_per_second = 0;

    std::string database_url;  // "" -> sqlite://DATA/dinh.db
    std::int64_t readers = 0;
    bool through_pgbouncer = false;

    std::int64_t node = 0;
    std::vector<std::string> roles;  // web, jobs
    std::int64_t quick_jobs = 0, slow_jobs = 0, child_jobs = 0;

    std::string log_format, log_level, log_file;
    std::string metrics_address;
    std::int64_t metrics_port = 0;                                                        // 0: off
    std::vector<std::string> modules;                                                     // modules.enabled; empty: all
    std::string mail_server, mail_security, mail_user, mail_password_file, mail_ca_file;  // mail.*; no server: no mail
    std::int64_t mail_port = 0, mail_seconds = 0;
    std::string sms_url, sms_content_type, sms_body, sms_header, sms_key_file, sms_accepted, sms_ca_file;
    std::int64_t sms_seconds = 0;  // sms.*; no url: no short messages
    bool ask_outside = false;      // links.ask_outside
    std::string links_proxy;       // links.proxy; "": without
    std::int64_t password_memory_kib = 0, password_passes = 0, password_at_once = 0;
    bool dev = false;

    bool has_role(std::string_view role) const;
    bool has_module(std::string_view module) const;
    bool on_sqlite() const;
};

// Everything wrong at once, each fault with its remedy, one a line in what().
class Invalid : public std::runtime_error {
public:
    explicit Invalid(std::vector<std::string> faults);
    const std::vector<std::string>& faults() const { return faults_; }

private:
    std::vector<std::string> faults_;
};

// A value given on the command line: {"server.port", "9000"}. Lists are given as "a, b".
struct Override {
    std::string key;
    std::string value;
};

// Defaults, then the file, then the overrides; then all checks. Throws Invalid. An unknown key is a fault that names
// the nearest right one.
Config read(const std::filesystem::path& file, const std::vector<Override>& overrides = {});
// As read(), from text; `folder` is what relative paths count from, `name` what faults call the text.
Config read_text(std::string_view toml, const std::filesystem::path& folder, const std::string& name = "dinh.toml",
                 const std::vector<Override>& overrides = {});

// What check-config prints: every key with its value in force and the keys that differ from the default marked; the
// password of the database address is not shown.
std::string report(const Config&);
// A dinh.toml with every key at its default, commented out.
std::string example();
// The configuration part of the manual (Markdown).
std::string manual();

}  // namespace dinh::config
