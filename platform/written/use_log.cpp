#include "platform/written/use_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "platform/web/wire/path.hpp"

namespace dinh::written {

namespace {

constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kLongestPath = 500;

std::string_view next_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

// "2026-11-22T23:43:36+07:00", in the time of the house.
std::optional<Day> day_of_time(std::string_view time) {
    const auto at = time.size() == 25 ? clock::parse_instant(time) : std::nullopt;
    return at ? std::optional(clock::day_of(*at)) : std::nullopt;
}

bool is_type(std::string_view type) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '+' || c == '-';
    };
    return type.size() < 100 && type.find('/') != type.npos && std::all_of(type.begin(), type.end(), good);
}

bool is_host(std::string_view host) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    return host.size() <= 253 && std::all_of(host.begin(), host.end(), good);
}

class File {
public:
    explicit File(const std::filesystem::path& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        struct stat about {};
        if (fd_ < 0 || ::fstat(fd_, &about) != 0 || !S_ISREG(about.st_mode)) return;
        size_ = about.st_size;
        name_ = std::to_string(about.st_dev) + ":" + std::to_string(about.st_ino);
    }
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    const std::string& name() const { return name_; }  // "" there is none
    std::int64_t size() const { return size_; }
    std::size_t read(std::int64_t at, char* to, std::size_t most) const {
        const ssize_t got = ::pread(fd_, to, most, at);
        return got < 0 ? 0 : static_cast<std::size_t>(got);
    }

private:
    int fd_;
    std::int64_t size_ = 0;
    std::string name_;
};

using Take = std::function<void(std::string_view)>;

// From place.place on; moves it past every line that was given or is too long.
void read_lines(const File& file, LogPlace& place, std::int64_t most_bytes, const Take& take) {
    std::array<char, kPiece> piece;
    std::string begun;  // of a line that the piece before cut
    std::int64_t at = place.place;
    const std::int64_t until = at + most_bytes;
    while (at < until) {
        const std::size_t got = file.read(at, piece.data(), piece.size());
        if (got == 0) break;
        std::string_view rest(piece.data(), got);
        at += static_cast<std::int64_t>(got);
        for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
            begun.append(rest.substr(0, std::min(end, kLongestLine + 1)));
            if (!place.skipping && begun.size() <= kLongestLine) take(begun);
            begun.clear();
            place.skipping = false;
            rest.remove_prefix(end + 1);
            place.place = at - static_cast<std::int64_t>(rest.size());
        }
        if (begun.size() <= kLongestLine) begun.append(rest);
        if (place.skipping || begun.size() > kLongestLine) place.skipping = true, place.place = at;
    }
}

}  // namespace

std::optional<LoggedUse> parse_use(std::string_view line) {
    const auto day = day_of_time(next_word(line));
    const auto status = next_word(line), method = next_word(line), host = next_word(line), target = next_word(line);
    std::string_view type = line.substr(0, std::min(line.find_first_of("; "), line.size()));
    if (!day || (status != "200" && status != "304") || method != "GET" || !is_host(host)) return std::nullopt;
    if (type == "-" || type.empty())
        type = {};
    else if (!is_type(type))
        return std::nullopt;
    const auto parsed = web::wire::parse_target(target);
    if (!parsed || parsed->path.size() > kLongestPath) return std::nullopt;
    return LoggedUse{*day, std::string(host), parsed->path, std::string(type)};
}

LogPlace read_log(const std::filesystem::path& path, const LogPlace& from, std::int64_t most_bytes, const Take& take) {
    LogPlace place = from;
    const File now(path);
    if (now.name().empty()) return place;
    if (place.file != now.name()) {
        const File before(path.string() + ".1");
        if (!place.file.empty() && before.name() == place.file) {
            const std::int64_t begun = place.place;
            read_lines(before, place, most_bytes, take);
            most_bytes -= place.place - begun;
            if (most_bytes <= 0) return place;
        }
        place = {now.name(), 0, false};
    }
    if (now.size() < place.place) place.place = 0, place.skipping = false;
    read_lines(now, place, most_bytes, take);
    return place;
}

}  // namespace dinh::written
