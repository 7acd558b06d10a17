#include "platform/pictures/header.hpp"

#include <gtest/gtest.h>

#include "platform/pictures/answer.hpp"
#include "platform/pictures/samples.hpp"

namespace dinh::pictures {
namespace {

using namespace std::string_literals;

// A PNG with this header and no honest data behind it.
std::string claiming_png(const std::string& width, const std::string& height, char colours = 2) {
    const auto chunk = [](const std::string& type, const std::string& content) {
        return "\0\0\0"s + static_cast<char>(content.size()) + type + content + "\0\0\0\0"s;
    };
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR", width + height + "\x08"s + colours + "\0\0\0"s) + chunk("IDAT", "x") +
           chunk("IEND", "");
}

std::string claiming_jpeg(const std::string& sides, unsigned char kind = 0xC0) {
    return "\xFF\xD8"s + samples::jpeg_segment(kind, "\x08" + sides + "\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"s) +
           samples::jpeg_segment(0xDA, "\x03\x01\0\x02\x11\x03\x11\0\x3F\0"s) + "data\xFF\xD9";
}

TEST(Header, gives_kind_and_size_of_all_four_and_the_place_of_the_orientation) {
    const samples::Image picture = samples::gradient(300, 200);
    const std::string exif = samples::exif(6);
    const std::string jpeg =
        samples::with_segments(samples::jpeg(*picture), samples::jpeg_segment(0xE1, "Exif\0\0"s + exif));
    const std::string png = samples::with_chunk(samples::png(*picture), "eXIf", exif);
    const std::string webp = samples::with_metadata(samples::webp(*picture), 300, 200, exif);
    const std::string lossless = samples::webp(*picture, gdWebpLossless);
    const std::string gif = samples::gif(*picture);
    const std::pair<std::string, Kind> files[] = {
        {jpeg, Kind::jpeg}, {png, Kind::png}, {gif, Kind::gif}, {webp, Kind::webp}, {lossless, Kind::webp}};
    for (const auto& [bytes, kind] : files) {
        const std::optional<Header> header = read_header(bytes);
        ASSERT_TRUE(header) << media_type(kind);
        EXPECT_EQ(header->kind, kind);
        EXPECT_EQ(header->width, 300) << media_type(kind);
        EXPECT_EQ(header->height, 200) << media_type(kind);
        EXPECT_TRUE(within_limits(*header));
        const bool bears = bytes == jpeg || bytes == png || bytes == webp;
        EXPECT_EQ(header->exif, bears ? exif : "") << media_type(kind);
    }
}

TEST(Header, every_cut_is_noticed) {
    const samples::Image picture = samples::gradient(40, 30);
    const samples::Image for_gif = samples::gradient(40, 30);
    for (const std::string& whole :
         {samples::jpeg(*picture), samples::progressive_jpeg(*picture), samples::png(*picture), samples::webp(*picture),
          samples::with_metadata(samples::webp(*picture), 40, 30, samples::exif(1))}) {
        ASSERT_TRUE(read_header(whole));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            EXPECT_FALSE(read_header(std::string_view(whole).substr(0, size))) << size << " of " << whole.size();
        }
    }
    // Its last byte, the trailer, comes after the first picture and is not needed.
    const std::string gif = samples::gif(*for_gif);
    ASSERT_TRUE(read_header(gif));
    for (std::size_t size = 0; size + 1 < gif.size(); ++size) {
        EXPECT_FALSE(read_header(std::string_view(gif).substr(0, size))) << size << " of " << gif.size();
    }
}

TEST(Header, what_is_no_picture_has_none) {
    for (const std::string& bytes :
         {""s, "\xFF\xD8\xFF"s, "\xFF\xD8\xFF\xD9"s, "GIF89a"s, "GIF89a<script>alert(1)</script>"s,
          "<html><body>x</body></html>"s, "<svg xmlns='http://www.w3.org/2000/svg'/>"s, "%PDF-1.7"s, "BM\x36\0\0\0"s,
          "RIFF\x04\0\0\0WEBP"s, "RIFF\xFF\xFF\xFF\xFFWEBPVP8 "s,
          "\0\0\0\x18"
          "ftypheic"s,
          claiming_png("\0\0\0\0"s, "\0\0\0\x01"s), claiming_jpeg("\0\0\0\x10"s)}) {
        EXPECT_FALSE(read_header(bytes)) << bytes;
    }
}

TEST(Header, what_claims_more_than_the_limits_is_not_within_them) {
    const auto within = [](const std::string& bytes) {
        const std::optional<Header> header = read_header(bytes);
        EXPECT_TRUE(header);
        return header && within_limits(*header);
    };
    EXPECT_TRUE(within(claiming_png("\0\0\x0B\xB8"s, "\0\0\x0B\xB8"s))) << "3000 x 3000";
    EXPECT_FALSE(within(claiming_png("\0\0\xEA\x60"s, "\0\0\xEA\x60"s))) << "60,000 x 60,000";
    EXPECT_FALSE(within(claiming_png("\x7F\xFF\xFF\xFF"s, "\x7F\xFF\xFF\xFF"s)));
    EXPECT_FALSE(within(claiming_png("\0\0\x4E\x21"s, "\0\0\0\x01"s))) << "20,001 x 1";
    EXPECT_TRUE(within(claiming_png("\0\0\x4E\x20"s, "\0\0\0\x01"s))) << "20,000 x 1";
    EXPECT_TRUE(within(claiming_png("\0\0\x1B\x58"s, "\0\0\x1B\x58"s, 0))) << "7000 x 7000, grey";
    EXPECT_FALSE(within(claiming_png("\0\0\x1B\x58"s, "\0\0\x1B\x58"s, 6))) << "7000 x 7000 takes 400 MB so";
    EXPECT_TRUE(within(claiming_jpeg("\x1B\x58\x1B\x58"s))) << "7000 x 7000";
    EXPECT_FALSE(within(claiming_jpeg("\x1B\x58\x1B\x58"s, 0xC2))) << "7000 x 7000, progressive";
    EXPECT_FALSE(within(claiming_jpeg("\x1B\xA8\x1B\xA8"s))) << "7080 x 7080";
    EXPECT_FALSE(within(claiming_jpeg("\xFF\xFF\xFF\xFF"s)));
}

TEST(Header, a_second_frame_and_a_picture_beyond_its_screen_are_contradictions) {
    const std::string jpeg = claiming_jpeg("\0\x10\0\x10"s);
    ASSERT_TRUE(read_header(jpeg));
    const std::string frame = jpeg.substr(2, 19);
    EXPECT_FALSE(read_header(jpeg.substr(0, 21) + frame + jpeg.substr(21)));
    std::string gif = samples::gif(*samples::gradient(40, 30));
    ASSERT_TRUE(read_header(gif));
    gif[6] = 39;
    EXPECT_FALSE(read_header(gif));
}

TEST(Header, a_jpeg_of_more_scans_than_any_writer_makes_is_none) {
    const std::string jpeg = samples::progressive_jpeg(*samples::gradient(40, 30));
    const std::size_t scan = jpeg.rfind("\xFF\xDA");
    const auto with_more = [&](int count) {
        std::string more = jpeg.substr(0, jpeg.size() - 2);
        for (int i = 0; i < count; ++i) more += jpeg.substr(scan, jpeg.size() - 2 - scan);
        return more + "\xFF\xD9";
    };
    EXPECT_TRUE(read_header(with_more(80)));
    EXPECT_FALSE(read_header(with_more(100)));
}

TEST(Orientation, is_read_in_both_byte_orders_and_nonsense_means_upright) {
    for (int orientation = 1; orientation <= 8; ++orientation) {
        EXPECT_EQ(orientation_of(samples::exif(orientation)), orientation);
        EXPECT_EQ(orientation_of(samples::exif(orientation, true)), orientation);
    }
    EXPECT_EQ(orientation_of(samples::exif(0)), 1);
    EXPECT_EQ(orientation_of(samples::exif(9)), 1);
    EXPECT_EQ(orientation_of(samples::exif(65535)), 1);
    const std::string whole = samples::exif(6);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const int orientation = orientation_of(std::string_view(whole).substr(0, size));
        EXPECT_TRUE(orientation == 1 || orientation == 6) << size;
    }
}

