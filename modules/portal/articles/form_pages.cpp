// Writing, changing and correcting: three uses of one form.
#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/body.hpp"
#include "modules/portal/articles/compared_parts.hpp"
#include "modules/portal/articles/sounds.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "platform/deed/deed.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

constexpr web::Rule kAnyLength{.max = 5000};  // the rules of the deed say what is too long

struct Use {
    const char *heading, *button, *done;
    std::string action, back, known;
    Site site;
    std::vector<Site> others;  // one may write for, of a new article
    std::vector<forms::Choice> categories;
    std::vector<Picture> pictures;    // that may stand in the text
    std::optional<Article> original;  // of a translation
    Id article = 0;                   // 0 a new one
    std::int64_t version = 0;
    bool corrects = false;
};

struct Filled {
    const forms::Values& values;
    std::vector<forms::KeptFile> kept = {};
};

struct Sent {
    ArticleInput input;
    std::string note;
    forms::Uploaded uploaded;
    std::vector<std::string> dropped;
    std::string sound;  // what is said of a reading aloud that weighs much
};

std::vector<Site> writable_sites(db::Conn& conn, const Actor& actor) {
    auto sites = sites_of(conn, actor);
    std::erase_if(sites, [&](const Site& one) { return !can(actor, Deed::write, subject_of(conn, one)); });
    return sites;
}

// Of a translation the original, when whoever writes may see it.
std::optional<Article> original_of(db::Conn& conn, const Actor& actor, Id wanted) {
    if (wanted == 0) return std::nullopt;
    try {
        return visible_article(conn, actor, wanted);
    } catch (const NotFound&) {
        return std::nullopt;
    }
}

Use new_use(web::Context& context, Id wanted, Id original) {
    return context.house.db->reading([&](db::Conn& conn) {
        Use use{.heading = "Viết bài",
                .button = "Lưu bản nháp",
                .done = "Đã lưu bản nháp. Xem lại rồi trình.",
                .action = "/portal/articles",
                .back = "/portal/articles"};
        use.others = writable_sites(conn, context.actor());
        if (use.others.empty()) throw Forbidden(who_may(Deed::write), "articles: no site to write for");
        const auto found =
            std::find_if(use.others.begin(), use.others.end(), [&](const Site& one) { return one.id == wanted; });
        use.site = found == use.others.end() ? use.others.front() : *found;
        use.categories = category_choices(conn, use.site.id);
        use.original = original_of(conn, context.actor(), original);
        return use;
    });
}

Use change_use(web::Context& context, const ArticleHere& here) {
    const bool corrects = here.one.state == state::kPublished;
    must(context.actor(), corrects ? Deed::correct : Deed::change, here.subject);
    Use use{.heading = corrects ? "Đính chính bài" : "Sửa bài",
            .button = corrects ? "Đính chính" : "Lưu",
            .done = corrects ? "Đã đính chính." : "Đã lưu.",
            .action = here_path(here.one) + "/changes",
            .back = here_path(here.one),
            .known = known_as(context.lang, here.one),
            .site = here.site};
    use.version = here.one.version;
    use.article = here.one.id;
    use.corrects = corrects;
    use.pictures = here.pictures;
    context.house.db->read([&](db::Conn& conn) {
        use.categories = category_choices(conn, here.site.id, here.one.category);
        use.original = original_of(conn, context.actor(), here.one.translation_of);
    });
    return use;
}

ArticleInput read_input(web::Form& form, const Use& use) {
    ArticleInput input;
    input.site = use.site.id;
    input.category = form.id("category", "Chuyên mục");
    input.kind = form.line("kind", "Loại", kAnyLength);
    input.language = form.line("language", "Ngôn ngữ", kAnyLength);
    input.translation_of = form.id("translation_of", "Bài gốc");
    input.title = form.line("title", "Tiêu đề", kAnyLength);
    input.summary = form.line("summary", "Tóm tắt", kAnyLength);
    input.source = form.line("source", "Nguồn", kAnyLength);
    input.author = form.line("author", "Tác giả", kAnyLength);
    input.pen_name = form.line("pen_name", "Bút danh", kAnyLength);
    input.picture_alt = form.line("picture_alt", "Lời mô tả ảnh", kAnyLength);
    input.place = form.line("place", "Địa điểm", kAnyLength);
    input.video = form.line("video", "Địa chỉ video", kAnyLength);
    input.starts_at = moment_typed(form, "starts_at", "starts_hour", "Ngày bắt đầu");
    input.ends_at = moment_typed(form, "ends_at", "ends_hour", "Ngày kết thúc");
    return input;
}

