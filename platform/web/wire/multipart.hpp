// multipart/form-data read piece by piece: memory stays flat whatever the size of the files.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dinh::web::wire {

struct Part {
    std::string field;      // UTF-8, NFC
    std::string file_name;  // as sent, "" for a plain field; path and control characters are still in it
    bool is_file = false;
};

// Who receives the parts. A call that returns false stops the reading with Multipart::Step::refused.
struct PartSink {
    std::function<bool(const Part&)> begin;
    std::function<bool(std::string_view)> data;
    std::function<bool()> end;
};

class Multipart {
public:
    enum class Step { more, done, faulty, refused };
    // `boundary` without the leading dashes, see boundary_of().
    Multipart(std::string_view boundary, PartSink sink);
    // Takes all bytes. After done, further bytes (the epilogue) are dropped.
    Step feed(std::string_view bytes);
    // Whether the closing boundary was seen: anything else at the end of the body is a cut upload.
    bool complete() const { return state_ == State::finished; }

private:
    enum class State { preamble, after_boundary, headers, body, finished, broken };
    bool step();
    bool find_first_boundary();
    bool read_after_boundary();
    bool read_headers();
    bool read_body();
    bool parse_part(std::string_view head);
    bool fail(Step why);

    std::string delimiter_;  // "\r\n--" boundary
    PartSink sink_;
    std::string held_;  // bytes not yet understood
    State state_ = State::preamble;
    Step stop_ = Step::more;
    int parts_ = 0;
};

constexpr int kMostParts = 5000;
constexpr std::size_t kMostPartHead = 4096;

// The boundary of a content type; nullopt when it is no multipart/form-data or the boundary is not 1..70 allowed
// characters (RFC 2046).
std::optional<std::string> boundary_of(std::string_view content_type);

// The last part of a name that a browser sent as a file's name, without path, control characters and dots in front;
// NFC,
// at most 200 code points.
std::string clean_file_name(std::string_view);

}  // namespace dinh::web::wire
