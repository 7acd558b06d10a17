// Places of offices, outlines read from GeoJSON, and the map made of both.
#include "modules/portal/sites/offices.hpp"

#include "modules/portal/reading/drawing.hpp"
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/site_desk.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSquare =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"05443",
"name":"Phan <Đình> Phùng"},"geometry":
{"type":"Polygon","coordinates":[[[105.8,21.5],[105.9,21.5],[105.9,21.6],[105.8,21.6],[105.8,21.5]]]}}]})";

std::string with(std::string_view from, std::string_view to) {
    std::string json(kSquare);
    return json.replace(json.find(from), from.size(), to);
}

class OfficesTest : public test::SiteDesk, protected test::Visitor {
protected:
    OfficesTest() : Visitor("/portal/sites") {}
    void SetUp() override {
        SiteDesk::SetUp();
        site_routes(router_);
        reading_routes(router_);
        site_ = SiteDesk::open(office_.agency);
        theirs_ = SiteDesk::open(other_.agency);
        portal_ = SiteDesk::open(province_);
        Visitor::open(db());
        directory::now(house_);
    }
    void locate(const Actor& actor, Id site, const std::optional<Location>& at, std::int64_t version) {
        write([&](db::Tx& tx) { set_location(tx, actor, site, version, at); });
    }
    void locate(const Actor& actor, Id site, const std::optional<Location>& at) {
        locate(actor, site, at, version(site));
    }
    std::string page(Id site) { return get({}, base_path(this->site(site).slug) + "/ban-do").body; }
    const Location here_{21'594'200, 105'848'200};
    Id site_ = 0, theirs_ = 0, portal_ = 0;
};
DINH_BOTH_ENGINES(OfficesTest);

}  // namespace

TEST(LocationTest, is_read_as_maps_show_it) {
    const Location place{21'594'200, 105'848'200};
    for (const char* typed : {"21.5942, 105.8482", "21.5942,105.8482", " 21.594200  105.848200 ", "21,5942; 105,8482",
                              "21.5942°, 105.8482°", "21,5942 105,8482"})
        EXPECT_EQ(parse_location(typed), place) << typed;
    for (const char* typed : {"", "21.5942", "105.8482, 21.5942", "21.5942, 105.8482, 3", "một, hai", "nan, inf",
                              "21.5942N, 105.8482E", "-21.5942, 105.8482", "1e300, 105"})
        EXPECT_EQ(parse_location(typed), std::nullopt) << typed;
    EXPECT_EQ(show_location(place), "21.594200, 105.848200");
    EXPECT_EQ(parse_location(show_location({8'000'001, 102'000'009})), (Location{8'000'001, 102'000'009}));
}

TEST(OutlinesTest, are_read_from_geojson) {
    const auto list = read_outlines(kSquare);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].code, "05443");
    ASSERT_EQ(list[0].rings.size(), 1U);
    EXPECT_EQ(list[0].rings[0].size(), 5U);
    EXPECT_EQ(list[0].rings[0][2], (Location{21'600'000, 105'900'000}));
}

TEST(OutlinesTest, what_is_no_map_of_here_is_refused) {
    std::string deep = R"({"features":)";
    for (int i = 0; i < 5000; ++i) deep += "[";
    for (const auto& json :
         {std::string(), std::string("{"), std::string("[]"), std::string(R"({"features":[]})"), deep,
          std::string(kSquare.substr(0, 200)), with("105.8,21.5", "21.5,105.8"), with("105.8,21.5", "\"a\",21.5"),
          with("Polygon", "Point"), with("\"code\"", "\"ma\""), with("105.8,21.5", "1e999,21.5")})
        EXPECT_THROW(read_outlines(json), Refused) << json.substr(0, 120);
    const std::string one(kSquare.substr(kSquare.find("{\"type\":\"Feature\"")));
    const std::string feature = one.substr(0, one.size() - 2);
    EXPECT_THROW(read_outlines("{\"features\":[" + feature + "," + feature + "]}"), Refused) << "twice the same code";
}

