#include "modules/documents/incoming/previews.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <fstream>
#include <mutex>

#include "platform/text/text.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::documents {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostTextBytes = 400'000;
// A reader waits for a picture: short limits, and no more workers at once than leave the pages room to be served.
const worker::Limits kLimits{.wall = std::chrono::milliseconds(10'000), .cpu_s = 8};
constexpr std::int64_t kPatienceMs = 2'000;
constexpr auto kTriedAgainAfter = std::chrono::hours(24);

// The two places at which pictures are made for readers. Who waits for one holds a thread that serves pages: nobody
// waits for long, and nobody at all behind a file that takes long.
class Places {
public:
    // The place taken; nullopt when none came free in time.
    std::optional<std::size_t> take() {
        std::unique_lock lock(mutex_);
        const auto asked = clock::steady_ms();
        while (true) {
            const auto now = clock::steady_ms();
            const auto free = std::find(begun_.begin(), begun_.end(), kFree);
            if (free != begun_.end()) {
                *free = now;
                return free - begun_.begin();
            }
            const auto longest = *std::min_element(begun_.begin(), begun_.end());
            const auto left = std::min(asked, longest) + kPatienceMs - now;
            if (left <= 0) return std::nullopt;
            came_free_.wait_for(lock, std::chrono::milliseconds(left));
        }
    }
    void leave(std::size_t place) {
        {
            const std::lock_guard lock(mutex_);
            begun_[place] = kFree;
        }
        came_free_.notify_one();
    }

private:
    static constexpr std::int64_t kFree = -1;
    std::mutex mutex_;
    std::condition_variable came_free_;
    std::array<std::int64_t, 2> begun_{kFree, kFree};
} places;

class Turn {
public:
    Turn() : place_(places.take()) {}
    ~Turn() {
        if (place_) places.leave(*place_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool given() const { return place_.has_value(); }

private:
    std::optional<std::size_t> place_;
};

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

fs::path place_of(House& house, std::string_view hash, const std::string& name) {
    return house.files->folder().parent_path() / "previews" / std::string(hash.substr(0, 2)) /
           (std::string(hash) + name);
}

// A preview can always be made again: it is renamed into place so that nobody reads half of it, and not fsynced.
void keep(const fs::path& place, std::string_view content) {
    std::error_code failed;
    fs::create_directories(place.parent_path(), failed);
    const fs::path part = place.string() + "." + std::to_string(ids::make());
    {
        std::ofstream file(part, std::ios::binary);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!file.flush()) failed = std::make_error_code(std::errc::io_error);
    }
    if (!failed) fs::rename(part, place, failed);
    if (failed) fs::remove(part, failed);
}

std::optional<std::string> kept(const fs::path& place) {
    std::ifstream file(place, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

fs::path picture_place(House& house, const files::Ref& ref, int page, int width_px) {
    return place_of(house, ref.hash, "-" + std::to_string(page) + "-" + std::to_string(width_px) + ".png");
}
fs::path failure_place(House& house, const files::Ref& ref, int page) {
    return place_of(house, ref.hash, "-" + std::to_string(page) + ".none");
}

// A page that took too long once would take as long for everybody who opens the file.
bool failed_lately(House& house, const files::Ref& ref, int page) {
    std::error_code none;
    const auto at = fs::last_write_time(failure_place(house, ref, page), none);
    return !none && fs::file_time_type::clock::now() - at < kTriedAgainAfter;
}

std::optional<fs::path> draw(House& house, const files::Ref& ref, int page, int width_px) {
    const Descriptor file(house.files->open(ref.hash));
    const auto picture = worker::page_picture(file.get(), page, width_px, worker::PictureFormat::png, kLimits);
    if (picture.outcome == worker::Outcome::no_such_page) return std::nullopt;
    if (picture.outcome != worker::Outcome::ok) {
        keep(failure_place(house, ref, page), worker::name(picture.outcome));
        return std::nullopt;
    }
    const auto place = picture_place(house, ref, page, width_px);
    keep(place, picture.bytes);
    return fs::exists(place) ? std::optional(place) : std::nullopt;
}

}  // namespace

bool has_pictures(const files::Ref& ref) {
    return ref.media_type == "application/pdf" && ref.text_state != files::TextState::failed &&
           ref.text_state != files::TextState::password;
}

std::optional<fs::path> picture_of(House& house, const files::Ref& ref, int page, int width_px) {
    if (!has_pictures(ref) || page < 1 || page > kMostPictures) return std::nullopt;
    const auto place = picture_place(house, ref, page, width_px);
    if (fs::exists(place)) return place;
    if (failed_lately(house, ref, page)) return std::nullopt;
    const Turn turn;
    if (!turn.given())
        throw Unavailable("Nhiều trang đang được vẽ, hãy mở lại sau ít phút.", "previews: pages that take long");
    if (failed_lately(house, ref, page)) return std::nullopt;
    return draw(house, ref, page, width_px);
}

bool can_be_drawn(House& house, const files::Ref& ref) {
    const int width_px = kPictureWidths[1];
    return has_pictures(ref) && (fs::exists(picture_place(house, ref, 1, width_px)) || draw(house, ref, 1, width_px));
}

std::vector<int> pages_to_show(House& house, const files::Ref& ref, int width_px) {
    std::vector<int> pages;
    if (!has_pictures(ref)) return pages;
    for (int page = 1; page <= std::clamp(ref.pages, 1, kMostPictures); ++page)
        if (!failed_lately(house, ref, page) || fs::exists(picture_place(house, ref, page, width_px)))
            pages.push_back(page);
    return pages;
}

std::optional<std::string> text_of(House& house, const files::Ref& ref) {
    const auto place = place_of(house, ref.hash, ".txt");
    if (auto text = kept(place)) return text;
    if (ref.text_state != files::TextState::read) return std::nullopt;
    const Turn turn;
    if (!turn.given()) return std::nullopt;
    const Descriptor file(house.files->open(ref.hash));
    const auto text = worker::extract_text(file.get(), kLimits, kMostTextBytes);
    if (text.outcome != worker::Outcome::ok) return std::nullopt;
    keep(place, text.text);
    return text.text;
}

std::optional<std::string> kept_text(House& house, std::string_view hash) {
    return kept(place_of(house, hash, ".txt"));
}

void forget_previews(House& house, std::string_view hash) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(place_of(house, hash, "").parent_path(), failed)) {
        if (text::starts_with(entry.path().filename().string(), hash)) fs::remove(entry.path(), failed);
    }
}

int sweep_previews(House& house, int days) {
    const auto until = fs::file_time_type::clock::now() - std::chrono::hours(24 * days);
    int swept = 0;
    std::error_code failed;
    const fs::path root = house.files->folder().parent_path() / "previews";
    for (fs::recursive_directory_iterator entry(root, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::error_code one;
        const bool old = entry->is_regular_file(one) && entry->last_write_time(one) < until && !one;
        if (old && fs::remove(entry->path(), one)) ++swept;
    }
    return swept;
}

void keep_text(House& house, std::string_view hash, std::string_view text) {
    keep(place_of(house, hash, ".txt"), text.substr(0, kMostTextBytes));
}

}  // namespace dinh::documents
