// One article as those who work on it see it.
#include "modules/portal/articles/article_pages.hpp"
#include "modules/portal/articles/fees.hpp"
#include "modules/portal/articles/sounds.hpp"
#include "modules/portal/articles/words.hpp"
#include "modules/portal/pages.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/reading/frame.hpp"
#include "platform/deed/deed.hpp"
#include "platform/forms/file_words.hpp"
#include "platform/forms/record.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Lang = dinh::pages::Lang;

struct Read {
    std::vector<deed::HistoryLine> history;
    std::optional<Fee> fee;
    std::string writer;
    std::map<int, std::string> sounds;  // by position: what a reading aloud weighs
};

class Builder {
public:
    Builder(const Lang& lang, const Actor& actor, const ArticleHere& here, const Read& read)
        : lang_(lang), actor_(actor), here_(here), one_(here.one), read_(read), link_(here_path(here.one)) {}

    pages::ArticlesShow build(const std::string& mark) const {
        pages::ArticlesShow page{.title = known_as(lang_, one_),
                                 .tag = state_tag(one_.state),
                                 .state = lang_.tr(state_title(one_.state)),
                                 .kind = lang_.tr(title_of(article_kinds(), one_.kind)),
                                 .notes = {},
                                 .actions = {},
                                 .if_menu = false,
                                 .menu = {},
                                 .if_summary = !one_.summary.empty(),
                                 .summary = one_.summary,
                                 .text_lang = one_.language,
                                 .body = mark,
                                 .if_add_file = changes(),
                                 .add_file_path = link_ + "/files/new",
                                 .no_files = here_.pictures.empty() && here_.attached.empty(),
                                 .files = {},
                                 .facts = {},
                                 .if_public = one_.state == state::kPublished,
                                 .public_path = base_path(here_.site.slug) + "/bai/" + one_.slug,
                                 .editions_path = link_ + "/editions",
                                 .placings_path = link_ + "/placings",
                                 .lines = {}};
        add_notes(page);
        add_actions(page);
        add_files(page);
        add_facts(page);
        forms::add_history(page, lang_, read_.history, article_field_title);
        return page;
    }

private:
    static std::string title_of(const std::vector<forms::Choice>& choices, const std::string& value) {
        for (const auto& one : choices)
            if (one.value == value) return one.title;
        return "";
    }
    bool may(Deed deed) const { return can(actor_, deed, here_.subject) != nullptr; }
    bool is(std::string_view state) const { return one_.state == state; }
    bool in_work() const { return !role_awaited(one_.state).empty() || is(state::kScheduled); }
    bool changes() const { return !is(state::kDropped) && may(is(state::kPublished) ? Deed::correct : Deed::change); }

    void add_notes(pages::ArticlesShow& page) const {
        const auto add = [&](const char* kind, const char* words, const std::string& value) {
            forms::add_note(page, lang_, kind, text::fill(lang_.tr(words), {value}));
        };
        if (is(state::kReturned)) add("warn", "Bị trả lại: %1", one_.reason);
        if (is(state::kWithdrawn)) add("bad", "Đã gỡ: %1", one_.reason);
        if (is(state::kScheduled) && one_.publish_at) add("good", "Xuất bản lúc %1", clock::show(*one_.publish_at));
    }

    void add_actions(pages::ArticlesShow& page) const {
        const auto main = [&](bool now, Deed deed, const char* part, const char* words) {
            if (now && may(deed)) forms::add_action(page, lang_, link_ + part, words);
        };
        const auto more = [&](bool now, Deed deed, const char* part, const char* words) {
            if (now && may(deed)) forms::add_to_menu(page, lang_, link_ + part, words);
        };
        const bool own = is(state::kDraft) || is(state::kReturned) || is(state::kWithdrawn);
        const bool out = is(state::kPublished);
        main(own, Deed::submit, "/submission/new", "Trình");
        main(in_work(), Deed::pass, "/passing/new", last_step() ? "Duyệt, xuất bản" : "Chuyển bước sau");
        main(in_work(), Deed::send_back, "/return/new", "Trả lại");
        main(!out && !is(state::kDropped), Deed::change, "/changes/new", "Sửa");
        main(out, Deed::correct, "/changes/new", "Đính chính");
        if (can_translate())
            forms::add_to_menu(
                page, lang_,
                "/portal/articles/new?site=" + std::to_string(one_.site) + "&translation_of=" + std::to_string(one_.id),
                "Viết bản dịch");
        more(out, Deed::pin, "/pin/new", "Ghim lên đầu");
        more(one_.published_at.has_value(), Deed::grade_fee, "/fee/new", "Chấm nhuận bút");
        more(out, Deed::withdraw, "/withdrawal/new", "Gỡ bài");
        more(is(state::kDraft) || is(state::kReturned), Deed::drop, "/dropping/new", "Bỏ bài");
    }
    bool can_translate() const {
        return one_.translation_of == 0 && !is(state::kDropped) && !is(state::kWithdrawn) && may(Deed::write);
    }
    bool last_step() const {
        return is(state::kScheduled) || next_state(steps_of(here_.site, here_.category), one_.state).empty();
    }

