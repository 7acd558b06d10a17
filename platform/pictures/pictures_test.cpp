#include "platform/pictures/pictures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "platform/pictures/samples.hpp"
#include "platform/worker/test_files.hpp"

namespace dinh::pictures {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;
using worker::Outcome;

Pictures of(const std::string& bytes) {
    const worker::Descriptor input = worker::file_of(bytes);
    return make(input.get());
}

std::vector<int> widths(const Pictures& made) {
    std::vector<int> all;
    for (const Variant& variant : made.variants) all.push_back(variant.width);
    return all;
}

samples::Image decoded(const Variant& variant) {
    return variant.media_type == "image/jpeg" ? samples::read_jpeg(variant.bytes) : samples::read_webp(variant.bytes);
}

int apart(int one, int other) {
    return std::abs(gdTrueColorGetRed(one) - gdTrueColorGetRed(other)) +
           std::abs(gdTrueColorGetGreen(one) - gdTrueColorGetGreen(other)) +
           std::abs(gdTrueColorGetBlue(one) - gdTrueColorGetBlue(other));
}

// Each variant as large as it says, no larger than it may be, WebP first and JPEG last.
void expect_sound(const Pictures& made) {
    ASSERT_EQ(made.outcome, Outcome::ok) << made.detail;
    for (const Variant& variant : made.variants) {
        EXPECT_EQ(variant.media_type, &variant == &made.variants.back() ? "image/jpeg" : "image/webp");
        EXPECT_LE(variant.bytes.size(), kMostVariantBytes);
        const samples::Image image = decoded(variant);
        ASSERT_NE(image, nullptr);
        EXPECT_EQ(image->sx, variant.width);
        EXPECT_EQ(image->sy, variant.height);
    }
}

TEST(Pictures, come_in_three_widths_as_webp_and_one_as_jpeg) {
    const samples::Image picture = samples::gradient(1600, 1200);
    for (const std::string& bytes : {samples::jpeg(*picture), samples::progressive_jpeg(*picture),
                                     samples::png(*picture), samples::webp(*picture)}) {
        const Pictures made = of(bytes);
        expect_sound(made);
        EXPECT_EQ(made.width, 1600);
        EXPECT_EQ(made.height, 1200);
        EXPECT_THAT(widths(made), testing::ElementsAre(320, 640, 1280, 640));
        for (const Variant& variant : made.variants) {
            EXPECT_EQ(variant.height, variant.width * 3 / 4);
            const samples::Image image = decoded(variant);
            const int x = variant.width / 4;
            const int y = variant.height / 2;
            EXPECT_LT(apart(image->tpixels[y][x], gdTrueColor(64, 128, 128)), 15);
        }
    }
}

TEST(Pictures, are_never_larger_than_they_were) {
    EXPECT_THAT(widths(of(samples::jpeg(*samples::gradient(200, 100)))), testing::ElementsAre(200, 200));
    EXPECT_THAT(widths(of(samples::jpeg(*samples::gradient(640, 100)))), testing::ElementsAre(320, 640, 640));
    EXPECT_THAT(widths(of(samples::jpeg(*samples::gradient(700, 900)))), testing::ElementsAre(320, 640, 700, 640));
    EXPECT_THAT(widths(of(samples::png(*samples::gradient(1, 1)))), testing::ElementsAre(1, 1));
}

TEST(Pictures, of_odd_shapes_keep_their_shape) {
    const Pictures tall = of(samples::png(*samples::gradient(300, 9000)));
    expect_sound(tall);
    EXPECT_EQ(tall.variants.front().height, kTallest);
    EXPECT_EQ(tall.variants.front().width, 133);
    const Pictures wide = of(samples::png(*samples::gradient(9000, 3)));
    expect_sound(wide);
    EXPECT_THAT(widths(wide), testing::ElementsAre(320, 640, 1280, 640));
    EXPECT_EQ(wide.variants.front().height, 1);
    const Pictures thread = of(samples::png(*samples::gradient(1, 20'000)));
    expect_sound(thread);
    EXPECT_EQ(thread.height, 20'000);
}

TEST(Pictures, that_are_hard_to_pack_lose_quality_and_then_width) {
    const Pictures made = of(samples::png(*samples::noise(1600, 1200)));
    expect_sound(made);
    EXPECT_LT(made.variants[made.variants.size() - 2].width, 1280);
    EXPECT_GT(made.variants.back().bytes.size(), kMostVariantBytes / 2);
    const std::vector<int> all = widths(made);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end() - 1, std::less_equal<>())) << testing::PrintToString(all);
    const Pictures smaller = of(samples::png(*samples::noise(640, 480)));
    expect_sound(smaller);
    EXPECT_LT(smaller.variants.back().width, 640);
}

TEST(Pictures, the_same_file_gives_the_same_bytes) {
    const std::string bytes = samples::jpeg(*samples::gradient(700, 500));
    const Pictures first = of(bytes);
    const Pictures second = of(bytes);
    ASSERT_EQ(first.variants.size(), second.variants.size());
    for (std::size_t i = 0; i < first.variants.size(); ++i) {
        EXPECT_EQ(first.variants[i].bytes, second.variants[i].bytes);
    }
}

// Red where the left half is not clear; the clear pixels are black underneath.
void expect_clear_left_and_red_right(const Pictures& made) {
    expect_sound(made);
    for (const Variant& variant : made.variants) {
        const samples::Image image = decoded(variant);
        const bool jpeg = variant.media_type == "image/jpeg";
        const int y = variant.height / 2;
        const int left = image->tpixels[y][variant.width / 4];
        const int right = image->tpixels[y][variant.width * 3 / 4];
        EXPECT_EQ(gdTrueColorGetAlpha(right), 0);
        EXPECT_LT(apart(right, gdTrueColor(255, 0, 0)), 20);
        EXPECT_EQ(gdTrueColorGetAlpha(left), jpeg ? 0 : 127);
        if (jpeg) {
            EXPECT_LT(apart(left, gdTrueColor(255, 255, 255)), 20);
        }
        // No dark edge from what lies under the clear pixels.
        for (int x = variant.width / 2; x < variant.width / 2 + 8; ++x) {
            const int pixel = image->tpixels[y][x];
            EXPECT_TRUE(gdTrueColorGetAlpha(pixel) > 0 || gdTrueColorGetRed(pixel) > 200) << x;
        }
    }
}

TEST(Pictures, that_are_transparent_stay_so_and_are_white_under_jpeg) {
    const auto half = [](int x, int) { return x < 451 ? gdTrueColorAlpha(0, 0, 0, 127) : gdTrueColor(255, 0, 0); };
    const samples::Image picture = samples::drawn(900, 600, half);
    expect_clear_left_and_red_right(of(samples::png(*picture)));
    expect_clear_left_and_red_right(of(samples::webp(*picture)));
    expect_clear_left_and_red_right(of(samples::webp(*picture, gdWebpLossless)));
    expect_clear_left_and_red_right(of(samples::half_clear_gif(900, 600)));
}

TEST(Pictures, one_colour_of_a_png_declared_transparent_is_so) {
    const auto half = [](int x, int) { return x < 450 ? gdTrueColor(0, 0, 0) : gdTrueColor(255, 0, 0); };
    const samples::Image picture = samples::drawn(900, 600, half);
    picture->saveAlphaFlag = 0;
    expect_clear_left_and_red_right(of(samples::with_chunk(samples::png(*picture), "tRNS", std::string(6, '\0'))));
}

TEST(Pictures, half_clear_pixels_stay_half_clear) {
    const auto veil = [](int, int) { return gdTrueColorAlpha(0, 0, 255, 64); };
    const Pictures made = of(samples::png(*samples::drawn(400, 300, veil)));
    expect_sound(made);
    const samples::Image webp = decoded(made.variants.front());
    EXPECT_NEAR(gdTrueColorGetAlpha(webp->tpixels[100][100]), 64, 2);
    const samples::Image jpeg = decoded(made.variants.back());
    EXPECT_LT(apart(jpeg->tpixels[100][100], gdTrueColor(128, 128, 255)), 20);
}

// The colours at the corners, from left to right and from top to bottom: Red, Green, Blue, blacK.
std::string corners_of(const Variant& variant) {
    const samples::Image image = decoded(variant);
    std::string seen;
    for (const int y : {image->sy / 4, image->sy * 3 / 4}) {
        for (const int x : {image->sx / 4, image->sx * 3 / 4}) {
            const int pixel = image->tpixels[y][x];
            seen += gdTrueColorGetRed(pixel) > 150     ? 'R'
                    : gdTrueColorGetGreen(pixel) > 150 ? 'G'
                    : gdTrueColorGetBlue(pixel) > 150  ? 'B'
                                                       : 'K';
        }
    }
    return seen;
}

constexpr const char* kUpright[] = {"RGBK", "GRKB", "KBGR", "BKRG", "RBGK", "BRKG", "KGBR", "GKRB"};

TEST(Pictures, are_turned_as_each_of_the_eight_orientations_says) {
    const std::string jpeg = samples::jpeg(*samples::corners(400, 200));
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const std::string exif = samples::exif(orientation, orientation % 2 == 0);
        const Pictures made = of(samples::with_segments(jpeg, samples::jpeg_segment(0xE1, "Exif\0\0"s + exif)));
        expect_sound(made);
        EXPECT_EQ(made.width, orientation >= 5 ? 200 : 400) << orientation;
        EXPECT_EQ(made.height, orientation >= 5 ? 400 : 200) << orientation;
        for (const Variant& variant : made.variants) {
            EXPECT_EQ(variant.width > variant.height, orientation < 5) << orientation;
            EXPECT_EQ(corners_of(variant), kUpright[orientation - 1]) << orientation;
        }
    }
}

TEST(Pictures, lying_on_their_side_are_as_wide_as_asked_once_upright) {
    const std::string jpeg = samples::jpeg(*samples::corners(2000, 1500));
    const Pictures made = of(samples::with_segments(jpeg, samples::jpeg_segment(0xE1, "Exif\0\0"s + samples::exif(8))));
    expect_sound(made);
    EXPECT_THAT(widths(made), testing::ElementsAre(320, 640, 1280, 640));
    EXPECT_EQ(made.variants[2].height, 1707);
    EXPECT_EQ(corners_of(made.variants[2]), kUpright[7]);
}

TEST(Pictures, png_and_webp_are_turned_too) {
    const samples::Image picture = samples::corners(400, 200);
    EXPECT_EQ(corners_of(of(samples::with_chunk(samples::png(*picture), "eXIf", samples::exif(6))).variants.at(0)),
              kUpright[5]);
    const std::string webp = samples::with_metadata(samples::webp(*picture), 400, 200, samples::exif(6));
    EXPECT_EQ(corners_of(of(webp).variants.at(0)), kUpright[5]);
}

TEST(Pictures, keep_nothing_but_their_pixels) {
    const samples::Image picture = samples::gradient(400, 300);
    const std::string segments = samples::jpeg_segment(0xE1, "Exif\0\0"s + samples::exif(1)) +
                                 samples::jpeg_segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<secret/>"s) +
                                 samples::jpeg_segment(0xE2, "ICC_PROFILE\0\x01\x01secret"s) +
                                 samples::jpeg_segment(0xED, "Photoshop 3.0\0secret"s) +
                                 samples::jpeg_segment(0xFE, "secret comment");
    const std::string jpeg = samples::with_segments(samples::jpeg(*picture), segments) + "secret after the end";
    std::string png = samples::with_chunk(samples::png(*picture), "tEXt", "Comment\0secret"s);
    png = samples::with_chunk(png, "eXIf", samples::exif(1)) + "secret after the end";
    const std::string webp = samples::with_metadata(samples::webp(*picture), 400, 300, samples::exif(1));
    for (const std::string& bytes : {jpeg, png, webp}) {
        ASSERT_THAT(bytes, HasSubstr("secret"));
        const Pictures made = of(bytes);
        expect_sound(made);
        for (const Variant& variant : made.variants) {
            for (const char* secret : samples::kSecrets) {
                EXPECT_THAT(variant.bytes, Not(HasSubstr(secret))) << secret;
            }
        }
    }
}

TEST(Pictures, that_are_something_else_as_well_are_only_pictures_afterwards) {
    const samples::Image picture = samples::gradient(400, 300);
    const std::string script = "*/=1;alert(1)/*<script>alert(1)</script>PK\x03\x04";
    const std::string jpeg = samples::with_segments(samples::jpeg(*picture), samples::jpeg_segment(0xFE, script));
    const std::string png = samples::png(*picture) + script;
    const std::string gif = samples::gif(*picture) + script;
    for (const std::string& bytes : {jpeg, png, gif}) {
        const Pictures made = of(bytes);
        expect_sound(made);
        for (const Variant& variant : made.variants) {
            EXPECT_THAT(variant.bytes, Not(HasSubstr("script")));
            EXPECT_THAT(variant.bytes, Not(HasSubstr("alert")));
        }
    }
}

TEST(Pictures, of_an_animated_gif_the_first_is_taken) {
    const std::string first = samples::gif(*samples::drawn(40, 30, [](int, int) { return 0xFF0000; }));
    const std::string second = samples::gif(*samples::drawn(40, 30, [](int, int) { return 0x0000FF; }));
    // Without the trailer of the first, and of the second only what comes after screen and colours (2 colours).
    const std::size_t picture_at = second.find(',', 13);
    const Pictures made = of(first.substr(0, first.size() - 1) + second.substr(picture_at));
    expect_sound(made);
    EXPECT_EQ(corners_of(made.variants.front()), "RRRR");
}

}  // namespace
}  // namespace dinh::pictures
