// For tests of this module's pages: a server over the test's database, asked without a network as one of the office's
// people.
#pragma once
#include <fstream>

#include "modules/documents/documents.hpp"
#include "modules/documents/tests/tree.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/house/house.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"
#include "platform/web/server.hpp"

namespace dinh::documents::test {

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    std::string body, location, content_type;
    bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
    // The value of the first <input name="..." value="...">.
    std::string input(const std::string& name) const {
        const std::string start = "name=\"" + name + "\" value=\"";
        const auto at = body.find(start);
        if (at == std::string::npos) return {};
        const auto from = at + start.size();
        return body.substr(from, body.find('"', from) - from);
    }
};

class VisitDesk : public TreeDesk {
protected:
    void SetUp() override {
        TreeDesk::SetUp();
        static const bool loaded = (dinh::pages::load(), true);
        (void)loaded;
        house_.db = &db();
        house_.files = &files_;
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        router_.finish();
        web::ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        server_ = std::make_unique<web::Server>(house_, router_, doorkeeper(), frame(), options);
    }
    static web::Doorkeeper doorkeeper_of(std::function<std::shared_ptr<web::Session>(const web::Request&)> find) {
        return {.session_of = [find](House&, const web::Request& request) { return find(request); },
                .keep_and_ask = [](web::Context&) { return web::see_other("/sessions/new"); },
                .ask_sign_in = [](web::Context&) { return web::see_other("/sessions/new"); }};
    }
    web::Doorkeeper doorkeeper() {
        return doorkeeper_of([this](const web::Request&) { return session_; });
    }
    static web::FrameSource frame() {
        return {.menu = [](const web::Context&) { return std::vector<web::MenuItem>{}; },
                .counters = [](web::Context&) { return std::map<std::string, std::int64_t>{}; },
                .lock_seconds = [](const web::Context&) { return 900; }};
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
        }
        return answer;
    }
    Answer get(const Actor& actor, const std::string& path, const FormFields& query = {}) {
        web::Request request;
        request.path = path;
        request.query = query;
        return send(actor, std::move(request));
    }
    // As a browser does: with the token of a page just read, unless the fields name one.
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
    std::string token(const Actor& actor) {
        const auto page = get(actor, "/documents/incoming");
        const std::string start = "name=\"csrf\" content=\"";
        const auto at = page.body.find(start);
        if (at == std::string::npos) return page.input("_csrf");
        return page.body.substr(at + start.size(), page.body.find('"', at + start.size()) - at - start.size());
    }
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
        const auto path = folder_.file("upload-" + name);
        std::ofstream(path, std::ios::binary) << content;
        return {field, name, path, static_cast<std::int64_t>(content.size())};
    }

    dinh::test::TempDir folder_;
    log::Captured captured_;
    files::Store files_{folder_.file("files")};
    House house_;
    web::Router router_;
    std::shared_ptr<web::Session> session_;
    std::unique_ptr<web::Server> server_;
    std::string language_ = "vi";
};

}  // namespace dinh::documents::test
