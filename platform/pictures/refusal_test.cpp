// What is refused, and what holds the worker that reads pictures. main() below is also that of the workers.
#include <dlfcn.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <fstream>

#include "platform/pictures/pictures.hpp"
#include "platform/pictures/samples.hpp"
#include "platform/worker/confine.hpp"
#include "platform/worker/test_files.hpp"

namespace dinh::pictures {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using worker::Outcome;

bool libgd_was_there_at_the_start = true;

std::string loaded_libraries() {
    std::ifstream maps("/proc/self/maps");
    return {std::istreambuf_iterator<char>(maps), std::istreambuf_iterator<char>()};
}

Pictures of(const std::string& bytes) {
    const worker::Descriptor input = worker::file_of(bytes);
    return make(input.get());
}

Outcome outcome_of(const std::string& bytes) {
    const Pictures made = of(bytes);
    EXPECT_EQ(made.variants.empty(), made.outcome != Outcome::ok);
    return made.outcome;
}

std::string changed(std::string bytes, std::size_t at, const std::string& now) {
    return bytes.replace(at, now.size(), now);
}

TEST(Refused, what_is_no_picture_whatever_its_name_says) {
    for (const std::string& bytes :
         {""s, "x"s, "<!doctype html><script>alert(1)</script>"s, "<svg xmlns='http://www.w3.org/2000/svg'></svg>"s,
          "%PDF-1.7\n"s, "PK\x03\x04"s, "GIF89a=1;alert(1)"s, "\xFF\xD8\xFF\xE0<script>alert(1)</script>"s,
          "\0\0\0\x18"
          "ftypheic"s,
          "BM"s + std::string(200, '\0'), std::string(100'000, '\0')}) {
        EXPECT_EQ(outcome_of(bytes), Outcome::not_this_kind) << bytes.substr(0, 40);
    }
}

TEST(Refused, pictures_cut_at_any_sixteenth) {
    const samples::Image picture = samples::gradient(320, 200);
    const samples::Image for_gif = samples::gradient(320, 200);
    for (const std::string& whole : {samples::jpeg(*picture), samples::png(*picture), samples::webp(*picture),
                                     samples::progressive_jpeg(*picture), samples::gif(*for_gif)}) {
        ASSERT_EQ(outcome_of(whole), Outcome::ok);
        for (std::size_t part = 0; part < 16; ++part) {
            EXPECT_EQ(outcome_of(whole.substr(0, whole.size() * part / 16)), Outcome::not_this_kind) << part;
        }
    }
}

TEST(Refused, a_jpeg_with_its_middle_missing_but_not_one_with_some_bytes_too_many) {
    const std::string jpeg = samples::jpeg(*samples::noise(320, 200));
    EXPECT_EQ(outcome_of(jpeg.substr(0, jpeg.size() / 2) + "\xFF\xD9"), Outcome::not_this_kind);
    EXPECT_EQ(outcome_of(jpeg.substr(0, jpeg.size() - 2) + std::string(16, '\0') + "\xFF\xD9"), Outcome::ok);
}

TEST(Refused, damaged_pictures_and_animated_webp) {
    const samples::Image picture = samples::noise(320, 200);
    const std::string png = samples::png(*picture);
    EXPECT_EQ(outcome_of(changed(png, png.size() / 2, "damaged")), Outcome::not_this_kind);
    std::string webp = samples::with_metadata(samples::webp(*picture), 320, 200, samples::exif(1));
    ASSERT_EQ(outcome_of(webp), Outcome::ok);
    EXPECT_EQ(outcome_of(webp.replace(webp.find("EXIF"), 4, "ANIM")), Outcome::not_this_kind);
}

TEST(Refused, bombs_before_anything_is_decoded) {
    const samples::Image picture = samples::gradient(320, 200);
    const samples::Image for_gif = samples::gradient(320, 200);
    const std::string png = samples::png(*picture);
    const std::string jpeg = samples::jpeg(*picture);
    const std::string sides = "\0\xC8\x01\x40"s;  // 200 x 320, as a JPEG writes them
    const std::size_t frame = jpeg.find(sides);
    ASSERT_NE(frame, std::string::npos);
    const std::string webp = samples::with_metadata(samples::webp(*picture), 20'001, 200, samples::exif(1));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome_of(changed(png, 16, "\0\0\xEA\x60\0\0\xEA\x60"s)), Outcome::too_big) << "60,000 x 60,000";
    EXPECT_EQ(outcome_of(changed(png, 16, "\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF"s)), Outcome::too_big);
    EXPECT_EQ(outcome_of(changed(jpeg, frame, "\xFF\xFF\xFF\xFF"s)), Outcome::too_big);
    EXPECT_EQ(outcome_of(changed(samples::gif(*for_gif), 6, "\xFF\xFF\xFF\xFF"s)), Outcome::too_big);
    EXPECT_EQ(outcome_of(webp), Outcome::too_big);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Refused, a_header_that_lies_within_the_limits) {
    const samples::Image picture = samples::gradient(320, 200);
    const std::string jpeg = samples::jpeg(*picture);
    const std::string sides = "\0\xC8\x01\x40"s;
    EXPECT_EQ(outcome_of(changed(jpeg, jpeg.find(sides), "\x1B\x58\x1B\x58"s)), Outcome::not_this_kind)
        << "7000 x 7000";
    const std::string png = samples::png(*picture);
    EXPECT_EQ(outcome_of(changed(png, 16, "\0\0\x01\x41\0\0\0\xC8"s)), Outcome::not_this_kind);
}

TEST(Refused, files_above_thirty_megabytes_without_a_worker) {
    const worker::Descriptor input =
        worker::file_of(samples::jpeg(*samples::gradient(32, 20)) + std::string(31 << 20, 'x'));
    worker::set_program("/nonexistent/dinh");
    EXPECT_EQ(make(input.get()).outcome, Outcome::too_big);
    worker::set_program("/proc/self/exe");
}

TEST(Refused, each_reason_has_its_words) {
    const auto said = [](Outcome outcome) { return words(outcome).vietnamese(); };
    EXPECT_THAT(said(Outcome::too_big), HasSubstr("50 triệu điểm ảnh"));
    EXPECT_THAT(said(Outcome::not_this_kind), HasSubstr("JPEG, PNG, GIF hoặc WebP"));
    EXPECT_EQ(said(Outcome::crashed), said(Outcome::timed_out));
    EXPECT_NE(said(Outcome::crashed), said(Outcome::not_this_kind));
}

TEST(Limits, the_largest_that_are_let_in_get_through) {
#if !defined(__SANITIZE_ADDRESS__)
    const auto expect_made = [](const std::string& bytes, int width) {
        const auto start = std::chrono::steady_clock::now();
        const Pictures made = of(bytes);
        EXPECT_EQ(made.outcome, Outcome::ok) << width << " " << made.detail;
        EXPECT_EQ(made.width, width);
        const auto took = std::chrono::steady_clock::now() - start;
        testing::Test::RecordProperty("ms_" + std::to_string(width),
                                      std::to_string(took / std::chrono::milliseconds(1)));
    };
    expect_made(samples::jpeg(*samples::plain(7'070, 7'070)), 7'070);
    expect_made(samples::progressive_jpeg(*samples::plain(5'970, 5'970)), 5'970);
    expect_made(samples::png(*samples::drawn(5'580, 5'580, [](int x, int) { return gdTrueColorAlpha(x, 9, 9, 5); })),
                5'580);
    expect_made(samples::webp(*samples::gradient(4'550, 4'550), gdWebpLossless), 4'550);
#endif
}

TEST(Limits, a_worker_that_takes_too_long_is_ended) {
    const worker::Descriptor input = worker::file_of(samples::jpeg(*samples::gradient(2'000, 2'000)));
    worker::Limits limits = kLimits;
    limits.wall = std::chrono::milliseconds(1);
    EXPECT_EQ(make(input.get(), limits).outcome, Outcome::timed_out);
}

TEST(Limits, many_at_once_read_one_file) {
    const worker::Descriptor input = worker::file_of(samples::jpeg(*samples::gradient(700, 500)));
    const test::Outcomes outcomes = test::at_once(4, [&](int) {
        if (make(input.get()).variants.size() != 4) throw std::runtime_error("not four");
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 4) << testing::PrintToString(outcomes);
}

// What a library taken over by a picture might try: 0 when it was done, else errno.
int attempt(std::string_view deed, const std::string& with) {
    int result = -1;
    if (deed == "connect") {
        const worker::Descriptor out(socket(AF_INET, SOCK_STREAM, 0));
        result = out.get();
    } else if (deed == "unix_socket") {
        result = socket(AF_UNIX, SOCK_STREAM, 0);
    } else if (deed == "read") {
        result = open(with.c_str(), O_RDONLY);
    } else if (deed == "write") {
        result = open(with.c_str(), O_WRONLY | O_APPEND);
    } else if (deed == "create") {
        result = open((with + ".new").c_str(), O_RDWR | O_CREAT, 0600);
    } else if (deed == "chmod") {
        result = chmod(with.c_str(), 0600);
    } else if (deed == "fork") {
        result = fork();
        if (result == 0) _exit(0);
        if (result > 0) waitpid(result, nullptr, 0);
    }
    return result < 0 ? errno : 0;
}

worker::Result attempt_after_a_picture(const worker::Call& call) {
    worker::Result result = kind().work(call);
    if (result.outcome == Outcome::ok) {
        const bool has_libgd = dlopen("libgd.so.3", RTLD_NOW | RTLD_NOLOAD) != nullptr;
        result.output = (has_libgd ? "" : "without libgd ") +
                        std::to_string(attempt(call.text("deed"), std::string(call.text("with"))));
    }
    return result;
}

TEST(Walls, hold_back_connecting_opening_writing_and_starting_once_libgd_is_loaded) {
    const test::TempDir folder;
    const std::string outside = folder.file("outside");
    std::ofstream(outside) << "not yours";
    const worker::Descriptor input = worker::file_of(samples::png(*samples::gradient(40, 30)));
    for (const char* deed : {"connect", "unix_socket", "read", "write", "create", "chmod", "fork"}) {
        if (deed == "read"s && worker::available_layers().landlock_abi == 0) continue;
        ASSERT_EQ(attempt(deed, outside), 0) << deed << " must be possible outside";
        const worker::Result result = worker::run("attempt", input.get(), kLimits, {{"deed", deed}, {"with", outside}});
        ASSERT_EQ(result.outcome, Outcome::ok) << deed << ": " << result.detail;
        EXPECT_TRUE(result.output == std::to_string(EPERM) || result.output == std::to_string(EACCES))
            << deed << ": " << result.output;
    }
    EXPECT_EQ(std::filesystem::file_size(outside), 9U);
}

TEST(Walls, the_program_itself_is_not_linked_to_libgd) {
    EXPECT_FALSE(libgd_was_there_at_the_start);
    gd();
    EXPECT_THAT(loaded_libraries(), HasSubstr("libgd.so"));
}

}  // namespace
}  // namespace dinh::pictures

int main(int argc, char** argv) {
    using namespace dinh;
    if (argc > 1 && std::string_view(argv[1]) == "worker") {
        const std::array kinds = {
            pictures::kind(), worker::Handler{"attempt", pictures::kind().freedom, &pictures::attempt_after_a_picture}};
        return worker::worker_main(argc, argv, kinds);
    }
    pictures::libgd_was_there_at_the_start = pictures::loaded_libraries().find("libgd.so") != std::string::npos;
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
