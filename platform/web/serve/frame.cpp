#include "platform/web/serve/frame.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "platform/clock/clock.hpp"
#include "platform/embed/embed.hpp"
#include "platform/pages/layout.hpp"
#include "platform/text/text.hpp"
#include "platform/web/api/call.hpp"
#include "platform/web/print_mark.hpp"
#include "platform/web/serve/tokens.hpp"

namespace dinh::web {

namespace {

using serve::Frame;

constexpr std::size_t kMostFlash = 600;

const Frame& frame_of(const Context& context) {
    static const Frame plain;
    return context.frame ? *context.frame : plain;
}

using Manifest = std::map<std::string, std::string, std::less<>>;

Manifest read_manifest(std::string_view json) {
    Manifest manifest;
    boost::system::error_code error;
    const auto parsed = boost::json::parse(boost::json::string_view(json.data(), json.size()), error);
    if (error || !parsed.is_object()) return manifest;
    for (const auto& [name, file] : parsed.get_object())
        if (file.is_string()) manifest.emplace(std::string(name), "/assets/" + std::string(file.get_string()));
    return manifest;
}

// Read again only when the bytes are others, which happens with --dev alone: the views live as long as the process.
std::shared_ptr<const Manifest> manifest() {
    static std::mutex mutex;
    static std::shared_ptr<const Manifest> known;
    static const char* seen = nullptr;
    const auto bytes = embed::file("assets/manifest.json").value_or("{}");
    const std::lock_guard lock(mutex);
    if (!known || bytes.data() != seen) {
        known = std::make_shared<const Manifest>(read_manifest(bytes));
        seen = bytes.data();
    }
    return known;
}

std::string taken_flash(Context& context) {
    if (context.for_everybody) return {};
    if (!context.flash_text.empty()) {
        context.flash_shown = true;
        return std::exchange(context.flash_text, {});
    }
    const std::string_view cookie = context.request.cookie(serve::kFlashCookie);
    if (cookie.empty()) return context.session ? context.session->flash : std::string();
    context.flash_shown = true;
    return serve::unsealed_text(cookie, frame_of(context).form_key).value_or("");
}

struct Assets {
    std::string css = asset_path("work.css"), js = asset_path("work.js"), htmx = asset_path("htmx.js");
    std::string icon = asset_path("favicon.svg");
};

std::string house_name(const Frame& frame, const Context& context) {
    return frame.source.house_name ? frame.source.house_name(context.house) : frame.house_name;
}

layout::Bare bare_of(Context& context, std::string title) {
    const Frame& frame = frame_of(context);
    const Assets assets;
    const std::string flash = taken_flash(context);
    return {.lang = context.lang.code(),
            .title = std::move(title),
            .house_name = house_name(frame, context),
            .csrf = context.for_everybody ? std::string() : context.csrf_token(),
            .work_css_path = assets.css,
            .favicon_path = assets.icon,
            .htmx_js_path = assets.htmx,
            .work_js_path = assets.js,
            .if_wide = false,
            .if_flash = !flash.empty(),
            .flash_kind = "good",
            .flash = flash,
            .version = frame.version};
}

using Counters = std::map<std::string, std::int64_t>;

std::string shown_count(const pages::Lang& lang, const Counters& counters, const std::string& name) {
    const auto found = counters.find(name);
    return found == counters.end() || found->second <= 0 ? std::string() : lang.number(found->second);
}

bool leads_to(std::string_view menu_path, std::string_view path) {
    if (menu_path == "/") return path == "/";
    return path.starts_with(menu_path) && (path.size() == menu_path.size() || path[menu_path.size()] == '/');
}

// The longest path that leads to the page asked for is where the person is.
std::string_view here(const std::vector<MenuItem>& menu, std::string_view path) {
    std::string_view best;
    for (const MenuItem& item : menu)
        if (leads_to(item.path, path) && item.path.size() > best.size()) best = item.path;
    return best;
}

void fill_menu(layout::Work& frame, const Context& context, const Counters& counters) {
    if (!frame_of(context).source.menu) return;
    const auto menu = frame_of(context).source.menu(context);
    const std::string_view place = here(menu, context.request.path);
    const std::string* group = nullptr;
    for (const MenuItem& item : menu) {
        if (!group || *group != item.group) {
            frame.groups.push_back({.if_group = !item.group.empty(), .group = context.lang.tr(item.group)});
            group = &item.group;
        }
        frame.groups.back().items.push_back({.path = item.path,
                                             .if_here = item.path == place,
                                             .name = context.lang.tr(item.title),
                                             .if_hot = item.hot,
                                             .counter = item.counter,
                                             .count = shown_count(context.lang, counters, item.counter)});
    }
}

// What stands across a printed page.
std::string mark_of(const Actor& actor, const std::string& unit) {
    if (actor.person == 0) return {};
    return actor.name + (unit.empty() ? "" : " · " + unit) + " · " + clock::show(clock::now());
}

layout::Work work_of(Context& context, std::string title) {
    const Frame& frame = frame_of(context);
    const Assets assets;
    Counters counters;
    if (frame.source.counters) counters = frame.source.counters(context);
    const Capacity* post = context.actor().acting_capacity();
    const std::string flash = taken_flash(context);
    const std::string query = context.request.path == "/search" ? std::string(context.request.get("q")) : std::string();
    layout::Work work{.lang = context.lang.code(),
                      .title = std::move(title),
                      .house_name = house_name(frame, context),
                      .csrf = context.csrf_token(),
                      .work_css_path = assets.css,
                      .favicon_path = assets.icon,
                      .htmx_js_path = assets.htmx,
                      .work_js_path = assets.js,
                      .lock_seconds = frame.source.lock_seconds ? frame.source.lock_seconds(context) : 0,
                      .query = query,
                      .notice_count = shown_count(context.lang, counters, "notices"),
                      .person = context.actor().name,
                      .if_post = post != nullptr,
                      .post = post ? post->title : "",
                      .mark = mark_of(context.actor(), post ? post->title : std::string()),
                      .if_flash = !flash.empty(),
                      .flash_kind = "good",
                      .flash = flash,
                      .version = frame.version};
    fill_menu(work, context, counters);
    return work;
}

// htmx puts it into the place of messages whatever the request's target is.
std::string flash_beside(Context& context) {
    const std::string flash = taken_flash(context);
    if (flash.empty()) return {};
    const layout::Notice notice{.kind = "good", .text = flash, .if_reasons = false};
    return "\n<div id=\"said\" role=\"status\" aria-live=\"polite\" hx-swap-oob=\"true\">" +
           pages::render(context.lang, notice) + "</div>";
}

// For a program the frame says nothing.
Response noted(Context& context, std::string title, const pages::Renderable& page, int status) {
    api::note(context, std::move(title), page);
    return html("", status);
}

}  // namespace

std::string asset_path(std::string_view name) {
    const auto known = manifest();
    const auto found = known->find(name);
    return found == known->end() ? std::string() : found->second;
}

const Actor& Context::actor() const {
    static const Actor nobody;
    return session ? session->actor : nobody;
}

std::string Context::csrf_token() const {
    token_given = true;
    return session ? serve::masked(session->csrf_secret) : serve::stamped(frame_of(*this).form_key);
}

void Context::flash(std::string said) { flash_text = text::cut(said, kMostFlash); }

Response page_of(Context& context, std::string title, const pages::Renderable& page, int status) {
    if (context.call) return noted(context, std::move(title), page, status);
    if (context.request.wants_fragment()) {
        std::string fragment = pages::render(context.lang, page);
        fragment += flash_beside(context);
        context.token_given = true;
        return html(std::move(fragment), status);
    }
    if (!context.session || context.session->locked) return bare_page_of(context, std::move(title), page, status);
    const layout::Work frame = work_of(context, std::move(title));
    return html(pages::render_in(context.lang, pages::renderable(frame), page), status);
}

Response bare_page_of(Context& context, std::string title, const pages::Renderable& page, int status) {
    if (context.call) return noted(context, std::move(title), page, status);
    const layout::Bare frame = bare_of(context, std::move(title));
    return html(pages::render_in(context.lang, pages::renderable(frame), page), status);
}

Response print_page_of(Context& context, std::string title, const pages::Renderable& page, bool wide) {
    if (context.call) return noted(context, std::move(title), page, 200);
    const Frame& frame = frame_of(context);
    const Assets assets;
    const std::string back = serve::came_from(context.request);
    const std::string mark = mark_of(context.actor(), unit_words(context.house, context.actor()));
    const layout::Print print{.lang = context.lang.code(),
                              .title = std::move(title),
                              .house_name = house_name(frame, context),
                              .csrf = context.csrf_token(),
                              .work_css_path = assets.css,
                              .favicon_path = assets.icon,
                              .htmx_js_path = assets.htmx,
                              .work_js_path = assets.js,
                              .back_path = back.empty() ? "/" : back,
                              .if_mark = !mark.empty(),
                              .mark = mark,
                              .if_wide = wide};
    return html(pages::render_in(context.lang, pages::renderable(print), page));
}

namespace serve {

void carry_flash(Context& context, Response& response) {
    if (!context.flash_text.empty()) {
        response.cookie(kFlashCookie, sealed_text(context.flash_text, frame_of(context).form_key), -1);
    } else if (context.flash_shown && !context.request.cookie(kFlashCookie).empty()) {
        response.cookie(kFlashCookie, "", 0);
    }
}

std::string came_from(const Request& request) {
    std::string_view referer = request.header("referer");
    const std::size_t scheme = referer.find("://");
    if (scheme == referer.npos) return {};
    referer.remove_prefix(scheme + 3);
    if (!referer.starts_with(request.host)) return {};
    referer.remove_prefix(request.host.size());
    const bool plain = referer.starts_with("/") && !referer.starts_with("//") && referer.find('\\') == referer.npos;
    return plain ? std::string(referer) : std::string();
}

}  // namespace serve

}  // namespace dinh::web
