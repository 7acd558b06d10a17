// The feeds of a person, and what a calendar program is given.
#include "modules/meetings/feeds/feeds.hpp"
#include "modules/meetings/handlers.hpp"
#include "modules/meetings/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/log/log.hpp"

namespace dinh::meetings {

namespace {

constexpr std::int64_t kNoteReadMs = 3'600'000;

constexpr log::Message kNotWritten{"MEETINGS_FEED_READ_NOT_WRITTEN", log::Level::warning,
                                   "the reading of a calendar feed could not be written",
                                   "It is tried again at its next reading. Look at the database and the disk."};

web::Response feeds_page(web::Context& context, const forms::Values& typed, int status) {
    const auto feeds =
        context.house.db->reading([&](db::Conn& conn) { return feeds_of(conn, context.actor().person); });
    const forms::Boxes boxes(context.lang, typed);
    pages::FeedsList page{.if_errors = !typed.faults.empty(),
                          .errors = {},
                          .if_none = feeds.empty(),
                          .if_feeds = !feeds.empty(),
                          .feeds = {},
                          .csrf = context.csrf_token(),
                          .deed_key = deed::new_key(),
                          .boxes = {boxes.line("name", "Tên máy hoặc phần mềm đọc lịch", {.most = 100})}};
    forms::add_errors(page, context.lang, typed.faults);
    for (const auto& one : feeds)
        page.feeds.push_back({.name = one.name,
                              .made = clock::show(one.created_at),
                              .read = one.last_read_at ? clock::show(*one.last_read_at) : context.lang.tr("chưa đọc"),
                              .end_path = "/meetings/feeds/" + std::to_string(one.id),
                              .csrf = context.csrf_token()});
    return web::page(context, context.lang.tr("Đưa lịch vào điện thoại, máy tính"), page, status);
}

void note_read(House& house, const Feed& feed) {
    const Instant now = clock::now();
    if (feed.last_read_at && now.ms - feed.last_read_at->ms < kNoteReadMs) return;
    try {
        house.db->write([&](db::Tx& tx) { note_feed_read(tx, feed.id); });
    } catch (const std::exception& failure) {
        log::write(kNotWritten, {{"why", failure.what()}});
    }
}

}  // namespace

web::Response show_feeds(web::Context& context) { return feeds_page(context, {}, 200); }

web::Response make_one_feed(web::Context& context) {
    web::Form form(context.request);
    const std::string secret = new_feed_secret(), name = form.line("name", "Tên", {.max = 100});
    bool made = false;
    try {
        if (form.faulty()) throw Refused(form.all());
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            made = true;
            return make_feed(tx, context.actor(), name, secret);
        });
    } catch (const Refused& refused) {
        return feeds_page(context, forms::Values::typed(context.request, refused.reasons()), 422);
    } catch (const Conflict& conflict) {
        return feeds_page(context, forms::Values::typed(context.request, {{"", conflict.said()}}), 409);
    }
    // In the query: paths are written to the log of requests, queries are not.
    const std::string address = std::string(context.request.secure ? "https://" : "http://") + context.request.host +
                                "/meetings/calendar.ics?key=" + secret;
    const pages::FeedsMade page{.name = name, .if_address = made, .address = address, .if_gone = !made};
    return web::page(context, context.lang.tr("Địa chỉ đọc lịch"), page);
}

web::Response end_one_feed(web::Context& context) {
    const Id feed = context.request.id();
    context.house.db->write([&](db::Tx& tx) { end_feed(tx, context.actor(), feed); });
    context.flash(context.lang.tr("Đã kết thúc địa chỉ đọc lịch."));
    return web::see_other("/meetings/feeds");
}

// Without a session: who knows the secret reads. What is not there and what has ended answer alike.
web::Response read_feed(web::Context& context) {
    const auto directory = directory::now(context.house);
    std::optional<Feed> feed;
    std::string text;
    context.house.db->read([&](db::Conn& conn) {
        feed = feed_behind(conn, context.request.get("key"));
        const auto* person = feed ? directory->person(feed->person) : nullptr;
        if (!person || person->archived) throw NotFound("no living calendar feed");
        text = feed_text(conn, *directory, feed->person);
    });
    note_read(context.house, *feed);
    web::Response answer;
    answer.content_type = "text/calendar; charset=utf-8";
    answer.body = std::move(text);
    answer.with("Cache-Control", "private, no-store");
    return answer;
}

}  // namespace dinh::meetings
