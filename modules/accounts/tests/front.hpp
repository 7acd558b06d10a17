// For tests of this module: a house of two agencies with people and accounts, and its server with all routes.
#pragma once
#include "modules/accounts/accounts.hpp"
#include "modules/accounts/accounts/account.hpp"
#include "modules/accounts/limits.hpp"
#include "modules/accounts/sessions/sessions.hpp"
#include "modules/directory/directory.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/crypto/password.hpp"
#include "platform/deed/deed.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/server.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace dinh::accounts {

inline constexpr const char* kPassword = "Trời xanh, lúa tốt 2026";

class Front : public test::OnBothEngines {
protected:
    struct Worker {
        Id person = 0, post = 0, account = 0;
        std::string username;
    };

    Front()
        : OnBothEngines({"deed", "audit", "settings", "jobs", "directory", "accounts", "worklist"}),
          clock_("2026-11-23T01:00:00.000Z") {}

    void SetUp() override {
        OnBothEngines::SetUp();
        once();
        house.db = &db();
        house.keys = &keys_;
        db().write([&](db::Tx& tx) { fill(tx); });
    }
    void TearDown() override { server_.reset(); }

    // Filled before the first request.
    web::Router router;
    std::vector<std::string> trusted_proxies;
    House house;
    Worker admin, officer, clerk, auditor, stranger, idle;
    Id department = 0, other_department = 0;
    clock::Frozen clock_;

    test::HttpClient client() {
        if (!server_) start();
        return test::HttpClient(server_->port());
    }
    test::HttpAnswer sign_in_as(test::HttpClient& browser, const std::string& username,
                                const std::string& password = kPassword) {
        browser.get("/sessions/new");
        return browser.post("/sessions", {{"username", username}, {"password", password}});
    }
    test::HttpClient signed_in(const Worker& worker, bool second_factor = false) {
        auto browser = client();
        browser.set_cookie(kSessionCookie,
                           db().writing([&](db::Tx& tx) { return open_session(tx, worker.account, second_factor); }));
        return browser;
    }
    void pass_minutes(int minutes) { clock_.advance_ms(minutes * 60'000LL); }
    // Beyond what a node remembers of a session.
    void pass_cache() { clock_.advance_ms(6000); }
    Account account(const Worker& worker) {
        return db().reading([&](db::Conn& conn) { return *find_account(conn, worker.account); });
    }
    std::int64_t count(const char* sql) {
        return db().reading([&](db::Conn& conn) { return conn.integer(db::Sql{"test.count", sql}); });
    }
    std::int64_t audited(const std::string& deed) {
        return db().reading([&](db::Conn& conn) {
            return conn.integer(db::Sql{"test.audited", "SELECT COUNT(*) FROM audit_entry WHERE deed = $1"}, deed);
        });
    }
    void change(const char* sql, const Worker& worker) {
        db().write([&](db::Tx& tx) { tx.exec(db::Sql{"test.change", sql}, worker.account); });
    }

private:
    static void once() {
        static const bool done = [] {
            dinh::pages::load();
            crypto::set_password_cost({.memory_kib = 64, .passes = 1, .lanes = 1}, 4);
            settings::declare(setting_list());
            return true;
        }();
        (void)done;
    }
    void start() {
        router.belong("accounts", "Tài khoản");
        manifest().routes(router);
        router.belong("", "");
        router.get("/", [](web::Context& c) { return web::text("front of " + c.actor().name); });
        router.finish();
        web::ServerOptions options;
        options.port = 0;
        options.access_log = false;
        options.trusted_proxies = trusted_proxies;
        options.spool_folder = spool_.file("spool");
        server_ = std::make_unique<web::Server>(house, router, doorkeeper(), web::FrameSource{}, options);
        server_->start();
    }
    Worker add(db::Tx& tx, Id agency, const char* title, const char* role, const char* name, const char* username) {
        const Actor system = Actor::system();
        const Day from = *clock::make_day(2026, 1, 1);
        Worker worker;
        worker.username = username;
        worker.person = directory::add_person(tx, system, {username, name, "", "", ""});
        if (*role != '\0') {
            worker.post = directory::add_post(tx, system, {agency, 0, title, {role}, "", 1, from});
            directory::appoint(tx, system, worker.person, worker.post, "holder", "QĐ 1", from);
        }
        worker.account = create(tx, system, {worker.person, username, "", false}, hash_);
        return worker;
    }
    void fill(db::Tx& tx) {
        hash_ = hash_password(kPassword);
        const Actor system = Actor::system();
        const Day from = *clock::make_day(2026, 1, 1);
        department = directory::add_agency(
            tx, system,
            {"snv", "Sở Nội vụ", "Sở Nội vụ", "SNV", "department", "Thái Nguyên", "", 0, true, from, {}, {}, ""});
        other_department = directory::add_agency(tx, system,
                                                 {"sct",
                                                  "Sở Công Thương",
                                                  "Sở Công Thương",
                                                  "SCT",
                                                  "department",
                                                  "Thái Nguyên",
                                                  "",
                                                  0,
                                                  true,
                                                  from,
                                                  {},
                                                  {},
                                                  ""});
        admin = add(tx, department, "Quản trị hệ thống", "administrator", "Đặng Quốc Khánh", "khanhdq");
        officer = add(tx, department, "Cán bộ công nghệ thông tin", "it_officer", "Lý Văn Tin", "tinlv");
        clerk = add(tx, department, "Văn thư", "records_clerk", "Lê Thị Thư", "thult");
        auditor = add(tx, department, "Thanh tra viên", "auditor", "Phạm Kiểm Tra", "trapk");
        stranger = add(tx, other_department, "Chuyên viên", "specialist", "Hoàng Văn Lạ", "lahv");
        idle = add(tx, department, "", "", "Vũ Chưa Có Việc", "viecvc");
    }

    crypto::KeyRing keys_ = crypto::KeyRing::in_memory();
    std::string hash_;
    test::TempDir spool_;
    std::unique_ptr<web::Server> server_;
};

}  // namespace dinh::accounts
