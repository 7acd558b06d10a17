#include "platform/config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/support.hpp"

namespace dinh::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Config read_good(std::string_view toml, const std::vector<Override>& overrides = {}) {
    return read_text(toml, "/srv/dinh", "dinh.toml", overrides);
}

std::vector<std::string> faults_of(std::string_view toml, const std::vector<Override>& overrides = {}) {
    try {
        read_text(toml, "/srv/dinh", "dinh.toml", overrides);
    } catch (const Invalid& invalid) {
        return invalid.faults();
    }
    return {};
}

TEST(Config, has_good_defaults_without_any_file) {
    const Config config = read_good("");
    EXPECT_EQ(config.data_dir, "/srv/dinh/data");
    EXPECT_EQ(config.key_file, "/srv/dinh/data/keys");
    EXPECT_EQ(config.backup_dir, "/srv/dinh/data/backups");
    EXPECT_EQ(config.database_url, "sqlite:///srv/dinh/data/dinh.db");
    EXPECT_EQ(config.listen, "127.0.0.1");
    EXPECT_EQ(config.port, 8080);
    EXPECT_EQ(config.public_url, "http://127.0.0.1:8080");
    EXPECT_EQ(config.metrics_port, 0);
    EXPECT_THAT(config.roles, ElementsAre("web", "jobs"));
    EXPECT_TRUE(config.has_role("jobs"));
    EXPECT_TRUE(config.has_module("documents"));
    EXPECT_TRUE(config.on_sqlite());
    EXPECT_FALSE(config.dev);
}

TEST(Config, takes_what_the_file_says) {
    const Config config = read_good(R"(
        [data]
        folder = "/var/lib/dinh/"
        [server]
        port = 9000
        address = "::1"
        trusted_proxies = ["10.0.0.1"]
        [database]
        url = "postgres://dinh:pw@db/dinh"
        through_pgbouncer = true
        [node]
        number = 7
        roles = ["jobs"]
        [modules]
        enabled = ["documents", "directory"]
    )");
    EXPECT_EQ(config.data_dir, "/var/lib/dinh");
    EXPECT_EQ(config.key_file, "/var/lib/dinh/keys");
    EXPECT_EQ(config.public_url, "http://[::1]:9000");
    EXPECT_THAT(config.trusted_proxies, ElementsAre("10.0.0.1"));
    EXPECT_FALSE(config.on_sqlite());
    EXPECT_TRUE(config.through_pgbouncer);
    EXPECT_EQ(config.node, 7);
    EXPECT_FALSE(config.has_role("web"));
    EXPECT_TRUE(config.has_module("documents"));
    EXPECT_FALSE(config.has_module("portal"));
}

TEST(Config, lets_the_command_line_win) {
    const Config config =
        read_good("[server]\nport = 9000\n",
                  {{"server.port", "0"}, {"node.roles", "web"}, {"data.folder", "/x"}, {"dev.tree", "true"}});
    EXPECT_EQ(config.port, 0);
    EXPECT_EQ(config.data_dir, "/x");
    EXPECT_THAT(config.roles, ElementsAre("web"));
    EXPECT_TRUE(config.dev);
}

TEST(Config, stops_at_an_unknown_key_and_names_the_nearest) {
    EXPECT_THAT(faults_of("[server]\nprot = 1\n"),
                ElementsAre("dinh.toml line 2: unknown key server.prot; did you mean server.port?"));
    EXPECT_THAT(faults_of("port = 1\n").at(0), HasSubstr("did you mean server.port?"));
    EXPECT_THAT(faults_of("[databse]\nreaders = 1\n").at(0), HasSubstr("did you mean database.readers?"));
    EXPECT_THAT(faults_of("[server]\nlog_level = 'info'\n").at(0), HasSubstr("unknown key server.log_level"));
    EXPECT_THAT(faults_of("[zzzzzzzz]\nqqqqqqqq = 1\n").at(0), HasSubstr("docs/configuration.md lists all keys"));
    EXPECT_THAT(faults_of("[empty_section]\n").at(0), HasSubstr("unknown key empty_section"));
    EXPECT_THAT(faults_of("[server.port]\nx = 1\n").at(0), HasSubstr("server.port must be a whole number"));
    EXPECT_THAT(faults_of("", {{"server.prt", "1"}}),
                ElementsAre("command line: unknown key server.prt; did you mean server.port?"));
    EXPECT_TRUE(faults_of("[server]\n[log]\n").empty());
}

TEST(Config, names_all_unknown_keys_at_once) {
    EXPECT_EQ(faults_of("a = 1\nb = 2\n[server]\nc = 3\nport = \"8080\"\n").size(), 4u);
}