// The text is cleaned here, before the transaction.
Sent read_sent(web::Context& context, web::Form& form, const Use& use) {
    Sent sent;
    sent.input = read_input(form, use);
    sent.note = form.typed("note");
    try {
        auto body = clean_body(form.typed("body"));
        sent.input.body = std::move(body.html);
        sent.dropped = std::move(body.dropped);
    } catch (const Refused& refused) {
        form.faults(refused);
    }
    sent.uploaded = forms::take_uploads(context, form);
    sent.sound = check_sounds(context, form, sent.uploaded);
    return sent;
}

forms::Values values_of(const Article& one) {
    forms::Values shown;
    shown.values = {{"category", std::to_string(one.category)},
                    {"kind", one.kind},
                    {"language", one.language},
                    {"title", one.title},
                    {"summary", one.summary},
                    {"body", one.body},
                    {"source", one.source},
                    {"author", one.author},
                    {"pen_name", one.pen_name},
                    {"picture_alt", one.picture_alt},
                    {"place", one.place},
                    {"video", one.video}};
    if (one.translation_of != 0) shown.values["translation_of"] = std::to_string(one.translation_of);
    const auto moment = [&](const char* day, const char* hour, const std::optional<Instant>& at) {
        if (!at) return;
        shown.values[day] = clock::show(clock::day_of(*at));
        shown.values[hour] = hour_of(*at);
    };
    moment("starts_at", "starts_hour", one.starts_at);
    moment("ends_at", "ends_hour", one.ends_at);
    return shown;
}

// A translation is in another language than its original.
std::vector<forms::Choice> tongues(const Use& use) {
    auto list = languages();
    if (use.original) std::erase_if(list, [&](const auto& one) { return one.value == use.original->language; });
    return list;
}

void add_boxes(pages::ArticlesForm& page, const forms::Boxes& boxes, const Use& use) {
    page.head_boxes = {
        boxes.line("title", "Tiêu đề", {.most = 250}), boxes.select("category", "Chuyên mục", use.categories),
        boxes.select("kind", "Loại", article_kinds(), {.width = "w-2"}),
        boxes.select("language", "Ngôn ngữ", tongues(use), {.width = "w-2"}),
        boxes.area("summary", "Tóm tắt", {.hint = "Hiện ở danh sách và kết quả tìm kiếm", .optional = true})};
    page.picture_boxes = {boxes.line(
        "picture_alt", "Lời mô tả ảnh đại diện",
        {.hint = "Nói ảnh cho người không nhìn thấy; ảnh đầu tiên là ảnh đại diện", .optional = true, .most = 300})};
    page.boxes = {boxes.line("author", "Tác giả", {.width = "w-2", .optional = true}),
                  boxes.line("pen_name", "Bút danh", {.width = "w-2", .optional = true, .most = 100}),
                  boxes.line("source", "Nguồn", {.width = "w-4", .optional = true})};
    page.event_boxes = {
        boxes.line("video", "Địa chỉ video", {.width = "w-4", .hint = "https://…", .optional = true, .most = 500}),
        boxes.day("starts_at", "Ngày bắt đầu", {.width = "w-2", .hint = "Của sự kiện", .optional = true}),
        boxes.line("starts_hour", "Giờ bắt đầu", {.width = "w-1", .optional = true, .most = 5}),
        boxes.day("ends_at", "Ngày kết thúc", {.width = "w-2", .optional = true}),
        boxes.line("ends_hour", "Giờ kết thúc", {.width = "w-1", .optional = true, .most = 5}),
        boxes.line("place", "Địa điểm", {.width = "w-4", .optional = true, .most = 300})};
    if (use.corrects)
        page.note_boxes = {
            boxes.line("note", "Đã đính chính điều gì", {.hint = "Người đọc thấy lời này", .most = 500})};
}

