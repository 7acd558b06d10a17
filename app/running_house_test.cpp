// The house as one: statements of its pages, its name, its daily work.
#include "app/assembly.hpp"
#include "app/example/year.hpp"
#include "app/frame.hpp"
#include "app/house_name.hpp"
#include "modules/accounts/accounts.hpp"
#include "platform/deed/deed.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/pages.hpp"
#include "platform/search/search.hpp"
#include "platform/web/server.hpp"
#include "tests/support/support.hpp"

namespace dinh::app {

namespace {

constexpr const char* kNow = "2026-11-20T03:00:00.000Z";
constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kGiven = 2;  // statements for session and revision of the directory, which these pages are given
constexpr const char* kPassword = "Trời xanh, lúa tốt 2026";
constexpr db::Sql kAccount{"test.account", "SELECT person FROM account WHERE username = $1"};
constexpr db::Sql kKeys{"test.keys", "SELECT COUNT(*) FROM deed_key"};

class RunningHouse : public testing::Test {
protected:
    RunningHouse() {
        static const bool loaded = (pages::load(), true);
        (void)loaded;
        restart();
    }
    // As a process that begins: nothing is remembered but the directory, which serve reads before the first page.
    void restart() {
        server_.reset();
        assembly_ = std::make_unique<Assembly>(
            config::read_text("", folder_.path(), "test", {{"data.folder", (folder_.path() / "data").string()}}),
            Schema::migrate);
        router_ = std::make_unique<web::Router>();
        assembly_->fill(*router_);
        add_house_routes(*router_, assembly_->modules());
        router_->finish();
        start();
    }
    void fill() {
        example::Random random(7);
        province_ = example::fill_directory(assembly_->db(), random);
        example::open_registers(assembly_->db(), province_, 2026);
        example::open_accounts(assembly_->db(), province_, accounts::hash_password(kPassword));
    }
    void start() {
        web::ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        options.dev = true;
        web::Doorkeeper doorkeeper = accounts::doorkeeper();
        doorkeeper.session_of = [this](House&, const web::Request&) { return session_; };
        server_ = std::make_unique<web::Server>(assembly_->house(), *router_, doorkeeper,
                                                frame_source(assembly_->modules()), options);
    }
    web::Response get(Id person, const std::string& path) {
        session_ = std::make_shared<web::Session>();
        session_->id = 1;
        session_->actor = directory::now(assembly_->house())->actor_of(person);
        session_->csrf_secret = std::string(32, 's');
        web::Request request;
        request.path = request.target = path;
        request.cookies = {{"session", "x"}};
        return server_->handle(std::move(request));
    }
    static int header(const web::Response& response, const std::string& wanted) {
        for (const auto& [name, value] : response.headers)
            if (name == wanted) return std::stoi(value);
        return 0;
    }

    test::TempDir folder_;
    clock::Frozen time_{kNow};
    log::Captured captured_;
    std::unique_ptr<Assembly> assembly_;
    example::Province province_;
    std::unique_ptr<web::Router> router_;
    std::shared_ptr<web::Session> session_;
    std::unique_ptr<web::Server> server_;
};

}  // namespace

TEST_F(RunningHouse, holds_the_declared_number_of_statements_for_each_role_when_nothing_is_remembered) {
    fill();
    std::set<std::string> roles;
    for (const auto& one : province_.accounts) {
        if (!roles.insert(one.role).second) continue;
        const Id person = assembly_->db().reading([&](db::Conn& conn) { return conn.integer(kAccount, one.username); });
        for (const char* path : {"/worklist", "/worklist/known", "/worklist/done", "/worklist/notices",
                                 "/directory/delegations", "/directory"}) {
            restart();
            const auto page = get(person, path);
            EXPECT_EQ(page.status, 200) << one.role << " " << path;
            ASSERT_GT(header(page, "X-Query-Budget"), 0) << path;
            EXPECT_GT(header(page, "X-Queries"), 2) << path;
            EXPECT_LE(header(page, "X-Queries") + kGiven, header(page, "X-Query-Budget")) << one.role << " " << path;
        }
    }
    EXPECT_GT(roles.size(), 8U);
}

TEST_F(RunningHouse, bears_the_name_set_for_the_day) {
    const auto page = [&] {
        const auto response = get(0, "/sessions/new");
        const auto* text = std::get_if<std::string>(&response.body);
        return text ? *text : std::string();
    };
    EXPECT_NE(page().find("Đình"), std::string::npos);
    EXPECT_EQ(page().find("Tỉnh Thái Nguyên"), std::string::npos);
    assembly_->db().write(
        [](db::Tx& tx) { settings::set(tx, Actor::system(), kHouseName, "Tỉnh Thái Nguyên", clock::today() + 1, ""); });
    restart();
    EXPECT_EQ(page().find("Tỉnh Thái Nguyên"), std::string::npos) << "from tomorrow on";
    time_.advance_ms(86'400'000);
    EXPECT_NE(page().find("Tỉnh Thái Nguyên"), std::string::npos);
    EXPECT_THROW(assembly_->db().write([](db::Tx& tx) {
        settings::set(tx, Actor::system(), kHouseName, std::string(61, 'a'), clock::today(), "");
    }),
                 Refused);
}

TEST_F(RunningHouse, forgets_deed_keys_after_thirty_days) {
    const auto once = [&](const char* key) {
        deed::once(assembly_->db(), Actor::system(), key, [](db::Tx&) { return Id{1}; });
    };
    const auto keys = [&] { return assembly_->db().reading([](db::Conn& conn) { return conn.integer(kKeys); }); };
    const auto sweep = [&] {
        assembly_->db().write([](db::Tx& tx) { jobs::put(tx, "deed.forget_keys", "{}"); });
        jobs::run_all(assembly_->house());
    };
    once("old");
    time_.advance_ms(29LL * 86'400'000);
    once("new");
    sweep();
    EXPECT_EQ(keys(), 2);
    time_.advance_ms(2LL * 86'400'000);
    sweep();
    EXPECT_EQ(keys(), 1);
}

TEST_F(RunningHouse, puts_the_parts_of_the_search_index_together_at_night_when_there_are_some) {
    const auto parts = [&] { return assembly_->db().reading(search::index_parts); };
    const auto merge = [&] {
        assembly_->db().write([](db::Tx& tx) { jobs::put(tx, "worklist.merge_index", "{}"); });
        jobs::run_all(assembly_->house());
    };
    time_.set({clock::start_of(clock::today() + 1).ms + 9 * kHourMs});
    merge();
    for (Id record = 1; parts() <= 8; ++record)
        assembly_->db().write([&](db::Tx& tx) { search::put(tx, {.kind = "incoming", .record = record}); });
    merge();
    EXPECT_GT(parts(), 8) << "by day, for so little";
    time_.set({clock::start_of(clock::today() + 1).ms + 2 * kHourMs});
    merge();
    EXPECT_EQ(parts(), 1);
}

}  // namespace dinh::app
