#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "app/assembly.hpp"
#include "app/commands/commands.hpp"
#include "app/frame.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/directory/directory.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/mounts.hpp"
#include "platform/web/server.hpp"
#include "platform/web/uses.hpp"
#include "platform/worker/worker.hpp"
#include "platform/written/written.hpp"

namespace dinh::app {

namespace {

constexpr log::Message kReady{"APP_READY", log::Level::info, "ready",
                              "Nothing to do: the address is where people reach the house."};
constexpr log::Message kStopping{"APP_STOPPING", log::Level::info, "stopping: no new requests, running ones finish",
                                 "Nothing to do: the program was asked to stop."};

web::ServerOptions options_of(const config::Config& config, const crypto::KeyRing& keys) {
    web::ServerOptions options;
    options.address = config.listen;
    options.port = static_cast<unsigned short>(config.port);
    options.tls_certificate = config.tls_certificate;
    options.tls_key = config.tls_key;
    options.io_threads = static_cast<int>(config.io_threads);
    options.workers = static_cast<int>(config.workers);
    options.queue_most = static_cast<int>(config.queue);
    options.connections_most = static_cast<int>(config.connections);
    options.header_deadline_s = static_cast<int>(config.header_seconds);
    options.idle_deadline_s = static_cast<int>(config.idle_seconds);
    options.request_deadline_s = static_cast<int>(config.request_seconds);
    options.body_least_bytes_per_s = static_cast<int>(config.body_bytes_per_second);
    options.header_most_bytes = config.header_kb << 10;
    options.form_most_bytes = config.form_kb << 10;
    options.upload_most_bytes = config.upload_mb << 20;
    options.spool_folder = (std::filesystem::path(config.data_dir) / "spool").string();
    options.trusted_proxies = config.trusted_proxies;
    options.dev = config.dev;
    options.metrics_port = config.metrics_port == 0 ? -1 : static_cast<int>(config.metrics_port);
    options.form_key = keys.key("forms");
    return options;
}

void set_mounts(House& house, const std::vector<module::Manifest>& modules) {
    std::map<std::string, std::string, std::less<>> mounts;
    for (const auto& manifest : modules)
        if (manifest.mounts) mounts.merge(manifest.mounts(house));
    web::set_mounts(std::move(mounts));
}

written::Options public_pages(Assembly& assembly) {
    written::Options options;
    options.folder = assembly.config().public_dir;
    options.node = static_cast<int>(assembly.config().node);
    House& house = assembly.house();
    const auto& modules = assembly.modules();
    options.roots = [&house, &modules] {
        std::vector<std::pair<std::string, std::string>> roots;
        for (const auto& manifest : modules) {
            if (!manifest.public_roots) continue;
            for (auto& root : manifest.public_roots(house)) roots.push_back(std::move(root));
        }
        return roots;
    };
    options.before = [&house, &modules] { set_mounts(house, modules); };
    return options;
}

// The running process: house, routes, server, job runner.
class Running {
public:
    Running(config::Config config, Schema schema) : assembly_(std::move(config), schema) {
        const auto& settings = assembly_.config();
        if (settings.dev)
            pages::load_tree(std::filesystem::current_path().string());
        else
            pages::load();
        if (settings.on_sqlite()) assembly_.lock_folder();
        std::filesystem::create_directories(std::filesystem::path(settings.data_dir) / "spool");
        if (settings.has_role("jobs")) {
            const jobs::Limits limits{static_cast<int>(settings.quick_jobs), static_cast<int>(settings.slow_jobs),
                                      static_cast<int>(settings.child_jobs)};
            runner_ = std::make_unique<jobs::Runner>(assembly_.house(), limits);
            assembly_.house().jobs = runner_.get();
        }
        assembly_.fill(router_);
        add_house_routes(router_, assembly_.modules());
        directory::now(assembly_.house());  // the first page does not wait for it
        router_.finish();
        if (settings.has_role("web")) {
            server_ = std::make_unique<web::Server>(assembly_.house(), router_, accounts::doorkeeper(),
                                                    frame_source(assembly_.modules()),
                                                    options_of(settings, *assembly_.house().keys));
            written_ = std::make_unique<written::Writer>(
                assembly_.house(), [this](web::Request request) { return server_->handle(std::move(request)); },
                public_pages(assembly_));
            uses_ = std::make_unique<web::UseKeeper>(assembly_.house());
            server_->start();
        }
    }
    ~Running() {
        written_.reset();
        if (server_) server_->drain(static_cast<int>(assembly_.config().drain_seconds));
        uses_.reset();
        assembly_.house().jobs = nullptr;
        const worker::Closing closing;  // what a worker was reading is read again after the next start
        runner_.reset();
    }
    unsigned short port() const { return server_ ? server_->port() : 0; }
    const config::Config& config() const { return assembly_.config(); }
    web::Server* server() { return server_.get(); }

private:
    Assembly assembly_;
    web::Router router_;
    std::unique_ptr<jobs::Runner> runner_;
    std::unique_ptr<web::Server> server_;
    std::unique_ptr<written::Writer> written_;
    std::unique_ptr<web::UseKeeper> uses_;
};

Schema schema_for(const config::Config& config) { return config.on_sqlite() ? Schema::migrate : Schema::check; }

void start_log(const config::Config& config) {
    log::Options options;
    options.json = config.log_format == "json";
    options.file = config.log_file;
    log::parse_level(config.log_level, options.level);
    log::start(options);
}

// Signals are taken by one waiting thread; threads started later inherit the mask.
sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

config::Config read_config(const Common& common) {
    if (common.config_file.empty())
        return config::read_text("", std::filesystem::current_path(), "dinh.toml", common.overrides);
    return config::read(common.config_file, common.overrides);
}

int serve(const Common& common) {
    const auto config = read_config(common);
    start_log(config);
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Running running(config, schema_for(config));
    log::write(kReady, {{"address", config.listen}, {"port", static_cast<std::int64_t>(running.port())}});
    int signal = 0;
    sigwait(&signals, &signal);
    log::write(kStopping, {{"signal", static_cast<std::int64_t>(signal)}});
    return 0;
}

int check_serve(const Common& common) {
    Common free_port = common;
    free_port.overrides.push_back({"server.port", "0"});
    free_port.overrides.push_back({"log.level", "warning"});
    const auto config = read_config(free_port);
    start_log(config);
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    Running running(config, schema_for(config));
    return check_pages(*running.server()) ? 0 : 1;
}

}  // namespace dinh::app
