#include "platform/web/serve/kept.hpp"

#include "platform/crypto/crypto.hpp"
#include "platform/embed/embed.hpp"
#include "platform/web/serve/finish.hpp"
#include "platform/web/server.hpp"
#include "platform/web/wire/headers.hpp"

namespace dinh::web {

void drop_cached(std::string_view key) { serve::PageCache::one().drop(key); }

namespace serve {

namespace {

constexpr std::size_t kMostBytes = 64 << 20;
constexpr std::size_t kMostPages = 20000;

const char* type_of(std::string_view name) {
    const std::string_view ending = name.substr(std::min(name.rfind('.'), name.size()));
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".js" || ending == ".mjs") return "text/javascript; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    if (ending == ".png") return "image/png";
    if (ending == ".woff2") return "font/woff2";
    if (ending == ".ico") return "image/x-icon";
    return "application/octet-stream";
}

Reply not_found(const Asking& asking) {
    Reply reply;
    reply.status = 404;
    reply.fields = security_fields(asking.secure, false) +
                   "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-cache\r\n";
    reply.body = std::string("404\n");
    reply.head_only = asking.head_only;
    return reply;
}

struct Form {
    std::string_view bytes;
    wire::Coding coding;
};

Form best_form(std::string_view accept, std::string_view plain, std::string_view brotli, std::string_view gzip) {
    const auto coding = wire::best_coding(accept);
    if (coding == wire::Coding::brotli && !brotli.empty()) return {brotli, coding};
    if (coding != wire::Coding::identity && !gzip.empty()) return {gzip, wire::Coding::gzip};
    return {plain, wire::Coding::identity};
}

// An answer kept in several codings.
Reply kept_reply(const Asking& asking, const Form& form, std::string_view etag, std::string_view fields,
                 std::shared_ptr<const void> keeper) {
    Reply reply;
    reply.head_only = asking.head_only;
    reply.fields.reserve(fields.size() + 96);
    reply.fields = fields;
    reply.fields += "ETag: ";
    reply.fields += etag;
    reply.fields += "\r\n";
    if (!asking.if_none_match.empty() && wire::etag_listed(asking.if_none_match, etag)) {
        reply.status = 304;
        return reply;
    }
    if (form.coding != wire::Coding::identity)
        reply.fields += std::string("Content-Encoding: ") + name_of(form.coding) + "\r\n";
    reply.body = View{form.bytes, std::move(keeper)};
    return reply;
}

std::string key_of(const Asking& asking) {
    std::string key;
    key.reserve(asking.host.size() + asking.path.size() + asking.language.size() + 3);
    key.append(asking.host).append("\n").append(asking.path).append("\n").append(asking.language);
    return key += asking.secure ? "\ns" : "\n";
}

}  // namespace

Asking asking_of(const Request& request, bool head_only) {
    return {.path = request.asked_path.empty() ? request.path : request.asked_path,
            .host = request.host,
            .language = request.language,
            .accept_encoding = request.header("accept-encoding"),
            .if_none_match = request.header("if-none-match"),
            .head_only = head_only,
            .secure = request.secure};
}

std::optional<Reply> asset_reply(const Asking& asking) {
    if (!asking.path.starts_with("/assets/")) return std::nullopt;
    const auto asset = embed::asset(asking.path.substr(1));
    if (!asset) return not_found(asking);
    const Form form = best_form(asking.accept_encoding, asset->plain, asset->brotli, asset->gzip);
    const std::string etag = "W/\"" + std::string(asset->digest) + "\"";
    std::string fields = security_fields(asking.secure, false);
    fields += "Vary: Accept-Encoding\r\nCache-Control: public, max-age=31536000, immutable\r\nContent-Type: ";
    fields += type_of(asking.path);
    fields += "\r\n";
    return kept_reply(asking, form, etag, fields, nullptr);
}

struct PageCache::Page {
    std::string plain, brotli, gzip, etag, fields;
    std::vector<std::string> keys;
    std::size_t size() const { return plain.size() + brotli.size() + gzip.size() + fields.size() + 256; }
};

PageCache& PageCache::one() {
    static PageCache cache;
    return cache;
}

std::optional<Reply> PageCache::find(const Asking& asking) const {
    std::shared_ptr<const Page> page;
    {
        const std::shared_lock lock(mutex_);
        if (pages_.empty()) return std::nullopt;
        const auto found = pages_.find(key_of(asking));
        if (found == pages_.end()) return std::nullopt;
        page = found->second;
    }
    const Form form = best_form(asking.accept_encoding, page->plain, page->brotli, page->gzip);
    return kept_reply(asking, form, page->etag, page->fields, page);
}

std::uint64_t PageCache::round() const {
    const std::shared_lock lock(mutex_);
    return round_;
}

bool PageCache::keep(const Request& request, const Response& response, std::uint64_t begun_in_round) {
    const auto* text = std::get_if<std::string>(&response.body);
    if (!text || response.status != 200 || !response.headers.empty()) return false;
    auto page = std::make_shared<Page>();
    page->plain = *text;
    page->brotli = strongly(*text, wire::Coding::brotli);
    page->gzip = strongly(*text, wire::Coding::gzip);
    page->etag = "W/\"" + crypto::base64url(crypto::sha256(*text).substr(0, 12)) + "\"";
    page->fields =
        security_fields(request.secure, false) +
        "Vary: Accept-Encoding, Cookie\r\nCache-Control: no-cache\r\nContent-Type: " + response.content_type + "\r\n";
    page->keys = response.cache_keys;
    const Asking asking = asking_of(request, false);
    const std::unique_lock lock(mutex_);
    if (round_ != begun_in_round) return false;
    if (size_bytes_ + page->size() > kMostBytes || pages_.size() >= kMostPages) {
        pages_.clear();
        size_bytes_ = 0;
    }
    auto& place = pages_[key_of(asking)];
    if (place) size_bytes_ -= place->size();
    size_bytes_ += page->size();
    place = std::move(page);
    return true;
}

void PageCache::drop(std::string_view key) {
    const std::unique_lock lock(mutex_);
    ++round_;
    for (auto page = pages_.begin(); page != pages_.end();) {
        const auto& keys = page->second->keys;
        const bool named = std::find(keys.begin(), keys.end(), key) != keys.end();
        if (named) size_bytes_ -= page->second->size();
        page = named ? pages_.erase(page) : std::next(page);
    }
}

void PageCache::drop_all() {
    const std::unique_lock lock(mutex_);
    ++round_;
    pages_.clear();
    size_bytes_ = 0;
}

std::size_t PageCache::size_bytes() const {
    const std::shared_lock lock(mutex_);
    return size_bytes_;
}

}  // namespace serve

}  // namespace dinh::web
