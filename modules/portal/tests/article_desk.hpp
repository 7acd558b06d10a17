// For tests of articles: the sites of two departments and of the province, with people in every step.
#pragma once
#include "modules/portal/articles/article.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/tests/site_desk.hpp"

namespace dinh::test {

class ArticleDesk : public SiteDesk {
protected:
    void SetUp() override {
        SiteDesk::SetUp();
        site_ = open(office_.agency);
        other_site_ = open(other_.agency);
        portal_ = open(province_);
        category_ = categories(site_).front();
        other_category_ = categories(other_site_).front();
    }
    // One, two or three steps; the second specialist edits, the chief is secretary, the director approves.
    void steps(int count) {
        write([&](db::Tx& tx) {
            constexpr db::Sql kSteps{"test.steps", "UPDATE portal_site SET steps = $2 WHERE id = $1"};
            tx.exec(kSteps, site_, count);
        });
    }
    portal::ArticleInput input(const std::string& title = "Khai giảng lớp kỹ năng số") const {
        portal::ArticleInput one;
        one.site = site_;
        one.category = category_.id;
        one.title = title;
        one.summary = "Lớp có 45 học viên";
        one.body = "<p>Sáng nay lớp học đã khai giảng.</p>";
        return one;
    }
    Id draft(const portal::ArticleInput& typed) { return draft(typed, office_.specialist); }
    Id draft(const portal::ArticleInput& typed, const Actor& actor, const std::vector<portal::NewFile>& list = {}) {
        return db().writing([&](db::Tx& tx) { return portal::write_article(tx, actor, typed, list); });
    }
    Id draft() { return draft(input()); }
    Id submitted(const std::string& title = "Khai giảng lớp kỹ năng số") {
        const Id id = draft(input(title));
        on(portal::submit_article, office_.specialist, id);
        return id;
    }
    // With two steps: edited by the chief, approved by the director.
    Id published(const std::string& title = "Khai giảng lớp kỹ năng số") {
        const Id id = submitted(title);
        pass(office_.chief, id);
        pass(office_.director, id);
        return id;
    }
    void pass(const Actor& actor, Id id, std::optional<Instant> at = {}) {
        write([&](db::Tx& tx) { portal::pass_article(tx, actor, id, told(tx, id).version, at); });
    }
    // Any deed of the form (tx, actor, article, version, ...), on the newest version.
    template <class F, class... Args>
    void on(F&& deed, const Actor& actor, Id id, const Args&... args) {
        write([&](db::Tx& tx) { deed(tx, actor, id, told(tx, id).version, args...); });
    }
    static portal::Article told(db::Conn& conn, Id id) { return *portal::find_article(conn, id); }
    portal::Article told(Id id) {
        return db().reading([&](db::Conn& conn) { return told(conn, id); });
    }
    bool sees(const Actor& actor, Id id) {
        return db().reading([&](db::Conn& conn) {
            try {
                return portal::visible_article(conn, actor, id).id == id;
            } catch (const NotFound&) {
                return false;
            }
        });
    }
    std::vector<Id> listed(const Actor& actor, const std::string& view, Id site = 0) {
        portal::ArticleFilter filter;
        filter.view = view;
        filter.site = site;
        return db().reading([&](db::Conn& conn) {
            std::vector<Id> ids;
            const auto page = portal::list_articles(conn, actor, filter);
            for (const auto& line : page.lines) ids.push_back(line.article.id);
            EXPECT_EQ(page.count, static_cast<std::int64_t>(ids.size()));
            return ids;
        });
    }
    std::vector<std::string> shown_at(Id site, Id category = 0) {
        portal::ShownFilter filter;
        filter.site = site;
        filter.category = category;
        return db().reading([&](db::Conn& conn) {
            std::vector<std::string> titles;
            for (const auto& one : portal::shown_articles(conn, filter)) titles.push_back(one.title);
            EXPECT_EQ(portal::count_shown(conn, filter), static_cast<std::int64_t>(titles.size()));
            return titles;
        });
    }
    bool reads(Id site, const std::string& slug) {
        return db().reading([&](db::Conn& conn) { return portal::shown_article(conn, site, slug).has_value(); });
    }
    std::vector<portal::Edition> editions(Id id) {
        return db().reading([&](db::Conn& conn) { return portal::editions_of(conn, id); });
    }

    Id site_ = 0, other_site_ = 0, portal_ = 0;
    portal::Category category_, other_category_;
};

}  // namespace dinh::test
