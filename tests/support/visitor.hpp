// For tests of pages: a server over the test's database, asked without a network as a browser without script asks.
// Mixed into a fixture:
//
//     manifest().routes(router_);
//     open(db());
//     EXPECT_EQ(get(clerk, "/documents/incoming").status, 200);
#pragma once
#include <fstream>

#include "platform/files/files.hpp"
#include "platform/house/house.hpp"
#include "platform/log/log.hpp"
#include "platform/pages/pages.hpp"
#include "platform/text/text.hpp"
#include "platform/web/server.hpp"
#include "tests/support/support.hpp"

namespace dinh::test {

using FormFields = web::Pairs;

struct Answer {
    int status = 0;
    std::string body, location, content_type;
    int queries = -1;  // statements the page took
    bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
    // What stands between the first `start` and the next quotation mark; "" when it does not.
    std::string after(const std::string& start) const {
        const auto at = body.find(start);
        if (at == std::string::npos) return {};
        const auto from = at + start.size();
        return body.substr(from, body.find('"', from) - from);
    }
    // The value of the first <input name="..." value="...">.
    std::string input(const std::string& name) const { return after("name=\"" + name + "\" value=\""); }
};

class Visitor {
protected:
    explicit Visitor(std::string token_page) : token_page_(std::move(token_page)) {}

    static web::FrameSource plain_frame() {
        return {.menu = [](const web::Context&) { return std::vector<web::MenuItem>{}; },
                .counters = [](web::Context&) { return std::map<std::string, std::int64_t>{}; },
                .lock_seconds = [](const web::Context&) { return 900; }};
    }
    // After the routes are in the router.
    void open(db::Database& database, web::FrameSource frame = plain_frame()) {
        static const bool loaded = (pages::load(), true);
        (void)loaded;
        house_.db = &database;
        house_.files = &files_;
        router_.finish();
        web::ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        options.dev = true;  // says how many statements a page took
        const auto sign_in = [](web::Context&) { return web::see_other("/sessions/new"); };
        web::Doorkeeper doorkeeper{.session_of = [this](House&, const web::Request&) { return session_; },
                                   .keep_and_ask = sign_in,
                                   .ask_sign_in = sign_in};
        server_ = std::make_unique<web::Server>(house_, router_, std::move(doorkeeper), std::move(frame), options);
    }
    Answer send(const Actor& actor, web::Request request) {
        session_ = std::make_shared<web::Session>();
        session_->id = 1;
        session_->actor = actor;
        session_->csrf_secret = std::string(32, 's');
        request.target = request.path;
        request.language = language_;
        request.cookies = {{"session", "x"}};
        auto response = server_->handle(std::move(request));
        Answer answer{response.status, {}, {}, response.content_type};
        if (const auto* body = std::get_if<std::string>(&response.body)) answer.body = *body;
        if (auto* rows = std::get_if<web::Generator>(&response.body)) {
            for (bool more = true; more;) {
                std::string piece;
                more = (*rows)(piece);
                answer.body += piece;
            }
        }
        for (const auto& [name, value] : response.headers) {
            if (text::lower(name) == "location") answer.location = value;
            if (name == "X-Queries") answer.queries = std::stoi(value);
        }
        return answer;
    }
    Answer get(const Actor& actor, const std::string& path, const FormFields& query = {}, bool json = false) {
        web::Request request;
        request.path = path;
        request.query = query;
        if (json) request.headers = {{"accept", "application/json"}};
        return send(actor, std::move(request));
    }
    // With the token of a page just read, unless the fields name one.
    Answer post(const Actor& actor, const std::string& path, FormFields fields, std::vector<web::Upload> uploads = {}) {
        const bool named =
            std::any_of(fields.begin(), fields.end(), [](const auto& one) { return one.first == "_csrf"; });
        if (!named) fields.emplace_back("_csrf", token(actor));
        web::Request request;
        request.method = web::Method::post;
        request.path = path;
        request.form = std::move(fields);
        request.uploads = std::move(uploads);
        return send(actor, std::move(request));
    }
    std::string token(const Actor& actor) { return get(actor, token_page_).after("name=\"csrf\" content=\""); }
    Answer post_json(const Actor& actor, const std::string& path, std::string body, const std::string& key = "") {
        web::Request request;
        request.method = web::Method::post;
        request.path = path;
        request.headers = {
            {"authorization", "Bearer x"}, {"content-type", "application/json"}, {"idempotency-key", key}};
        request.body = std::move(body);
        return send(actor, std::move(request));
    }
    web::Upload upload(const std::string& field, const std::string& name, const std::string& content) {
        const auto path = folder_.file("upload-" + std::to_string(++uploads_));
        std::ofstream(path, std::ios::binary) << content;
        return {field, name, path, static_cast<std::int64_t>(content.size())};
    }

    TempDir folder_;
    log::Captured captured_;
    files::Store files_{folder_.file("files")};
    House house_;
    web::Router router_;
    std::string language_ = "vi";
    std::shared_ptr<web::Session> session_;
    std::unique_ptr<web::Server> server_;

private:
    std::string token_page_;  // any page that every visitor may read
    int uploads_ = 0;
};

}  // namespace dinh::test