// The boxes of an event stand open when there is something in them, or must be.
bool of_event(const forms::Values& values) {
    if (values.at("kind") == "event" || values.at("kind") == "video") return true;
    for (const char* field : {"video", "starts_at", "starts_hour", "ends_at", "ends_hour", "place"})
        if (!values.at(field).empty() || values.faulty(field)) return true;
    return false;
}

void add_pictures(pages::ArticlesForm& page, const Use& use) {
    const std::string files = "/portal/articles/" + std::to_string(use.article) + "/files/";
    for (const auto& one : use.pictures) {
        const auto small = one.forms.find("320");
        const int shown = small != one.forms.end() ? small->second
                          : one.forms.empty()      ? one.ref.position
                                                   : one.forms.begin()->second;
        page.pictures.push_back({.picture_path = files + std::to_string(one.ref.position),
                                 .small_path = files + std::to_string(shown),
                                 .picture_alt = one.alt,
                                 .picture_name = one.ref.name});
    }
    page.if_pictures = !page.pictures.empty();
}

pages::ArticlesForm model_of(const Lang& lang, const Use& use, const Filled& filled, std::string csrf) {
    const auto& values = filled.values;
    pages::ArticlesForm page{.if_known = !use.known.empty(),
                             .back_path = use.back,
                             .known = use.known,
                             .heading = lang.tr(use.heading),
                             .site_name = use.site.name,
                             .if_errors = false,
                             .errors = {},
                             .if_changed = false,
                             .parts = {},
                             .if_sites = use.others.size() > 1,
                             .sites = {},
                             .if_original = use.original.has_value(),
                             .original_path = use.original ? here_path(*use.original) : "",
                             .original = use.original ? known_as(lang, *use.original) : "",
                             .action_path = use.action,
                             .csrf = std::move(csrf),
                             .deed_key = deed::new_key(),
                             .version = use.version,
                             .site_id = use.site.id,
                             .translation_of = values.at("translation_of"),
                             .head_boxes = {},
                             .if_body_error = values.faulty("body"),
                             .body_error = values.fault_of(lang, "body"),
                             .body = values.at("body"),
                             .if_file_error = values.faulty("files"),
                             .file_error = values.fault_of(lang, "files"),
                             .kept = {},
                             .picture_boxes = {},
                             .boxes = {},
                             .if_event = of_event(values),
                             .event_boxes = {},
                             .note_boxes = {},
                             .button = lang.tr(use.button),
                             .if_pictures = false,
                             .pictures = {},
                             .rich_style_path = web::asset_path("rich.css"),
                             .rich_script_path = web::asset_path("rich.js")};
    for (const auto& site : use.others)
        page.sites.push_back({.site_path = "/portal/articles/new?site=" + std::to_string(site.id),
                              .if_here = site.id == use.site.id,
                              .site = site.name});
    for (const auto& one : filled.kept) page.kept.push_back({.kept_token = one.token, .kept_name = one.name});
    add_boxes(page, forms::Boxes(lang, values), use);
    add_pictures(page, use);
    forms::add_errors(page, lang, values.faults);
    return page;
}

web::Response show_form(web::Context& context, const Use& use, const Filled& filled, int status = 200) {
    return web::page(context, context.lang.tr(use.heading), model_of(context.lang, use, filled, context.csrf_token()),
                     status);
}

web::Response again(web::Context& context, const Use& use, const web::Form& form, const Sent& sent, int status) {
    return show_form(context, use, {forms::Values::typed(context.request, form.all()), sent.uploaded.kept}, status);
}

// Over another's change: what was typed, and what saving it would do to what stands there now.
web::Response over_anothers(web::Context& context, web::Form& form, const Sent& sent) {
    const auto& lang = context.lang;
    const ArticleHere here = article_here(context);
    form.fault("", lang.say(changed_meanwhile().said));
    const Use use = change_use(context, here);
    const auto values = forms::Values::typed(context.request, form.all());
    auto page = model_of(lang, use, {values, sent.uploaded.kept}, context.csrf_token());
    const auto add = [&](const char* name, const std::string& before, const std::string& after) {
        if (before != after) add_compared(page, lang, name, before, after);
    };
    add("Tiêu đề", here.one.title, sent.input.title);
    add("Tóm tắt", here.one.summary, sent.input.summary);
    add("Nội dung", markup::plain_text(here.one.body), markup::plain_text(sent.input.body));
    page.if_changed = !page.parts.empty();
    return web::page(context, lang.tr(use.heading), page, 409);
}

