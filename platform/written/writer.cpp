#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>

#include "platform/crypto/crypto.hpp"
#include "platform/db/db.hpp"
#include "platform/embed/embed.hpp"
#include "platform/error/error.hpp"
#include "platform/log/log.hpp"
#include "platform/written/changes.hpp"
#include "platform/written/disk.hpp"
#include "platform/written/known.hpp"
#include "platform/written/pages_store.hpp"
#include "platform/written/written.hpp"

namespace dinh::written {

namespace fs = std::filesystem;

namespace {

constexpr log::Message kFailed{"WRITTEN_FAILED", log::Level::error, "public pages cannot be written as files",
                               "The pages that nginx serves by itself stay as they were; it is tried again every ten "
                               "seconds. Look at the room on the disk and at who may write into the folder."};
constexpr log::Message kWhole{"WRITTEN_WHOLE", log::Level::info, "all public pages were written as files",
                              "Nothing to do. It happens at the first start and after a week without the program."};

constexpr std::size_t kBatch = 500;
constexpr std::size_t kMostWaiting = 8 * kBatch;  // pages read that are not known to be on the disk
constexpr int kRestAfterFailureMs = 10'000, kForgetEachMs = 3'600'000;

using Address = std::pair<std::string, std::string>;  // host ("" none), path
std::string text_of(const Address& at) { return (at.first.empty() ? "_" : at.first) + at.second; }
Address address_of(std::string_view text) {
    const auto slash = std::min(text.find('/'), text.size());
    const std::string_view host = text.substr(0, slash);
    return {host == "_" ? "" : std::string(host), std::string(text.substr(slash))};
}

std::string joined(const std::vector<std::string>& keys) {
    std::string all;
    for (const auto& key : keys) all += (all.empty() ? "" : " ") + key;
    return all;
}

// Pages are files by themselves; a stored file gets the ending by which nginx knows its type.
std::string ending_of(const web::Response& response) {
    if (!std::holds_alternative<web::FileRange>(response.body)) return "";
    for (const auto& [type, ending] : disk::kStoredEndings)
        if (response.content_type == type) return ending;
    return "";
}

// Work beside the caller's, one piece at a time. What it throws comes out of wait().
class Beside {
public:
    ~Beside() {
        if (thread_.joinable()) thread_.join();
    }
    bool idle() const { return !working_; }
    // After wait().
    void start(std::function<void()> work) {
        working_ = true;
        thread_ = std::thread([this, work = std::move(work)] {
            try {
                work();
            } catch (...) {
                failed_ = std::current_exception();
            }
            working_ = false;
        });
    }
    void wait() {
        if (thread_.joinable()) thread_.join();
        if (failed_) std::rethrow_exception(std::exchange(failed_, nullptr));
    }

private:
    std::thread thread_;
    std::atomic<bool> working_ = false;
    std::exception_ptr failed_;
};

// The house ends: what is not written yet is written after its next start.
struct Stopped {};

// What reading one address came to.
struct Read {
    store::Page page;
    bool gone = false, strange = false;  // strange: no page that is written
    bool changed = false, same_keys = false, was_there = false;
    std::vector<std::string> links;  // to follow
    bool to_keep() const { return !strange && (changed || !was_there || !same_keys); }
};

}  // namespace

struct Writer::Impl {
    House& house;
    Render render;
    Options options;
    Changes changes;
    bool all_anew = false;  // write_all is at work: also what the table knows is read
    // Until something was written whole: what stood before may have been cut off between a page and those it leads to.
    bool follow_all = true;
    Known known;  // written or not: a link met again is not read again
    mutable std::mutex assets_mutex;
    mutable std::unordered_set<std::string> assets;  // written or found there
    std::vector<Address> roots;
    std::mutex working;
    std::mutex mutex;
    std::condition_variable wake;
    std::atomic<bool> stopping = false;
    std::thread thread;

    Impl(House& given_house, Render given_render, Options given)
        : house(given_house), render(std::move(given_render)), options(std::move(given)), changes(start()) {}

    bool writes() const { return !options.folder.empty(); }
    fs::path position_file() const { return options.folder / (".position-" + std::to_string(options.node)); }
    Id start() const {
        std::ifstream file(position_file());
        Id position = 0;
        return writes() && file >> position && !is_too_old(position) ? position : 0;
    }
    void keep_position() const {
        if (!writes()) return;
        disk::put(position_file(), std::to_string(changes.position()) + "\n", false);
    }
    bool begun() const { return fs::exists(position_file()) && start() != 0; }

