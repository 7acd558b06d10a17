// For tests of this module: items and notices of one person in a post, and his pages.
#pragma once
#include "modules/worklist/items/items.hpp"
#include "modules/worklist/notices/notices.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/server.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/support.hpp"

namespace dinh::worklist::test {

class Desk : public dinh::test::OnBothEngines {
protected:
    Desk() : OnBothEngines({"audit", "deed", "events", "grants", "search", "directory", "worklist"}) {}

    static constexpr Id kPerson = 9, kPost = 50, kStrange = 51, kAgency = 1;

    void SetUp() override {
        OnBothEngines::SetUp();
        static const bool loaded = (dinh::pages::load(), true);
        (void)loaded;
        house_.db = &db();
    }
    Item item(Id subject, std::optional<Day> due = {}, Class item_class = Class::work, Id holder = kPost) const {
        Item one;
        one.kind = "documents.report";
        one.subject_kind = "incoming";
        one.subject = subject;
        one.holder = holder;
        one.agency = kAgency;
        one.title = "Việc " + std::to_string(subject);
        one.link = "/documents/incoming/" + std::to_string(subject);
        one.item_class = item_class;
        one.due = due;
        one.from_name = "Đặng Kỳ Tường";
        return one;
    }
    void give(const Item& one) {
        db().write([&](db::Tx& tx) { put(tx, one); });
    }
    Counts counts() {
        return db().reading([&](db::Conn& conn) { return counts_of(conn, me_, today_); });
    }
    std::vector<std::string> titles(const Filter& filter = {}) {
        std::vector<std::string> list;
        db().read([&](db::Conn& conn) {
            list.clear();
            for (const auto& line : worklist::list(conn, me_, filter, today_)) list.push_back(line.title);
        });
        return list;
    }

    // The pages, asked without a network; the frame counts as it does in the house.
    web::Response get(const std::string& path, const web::Pairs& query = {}) {
        web::Request request;
        request.path = path;
        request.query = query;
        return send(std::move(request));
    }
    web::Response post(const std::string& path, web::Pairs fields) {
        const auto page = body(get("/worklist/known"));
        const std::string start = "name=\"csrf\" content=\"";
        const auto at = page.find(start) + start.size();
        fields.emplace_back("_csrf", page.substr(at, page.find('"', at) - at));
        web::Request request;
        request.method = web::Method::post;
        request.path = path;
        request.form = std::move(fields);
        return send(std::move(request));
    }
    static std::string body(const web::Response& response) {
        const auto* text = std::get_if<std::string>(&response.body);
        return text ? *text : "";
    }
    static int queries(const web::Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "X-Queries") return std::stoi(value);
        return -1;
    }
    void start() {
        const auto made = manifest();
        made.routes(router_);
        router_.finish();
        web::ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        options.dev = true;  // says how many statements a page took
        web::Doorkeeper doorkeeper{.session_of = [this](House&, const web::Request&) { return session_; },
                                   .keep_and_ask = [](web::Context&) { return web::see_other("/sessions/new"); },
                                   .ask_sign_in = [](web::Context&) { return web::see_other("/sessions/new"); }};
        web::FrameSource frame{.menu = [](const web::Context&) { return std::vector<web::MenuItem>{}; },
                               .counters =
                                   [made](web::Context& context) {
                                       module::Counters counters;
                                       context.house.db->read([&](db::Conn& conn) {
                                           made.counters(conn, context.house, context.actor(), counters);
                                       });
                                       return counters;
                                   },
                               .lock_seconds = [](const web::Context&) { return 900; }};
        server_ = std::make_unique<web::Server>(house_, router_, std::move(doorkeeper), std::move(frame), options);
    }

    clock::Frozen now_{"2026-11-20T03:00:00Z"};
    const Day today_ = *clock::make_day(2026, 11, 20);
    Actor me_ = [] {
        Actor actor;
        actor.person = kPerson;
        actor.name = "Nguyễn Hoà Bình";
        Capacity post;
        post.post = kPost;
        post.agency = kAgency;
        post.title = "Chuyên viên";
        actor.capacities.push_back(post);
        actor.grantees = {kPerson, kPost};
        return actor;
    }();
    House house_;

private:
    web::Response send(web::Request request) {
        if (!server_) start();
        session_ = std::make_shared<web::Session>();
        session_->id = 1;
        session_->actor = me_;
        session_->csrf_secret = std::string(32, 's');
        request.target = request.path;
        request.cookies = {{"session", "x"}};
        return server_->handle(std::move(request));
    }
    dinh::test::TempDir folder_;
    web::Router router_;
    std::shared_ptr<web::Session> session_;
    std::unique_ptr<web::Server> server_;
};

}  // namespace dinh::worklist::test