void save(db::Tx& tx, const Actor& actor, const Use& use, Id article, const Sent& sent) {
    const auto list = new_files(sent.uploaded);
    if (use.corrects)
        correct_article(tx, actor, article, use.version, sent.input, sent.note, list);
    else
        change_article(tx, actor, article, use.version, sent.input, list);
}

void say_done(web::Context& context, const Use& use, const Sent& sent) {
    std::string words = context.lang.tr(use.done);
    if (!sent.dropped.empty())
        words += " " + text::fill(context.lang.tr("Đã bỏ khỏi nội dung, vì trang công khai không dùng được: %1."),
                                  {text::join(sent.dropped, ", ")});
    if (!sent.sound.empty()) words += " " + sent.sound;
    context.flash(words);
}

// A writer writes for the same category again and again; the checklist names the one that lacks something.
std::string first_category(web::Context& context, const Use& use) {
    const auto among = [&](const std::string& wanted) {
        return std::any_of(use.categories.begin(), use.categories.end(),
                           [&](const auto& one) { return !wanted.empty() && one.value == wanted; });
    };
    const std::string asked(context.request.get("category"));
    if (among(asked)) return asked;
    if (use.original && use.original->site == use.site.id) return std::to_string(use.original->category);
    const Id last =
        context.house.db->reading([&](db::Conn& conn) { return last_category(conn, use.site.id, context.actor()); });
    return among(std::to_string(last)) ? std::to_string(last) : std::string();
}

forms::Values first_values(web::Context& context, const Use& use) {
    forms::Values values;
    values.values = {{"kind", use.original ? use.original->kind : "article"},
                     {"language", use.original ? "" : "vi"},
                     {"category", first_category(context, use)},
                     {"author", context.actor().name}};
    if (!use.original) return values;
    values.values["translation_of"] = std::to_string(use.original->id);
    values.values["source"] = use.original->source;
    return values;
}

}  // namespace

web::Response new_article(web::Context& context) {
    const auto asked = [&](const char* name) { return ids::parse(context.request.get(name)).value_or(0); };
    const Use use = new_use(context, asked("site"), asked("translation_of"));
    return show_form(context, use, {first_values(context, use)});
}

web::Response create_article(web::Context& context) {
    web::Form form(context.request);
    const Use use = new_use(context, form.id("site", "Trang"), form.id("translation_of", "Bài gốc"));
    const Sent sent = read_sent(context, form, use);
    if (form.faulty()) return again(context, use, form, sent, 422);
    try {
        const Id id = deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            return write_article(tx, context.actor(), sent.input, new_files(sent.uploaded));
        });
        say_done(context, use, sent);
        return web::see_other("/portal/articles/" + std::to_string(id));
    } catch (const Refused& refused) {
        form.faults(refused);
        return again(context, use, form, sent, 422);
    }
}

web::Response edit_article(web::Context& context) {
    const ArticleHere here = article_here(context);
    return show_form(context, change_use(context, here), {values_of(here.one)});
}

web::Response save_article(web::Context& context) {
    const ArticleHere here = article_here(context);
    web::Form form(context.request);
    Use use = change_use(context, here);
    use.version = form.version();
    const Sent sent = read_sent(context, form, use);
    if (form.faulty()) return again(context, use, form, sent, 422);
    try {
        deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
            save(tx, context.actor(), use, here.one.id, sent);
            return here.one.id;
        });
        say_done(context, use, sent);
        return web::see_other(here_path(here.one));
    } catch (const Refused& refused) {
        form.faults(refused);
        return again(context, use, form, sent, 422);
    } catch (const Conflict&) {
        return over_anothers(context, form, sent);
    }
}

}  // namespace dinh::portal
