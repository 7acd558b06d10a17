#include "platform/crypto/keyring.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "platform/clock/clock.hpp"
#include "platform/crypto/aes_gcm.hpp"
#include "platform/crypto/crypto.hpp"

namespace dinh::crypto {

namespace {

constexpr std::size_t kMasterBytes = 32;
constexpr char kSealVersion = 1;
constexpr std::size_t kHeadBytes = 5;  // version, master number
constexpr const char* kFileHead =
    "# Key ring of Dinh: whoever has it can open what the database keeps sealed.\n"
    "# Keep a copy apart from the backups; every node of one installation has the same.\n";

std::string errno_text() { return std::strerror(errno); }

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    bool good() const { return fd_ >= 0; }
    int get() const { return fd_; }

private:
    int fd_;
};

void write_durably(const std::filesystem::path& file, std::string_view content) {
    const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!out.good()) {
        throw std::runtime_error("cannot make the key ring " + file.string() + ": " + errno_text() +
                                 "; give the program's user the right to write in this folder");
    }
    const ssize_t written = ::write(out.get(), content.data(), content.size());
    if (written != static_cast<ssize_t>(content.size()) || ::fsync(out.get()) != 0) {
        const std::string why = errno_text();
        ::unlink(file.c_str());
        throw std::runtime_error("cannot write the key ring " + file.string() + ": " + why);
    }
}

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.good() || ::fsync(descriptor.get()) != 0) {
        throw std::runtime_error("cannot sync the folder " + folder.string() + ": " + errno_text());
    }
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

void check_rights(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0)
        throw std::runtime_error("cannot read " + file.string() + ": " + errno_text());
    if ((info.st_mode & (S_IWGRP | S_IRWXO)) != 0) {
        throw std::runtime_error("the key ring " + file.string() + " is open to other users; chmod 600 " +
                                 file.string());
    }
}

std::string number_bytes(std::uint32_t number) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
    return out;
}

std::uint32_t number_from(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
    return number;
}

}  // namespace

KeyRing KeyRing::in_memory() {
    KeyRing ring;
    ring.masters_[1] = random_bytes(kMasterBytes);
    ring.made_at_[1] = clock::to_text(clock::now());
    return ring;
}

void KeyRing::store(bool must_be_new) const {
    std::string content = kFileHead;
    for (const auto& [number, master] : masters_) {
        content += std::to_string(number) + " " + made_at_.at(number) + " " + base64url(master) + "\n";
    }
    const std::filesystem::path draft = file_.string() + ".new-" + random_token(9);
    write_durably(draft, content);
    // link() refuses to replace: of two processes that start at once, one makes the ring and both read it.
    const int result = must_be_new ? ::link(draft.c_str(), file_.c_str()) : ::rename(draft.c_str(), file_.c_str());
    const int fault = result == 0 ? 0 : errno;
    if (must_be_new || fault != 0) ::unlink(draft.c_str());
    if (fault != 0 && !(must_be_new && fault == EEXIST)) {
        throw std::runtime_error("cannot place the key ring " + file_.string() + ": " + std::strerror(fault));
    }
    sync_folder(folder_of(file_));
}

KeyRing KeyRing::open(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) {
        KeyRing made = in_memory();
        made.file_ = file;
        made.store(true);
    }
    check_rights(file);
    KeyRing ring;
    ring.file_ = file;
    std::ifstream in(file);
    std::string line;
    for (int line_number = 1; std::getline(in, line); ++line_number) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words(line);
        std::uint32_t number = 0;
        std::string number_text, made_at, spelled, more;
        words >> number_text >> made_at >> spelled;
        std::from_chars(number_text.data(), number_text.data() + number_text.size(), number);
        const auto master = from_base64url(spelled);
        if (number == 0 || std::to_string(number) != number_text || !clock::parse_instant(made_at) || !master ||
            master->size() != kMasterBytes || (words >> more) || !ring.masters_.emplace(number, *master).second) {
            throw std::runtime_error("line " + std::to_string(line_number) + " of the key ring " + file.string() +
                                     " is not readable; put back your copy of the file");
        }
        ring.made_at_[number] = made_at;
    }
    if (in.bad() || ring.masters_.empty()) {
        throw std::runtime_error("the key ring " + file.string() + " is empty or unreadable; put back your copy of it");
    }
    return ring;
}

void KeyRing::add_master() {
    const std::uint32_t number = masters_.rbegin()->first + 1;
    masters_[number] = random_bytes(kMasterBytes);
    made_at_[number] = clock::to_text(clock::now());
    if (!file_.empty()) store(false);
}

std::string KeyRing::key(std::string_view purpose) const { return derive_key(masters_.rbegin()->second, purpose); }

std::string KeyRing::mac(std::string_view purpose, std::string_view data) const {
    return hmac_sha256(key(purpose), data);
}

bool KeyRing::verify_mac(std::string_view purpose, std::string_view data, std::string_view given) const {
    bool right = false;
    for (const auto& [number, master] : masters_) {
        right = equal(hmac_sha256(derive_key(master, purpose), data), given) || right;
    }
    return right;
}

std::string KeyRing::seal(std::string_view purpose, std::string_view plain, std::string_view bound) const {
    const auto& [number, master] = *masters_.rbegin();
    const std::string head = kSealVersion + number_bytes(number);
    return head + aes_gcm_seal(derive_key(master, purpose), plain, head + std::string(bound));
}

std::optional<std::string> KeyRing::open_sealed(std::string_view purpose, std::string_view sealed,
                                                std::string_view bound) const {
    if (sealed.size() < kHeadBytes || sealed[0] != kSealVersion) return std::nullopt;
    const auto master = masters_.find(number_from(sealed.substr(1, 4)));
    if (master == masters_.end()) return std::nullopt;
    const std::string head(sealed.substr(0, kHeadBytes));
    return aes_gcm_open(derive_key(master->second, purpose), sealed.substr(kHeadBytes), head + std::string(bound));
}

}  // namespace dinh::crypto
