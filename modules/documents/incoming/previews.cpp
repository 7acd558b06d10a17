#include "modules/documents/incoming/previews.hpp"

#include <unistd.h>

#include <fstream>
#include <semaphore>

#include "platform/text/text.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::documents {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostTextBytes = 400'000;
// A reader waits for a picture: short limits, and no more workers at once than leave the pages room to be served.
const worker::Limits kLimits{.wall = std::chrono::milliseconds(10'000), .cpu_s = 8};
std::counting_semaphore<8> free_workers{2};

class Turn {
public:
    Turn() { free_workers.acquire(); }
    ~Turn() { free_workers.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
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

}  // namespace

bool has_pictures(const files::Ref& ref) { return ref.media_type == "application/pdf"; }

std::optional<fs::path> picture_of(House& house, const files::Ref& ref, int page, int width_px) {
    if (!has_pictures(ref) || page < 1 || page > kMostPictures) return std::nullopt;
    const auto place = place_of(house, ref.hash, "-" + std::to_string(page) + "-" + std::to_string(width_px) + ".png");
    if (fs::exists(place)) return place;
    const Turn turn;
    const Descriptor file(house.files->open(ref.hash));
    const auto picture = worker::page_picture(file.get(), page, width_px, worker::PictureFormat::png, kLimits);
    if (picture.outcome != worker::Outcome::ok) return std::nullopt;
    keep(place, picture.bytes);
    return fs::exists(place) ? std::optional(place) : std::nullopt;
}

std::optional<std::string> text_of(House& house, const files::Ref& ref) {
    const auto place = place_of(house, ref.hash, ".txt");
    if (auto text = kept(place)) return text;
    if (ref.text_state == files::TextState::no_text || ref.text_state == files::TextState::password)
        return std::nullopt;
    const Turn turn;
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
