// For tests of this module's pages: a server over the test's database, asked without a network as one of the province.
#pragma once
#include <fstream>

#include "modules/directory/snapshot/revision.hpp"
#include "modules/directory/tests/province.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"
#include "platform/web/server.hpp"

namespace dinh::directory::test {

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    std::string body, location, content_type;
    bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
    // The value of the first <input name="..." value="...">.
    std::string input(const std::string& name) const { return after("name=\"" + name + "\" value=\""); }
    std::string after(const std::string& start) const {
        const auto at = body.find(start);
        return at == std::string::npos
                   ? ""
                   : body.substr(at + start.size(), body.find('"', at + start.size()) - at - start.size());
    }
};

class Visit : public Province {
protected:
    void SetUp() override {
        Province::SetUp();
        static const bool loaded = (dinh::pages::load(), true);
        (void)loaded;
        house_.db = &db();
        house_.files = &files_;
        manifest().routes(router_);
        router_.finish();
        web::ServerOptions options;
        options.spool_folder = folder_.file("spool");
        options.access_log = false;
        web::Doorkeeper doorkeeper{.session_of = [this](House&, const web::Request&) { return session_; },
                                   .keep_and_ask = [](web::Context&) { return web::see_other("/sessions/new"); },
                                   .ask_sign_in = [](web::Context&) { return web::see_other("/sessions/new"); }};
        web::FrameSource frame{.menu = [](const web::Context&) { return std::vector<web::MenuItem>{}; },
                               .counters = [](web::Context&) { return std::map<std::string, std::int64_t>{}; },
                               .lock_seconds = [](const web::Context&) { return 900; }};
        server_ = std::make_unique<web::Server>(house_, router_, std::move(doorkeeper), std::move(frame), options);
    }
    Answer send(Id person, web::Request request) {
        look_again(house_);
        session_ = std::make_shared<web::Session>();
        session_->id = 1;
        session_->actor = now(house_)->actor_of(person);
        session_->csrf_secret = std::string(32, 's');
        request.target = request.path;
        request.language = language_;
        request.cookies = {{"session", "x"}};
        auto response = server_->handle(std::move(request));
        Answer answer{response.status, {}, {}, response.content_type};
        if (const auto* body = std::get_if<std::string>(&response.body)) answer.body = *body;
        if (const auto* more = std::get_if<web::Generator>(&response.body)) {
            std::string piece;
            while ((*more)(piece)) answer.body += std::exchange(piece, {});
            answer.body += piece;
        }
        for (const auto& [name, value] : response.headers)
            if (name == "Location" || name == "location") answer.location = value;
        return answer;
    }
    Answer get(Id person, const std::string& path, const FormFields& query = {}, bool json = false) {
        web::Request request;
        request.path = path;
        request.query = query;
        if (json) request.headers = {{"accept", "application/json"}};
        return send(person, std::move(request));
    }
    // As a browser without script does: what the form's page holds in hidden boxes comes with what was typed.
    Answer post(Id person, const std::string& path, FormFields fields, std::vector<web::Upload> uploads = {}) {
        fields.emplace_back("_csrf", get(person, "/directory").after("name=\"csrf\" content=\""));
        web::Request request;
        request.method = web::Method::post;
        request.path = path;
        request.form = std::move(fields);
        request.uploads = std::move(uploads);
        return send(person, std::move(request));
    }
    Answer end(Id person, const std::string& path, FormFields fields) {
        fields.emplace_back("_method", "delete");
        return post(person, path, std::move(fields));
    }
    web::Upload upload(const std::string& content) {
        const auto path = folder_.file("bang-" + std::to_string(++count_) + ".csv");
        std::ofstream(path, std::ios::binary) << content;
        return {"table", "bảng người.csv", path, static_cast<std::int64_t>(content.size())};
    }
    static std::string at(const char* noun, Id id, const std::string& rest = "") {
        return "/directory/" + std::string(noun) + "/" + std::to_string(id) + rest;
    }

    dinh::test::TempDir folder_;
    log::Captured captured_;
    files::Store files_{folder_.file("files")};
    House house_;
    web::Router router_;
    std::string language_ = "vi";
    std::shared_ptr<web::Session> session_;
    std::unique_ptr<web::Server> server_;
};

}  // namespace dinh::directory::test
