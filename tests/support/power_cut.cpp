#include "tests/support/power_cut.hpp"

#include <sqlite3.h>

#include <fstream>
#include <random>

namespace dinh::test {

namespace {

constexpr std::size_t kSector = 512;

struct Write {
    std::size_t offset;
    std::string data;
    bool truncate = false;
};

// One file: what is surely on the disk, and what was written since.
struct Image {
    std::string durable;
    bool exists = false;  // its name is surely in the folder
    std::string live;
    std::vector<Write> unsynced;
};

void put(std::string& content, const Write& write) {
    if (write.truncate) return content.resize(write.offset);
    if (content.size() < write.offset + write.data.size()) content.resize(write.offset + write.data.size());
    content.replace(write.offset, write.data.size(), write.data);
}

}  // namespace

struct PowerCut::Disk {
    mutable std::mutex mutex;
    std::map<std::string, Image> images;
    std::vector<int> acknowledged;
    std::vector<State> states;
    std::minstd_rand random{20261121};
    int syncs = 0;
    bool lying = false;
    bool failing = false;
    std::string vfs_name;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;

    enum class Fate { lost, torn, kept };

    // What a power cut leaves. Torn: each sector of each write reaches the disk or not, in any order.
    std::string left(const Image& image, Fate fate) {
        std::string content = image.durable;
        if (fate == Fate::kept) return image.live;
        if (fate == Fate::lost) return content;
        for (const Write& write : image.unsynced) {
            if (write.truncate) {
                if (random() % 2) put(content, write);
                continue;
            }
            for (std::size_t at = 0; at < write.data.size();) {
                const std::size_t length = std::min(kSector - (write.offset + at) % kSector, write.data.size() - at);
                if (random() % 2) put(content, {write.offset + at, write.data.substr(at, length)});
                at += length;
            }
        }
        return content;
    }

    void note_states() {
        for (const auto& [fate, word] : {std::pair(Fate::lost, "lost"), {Fate::torn, "torn"}, {Fate::kept, "kept"}}) {
            State state;
            state.what = "at sync " + std::to_string(syncs) + ", unsynced writes " + word;
            state.acknowledged = acknowledged;
            for (const auto& [name, image] : images) {
                if (image.exists || fate != Fate::lost) state.files[name] = left(image, fate);
            }
            states.push_back(std::move(state));
        }
    }

    void sync(const std::string& name) {
        const std::lock_guard lock(mutex);
        note_states();
        ++syncs;
        if (lying) return;
        Image& image = images[name];
        image.durable = image.live;
        image.exists = true;
        image.unsynced.clear();
    }
};

namespace {

using Disk = PowerCut::Disk;

struct File {
    sqlite3_file base;
    Disk* disk;
    std::string* name;  // null: not watched
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* own(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file)->real(); }
Disk* disk_of(sqlite3_vfs* vfs) { return static_cast<Disk*>(vfs->pAppData); }

int close_file(sqlite3_file* file) {
    delete own(file)->name;
    own(file)->name = nullptr;
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), to, size, offset);
}

