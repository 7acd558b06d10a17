#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <pqxx/pqxx>
#include <thread>

#include "tests/support/databases.hpp"

namespace dinh::test {

namespace fs = std::filesystem;

namespace {

std::string newest_bin() {
    std::string newest;
    int best = 0;
    std::error_code error;
    for (const auto& folder : fs::directory_iterator("/usr/lib/postgresql", error)) {
        const int version = std::atoi(folder.path().filename().c_str());
        if (version > best && fs::exists(folder.path() / "bin/initdb")) {
            best = version;
            newest = (folder.path() / "bin").string();
        }
    }
    if (newest.empty()) throw std::runtime_error("PostgreSQL is missing: apt-get install postgresql");
    return newest;
}

// Stops the servers of a program that ended without doing so itself: a shell waits for the end of our pipe.
void guard(const fs::path& folder, const std::string& stop) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
    const std::string script = "trap '' INT TERM HUP; read -r line; [ -d '" + folder.string() + "' ] && { " + stop +
                               "; rm -rf '" + folder.string() + "'; }";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    std::vector<std::string> words{"sh", "-c", script};
    std::vector<char*> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
    pid_t child = 0;
    const int failed = posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[0]);  // the other end stays open as long as we live
    if (failed) throw std::runtime_error("the guard of PostgreSQL did not start");
}

void give_to_postgres(const fs::path& folder) {
    if (geteuid() != 0) return;
    const passwd* user = getpwnam("postgres");
    if (!user) throw std::runtime_error("PostgreSQL is missing: there is no user postgres");
    if (chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown failed");
}

std::string escaped(const fs::path& folder) {
    std::string host;
    for (const char c : folder.string()) host += c == '/' ? std::string("%2F") : std::string(1, c);
    return host;
}

// The words before a command that make it run as the user postgres.
std::vector<std::string> as_postgres() {
    if (geteuid() != 0) return {};
    return {"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--reset-env"};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += "'" + word + "' ";
    return text;
}

}  // namespace

PostgresServer::PostgresServer(bool durable) : bin_(newest_bin()), durable_(durable) {
    give_to_postgres(folder_.path());
    const std::string data = folder_.file("data");
    guard(folder_.path(),
          joined(as_postgres()) + joined({bin_ + "/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"}));
    run({bin_ + "/initdb", "-D", data, "-U", "dinh", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"}, "initdb");
    std::ofstream settings(data + "/postgresql.auto.conf", std::ios::app);
    settings << "listen_addresses = ''\nunix_socket_directories = '" << folder_.path().string() << "'\n"
             << "shared_buffers = 32MB\nmax_connections = 200\nlog_min_messages = fatal\n"
             << "max_wal_size = 256MB\ndeadlock_timeout = 100ms\nautovacuum = off\n";
    if (!durable) settings << "fsync = off\nfull_page_writes = off\n";
    settings.close();
    start();
}

PostgresServer::~PostgresServer() {
    try {
        if (running_) stop("immediate");
    } catch (const std::exception&) {
        // The guard tries again.
    }
}

void PostgresServer::run(const std::vector<std::string>& command, const std::string& what) const {
    const std::string log = folder_.file(what + ".log");
    const std::string line = joined(as_postgres()) + joined(command) + ">'" + log + "' 2>&1 </dev/null";
    if (std::system(line.c_str()) == 0) return;
    std::ifstream stream(log);
    throw std::runtime_error(what + " failed: " + std::string(std::istreambuf_iterator<char>(stream), {}));
}

void PostgresServer::start() {
    run({bin_ + "/pg_ctl", "-D", folder_.file("data"), "-l", folder_.file("server.log"), "-w", "start"}, "start");
    running_ = true;
}

void PostgresServer::stop(const std::string& mode) {
    run({bin_ + "/pg_ctl", "-D", folder_.file("data"), "-m", mode, "-w", "stop"}, "stop");
    running_ = false;
}

std::string PostgresServer::socket_folder() const { return folder_.path().string(); }

std::string PostgresServer::url(const std::string& database) const {
    return "postgresql://dinh@" + escaped(folder_.path()) + "/" + database;
}

void PostgresServer::sql(const std::string& text) {
    pqxx::connection connection(url("postgres"));
    pqxx::nontransaction(connection).exec(text);
}

void PostgresServer::create(const std::string& database, const std::string& model) {
    sql("CREATE DATABASE " + database + " TEMPLATE " + model);
}

void PostgresServer::drop(const std::string& database) { sql("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)"); }

namespace {

// The file of a socket is there a moment before anybody listens.
bool answers(const fs::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (path.size() >= sizeof address.sun_path) return false;
    path.copy(address.sun_path, path.size());
    const int line = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool heard = ::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(line);
    return heard;
}

}  // namespace

PgBouncer::PgBouncer(const PostgresServer& server) {
    give_to_postgres(folder_.path());
    const std::string file = folder_.file("pgbouncer.ini");
    std::ofstream settings(file);
    settings << "[databases]\n* = host=" << server.socket_folder() << " user=dinh\n"
             << "[pgbouncer]\nauth_type = any\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = "
             << folder_.path().string() << "\npool_mode = transaction\ndefault_pool_size = 2\n";
    settings.close();
    std::vector<std::string> words = as_postgres();
    for (const char* word : {"/usr/sbin/pgbouncer", "-q", file.c_str()}) words.emplace_back(word);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = fork();
    if (process_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (!freopen("/dev/null", "w", stderr)) _exit(127);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    const fs::path socket = folder_.path() / ".s.PGSQL.6432";
    for (int i = 0; i < 500 && !answers(socket); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (!answers(socket)) throw std::runtime_error("PgBouncer did not start: apt-get install pgbouncer");
}

PgBouncer::~PgBouncer() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
}

std::string PgBouncer::url(const std::string& database) const {
    return "postgresql://dinh@" + escaped(folder_.path()) + ":6432/" + database;
}

PostgresServer& PostgresServer::shared() {
    static PostgresServer one;
    return one;
}

}  // namespace dinh::test
