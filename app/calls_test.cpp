// Every deed of the house as programs call it.
#include <boost/json.hpp>
#include <set>

#include "app/frame.hpp"
#include "app/modules.hpp"
#include "platform/pages/pages.hpp"
#include "platform/web/api/openapi.hpp"
#include "tests/support/support.hpp"

namespace dinh::app {

namespace json = boost::json;

class AllCalls : public testing::Test {
protected:
    AllCalls() {
        static const bool loaded = (pages::load(), true);
        (void)loaded;
        for (const auto& manifest : modules_) {
            router_.belong(manifest.name, manifest.title);
            if (manifest.routes) manifest.routes(router_);
        }
        add_house_routes(router_, modules_);
        router_.finish();
    }
    json::value document(const char* language) {
        return json::parse(web::api::openapi(router_, pages::Lang(language)));
    }
    const std::vector<module::Manifest> modules_ = all_modules();
    web::Router router_;
};

TEST_F(AllCalls, describe_each_deed_or_say_why_it_is_done_by_hand) {
    int described = 0, by_hand = 0;
    for (const auto* route : router_.all()) {
        if (route->method == web::Method::get) continue;
        EXPECT_TRUE(route->summary.empty() != route->by_hand.empty())
            << "neither or both: says() in calls.cpp of the module, or only_by_hand(): " << route->module << " "
            << (route->method == web::Method::del ? "DELETE " : "POST ") << route->pattern;
        (route->by_hand.empty() ? described : by_hand) += 1;
    }
    EXPECT_GT(described, 100);
    EXPECT_GT(by_hand, 10);
}

TEST_F(AllCalls, keep_only_what_concerns_accounts_for_the_hand) {
    // Forms of citizens are open to everybody and to no program: a token would go round their stamp.
    for (const auto* route : web::api::kept_by_hand(router_))
        EXPECT_TRUE(route->module == "accounts" || route->is_public) << route->pattern;
}

TEST_F(AllCalls, take_files_by_name_where_the_form_does) {
    for (const auto* route : router_.all()) {
        if (route->method == web::Method::get || route->asked.empty()) continue;
        const bool files = std::any_of(route->asked.begin(), route->asked.end(),
                                       [](const auto& one) { return one.kind == web::api::Kind::file; });
        EXPECT_EQ(files, route->upload_limit_bytes != 0) << route->pattern;
    }
}

TEST_F(AllCalls, stand_in_one_document_in_both_languages) {
    const auto vietnamese = document("vi"), english = document("en");
    const auto& paths = vietnamese.at("paths").as_object();
    EXPECT_EQ(paths.size(), english.at("paths").as_object().size());
    EXPECT_GT(paths.size(), 150U);
    std::set<std::string> ids;
    for (const auto& path : paths)
        for (const auto& operation : path.value().as_object()) {
            const std::string id(operation.value().at("operationId").as_string());
            EXPECT_TRUE(ids.insert(id).second) << id;
            const std::string summary(operation.value().at("summary").as_string());
            const std::string translated(
                english.at("paths").at(path.key()).at(operation.key()).at("summary").as_string());
            EXPECT_FALSE(summary.empty()) << path.key();
            EXPECT_NE(summary, translated) << path.key();
        }
    for (const char* path : {"/petitions", "/meetings/entries/{id}", "/documents/incoming/{id}/forwardings",
                             "/documents/outgoing.json", "/directory/groups"})
        EXPECT_TRUE(paths.contains(path)) << path;
    for (const char* path : {"/accounts/me/tokens", "/accounts/me/password", "/sessions"})
        EXPECT_FALSE(paths.contains(path)) << path;
}

}  // namespace dinh::app
