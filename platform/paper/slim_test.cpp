#include "platform/paper/slim.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dinh::paper {
namespace {

std::string tinos() {
    std::ifstream file("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Slim, a_font_loses_its_instructions_and_nothing_else) {
    const std::string font = tinos();
    ASSERT_FALSE(font.empty()) << "fonts-croscore is not installed";
    const std::string slim = font_without_hinting(font);
    EXPECT_LT(slim.size(), font.size() * 3 / 4);
    EXPECT_THAT(slim.substr(0, 512), testing::Not(testing::HasSubstr("fpgm")));
    EXPECT_THAT(slim.substr(0, 512), testing::HasSubstr("glyf"));
    EXPECT_EQ(font_without_hinting(slim), slim) << "nothing is left to take";
}

TEST(Slim, a_damaged_font_is_refused_wherever_it_ends) {
    const std::string font = tinos();
    for (const std::size_t size : {0U, 5U, 11U, 100U, 300U, 5'000U, 100'000U}) {
        EXPECT_THROW(font_without_hinting(font.substr(0, size)), std::out_of_range) << size;
    }
}

TEST(Slim, what_is_not_built_as_cairo_builds_it_stays_as_it_is) {
    for (const char* bytes : {"", "%PDF-1.4", "%PDF-1.4\nstartxref\n99999\n%%EOF", "startxref\nx"}) {
        EXPECT_EQ(without_hinting(bytes), bytes);
    }
}

}  // namespace
}  // namespace dinh::paper
