// Calls of programs through the whole server: what a page's handler answers, told in JSON.
#include "platform/web/api/call.hpp"

#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/layout.hpp"
#include "platform/web/api/openapi.hpp"
#include "platform/web/form.hpp"
#include "platform/web/server.hpp"
#include "tests/support/support.hpp"

namespace dinh::web::api {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

class Calls : public testing::Test {
protected:
    Calls() {
        static const bool loaded = (pages::load(), true);
        (void)loaded;
        router_.belong("documents", "Văn bản");
        router_.get("/documents", [](Context& c) { return shown(c, 200); });
        router_.get("/documents.csv", [](Context&) { return table(); });
        router_.get("/documents/:id", [](Context& c) {
            if (c.request.id() != 5) throw NotFound("no such document");
            return shown(c, 200);
        });
        router_.post("/documents", [this](Context& c) { return made(c); })
            .says("Vào sổ")
            .takes({line("subject", "Trích yếu", 20).must(), version(), choice("role_*", ""), file("files", "Tệp")});
        router_
            .del("/documents/:id",
                 [](Context& c) {
                     c.flash("Đã xóa.");
                     return see_other("/documents?view=all");
                 })
            .says("Xóa");
        router_
            .post("/documents/:id/fails",
                  [](Context& c) -> Response {
                      const auto how = c.request.field("how");
                      if (how == "forbidden") throw Forbidden("Chỉ văn thư được vào sổ.", "not a clerk");
                      if (how == "conflict") return shown(c, 409);
                      if (how == "form") return shown(c, 422);
                      if (how == "unavailable") throw Unavailable("disk full");
                      throw std::runtime_error("inner words");
                  })
            .takes({line("how", "")});
        router_.post("/documents/:id/secrets", [](Context& c) { return shown(c, 200); }).only_by_hand("Chỉ bằng tay.");
        router_.post("/sessions", [](Context&) { return see_other("/"); }).open();
        router_.get("/papers/new", [](Context& c) { return shown(c, 200); });
        router_.get("/api/v1/papers/:id", [](Context& c) { return web::json(std::to_string(c.request.id())); });
        router_.get("/raw", [](Context&) { return html("<p>raw</p>"); });
        router_.belong("", "");
        router_.get("/api/v1/openapi.json", answer_openapi);
        router_.finish();
        ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        options.dev = true;
        Doorkeeper doorkeeper;
        doorkeeper.session_of = [this](House&, const Request&) { return session_; };
        doorkeeper.token_leaked = [this](House&, std::string_view token) { leaked_.emplace_back(token); };
        doorkeeper.call_begun = [this](House&, const Session&, std::string_view key, std::string_view call) {
            const auto found = kept_.find(std::string(key));
            if (found == kept_.end()) return std::optional<std::string>();
            if (found->second.first != call) throw Refused("Idempotency-Key", "Khóa này đã dùng.");
            return std::optional(found->second.second);
        };
        doorkeeper.call_done = [this](House&, const Session&, std::string_view key, std::string_view answer) {
            if (!answer.empty()) kept_[std::string(key)] = {call_, std::string(answer)};
        };
        session_ = std::make_shared<Session>();
        session_->id = 1;
        session_->actor.person = 7;
        session_->csrf_secret = std::string(32, 's');
        server_ = std::make_unique<Server>(house_, router_, doorkeeper, FrameSource{}, options);
    }
    static Response shown(Context& context, int status) {
        layout::Errors model{.if_errors = status >= 400, .errors = {}};
        model.errors.push_back({.field = "subject", .error = "Trích yếu: hãy điền mục này."});
        model.errors.push_back({.field = "main", .error = "Sổ đã đóng."});
        return page(context, "Văn bản", model, status);
    }
    static Response table() {
        Response response = csv("a.csv", [](std::string&) { return false; });
        response.as_json = [](std::string& piece) {
            piece = R"({"columns":[],"items":[]})";
            return false;
        };
        return response;
    }
    Response made(Context& context) {
        ++deeds_;
        call_ = fingerprint(context.request);
        Form form(context.request);
        subject_ = form.line("subject", "Trích yếu");
        key_ = form.key();
        context.flash("Đã vào sổ <12>.");
        return see_other("/documents/12?after=3");
    }
    struct Told {
        int status;
        std::string type, body;
        json::value value;
        Pairs headers;
        std::string header(const std::string& wanted) const {
            for (const auto& [name, text] : headers)
                if (name == wanted) return text;
            return {};
        }
    };
    Told ask(Method method, std::string path, std::string body = {}, Pairs headers = {}) {
        Request request;
        request.method = method;
        request.path = request.target = std::move(path);
        request.body = std::move(body);
        request.headers = std::move(headers);
        request.headers.emplace_back("authorization", "Bearer x");
        if (!request.body.empty()) request.headers.emplace_back("content-type", "application/json");
        auto response = server_->handle(std::move(request));
        Told told{response.status, response.content_type, std::get<std::string>(response.body), {}, response.headers};
        json::error_code fault;
        told.value = json::parse(told.body, fault);
        EXPECT_FALSE(fault) << told.body;
        EXPECT_THAT(told.type, Not(HasSubstr("html")));
        return told;
    }
    Told post(std::string path, std::string body, Pairs headers = {}) {
        return ask(Method::post, std::move(path), std::move(body), std::move(headers));
    }
    void limit(std::vector<std::string> scopes) {
        session_->limited = true;
        session_->scopes = std::move(scopes);
    }

