// The typed calls over run(); what a worker says is checked once more before anyone relies on it.
#include "platform/text/text.hpp"
#include "platform/worker/protocol.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::worker {
namespace {

std::string fact(const Result& result, const std::string& wanted) {
    const auto found = result.facts.find(wanted);
    return found == result.facts.end() ? std::string{} : found->second;
}

int small_number(const Result& result, const std::string& wanted) {
    const std::int64_t value = whole_number(fact(result, wanted)).value_or(0);
    return value > 0 && value <= 1'000'000 ? static_cast<int>(value) : 0;
}

FileKind kind_of(const Result& result) { return file_kind_named(fact(result, "kind")).value_or(FileKind::other); }

bool is_picture(const std::string& bytes, PictureFormat format) {
    return bytes.starts_with(format == PictureFormat::png ? "\x89PNG\r\n\x1A\n" : "\xFF\xD8\xFF");
}

}  // namespace

Text extract_text(int input_fd, const Limits& limits, std::int64_t max_text_bytes) {
    Result result = run("text", input_fd, limits, {{"max_bytes", std::to_string(max_text_bytes)}});
    Text text{result.outcome, kind_of(result), {}, fact(result, "truncated") == "1", result.detail};
    if (result.outcome == Outcome::ok && !text::is_utf8(result.output)) {
        text.outcome = Outcome::crashed;
        text.detail = "text is not UTF-8";
    } else {
        text.text = std::move(result.output);
    }
    return text;
}

Picture page_picture(int input_fd, int page, int width_px, PictureFormat format, const Limits& limits) {
    Result result = run("pages", input_fd, limits,
                        {{"page", std::to_string(page)},
                         {"width", std::to_string(width_px)},
                         {"format", format == PictureFormat::png ? "png" : "jpeg"}});
    Picture picture{result.outcome, {}, small_number(result, "pages"), small_number(result, "width"),
                    small_number(result, "height"), result.detail};
    if (result.outcome == Outcome::ok && !is_picture(result.output, format)) {
        picture.outcome = Outcome::crashed;
        picture.detail = "no picture in the answer: " + result.detail;
    } else {
        picture.bytes = std::move(result.output);
    }
    return picture;
}

Probe probe(int input_fd, const Limits& limits) {
    const Result result = run("probe", input_fd, limits);
    Probe seen{result.outcome, kind_of(result), fact(result, "mime"), small_number(result, "pages"), result.detail};
    if (seen.mime.empty()) {
        seen.mime = "application/octet-stream";
    }
    return seen;
}

}  // namespace dinh::worker
