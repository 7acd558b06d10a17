#include "platform/web/router.hpp"

#include <gtest/gtest.h>

namespace dinh::web {

namespace {

Response nothing(Context&) { return text(""); }

struct Found {
    std::string pattern;
    Pairs places;
    bool other_method = false;
};
Found find(const Router& router, Method method, std::string_view path) {
    Found found;
    const Route* route = router.find(method, path, found.places, found.other_method);
    if (route) found.pattern = route->pattern;
    return found;
}

}  // namespace

TEST(Router, finds_routes_and_their_places) {
    Router router;
    router.get("/", nothing);
    router.get("/documents/incoming/:id", nothing);
    router.get("/documents/incoming/new", nothing);
    router.get("/documents/:kind/:id/files/:n", nothing);
    router.get("/help/*page", nothing);
    router.finish();
    EXPECT_EQ(find(router, Method::get, "/").pattern, "/");
    EXPECT_EQ(find(router, Method::head, "/").pattern, "/");
    EXPECT_EQ(find(router, Method::get, "/documents/incoming/12").places, (Pairs{{"id", "12"}}));
    EXPECT_EQ(find(router, Method::get, "/documents/incoming/new").pattern, "/documents/incoming/new");
    const Found file = find(router, Method::get, "/documents/incoming/7/files/2");
    EXPECT_EQ(file.pattern, "/documents/:kind/:id/files/:n");
    EXPECT_EQ(file.places, (Pairs{{"kind", "incoming"}, {"id", "7"}, {"n", "2"}}));
    EXPECT_EQ(find(router, Method::get, "/help/a/b").places, (Pairs{{"page", "a/b"}}));
    EXPECT_EQ(find(router, Method::get, "/help/").places, (Pairs{{"page", ""}}));
    for (const char* absent : {"/documents", "/documents/incoming", "/documents/incoming/", "/documents/incoming/1/",
                               "/help", "", "x", "/documents/incoming/1/files"})
        EXPECT_EQ(find(router, Method::get, absent).pattern, "") << absent;
}

TEST(Router, tells_a_wrong_method_from_a_wrong_path) {
    Router router;
    router.get("/a", nothing);
    router.post("/a", nothing);
    router.del("/a/:id", nothing);
    router.finish();
    EXPECT_TRUE(find(router, Method::del, "/a").other_method);
    EXPECT_TRUE(find(router, Method::post, "/a/1").other_method);
    EXPECT_FALSE(find(router, Method::post, "/b").other_method);
    EXPECT_EQ(router.allowed("/a"), "GET, HEAD, POST");
    EXPECT_EQ(router.allowed("/a/1"), "DELETE");
    EXPECT_EQ(router.allowed("/b"), "");
}

TEST(Router, goes_back_to_a_place_when_a_literal_leads_nowhere) {
    Router router;
    router.get("/a/new/x", nothing);
    router.get("/a/:id/y", nothing);
    router.post("/a/new", nothing);
    router.get("/a/:id", nothing);
    router.finish();
    EXPECT_EQ(find(router, Method::get, "/a/new/y").pattern, "/a/:id/y");
    EXPECT_EQ(find(router, Method::get, "/a/new").pattern, "/a/:id");
}

TEST(Router, refuses_two_routes_for_one_path) {
    Router router;
    router.get("/a/:id", nothing);
    router.get("/a/:name", nothing);
    EXPECT_THROW(router.finish(), std::logic_error);
    Router rest;
    rest.get("/a/*x/y", nothing);
    EXPECT_THROW(rest.finish(), std::logic_error);
    Router late;
    late.finish();
    EXPECT_THROW(late.get("/a", nothing), std::logic_error);
    EXPECT_THROW(Router().get("a", nothing), std::logic_error);
}

TEST(Router, survives_very_long_paths) {
    Router router;
    router.get("/:a/:b/:c", nothing);
    router.get("/x/*rest", nothing);
    router.finish();
    std::string path = "/x";
    for (int i = 0; i < 20000; ++i) path += "/a";
    EXPECT_EQ(find(router, Method::get, path).pattern, "/x/*rest");
    path[1] = 'y';
    EXPECT_EQ(find(router, Method::get, path).pattern, "");
}

}  // namespace dinh::web