    void add_files(pages::ArticlesShow& page) const {
        const auto add = [&](const files::Ref& ref, const Picture* picture) {
            const std::string path = link_ + "/files/" + std::to_string(ref.position);
            std::string words;
            if (picture) words = picture->alt.empty() ? lang_.tr("Chưa có lời mô tả ảnh.") : picture->alt;
            if (const auto sound = read_.sounds.find(ref.position); sound != read_.sounds.end()) words = sound->second;
            if (picture && picture->leading) words += " (" + lang_.tr("ảnh đại diện") + ")";
            page.files.push_back({.file_path = path,
                                  .file_name = ref.name,
                                  .file_note = forms::file_note(lang_, ref),
                                  .if_words = !words.empty(),
                                  .words = words,
                                  .if_change = changes(),
                                  .if_picture = picture != nullptr,
                                  .describe_path = path + "/words/new",
                                  .remove_path = path + "/removal/new"});
        };
        for (const auto& one : here_.pictures) add(one.ref, &one);
        for (const auto& one : here_.attached) add(one, nullptr);
    }

    void add_facts(pages::ArticlesShow& page) const {
        const auto add = [&](const char* name, std::string value) {
            forms::add_fact(page, lang_, name, std::move(value));
        };
        const auto moment = [](const std::optional<Instant>& at) { return at ? clock::show(*at) : std::string(); };
        add("Trang", here_.site.name);
        add("Chuyên mục", here_.category.name);
        add("Người viết", read_.writer);
        add("Tác giả", one_.author);
        add("Bút danh", one_.pen_name);
        add("Nguồn", one_.source);
        add("Ngôn ngữ", lang_.tr(title_of(languages(), one_.language)));
        add("Bắt đầu", moment(one_.starts_at));
        add("Kết thúc", moment(one_.ends_at));
        add("Địa điểm", one_.place);
        add("Video", one_.video);
        add("Xuất bản lúc", moment(one_.published_at));
        add("Ghim đến hết ngày", one_.pinned_until ? clock::show(*one_.pinned_until) : "");
        if (read_.fee && (may(Deed::grade_fee) || may(Deed::approve_fee)))
            add("Nhuận bút", text::fill(lang_.tr("%1, hệ số %2, %3 đồng"), {lang_.tr(fee_kind_title(read_.fee->kind)),
                                                                            factor_words(read_.fee->factor_tenths),
                                                                            lang_.number(read_.fee->amount_dong)}));
    }

    const Lang& lang_;
    const Actor& actor_;
    const ArticleHere& here_;
    const Article& one_;
    const Read& read_;
    std::string link_;
};

}  // namespace

web::Response show_article(web::Context& context) {
    const ArticleHere here = article_here(context);
    Read read = context.house.db->reading([&](db::Conn& conn) {
        const auto names = directory::names_of_people(conn, {here.one.writer_person});
        const auto name = names.find(here.one.writer_person);
        return Read{deed::history_of(conn, kArticle, here.one.id, 50),
                    fee_of(conn, here.one.id),
                    name == names.end() ? std::string() : name->second,
                    {}};
    });
    for (const auto& ref : here.attached)
        if (auto words = sound_words(context, ref); !words.empty()) read.sounds[ref.position] = std::move(words);
    const Raw body = raw_html(here.one.body);
    const std::string& shown = context.call ? here.one.body : body.mark;  // a program gets the text itself
    return with_html(web::page(context, known_as(context.lang, here.one),
                               Builder(context.lang, context.actor(), here, read).build(shown)),
                     body.mark, body.html);
}

web::Response article_file(web::Context& context) {
    const auto position = ids::parse(context.request.place("n"));
    if (!position || *position > 100'000) throw NotFound("article file number");
    const auto ref = context.house.db->reading([&](db::Conn& conn) {
        const Article one = visible_article(conn, context.actor(), context.request.id());
        return files::find(conn, kArticle, one.id, static_cast<int>(*position));
    });
    if (!ref) throw NotFound("article has no such file");
    const bool inline_view = ref->media_type == "application/pdf" || ref->media_type.starts_with("image/");
    return web::file({context.house.files->path_of(ref->hash), ref->hash}, ref->media_type, ref->name, inline_view);
}

}  // namespace dinh::portal
