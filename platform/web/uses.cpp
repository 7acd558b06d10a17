#include "platform/web/uses.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "platform/log/log.hpp"

namespace dinh::web {

namespace {

constexpr log::Message kNotKept{"WEB_USES_LOST", log::Level::warning,
                                "how often pages were read could not be written down",
                                "Figures of use lack some minutes. Look at the database and the log of nginx."};

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Counts = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;

// Of one thread; another takes the lock only once a minute.
struct Shard {
    std::mutex mutex;
    Counts counts;
};
struct All {
    std::mutex mutex;
    std::vector<std::shared_ptr<Shard>> shards;
    KeepUses keep;
    std::atomic<std::uint64_t> beyond{0};
};
All& all() {
    static All one;
    return one;
}

Shard& mine() {
    thread_local const std::shared_ptr<Shard> shard = [] {
        auto made = std::make_shared<Shard>();
        const std::scoped_lock lock(all().mutex);
        all().shards.push_back(made);
        return made;
    }();
    return *shard;
}

// "text/html; charset=utf-8" -> "text/html"
std::string_view bare(std::string_view type) {
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ')) type.remove_suffix(1);
    return type;
}

bool holds(std::string_view text, std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
           }) != text.end();
}

}  // namespace

// The same words stand in packaging/nginx/dinh.conf.
bool is_robot(std::string_view agent) {
    if (agent.size() < 10) return true;
    for (const std::string_view word : {"bot", "crawl", "spider", "slurp", "curl/", "wget", "python", "java/",
                                        "go-http", "http://", "https://", "preview", "monitor", "headless"})
        if (holds(agent, word)) return true;
    return false;
}

void count_use(std::string_view host, std::string_view path, std::string_view type) {
    thread_local std::string place;
    place.assign(host).append(1, '\n').append(path).append(1, '\n').append(bare(type));
    Shard& shard = mine();
    const std::scoped_lock lock(shard.mutex);
    if (const auto at = shard.counts.find(place); at != shard.counts.end())
        ++at->second;
    else if (shard.counts.size() < kMostUses)
        shard.counts.emplace(place, 1);
    else
        ++all().beyond;
}

std::vector<Use> take_uses() {
    std::vector<std::shared_ptr<Shard>> shards;
    {
        const std::scoped_lock lock(all().mutex);
        shards = all().shards;
    }
    Counts together;
    for (const auto& shard : shards) {
        Counts taken;
        {
            const std::scoped_lock lock(shard->mutex);
            taken.swap(shard->counts);
        }
        for (const auto& [place, times] : taken) together[place] += times;
    }
    std::vector<Use> uses;
    uses.reserve(together.size());
    for (const auto& [place, times] : together) {
        const auto path = place.find('\n'), type = place.rfind('\n');
        uses.push_back({place.substr(0, path), place.substr(path + 1, type - path - 1), place.substr(type + 1), times});
    }
    return uses;
}

std::uint64_t uses_beyond() { return all().beyond; }

void keep_uses_by(KeepUses keep) {
    const std::scoped_lock lock(all().mutex);
    all().keep = std::move(keep);
}

struct UseKeeper::Impl {
    House& house;
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread;

    void keep_now() {
        KeepUses keep;
        {
            const std::scoped_lock lock(all().mutex);
            keep = all().keep;
        }
        auto uses = take_uses();
        if (!keep) return;
        try {
            keep(house, std::move(uses));
        } catch (const std::exception& failure) {
            log::write(kNotKept, {{"why", failure.what()}});
        }
    }
    void run(int every_s) {
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, std::chrono::seconds(every_s), [this] { return stopping; })) {
            lock.unlock();
            keep_now();
            lock.lock();
        }
        lock.unlock();
        keep_now();
    }
};

UseKeeper::UseKeeper(House& house, int every_s) : impl_(new Impl{house, {}, {}, false, {}}) {
    impl_->thread = std::thread([me = impl_.get(), every_s] { me->run(every_s); });
}

UseKeeper::~UseKeeper() {
    {
        const std::scoped_lock lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->wake.notify_all();
    impl_->thread.join();
}

}  // namespace dinh::web