TEST(Answer, of_a_worker_is_believed_only_as_far_as_its_pictures_are_what_was_agreed) {
    const samples::Image picture = samples::gradient(40, 30);
    const std::string webp = samples::webp(*picture);
    const std::string jpeg = samples::jpeg(*picture);
    const auto outcome = [](std::vector<std::string> files, int width = 40) {
        const Pictures read = pictures_of(answer_of({worker::Outcome::ok, width, 30, std::move(files), ""}));
        EXPECT_EQ(read.variants.empty(), read.outcome != worker::Outcome::ok);
        return read.outcome;
    };
    EXPECT_EQ(outcome({webp, jpeg}), worker::Outcome::ok);
    EXPECT_EQ(outcome({webp, webp, webp, jpeg}), worker::Outcome::ok);
    EXPECT_EQ(outcome({webp, webp, webp, webp, jpeg}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({jpeg}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({webp}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({jpeg, webp}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({webp, "<script>alert(1)</script>"}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({webp, samples::with_segments(jpeg, samples::jpeg_segment(0xE1, "Exif\0\0place"s))}),
              worker::Outcome::crashed);
    EXPECT_EQ(outcome({webp, samples::jpeg(*samples::gradient(1281, 30))}), worker::Outcome::crashed);
    EXPECT_EQ(outcome({webp, samples::jpeg(*samples::noise(640, 640))}), worker::Outcome::crashed) << "too long";
    EXPECT_EQ(outcome({webp, jpeg}, 0), worker::Outcome::crashed);
    worker::Result odd = answer_of({worker::Outcome::ok, 40, 30, {webp, jpeg}, ""});
    odd.output = "x" + odd.output;
    EXPECT_EQ(pictures_of(odd).outcome, worker::Outcome::crashed);
    odd.output = "99999999999999999999\nx";
    EXPECT_EQ(pictures_of(odd).outcome, worker::Outcome::crashed);
}

}  // namespace
}  // namespace dinh::pictures