    Read read(const Address& at) const;
    std::string bytes_of(const web::Response&) const;
    void keep_body(const web::Response&, const Address&, Read&) const;
    void keep_asset(const std::string& link) const;
    std::vector<Read> read_all(const std::vector<Address>&) const;
    void finish(const std::vector<Read>&) const;
    std::int64_t write(std::vector<Address> asked);
    bool is_below_a_root(const Address&) const;
    std::int64_t write_all();
    void catch_up();
    void run();
};

std::string Writer::Impl::bytes_of(const web::Response& response) const {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    const auto* file = std::get_if<web::FileRange>(&response.body);
    if (!file) return "";
    std::ifstream stream(file->path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void Writer::Impl::keep_body(const web::Response& response, const Address& at, Read& found) const {
    const std::string bytes = bytes_of(response);
    found.page.digest = crypto::base64url(crypto::sha256(bytes).substr(0, 18));
    const auto before =
        house.db->reading([&](db::Conn& conn) { return store::page(conn, options.node, found.page.address); });
    found.was_there = !before.digest.empty();
    found.same_keys = before.keys == found.page.keys;
    const fs::path file = options.folder / file_of(at.first, at.second, ending_of(response));
    found.changed = before.digest != found.page.digest || !fs::exists(file);
    if (found.changed) disk::put(file, bytes, std::holds_alternative<std::string>(response.body));
    const bool follow = found.changed || all_anew || follow_all;
    if (!follow || !response.content_type.starts_with("text/html")) return;
    for (auto& link : links_of(bytes)) {
        if (link.starts_with("/assets/")) keep_asset(link);
        const Address to{at.first, std::move(link)};
        if (is_below_a_root(to) && !known.has(text_of(to))) found.links.push_back(to.second);
    }
    if (all_anew || found.links.empty()) return;
    // After a start nothing is known yet, and what was written before is kept by its own keys.
    house.db->read([&](db::Conn& conn) {
        std::erase_if(found.links, [&](const std::string& link) {
            return !store::page(conn, options.node, text_of({at.first, link})).digest.empty();
        });
    });
}

// Their names change with their bytes, so one that is there is right.
void Writer::Impl::keep_asset(const std::string& link) const {
    {
        const std::scoped_lock lock(assets_mutex);
        if (assets.contains(link)) return;
    }
    const std::string name = file_of("", link);
    const fs::path file = options.folder / name;
    if (name.empty()) return;
    const auto asset = embed::asset(link.substr(1));
    if (asset && !fs::exists(file)) disk::put(file, asset->plain, true);
    const std::scoped_lock lock(assets_mutex);
    if (asset) assets.insert(link);
}

Read Writer::Impl::read(const Address& at) const {
    Read found;
    found.page.address = text_of(at);
    web::Request request;
    request.host = at.first;
    request.target = at.second;
    const web::Response response = render(std::move(request));
    found.page.keys = joined(response.cache_keys);
    // The house is busy or its database away: what stands stays, and it is asked again.
    if (response.status >= 500) throw Unavailable("public page " + found.page.address);
    const bool stored = std::holds_alternative<web::FileRange>(response.body);
    const bool has_place = !file_of(at.first, at.second).empty() && (!stored || !ending_of(response).empty());
    if (response.status == 200 && !response.cache_keys.empty() && has_place) {
        keep_body(response, at, found);
        return found;
    }
    found.strange = true;
    found.gone = response.status != 200;
    if (found.gone && !file_of(at.first, at.second).empty())
        disk::drop(options.folder, options.folder / file_of(at.first, at.second));
    return found;
}

std::vector<Read> Writer::Impl::read_all(const std::vector<Address>& list) const {
    std::vector<Read> found(list.size());
    std::atomic<std::size_t> next{0};
    std::exception_ptr failed;
    std::mutex failing;
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < list.size(); i = next++) found[i] = read(list[i]);
        } catch (...) {
            const std::scoped_lock lock(failing);
            failed = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    const std::size_t threads = std::min(list.size(), static_cast<std::size_t>(options.threads));
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (auto& other : others) other.join();
    if (failed) std::rethrow_exception(failed);
    return found;
}

bool Writer::Impl::is_below_a_root(const Address& at) const {
    const std::string_view path = at.second;
    return std::any_of(roots.begin(), roots.end(), [&](const Address& root) {
        return root.first == at.first &&
               (root.second == "/" || (path.starts_with(root.second) &&
                                       (path.size() == root.second.size() || path[root.second.size()] == '/')));
    });
}

// The files are on the disk before the table names them.
void Writer::Impl::finish(const std::vector<Read>& found) const {
    if (std::none_of(found.begin(), found.end(), [](const Read& one) { return one.gone || one.to_keep(); })) return;
    disk::sync(options.folder);
    for (std::size_t begin = 0; begin < found.size(); begin += kBatch) {
        house.db->write([&](db::Tx& tx) {
            for (std::size_t i = begin; i < std::min(begin + kBatch, found.size()); ++i) {
                const Read& one = found[i];
                if (one.gone) store::drop(tx, options.node, one.page.address);
                if (one.to_keep()) store::put(tx, options.node, one.page, one.was_there && one.same_keys);
            }
        });
    }
}

// Reads and writes the addresses, the last ones first, and what they lead to for the first time; in batches, so that
// memory stays flat. While some go to the disk the next ones are read, and the slower the disk, the more go at once.
std::int64_t Writer::Impl::write(std::vector<Address> asked) {
    std::int64_t changed = 0;
    Beside finishing;
    std::vector<Read> made;
    for (const auto& at : asked) known.add(text_of(at));
    while (!asked.empty()) {
        if (stopping) throw Stopped{};
        const std::size_t count = std::min(asked.size(), kBatch);
        const std::vector<Address> batch(asked.end() - static_cast<std::ptrdiff_t>(count), asked.end());
        asked.resize(asked.size() - count);
        auto found = read_all(batch);
        for (std::size_t i = 0; i < count; ++i) {
            changed += found[i].changed ? 1 : 0;
            if (found[i].gone) known.drop(found[i].page.address);
            for (auto& link : std::exchange(found[i].links, {})) {
                Address to{batch[i].first, std::move(link)};
                if (known.add(text_of(to))) asked.push_back(std::move(to));
            }
        }
        std::move(found.begin(), found.end(), std::back_inserter(made));
        if (!finishing.idle() && made.size() < kMostWaiting && !asked.empty()) continue;
        finishing.wait();
        finishing.start([this, some = std::exchange(made, {})] { finish(some); });
    }
    finishing.wait();
    return changed;
}

std::int64_t Writer::Impl::write_all() {
    all_anew = true;
    roots = options.roots ? options.roots() : std::vector<Address>();
    known.clear();
    std::int64_t changed = write(roots);
    // What nothing leads to any more.
    for (std::string last; true;) {
        const auto list =
            house.db->reading([&](db::Conn& conn) { return store::addresses_after(conn, options.node, last, kBatch); });
        if (list.empty()) break;
        last = list.back();
        std::vector<Address> batch;
        for (const auto& text : list)
            if (!known.has(text)) batch.push_back(address_of(text));
        changed += write(std::move(batch));
    }
    keep_position();
    all_anew = false;
    return changed;
}

void Writer::Impl::catch_up() {
    const auto keys = house.db->reading([&](db::Conn& conn) { return changes.take(conn); });
    if (keys.empty()) return;
    all_anew = false;
    if (options.before) options.before();
    for (const auto& key : keys) web::drop_cached(key);
    if (writes()) {
        roots = options.roots ? options.roots() : std::vector<Address>();
        std::unordered_set<std::string> texts;
        for (const auto& root : roots) texts.insert(text_of(root));
        house.db->read([&](db::Conn& conn) {
            for (const auto& key : keys)
                for (auto& text : store::addresses_of(conn, options.node, key)) texts.insert(std::move(text));
        });
        // Short addresses last, which are read first: what a reader sees before page 17 of a list.
        std::vector<std::string> ordered(texts.begin(), texts.end());
        std::sort(ordered.begin(), ordered.end(),
                  [](const auto& one, const auto& other) { return one.size() > other.size(); });
        std::vector<Address> list;
        for (const auto& text : ordered) list.push_back(address_of(text));
        write(std::move(list));
    }
    changes.taken();
    keep_position();
    follow_all = false;
}

// What fails is tried again; the files before stay, and what changed is still to be done.
void Writer::Impl::run() {
    std::int64_t next_forget_ms = clock::steady_ms();
    bool begin = writes() && !begun();
    for (std::unique_lock lock(mutex); !stopping;) {
        lock.unlock();
        int rest_ms = options.poll_ms;
        try {
            const std::scoped_lock one(working);
            if (std::exchange(begin, false)) log::write(kWhole, {{"files", write_all()}});
            catch_up();
            if (clock::steady_ms() >= next_forget_ms) {
                next_forget_ms = clock::steady_ms() + kForgetEachMs;
                house.db->write([](db::Tx& tx) { forget_old(tx); });
            }
        } catch (const Stopped&) {
            return;
        } catch (const std::exception& failure) {
            log::write(kFailed, {{"why", failure.what()}});
            follow_all = true;
            begin = writes() && !begun();
            rest_ms = std::max(rest_ms, kRestAfterFailureMs);
        }
        lock.lock();
        wake.wait_for(lock, std::chrono::milliseconds(rest_ms), [this] { return stopping.load(); });
    }
}

Writer::Writer(House& house, Render render, Options options)
    : impl_(std::make_unique<Impl>(house, std::move(render), std::move(options))) {
    if (impl_->options.before) impl_->options.before();
    if (impl_->options.poll_ms > 0) impl_->thread = std::thread([this] { impl_->run(); });
}

Writer::~Writer() {
    if (!impl_->thread.joinable()) return;
    {
        const std::scoped_lock lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->wake.notify_all();
    impl_->thread.join();
}

std::int64_t Writer::write_all() {
    const std::scoped_lock one(impl_->working);
    return impl_->write_all();
}

void Writer::catch_up() {
    const std::scoped_lock one(impl_->working);
    impl_->catch_up();
}

}  // namespace dinh::written