TEST(Config, refuses_values_of_the_wrong_type_and_shows_a_right_one) {
    EXPECT_THAT(faults_of("[server]\nport = \"8080\"\n"),
                ElementsAre("dinh.toml line 2: server.port must be a whole number, such as 8080"));
    EXPECT_THAT(faults_of("[server]\nport = 80.5\n").at(0), HasSubstr("whole number"));
    EXPECT_THAT(faults_of("[server]\naddress = 1\n").at(0), HasSubstr("must be a text, such as \"127.0.0.1\""));
    EXPECT_THAT(faults_of("[node]\nroles = \"web\"\n").at(0), HasSubstr("list of texts, such as [\"web\", \"jobs\"]"));
    EXPECT_THAT(faults_of("[node]\nroles = [1]\n").at(0), HasSubstr("list of texts"));
    EXPECT_THAT(faults_of("[dev]\ntree = 1\n").at(0), HasSubstr("true or false"));
    EXPECT_THAT(faults_of("", {{"server.port", "80x"}}).at(0), HasSubstr("write a whole number"));
    EXPECT_THAT(faults_of("", {{"dev.tree", "yes"}}).at(0), HasSubstr("write true or false"));
}

TEST(Config, refuses_values_out_of_bounds_with_the_remedy) {
    EXPECT_THAT(faults_of("[server]\nport = 70000\n"),
                ElementsAre("server.port is 70000; write a number from 0 to 65535"));
    EXPECT_THAT(faults_of("[node]\nnumber = 1024\n").at(0), HasSubstr("from 0 to 1023"));
    EXPECT_THAT(faults_of("[node]\nroles = []\n").at(0), HasSubstr("at least one of: web, jobs"));
    EXPECT_THAT(faults_of("[node]\nroles = [\"mail\"]\n").at(0), HasSubstr("it may name: web, jobs"));
    EXPECT_THAT(faults_of("[server]\naddress = \"localhost\"\n").at(0), HasSubstr("not a name"));
    EXPECT_THAT(faults_of("[server]\ntrusted_proxies = [\"10.0.0.0/8\"]\n").at(0), HasSubstr("not names or ranges"));
    EXPECT_THAT(faults_of("[server]\npublic_url = \"https://a/b\"\n").at(0), HasSubstr("without a path"));
    EXPECT_THAT(faults_of("[server]\ntls_key = \"k.pem\"\n").at(0), HasSubstr("both or neither"));
    EXPECT_THAT(faults_of("[database]\nurl = \"mysql://x\"\n").at(0), HasSubstr("neither sqlite:///"));
    EXPECT_THAT(faults_of("[database]\nurl = \"sqlite://x\"\n").at(0), HasSubstr("three slashes"));
    EXPECT_THAT(faults_of("[log]\nlevel = \"warn\"\n").at(0), HasSubstr("debug, info, warning, error"));
    EXPECT_THAT(faults_of("[data]\nfolder = \"\"\n").at(0), HasSubstr("is empty"));
    EXPECT_THAT(faults_of("[modules]\nenabled = [\"../etc\"]\n").at(0), HasSubstr("named like its folder"));
    EXPECT_EQ(faults_of("[server]\nport = -1\nworkers = 0\nqueue = 0\n").size(), 3u);
}

TEST(Config, says_where_the_file_is_broken) {
    EXPECT_THAT(faults_of("[server]\nport = \n").at(0), HasSubstr("dinh.toml line 2: "));
    EXPECT_THAT(faults_of("port = 1\nport = 2\n").at(0), HasSubstr("line 2"));
    EXPECT_FALSE(faults_of(std::string_view("a\0b", 3)).empty());
    EXPECT_FALSE(faults_of("\xFF\xFE").empty());
    EXPECT_FALSE(faults_of(std::string(10000, '[')).empty());
    EXPECT_THAT(faults_of(std::string(5000, 'k').append(" = 1")).at(0), HasSubstr("unknown key"));
}

TEST(Config, reads_a_file_and_counts_paths_from_its_folder) {
    const test::TempDir folder;
    std::ofstream(folder.file("dinh.toml")) << "[data]\nfolder = \"store\"\n[server]\nport = 1234\n";
    const Config config = read(folder.file("dinh.toml"));
    EXPECT_EQ(config.data_dir, folder.file("store"));
    EXPECT_EQ(config.port, 1234);
    EXPECT_THROW(read(folder.file("absent.toml")), Invalid);
    EXPECT_THROW(read(folder.path()), Invalid);
}

