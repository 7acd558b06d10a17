#include "modules/portal/articles/audio.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dinh::portal {

namespace {

std::string little(std::uint64_t value, int count) {
    std::string bytes;
    for (int n = 0; n < count; ++n) bytes += static_cast<char>(value >> (8 * n) & 0xff);
    return bytes;
}

// Frames of MPEG 2, layer III: 16 kbit/s, 22,050 Hz, mono; 52 bytes each.
std::string frames(int count) {
    std::string bytes;
    for (int n = 0; n < count; ++n) bytes += std::string("\xff\xf3\x20\xc0", 4) + std::string(48, '\0');
    return bytes;
}

std::string ogg_page(std::uint64_t samples, const std::string& packet) {
    return "OggS" + std::string(2, '\0') + little(samples, 8) + std::string(12, '\0') + "\x01" +
           static_cast<char>(packet.size()) + packet;
}
std::string opus(std::uint64_t samples, std::size_t fill) {
    return ogg_page(0, "OpusHead" + std::string(11, '\1')) + std::string(fill, 'x') + ogg_page(samples, "y");
}

std::optional<Sound> sound(const std::string& bytes) {
    return sound_of(bytes, bytes, static_cast<std::int64_t>(bytes.size()));
}

}  // namespace

TEST(Audio, of_even_frames_weighs_what_each_frame_says) {
    const auto found = sound(frames(400));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->bits_per_second, 16'000);
    EXPECT_EQ(found->seconds, 10);
}

TEST(Audio, behind_a_tag_is_found) {
    const std::string tag = std::string("ID3\x04\0\0\0\0\x01\x00", 10) + std::string(128, 't');
    const auto found = sound(tag + frames(400));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->seconds, 10);
    EXPECT_FALSE(sound(std::string("ID3\x04\0\0\x7f\x7f\x7f\x7f", 10) + frames(400))) << "a tag longer than all";
}

TEST(Audio, of_uneven_frames_weighs_by_their_count) {
    std::string first = frames(1);
    first.replace(4 + 9, 12, std::string("Xing\0\0\0\1\0\0\3\x20", 12));  // 800 frames
    const auto found = sound(first + frames(400));
    ASSERT_TRUE(found);
    EXPECT_NEAR(static_cast<double>(found->bits_per_second), 8'000, 100);
    EXPECT_EQ(found->seconds, 21);
}

TEST(Audio, of_opus_lasts_until_its_last_page) {
    const auto found = sound(opus(48'000 * 60, 90'000));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->seconds, 60);
    EXPECT_NEAR(static_cast<double>(found->bits_per_second), 12'000, 50);
    const std::string whole = opus(48'000 * 60, 90'000);
    const auto parts =
        sound_of(std::string_view(whole).substr(0, 100), std::string_view(whole).substr(whole.size() - 100),
                 static_cast<std::int64_t>(whole.size()));
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->seconds, 60) << "by both ends alone";
}

TEST(Audio, that_is_none_or_cut_is_not_told) {
    for (const std::string& bytes :
         {std::string(), std::string("x"), std::string(5000, '\xff'), std::string("ID3"), std::string("OggS"),
          ogg_page(0, "OpusHead"), ogg_page(0, "Video   " + std::string(60, '\1')), opus(0, 100),
          opus(~std::uint64_t{0}, 100), opus(48'000, 100).substr(0, 120), frames(1).substr(0, 3)})
        EXPECT_FALSE(sound(bytes)) << bytes.size();
}

}  // namespace dinh::portal
