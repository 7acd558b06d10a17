#include "platform/config/keys.hpp"

#include "platform/config/checks.hpp"

namespace dinh::config {

namespace {

std::vector<Key> data_keys() {
    return {
        {"data.folder", &Config::data_dir, "data", "", "Where the database, the files and the key ring are kept.",
         not_empty(&Config::data_dir), true},
        {"data.keys",
         &Config::key_file,
         "",
         "",
         "The key ring; default: keys in the data folder. Keep a copy of it apart from the backups.",
         {},
         true},
        {"backup.folder",
         &Config::backup_dir,
         "",
         "",
         "Where backups are written; default: backups in the data folder.",
         {},
         true},
        {"backup.keep", &Config::backup_keep, "14", "backups", "Older ones are removed after a new one is proven.",
         between(&Config::backup_keep, 1, 3650)},
        {"database.url", &Config::database_url, "", "",
         "sqlite:///path/dinh.db or postgres://user:password@host/name; default: dinh.db in the data folder.",
         database_url()},
        {"database.readers", &Config::readers, "4", "connections",
         "Connections that read (SQLite) or all connections (PostgreSQL).", between(&Config::readers, 1, 256)},
        {"database.through_pgbouncer",
         &Config::through_pgbouncer,
         "false",
         "",
         "True when the address leads to PgBouncer in transaction mode.",
         {}},
    };
}

std::vector<Key> server_keys() {
    return {
        {"server.address", &Config::listen, "127.0.0.1", "",
         "The address to listen on. Behind nginx 127.0.0.1; 0.0.0.0 for all.", ip_address(&Config::listen)},
        {"server.port", &Config::port, "8080", "", "The port to listen on; 0 takes a free one.",
         between(&Config::port, 0, 65535)},
        {"server.public_url", &Config::public_url, "", "",
         "The address people type, for links in messages; default: http://address:port.", public_url()},
        {"server.tls_certificate", &Config::tls_certificate, "", "",
         "PEM file with the certificate and its chain, when no nginx stands in front.", tls_pair(), true},
        {"server.tls_key", &Config::tls_key, "", "", "PEM file with the private key of the certificate.", {}, true},
        {"server.public_folder",
         &Config::public_dir,
         "",
         "",
         "Where public pages are also written as plain files, for nginx to serve; default: not written.",
         {},
         true},
        {"server.public_log",
         &Config::public_log,
         "",
         "",
         "The log that nginx writes of the plain files it serves (packaging/nginx), read for the figures of use; "
         "default: none.",
         {},
         true},
        {"server.trusted_proxies", &Config::trusted_proxies, "127.0.0.1, ::1", "",
         "Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.", ip_addresses(&Config::trusted_proxies)},
        {"server.io_threads", &Config::io_threads, "1", "threads", "Threads that read and write sockets.",
         between(&Config::io_threads, 1, 64)},
        {"server.workers", &Config::workers, "4", "threads", "Threads that run handlers; about two a core.",
         between(&Config::workers, 1, 256)},
        {"server.queue", &Config::queue, "256", "requests",
         "Requests that may wait for a worker; more are answered 503 at once.", between(&Config::queue, 1, 100'000)},
        {"server.connections", &Config::connections, "2000", "connections", "Connections kept open at once.",
         between(&Config::connections, 10, 1'000'000)},
    };
}

std::vector<Key> limit_keys() {
    return {
        {"limits.header_kb", &Config::header_kb, "16", "KB", "The longest request head.",
         between(&Config::header_kb, 4, 256)},
        {"limits.form_kb", &Config::form_kb, "1024", "KB", "The longest form without its files.",
         between(&Config::form_kb, 16, 65'536)},
        {"limits.upload_mb", &Config::upload_mb, "2048", "MB", "The largest upload, all files of one form together.",
         between(&Config::upload_mb, 1, 1'048'576)},
        {"limits.header_seconds", &Config::header_seconds, "10", "s", "How long a request head may take to arrive.",
         between(&Config::header_seconds, 1, 300)},
        {"limits.idle_seconds", &Config::idle_seconds, "60", "s", "How long an open connection may stay silent.",
         between(&Config::idle_seconds, 1, 3600)},
        {"limits.request_seconds", &Config::request_seconds, "30", "s",
         "How long a request may be worked on; its SQL is interrupted then.",
         between(&Config::request_seconds, 1, 3600)},
        {"limits.drain_seconds", &Config::drain_seconds, "20", "s",
         "How long running requests may end in when stopping.", between(&Config::drain_seconds, 0, 600)},
        {"limits.body_bytes_per_second", &Config::body_bytes_per_second, "500", "bytes/s",
         "A body that arrives more slowly is given up after 20 s.",
         between(&Config::body_bytes_per_second, 1, 1'000'000)},
        {"passwords.memory_kib", &Config::password_memory_kib, "19456", "KiB",
         "Memory of one password hash (Argon2id).", between(&Config::password_memory_kib, 8192, 262'144)},
        {"passwords.passes", &Config::password_passes, "2", "passes", "Passes of one password hash.",
         between(&Config::password_passes, 1, 20)},
        {"passwords.at_once", &Config::password_at_once, "2", "hashes",
         "Password hashes computed at once; others wait.", between(&Config::password_at_once, 1, 64)},
    };
}

std::vector<Key> mail_keys() {
    return {
        {"mail.server", &Config::mail_server, "", "",
         "The SMTP server that takes letters of this house; empty: no letters are sent.", mail_server()},
        {"mail.port", &Config::mail_port, "587", "", "Its port: 587 with starttls, 465 with tls.",
         between(&Config::mail_port, 1, 65535)},
        {"mail.security", &Config::mail_security, "starttls", "",
         "starttls, tls, or none (only for a server on this machine).", mail_security()},
        {"mail.user", &Config::mail_user, "", "", "The name to sign in with; empty: without signing in.", {}},
        {"mail.password_file", &Config::mail_password_file, "", "",
         "A file with the password and nothing else, readable for this program alone.", mail_password(), true},
        {"mail.ca_file",
         &Config::mail_ca_file,
         "",
         "",
         "PEM file of the authority that signed the server's certificate; empty: those the system trusts.",
         {},
         true},
        {"mail.seconds", &Config::mail_seconds, "20", "s", "How long one letter may take.",
         between(&Config::mail_seconds, 1, 120)},
    };
}

std::vector<Key> sms_keys() {
    return {
        {"sms.url", &Config::sms_url, "", "",
         "The address of the operator's gateway for short messages; empty: none are sent.", sms_url()},
        {"sms.content_type", &Config::sms_content_type, "application/x-www-form-urlencoded", "",
         "What the body is: application/x-www-form-urlencoded, application/json or text/xml.",
         one_of(&Config::sms_content_type, {"application/x-www-form-urlencoded", "application/json", "text/xml"})},
        {"sms.body", &Config::sms_body, "to={to}&text={text}&id={id}", "",
         "What is sent: {to} is +84912345678, {digits} the same without +, {national} 0912345678, {text} the message, "
         "{id} the same at every try, {key} the key.",
         sms_body()},
        {"sms.header", &Config::sms_header, "", "", "One more header, such as Authorization: Bearer {key}.",
         sms_header()},
        {"sms.key_file",
         &Config::sms_key_file,
         "",
         "",
         "A file with the key and nothing else, readable for this program alone.",
         {},
         true},
        {"sms.accepted",
         &Config::sms_accepted,
         "",
         "",
         "What the answer holds when the gateway took the message; empty: any answer 2xx.",
         {}},
        {"sms.ca_file",
         &Config::sms_ca_file,
         "",
         "",
         "PEM file of the authority that signed the gateway's certificate; empty: those the system trusts.",
         {},
         true},
        {"sms.seconds", &Config::sms_seconds, "15", "s", "How long one message may take.",
         between(&Config::sms_seconds, 1, 120)},
    };
}

std::vector<Key> link_keys() {
    return {
        {"links.ask_outside",
         &Config::ask_outside,
         "false",
         "",
         "Whether links to other machines are tried once a week, from this process. Networks that the internet does "
         "not "
         "reach are never asked.",
         {}},
        {"links.proxy", &Config::links_proxy, "", "",
         "The HTTP proxy through which they are asked: http://proxy.example.vn:3128; empty: none.", links_proxy()},
    };
}

std::vector<Key> node_keys() {
    return {
        {"node.number", &Config::node, "0", "", "Number of this node, different on every node of one installation.",
         between(&Config::node, 0, 1023)},
        {"node.roles", &Config::roles, "web, jobs", "", "What this process does: web, jobs or both.",
         among(&Config::roles, {"web", "jobs"})},
        {"jobs.quick", &Config::quick_jobs, "2", "threads", "Threads for quick jobs.",
         between(&Config::quick_jobs, 1, 64)},
        {"jobs.slow", &Config::slow_jobs, "1", "threads", "Threads for slow jobs.", between(&Config::slow_jobs, 1, 64)},
        {"jobs.child", &Config::child_jobs, "1", "processes", "Confined workers (text, pictures) at once.",
         between(&Config::child_jobs, 1, 64)},
        {"modules.enabled", &Config::modules, "", "",
         "Modules whose pages and jobs are on; empty for all. The data of the others stays.", names(&Config::modules)},
        {"log.format", &Config::log_format, "text", "", "text or json.", one_of(&Config::log_format, {"text", "json"})},
        {"log.level", &Config::log_level, "info", "", "debug, info, warning or error.",
         one_of(&Config::log_level, {"debug", "info", "warning", "error"})},
        {"log.file", &Config::log_file, "", "", "A file to write the log to; default: standard error.", {}, true},
        {"metrics.address", &Config::metrics_address, "127.0.0.1", "",
         "The address of the metrics page. Never one that the internet reaches.", ip_address(&Config::metrics_address)},
        {"metrics.port", &Config::metrics_port, "0", "", "The port of the metrics page; 0 switches it off.",
         between(&Config::metrics_port, 0, 65535)},
        {"dev.tree", &Config::dev, "false", "", "Read pages and assets from the source tree at each request.", {}},
    };
}

}  // namespace

const std::vector<Key>& keys() {
    static const std::vector<Key> all = [] {
        std::vector<Key> list;
        for (auto part :
             {data_keys(), server_keys(), limit_keys(), mail_keys(), sms_keys(), link_keys(), node_keys()}) {
            list.insert(list.end(), part.begin(), part.end());
        }
        return list;
    }();
    return all;
}

}  // namespace dinh::config