TEST(Config, reports_what_is_in_force_without_passwords) {
    const std::string text = report(read_good("[database]\nurl = \"postgres://dinh:hunter2@db/dinh\"\n"));
    EXPECT_THAT(text, HasSubstr("* database.url = \"postgres://dinh:***@db/dinh\""));
    EXPECT_THAT(text, HasSubstr("  server.port = 8080"));
    EXPECT_THAT(text, HasSubstr("  limits.upload_mb = 2048  (MB)"));
    EXPECT_THAT(text, testing::Not(HasSubstr("hunter2")));
}

TEST(Config, gives_an_example_that_reads_as_the_defaults_with_and_without_its_comments) {
    std::string active;
    std::istringstream lines(example());
    for (std::string line; std::getline(lines, line);) {
        const bool key = line.starts_with('#') && !line.starts_with("# ");
        active += (key ? line.substr(1) : line) + "\n";
    }
    EXPECT_EQ(report(read_good(active)), report(read_good(example())));
    EXPECT_EQ(report(read_good(active)), report(read_good("")));
    EXPECT_THAT(active, HasSubstr("\nport = 8080\n"));
}

TEST(Config, keeps_letters_and_short_messages_off_the_open_network) {
    EXPECT_TRUE(faults_of("[mail]\nserver = 'mail.example.vn'\n").empty());
    EXPECT_TRUE(faults_of("[mail]\nserver = 'localhost'\nsecurity = 'none'\n").empty());
    EXPECT_THAT(faults_of("[mail]\nserver = 'mail.example.vn'\nsecurity = 'none'\n").at(0),
                HasSubstr("open to everybody"));
    EXPECT_THAT(faults_of("[mail]\nsecurity = 'ssl'\n").at(0), HasSubstr("one of: starttls, tls, none"));
    EXPECT_THAT(faults_of("[mail]\nserver = 'smtp://mail.example.vn'\n").at(0), HasSubstr("the name alone"));
    EXPECT_THAT(faults_of("[mail]\nuser = 'dinh'\n").at(0), HasSubstr("give both or neither"));
    EXPECT_TRUE(faults_of("[sms]\nurl = 'https://sms.example.vn/send?a=1'\n").empty());
    EXPECT_TRUE(faults_of("[sms]\nurl = 'http://127.0.0.1:9000/send'\n").empty());
    for (const char* url : {"http://sms.example.vn/send", "http://127.0.0.1.example.vn/", "http://localhost.evil.vn"})
        EXPECT_THAT(faults_of("[sms]\nurl = '" + std::string(url) + "'\n").at(0), HasSubstr("not encrypted")) << url;
    for (const char* url : {"ftp://x", "https://", "https://user:secret@sms.example.vn"})
        EXPECT_THAT(faults_of("[sms]\nurl = '" + std::string(url) + "'\n").at(0), HasSubstr("write an address")) << url;
}

TEST(Config, describes_the_gateway_of_an_operator_wholly_or_not_at_all) {
    EXPECT_THAT(faults_of("[sms]\nbody = 'to={to}'\n").at(0), HasSubstr("needs {text}"));
    EXPECT_THAT(faults_of("[sms]\nbody = '{text}'\n").at(0), HasSubstr("{national}"));
    EXPECT_THAT(faults_of("[sms]\ncontent_type = 'text/plain'\n").at(0), HasSubstr("application/json"));
    EXPECT_THAT(faults_of("[sms]\nheader = 'Authorization: Bearer {key}'\n").at(0), HasSubstr("give sms.key_file"));
    EXPECT_THAT(faults_of("[sms]\nkey_file = 'key'\n").at(0), HasSubstr("names no {key}"));
    EXPECT_THAT(faults_of("[sms]\nheader = 'Bearer'\n").at(0), HasSubstr("name and value"));
    EXPECT_THAT(faults_of("[sms]\nheader = \"X-Key: {key}\\nX-Evil: 1\"\nkey_file = 'key'\n").at(0),
                HasSubstr("name and value"));
}

TEST(Config, lists_every_key_in_the_manual) {
    EXPECT_THAT(manual(), HasSubstr("| `port` | whole number |  | `8080` |"));
    EXPECT_THAT(manual(), HasSubstr("## [backup]"));
}

// DINH_WRITE_DOCS=1 writes the page instead.
TEST(Config, has_a_current_page_in_the_manual) {
    const char* page = "docs/configuration.md";
    if (std::getenv("DINH_WRITE_DOCS")) std::ofstream(page) << manual();
    std::ostringstream written;
    written << std::ifstream(page).rdbuf();
    EXPECT_EQ(written.str(), manual()) << "run DINH_WRITE_DOCS=1 build/platform/config/platform_config_test";
}

}  // namespace
}  // namespace dinh::config