void note(File* file, Write write) {
    if (!file->name) return;
    const std::lock_guard lock(file->disk->mutex);
    Image& image = file->disk->images[*file->name];
    put(image.live, write);
    image.unsynced.push_back(std::move(write));
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const int code = real(file)->pMethods->xWrite(real(file), from, size, offset);
    if (code == SQLITE_OK) {
        note(own(file), {static_cast<std::size_t>(offset),
                         std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
    }
    return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int code = real(file)->pMethods->xTruncate(real(file), size);
    if (code == SQLITE_OK) note(own(file), {static_cast<std::size_t>(size), "", true});
    return code;
}

int sync_file(sqlite3_file* file, int flags) {
    File* mine = own(file);
    if (mine->name) {
        if (mine->disk->failing) return SQLITE_IOERR_FSYNC;
        mine->disk->sync(*mine->name);
        return SQLITE_OK;  // the real disk need not be waited for
    }
    return real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock_file(sqlite3_file* file, int kind) { return real(file)->pMethods->xLock(real(file), kind); }
int unlock_file(sqlite3_file* file, int kind) { return real(file)->pMethods->xUnlock(real(file), kind); }
int check_lock(sqlite3_file* file, int* result) { return real(file)->pMethods->xCheckReservedLock(real(file), result); }
int control(sqlite3_file* file, int what, void* argument) {
    // A size hint would make the real file longer behind our back.
    if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

constexpr sqlite3_io_methods kMethods{2,           close_file,  read_file, write_file,  truncate_file,
                                      sync_file,   file_size,   lock_file, unlock_file, check_lock,
                                      control,     sector_size, traits,    shm_map,     shm_lock,
                                      shm_barrier, shm_unmap,   nullptr,   nullptr};

std::string name_of(const char* path) { return std::filesystem::path(path).filename(); }

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    Disk* disk = disk_of(vfs);
    File* mine = own(file);
    mine->base.pMethods = nullptr;
    mine->disk = disk;
    mine->name = nullptr;
    const int code = disk->real->xOpen(disk->real, path, mine->real(), flags, out);
    if (code != SQLITE_OK) return code;
    if (path && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL))) {
        mine->name = new std::string(name_of(path));
        const std::lock_guard lock(disk->mutex);
        Image& image = disk->images[*mine->name];
        sqlite3_int64 size = 0;
        mine->real()->pMethods->xFileSize(mine->real(), &size);
        if (image.live.empty() && size > 0) {  // was there before the test began
            std::ifstream stream(path, std::ios::binary);
            image.live.assign(std::istreambuf_iterator<char>(stream), {});
            image.durable = image.live;
            image.exists = true;
        }
    }
    mine->base.pMethods = &kMethods;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    Disk* disk = disk_of(vfs);
    {
        const std::lock_guard lock(disk->mutex);
        const auto image = disk->images.find(name_of(path));
        if (image != disk->images.end() && sync_folder) disk->images.erase(image);
    }
    return disk->real->xDelete(disk->real, path, sync_folder);
}

}  // namespace

void PowerCut::State::restore(const std::string& folder) const {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, content] : files) {
        std::ofstream(folder + "/" + name, std::ios::binary) << content;
    }
}

PowerCut::PowerCut(const std::string& vfs_name) : disk_(std::make_unique<Disk>()) {
    disk_->real = sqlite3_vfs_find(nullptr);
    disk_->vfs_name = vfs_name;
    disk_->vfs = *disk_->real;
    disk_->vfs.szOsFile = static_cast<int>(sizeof(File)) + disk_->real->szOsFile;
    disk_->vfs.zName = disk_->vfs_name.c_str();
    disk_->vfs.pNext = nullptr;
    disk_->vfs.pAppData = disk_.get();
    disk_->vfs.xOpen = open_file;
    disk_->vfs.xDelete = delete_file;
    disk_->vfs.xAccess = [](sqlite3_vfs* v, const char* path, int flags, int* out) {
        return disk_of(v)->real->xAccess(disk_of(v)->real, path, flags, out);
    };
    disk_->vfs.xFullPathname = [](sqlite3_vfs* v, const char* path, int size, char* out) {
        return disk_of(v)->real->xFullPathname(disk_of(v)->real, path, size, out);
    };
    if (sqlite3_vfs_register(&disk_->vfs, 0) != SQLITE_OK) throw std::runtime_error("no VFS");
}

PowerCut::~PowerCut() { sqlite3_vfs_unregister(&disk_->vfs); }

void PowerCut::lie(bool yes) {
    const std::lock_guard lock(disk_->mutex);
    disk_->lying = yes;
}
void PowerCut::fail_syncs(bool yes) {
    const std::lock_guard lock(disk_->mutex);
    disk_->failing = yes;
}
void PowerCut::acknowledge(int number) {
    const std::lock_guard lock(disk_->mutex);
    disk_->acknowledged.push_back(number);
}
int PowerCut::syncs() const {
    const std::lock_guard lock(disk_->mutex);
    return disk_->syncs;
}
std::size_t PowerCut::unsynced_bytes() const {
    const std::lock_guard lock(disk_->mutex);
    std::size_t sum = 0;
    for (const auto& [name, image] : disk_->images) {
        for (const auto& write : image.unsynced) sum += write.data.size();
    }
    return sum;
}
const std::vector<PowerCut::State>& PowerCut::states() const { return disk_->states; }

}  // namespace dinh::test