    test::TempDir folder_;
    log::Captured captured_;
    House house_;
    Router router_;
    std::shared_ptr<Session> session_;
    std::unique_ptr<Server> server_;
    std::vector<std::string> leaked_;
    std::map<std::string, std::pair<std::string, std::string>> kept_;
    int deeds_ = 0;
    std::string subject_, key_, call_;
};

TEST_F(Calls, do_the_deed_of_the_page_and_tell_the_record) {
    const auto told = post("/api/v1/documents", R"({"subject":"Về việc"})");
    EXPECT_EQ(told.status, 201);
    EXPECT_EQ(told.type, "application/json");
    EXPECT_EQ(told.value.at("id"), "12");
    EXPECT_EQ(told.value.at("location"), "/api/v1/documents/12?after=3");
    EXPECT_EQ(told.value.at("message"), "Đã vào sổ <12>.");
    EXPECT_EQ(told.header("Location"), "/api/v1/documents/12?after=3");
    EXPECT_EQ(told.header("Set-Cookie"), "") << "a flash belongs to browsers";
    EXPECT_EQ(subject_, "Về việc");
}

TEST_F(Calls, end_a_noun_by_delete) {
    const auto told = ask(Method::del, "/api/v1/documents/5");
    EXPECT_EQ(told.status, 200);
    EXPECT_TRUE(told.value.at("id").is_null());
    EXPECT_EQ(told.value.at("message"), "Đã xóa.");
}

TEST_F(Calls, read_a_page_as_data_and_a_table_as_json) {
    const auto page = ask(Method::get, "/api/v1/documents/5");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.value.at("title"), "Văn bản");
    EXPECT_EQ(page.value.at("page").at("if_errors"), false);
    EXPECT_FALSE(page.value.at("page").as_object().contains("errors")) << "what the page hides is not told";
    EXPECT_EQ(ask(Method::get, "/api/v1/documents.json").body, R"({"columns":[],"items":[]})");
    EXPECT_EQ(ask(Method::get, "/api/v1/raw").status, 404);
}

TEST_F(Calls, read_the_form_of_a_list_whose_records_speak_json_by_themselves) {
    EXPECT_EQ(ask(Method::get, "/api/v1/papers/12").body, "12");
    EXPECT_EQ(ask(Method::get, "/api/v1/papers/new").value.at("title"), "Văn bản");
}

TEST_F(Calls, tell_the_faults_of_a_form_as_a_problem_by_field) {
    const auto told = post("/api/v1/documents/5/fails", R"({"how":"form"})");
    EXPECT_EQ(told.status, 422);
    EXPECT_EQ(told.type, "application/problem+json");
    const auto& reasons = told.value.at("reasons").as_array();
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].at("field"), "subject");
    EXPECT_EQ(reasons[1].at("field"), "");
    EXPECT_EQ(reasons[1].at("text"), "Sổ đã đóng.");
}

