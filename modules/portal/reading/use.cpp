// What was counted becomes rows: which site, which page, in which form.
#include "modules/portal/reading/use.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "modules/portal/questions/network.hpp"
#include "modules/portal/reading/use_store.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/text/text.hpp"
#include "platform/web/mounts.hpp"
#include "platform/written/use_log.hpp"
#include "platform/written/written.hpp"

namespace dinh::portal {

namespace store = use_store;

namespace {

constexpr std::string_view kSites = "/trang/";
constexpr std::size_t kLongestPath = 300;
constexpr std::size_t kRowsOfOneDeed = 500;
constexpr std::int64_t kLogOfOneDeed = 256 << 10, kLogAtOnce = 64 << 20;
constexpr int kDaysKept = 400;
constexpr std::size_t kMostMissed = 5000, kLongestWords = 40;

struct Below {
    std::string slug, path;
};
std::optional<Below> below_site(const std::string& host, const std::string& asked) {
    std::string path = asked;
    if (!path.starts_with(kSites)) path = web::mounted_path(web::mount_of(host), asked);
    if (!path.starts_with(kSites) || path.size() > kLongestPath) return std::nullopt;
    path.erase(0, kSites.size());
    const auto end = std::min(path.find('/'), path.size());
    return Below{path.substr(0, end), end == path.size() ? "/" : path.substr(end)};
}

bool under(std::string_view path, std::string_view folder) {
    return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

bool is_download(std::string_view type) {
    for (const std::string_view other : {"image/", "text/", "application/json", "application/xml", "application/rss",
                                         "application/atom", "application/problem"})
        if (type.starts_with(other)) return false;
    return true;
}

// Finds of each reading where it belongs; knows the sites as they are now.
class Sorting {
public:
    explicit Sorting(db::Conn& conn) : conn_(conn) {
        for (const Site& site : all_sites(conn)) sites_[site.slug] = site.id;
    }
    void add(const std::string& host, const std::string& path, const std::string& type, Day day, std::int64_t times) {
        const auto below = below_site(host, path);
        const auto site = below ? sites_.find(below->slug) : sites_.end();
        if (site == sites_.end()) return;
        store::Row row{site->second, day, below->path, ""};
        const bool html = type.empty() || type == "text/html";
        if (html && row.path.find("/tep/") == std::string::npos)
            row.form = form_of(row);
        else if (!html && is_download(type))
            row.form = "download";
        if (!row.form.empty()) rows[row] += times;
    }
    store::Rows rows;

private:
    std::string form_of(store::Row& row) {
        if (under(row.path, "/gon")) {
            row.path = row.path.size() == 4 ? "/" : row.path.substr(4);
            return "text";
        }
        if (under(row.path, "/en")) return "english";
        if (under(row.path, "/ngu")) return "language";
        if (!under(row.path, "/bai")) return "page";
        const std::string slug = row.path.substr(std::min<std::size_t>(row.path.size(), 5));
        auto [at, fresh] = languages_.try_emplace({row.site, slug});
        if (fresh) at->second = store::language_of(conn_, row.site, slug);
        if (at->second.empty()) return "";  // gone meanwhile, or never there
        return at->second == "vi" ? "page" : at->second == "en" ? "english" : "language";
    }

    db::Conn& conn_;
    std::map<std::string, Id, std::less<>> sites_;
    std::map<std::pair<Id, std::string>, std::string> languages_;
};

struct Missed {
    std::mutex mutex;
    const std::string salt = crypto::random_bytes(16);
    Day day;
    std::set<std::string> met;  // who asked for what today, as digests that end with the process
    std::map<std::pair<Id, std::string>, std::int64_t> counts;
};

// Letters in few words: what is a number, a card, an address of mail says more about who looks than what is missing.
std::string plain_words(std::string_view typed) {
    const std::string words = text::lower(text::clean_line(typed));
    const auto digits = std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool plain = std::all_of(words.begin(), words.end(), [](unsigned char c) {
        return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '/';
    });
    const auto letters = text::length(words);
    return plain && digits <= 4 && letters >= 2 && letters <= kLongestWords ? words : std::string();
}

void keep_missed(House& house) {
    auto& missed = house.part<Missed>();
    std::map<std::pair<Id, std::string>, std::int64_t> counts;
    {
        const std::scoped_lock lock(missed.mutex);
        counts.swap(missed.counts);
    }
    if (counts.empty()) return;
    const std::string month = clock::to_text(clock::today()).substr(0, 7);
    house.db->write([&](db::Tx& tx) {
        for (const auto& [what, times] : counts) {
            const auto& [site, words] = what;
            const std::string told = std::to_string(site) + month + words;
            const std::string digest = house.keys ? house.keys->mac("portal.missed", told) : crypto::sha256(told);
            store::add_missed(tx, site, month, crypto::hex(digest.substr(0, 16)), words, times);
        }
    });
}

}  // namespace

void keep_uses(House& house, std::vector<web::Use> uses, Day day) {
    keep_missed(house);
    store::Rows rows = house.db->reading([&](db::Conn& conn) {
        Sorting sorting(conn);
        for (const auto& one : uses) sorting.add(one.host, one.path, one.type, day, one.times);
        return std::move(sorting.rows);
    });
    while (!rows.empty()) {
        store::Rows part;
        while (!rows.empty() && part.size() < kRowsOfOneDeed) part.insert(rows.extract(rows.begin()));
        house.db->write([&](db::Tx& tx) { store::add(tx, part); });
    }
}

std::int64_t read_use_log(House& house) {
    if (!house.config || house.config->public_log.empty()) return 0;
    const int node = static_cast<int>(house.config->node);
    std::int64_t told = 0;
    for (std::int64_t read = 0; read < kLogAtOnce; read += kLogOfOneDeed) {
        bool more = false;
        std::int64_t lines = 0;
        // Rows and place stand or fall together, so that no line counts twice.
        house.db->write([&](db::Tx& tx) {
            lines = 0;
            const auto from = store::log_place(tx, node);
            const Day today = clock::today();
            Sorting sorting(tx);
            const auto to =
                written::read_log(house.config->public_log, from, kLogOfOneDeed, [&](std::string_view line) {
                    const auto use = written::parse_use(line);
                    if (!use || use->day > today || use->day < today - kDaysKept) return;
                    sorting.add(use->host, use->path, use->type, use->day, 1);
                    ++lines;
                });
            more = to != from;
            if (!more) return;
            store::add(tx, sorting.rows);
            store::put_log_place(tx, node, to);
        });
        told += lines;
        if (!more) break;
    }
    return told;
}

void announce_uses(db::Tx& tx, Id site) { written::changed(tx, cache_keys(site, kUsePage).back()); }

std::int64_t fold_uses(db::Tx& tx, Day today) { return store::fold(tx, today - kDaysKept); }

void note_missed(House& house, Id site, std::string_view typed, std::string_view remote_address) {
    const std::string words = plain_words(typed);
    if (words.empty()) return;
    auto& missed = house.part<Missed>();
    const std::string who =
        crypto::hmac_sha256(missed.salt, network_of(remote_address) + '\n' + std::to_string(site) + '\n' + words);
    const Day today = clock::today();
    const std::scoped_lock lock(missed.mutex);
    if (std::exchange(missed.day, today) != today) missed.met.clear();
    if (missed.met.size() >= kMostMissed || missed.counts.size() >= kMostMissed) return;
    if (missed.met.insert(who.substr(0, 16)).second) ++missed.counts[{site, words}];
}

}  // namespace dinh::portal