TEST(DrawingTest, names_are_text_and_points_keep_their_shape) {
    const auto drawn =
        reading::draw_map(read_outlines(kSquare), {{{21'550'000, 105'850'000}, "Sở \"A\" <b>", true}}, "Bản đồ");
    EXPECT_THAT(drawn, HasSubstr("Phan &lt;Đình&gt; Phùng"));
    EXPECT_THAT(drawn, Not(HasSubstr("<b>")));
    EXPECT_THAT(drawn, HasSubstr("<circle cx=\"300\""));
    EXPECT_EQ(reading::draw_map({}, {}, "x"), "");
    EXPECT_THAT(reading::draw_map({}, {{{21'550'000, 105'850'000}, "Sở", true}}, "x"), HasSubstr("<circle"));
}

TEST_P(OfficesTest, a_site_shows_where_its_office_is_and_the_province_all) {
    EXPECT_THAT(page(site_), HasSubstr("Chưa có vị trí trụ sở nào."));
    locate(office_.director, site_, here_);
    locate(other_.director, theirs_, Location{21'600'000, 105'800'000});
    EXPECT_THAT(page(site_), HasSubstr("mlat=21.594200"));
    EXPECT_THAT(page(site_), Not(HasSubstr("mlat=21.600000")));
    EXPECT_THAT(page(portal_), HasSubstr("mlat=21.594200"));
    EXPECT_THAT(page(portal_), HasSubstr("mlat=21.600000"));
    write([&, at = version(portal_)](db::Tx& tx) {
        keep_outlines(tx, administrator_, portal_, at, read_outlines(kSquare));
    });
    EXPECT_THAT(page(site_), HasSubstr("<path d="));
    locate(office_.director, site_, std::nullopt);
    EXPECT_THAT(page(site_), HasSubstr("Chưa có vị trí trụ sở nào."));
}

TEST_P(OfficesTest, only_who_keeps_the_site_moves_its_office) {
    EXPECT_THROW(locate(office_.specialist, site_, here_), Forbidden);
    EXPECT_THROW(locate(other_.director, site_, here_), NotFound);
    EXPECT_THROW(locate(office_.director, site_, here_, version(site_) - 1), Conflict);
    const auto list = read_outlines(kSquare);
    const auto keep = [&](const Actor& actor, Id site) {
        write([&, at = version(site)](db::Tx& tx) { keep_outlines(tx, actor, site, at, list); });
    };
    EXPECT_THROW(keep(office_.director, site_), Forbidden);
    EXPECT_THROW(keep(administrator_, site_), Refused) << "not the province's";
}

TEST_P(OfficesTest, of_two_at_once_one_wins) {
    const auto at = version(site_);
    test::one_wins("locate", "Conflict", [&] { locate(office_.director, site_, here_, at); });
    const auto read = version(portal_);
    const auto list = read_outlines(kSquare);
    test::one_wins("outlines", "Conflict",
                   [&] { write([&](db::Tx& tx) { keep_outlines(tx, administrator_, portal_, read, list); }); });
}

TEST_P(OfficesTest, forms_take_what_a_map_shows_and_a_file) {
    const std::string path = "/portal/sites/" + std::to_string(site_);
    const auto send = [&](const std::string& typed) {
        return post(office_.director, path + "/location",
                    {{"location", typed}, {"version", std::to_string(version(site_))}});
    };
    EXPECT_EQ(get(office_.director, path + "/location/new").status, 200);
    EXPECT_EQ(send("đâu đó").status, 422);
    EXPECT_EQ(send("21.5942, 105.8482").status, 303);
    const auto shown = get(office_.director, path);
    EXPECT_THAT(shown.body, HasSubstr("21.594200, 105.848200"));
    EXPECT_FALSE(shown.has(">location<")) << "the history has it by its name";
    const std::string home = "/portal/sites/" + std::to_string(portal_);
    const auto outlines_of = [&](const std::string& content) {
        return post(administrator_, home + "/outlines", {{"version", std::to_string(version(portal_))}},
                    {upload("files", "xa.geojson", content)});
    };
    const auto asked = get(administrator_, home + "/outlines/new");
    EXPECT_THAT(asked.body, HasSubstr("phải bật xác thực bước hai rồi mới làm việc được"));
    const auto refused = get(chief_, home + "/outlines/new");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("bật xác thực bước hai, đặt được tên miền của trang và bản đồ nền"));
    EXPECT_EQ(outlines_of("không phải").status, 422);
    const auto taken = outlines_of(std::string(kSquare));
    EXPECT_EQ(taken.status, 303) << taken.after("govuk-error-summary__list");
    EXPECT_THAT(page(site_), HasSubstr("<path d="));
}

}  // namespace dinh::portal