TEST_F(Calls, tell_every_failure_as_a_problem) {
    const std::pair<const char*, int> kWays[] = {
        {"forbidden", 403}, {"conflict", 409}, {"unavailable", 503}, {"broken", 500}};
    for (const auto& [how, status] : kWays) {
        const auto told = post("/api/v1/documents/5/fails", json::serialize(json::object{{"how", how}}));
        EXPECT_EQ(told.status, status) << how;
        EXPECT_EQ(told.type, "application/problem+json");
        EXPECT_EQ(told.value.at("status"), status);
        EXPECT_THAT(told.body, Not(HasSubstr("inner words")));
    }
    EXPECT_EQ(ask(Method::get, "/api/v1/documents/6").status, 404);
    EXPECT_EQ(ask(Method::get, "/api/v1/nowhere").status, 404);
    EXPECT_EQ(ask(Method::get, "/api/v1").status, 404);
    EXPECT_EQ(ask(Method::del, "/api/v1/documents").status, 405);
}

TEST_F(Calls, refuse_bodies_that_are_no_form) {
    EXPECT_EQ(post("/api/v1/documents", "[1]").status, 400);
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"a","other":1})").status, 422);
    EXPECT_EQ(ask(Method::post, "/api/v1/documents", "", {{"content-type", "text/plain"}}).status, 201)
        << "no body is an empty form";
    Request request;
    request.method = Method::post;
    request.path = request.target = "/api/v1/documents";
    request.headers = {{"authorization", "Bearer x"}, {"content-type", "text/xml"}};
    request.body = "<a/>";
    EXPECT_EQ(server_->handle(std::move(request)).status, 415);
}

TEST_F(Calls, open_no_door_and_no_deed_that_is_done_by_hand) {
    EXPECT_EQ(post("/api/v1/sessions", "{}").status, 404);
    EXPECT_EQ(post("/api/v1/documents/5/secrets", "{}").status, 403);
    Request plain;
    plain.method = Method::post;
    plain.path = plain.target = "/documents/5/secrets";
    plain.headers = {{"authorization", "Bearer x"}};
    EXPECT_EQ(server_->handle(std::move(plain)).status, 403) << "nor by a token on the page's own path";
}

TEST_F(Calls, need_a_session) {
    session_ = nullptr;
    EXPECT_EQ(ask(Method::get, "/api/v1/documents").status, 401);
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"a"})").status, 401);
    EXPECT_EQ(deeds_, 0);
}

TEST_F(Calls, need_the_scope_of_their_module) {
    limit({"documents:read"});
    EXPECT_EQ(ask(Method::get, "/api/v1/documents").status, 200);
    const auto told = post("/api/v1/documents", R"({"subject":"a"})");
    EXPECT_EQ(told.status, 403);
    EXPECT_THAT(told.body, HasSubstr("documents:write"));
    limit({"documents:write", "registers:read"});
    EXPECT_EQ(ask(Method::get, "/api/v1/documents").status, 403);
    EXPECT_EQ(ask(Method::get, "/documents", "", {{"accept", "application/json"}}).status, 403)
        << "also on the page's own path";
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"a"})").status, 201);
    limit({});
    EXPECT_EQ(ask(Method::get, "/api/v1/openapi.json").status, 200) << "the description is for every token";
}

TEST_F(Calls, are_told_to_wait_when_they_come_too_often) {
    session_->wait_s = 17;
    const auto told = ask(Method::get, "/api/v1/documents");
    EXPECT_EQ(told.status, 429);
    EXPECT_EQ(told.header("Retry-After"), "17");
}

TEST_F(Calls, of_a_browser_carry_its_token) {
    Request request;
    request.method = Method::post;
    request.path = request.target = "/api/v1/documents";
    request.headers = {{"content-type", "application/json"}};
    request.cookies = {{"session", "x"}};
    request.body = R"({"subject":"a"})";
    EXPECT_EQ(server_->handle(std::move(request)).status, 403);
    EXPECT_EQ(deeds_, 0);
}

