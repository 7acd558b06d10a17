// For tests of public pages: asked by nobody, under the path of a site or under a host of its own.
#pragma once
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/article_desk.hpp"
#include "platform/web/mounts.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::test {

class ReadingDesk : public ArticleDesk, protected Visitor {
protected:
    ReadingDesk() : Visitor("/trang") {}
    void SetUp() override {
        ArticleDesk::SetUp();
        base_ = portal::base_path(site(site_).slug);
        other_base_ = portal::base_path(site(other_site_).slug);
        portal_base_ = portal::base_path(site(portal_).slug);
        portal::reading_routes(router_);
        Visitor::open(db());
    }
    void TearDown() override {
        web::set_mounts({});
        ArticleDesk::TearDown();
    }
    Answer read(const std::string& path, const FormFields& query = {}, const std::string& host = "example.vn") {
        web::Request request;
        request.path = path;
        request.target = path;
        request.query = query;
        request.host = host;
        return answer_of(server_->handle(std::move(request)));
    }
    // Below the site.
    Answer page(const std::string& below, const FormFields& query = {}) { return read(base_ + below, query); }
    Id published(const portal::ArticleInput& typed, const std::vector<portal::NewFile>& list = {}) {
        const Id id = draft(typed, office_.specialist, list);
        on(portal::submit_article, office_.specialist, id);
        pass(office_.chief, id);
        pass(office_.director, id);
        now_.advance_ms(60'000);
        return id;
    }
    Id published(const std::string& title) { return published(input(title)); }
    std::string slug(Id id) { return told(id).slug; }
    std::string address(Id id) { return "/bai/" + slug(id); }
    // A file as the job of pictures leaves it.
    int made(Id id, const std::string& role, const std::string& content, const std::string& type = "image/webp") {
        auto stored = files_.put_bytes(content);
        stored.media_type = type;
        return db().writing([&](db::Tx& tx) {
            return files::attach(tx, portal::kArticle, id, role, role + ".webp", stored, 0).position;
        });
    }
    void lead_with(Id id, int picture, const std::string& alt) {
        write([&](db::Tx& tx) {
            constexpr db::Sql kSet{"test.lead",
                                   "UPDATE portal_article SET picture = $2, picture_alt = $3 WHERE id = $1"};
            tx.exec(kSet, id, picture, alt);
        });
    }
    void english() {
        write([&](db::Tx& tx) {
            constexpr db::Sql kSet{
                "test.english", "UPDATE portal_site SET english = 1, name_en = 'Department of Science' WHERE id = $1"};
            tx.exec(kSet, site_);
        });
    }

    std::string base_, other_base_, portal_base_;

private:
    static Answer answer_of(web::Response response) {
        Answer answer{response.status, {}, {}, response.content_type};
        if (const auto* body = std::get_if<std::string>(&response.body)) answer.body = *body;
        for (const auto& [name, value] : response.headers) {
            if (text::lower(name) == "location") answer.location = value;
            if (name == "X-Queries") answer.queries = std::stoi(value);
        }
        return answer;
    }
};

}  // namespace dinh::test