TEST_F(Calls, with_a_key_are_done_once) {
    const Pairs key{{"idempotency-key", "k-1"}};
    const auto first = post("/api/v1/documents", R"({"subject":"a"})", key);
    const auto again = post("/api/v1/documents", R"({"subject":"a"})", key);
    EXPECT_EQ(deeds_, 1);
    EXPECT_EQ(key_, "k-1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"b"})", key).status, 422);
    EXPECT_EQ(deeds_, 1);
}

TEST_F(Calls, with_a_token_in_their_address_are_refused_and_the_token_is_told) {
    const std::string token = "dinh_" + std::string(43, 'a');
    std::string hidden = token;
    hidden.replace(0, 1, "%64");
    for (const std::string& target : {"/api/v1/documents?access_token=" + token, "/documents/" + token,
                                      "/nowhere?x=" + hidden, "//\\" + token + "%zz"}) {
        Request request;
        request.method = Method::get;
        request.target = target;
        const auto response = server_->handle(std::move(request));
        EXPECT_EQ(response.status, 400) << target;
        EXPECT_THAT(std::get<std::string>(response.body), Not(HasSubstr(token)));
    }
    EXPECT_THAT(leaked_, testing::ElementsAre(token, token, token, token));
    for (const auto& line : captured_.lines()) EXPECT_THAT(line, Not(HasSubstr(token)));
    EXPECT_EQ(ask(Method::get, "/api/v1/documents?x=dinh_short").status, 404);
}

TEST_F(Calls, are_described_by_openapi) {
    const auto told = ask(Method::get, "/api/v1/openapi.json");
    ASSERT_EQ(told.status, 200);
    EXPECT_EQ(told.value.at("openapi"), "3.1.0");
    const auto& post = told.value.at("paths").at("/documents").at("post");
    EXPECT_EQ(post.at("summary"), "Vào sổ");
    EXPECT_EQ(post.at("security").at(0).at("bearer").at(0), "documents:write");
    const auto& schema = post.at("requestBody").at("content").at("application/json").at("schema");
    EXPECT_EQ(schema.at("properties").at("subject").at("maxLength"), 20);
    EXPECT_EQ(schema.at("required").at(0), "subject");
    EXPECT_TRUE(schema.at("patternProperties").as_object().contains("^role_."));
    EXPECT_FALSE(schema.at("properties").as_object().contains("files"));
    EXPECT_TRUE(post.at("requestBody").at("content").as_object().contains("multipart/form-data"));
    EXPECT_TRUE(told.value.at("paths").as_object().contains("/documents.json"));
    EXPECT_TRUE(told.value.at("paths").at("/documents/{id}").as_object().contains("delete"));
    EXPECT_FALSE(told.value.at("paths").as_object().contains("/sessions"));
    EXPECT_FALSE(told.value.at("paths").as_object().contains("/documents/{id}/secrets"));
    EXPECT_EQ(told.value.at("x-by-hand").at(0).at("path"), "/documents/{id}/secrets");
}

TEST_F(Calls, of_deeds_that_read_more_than_they_tell_are_noticed) {
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"a"})").header("X-Fields-Untold"), "");
    router_.of(Method::post, "/documents").asked = {version()};
    EXPECT_EQ(post("/api/v1/documents", "{}").header("X-Fields-Untold"), "subject");
    router_.of(Method::post, "/documents").asked.clear();
    EXPECT_EQ(post("/api/v1/documents", R"({"subject":"a","other":"b"})").status, 201) << "nothing named: all is taken";
    EXPECT_EQ(post("/api/v1/documents", R"({"_csrf":"a"})").status, 422);
}

TEST(Router, describes_only_routes_that_are_there) {
    Router router;
    router.get("/a", [](Context&) { return web::text("a"); });
    EXPECT_NO_THROW(router.of(Method::get, "/a").says("A"));
    EXPECT_THROW(router.of(Method::post, "/a"), std::logic_error);
    EXPECT_THROW(router.of(Method::get, "/b"), std::logic_error);
}

}  // namespace dinh::web::api
