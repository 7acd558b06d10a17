// What is typed into an article: as it is kept, and what has to be there before others see it.
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/body.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/articles/words.hpp"
#include "platform/markup/markup.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::article_deeds {

namespace {

std::string checked_line(Reasons& reasons, const char* field, const std::string& typed, std::size_t most,
                         const char* missing = "") {
    std::string clean = text::clean_line(typed);
    if (clean.empty() && missing[0] != '\0') reasons.add(field, missing);
    if (text::length(clean) > most)
        reasons.add(field, Said("Dài quá %1 ký tự.", {text::number(static_cast<std::int64_t>(most))}));
    if (const auto* stamp = rules::stamp_in(clean, clock::today()))
        reasons.add(field, Said("Có dấu “%1”. Nội dung mật không đưa vào hệ thống này.", {stamp->phrase}));
    return clean;
}

bool among(const std::vector<forms::Choice>& choices, const std::string& value) {
    return std::any_of(choices.begin(), choices.end(), [&](const auto& one) { return one.value == value; });
}

void check_place(db::Conn& conn, const Site& site, const ArticleInput& input, Reasons& reasons) {
    const auto category = find_category(conn, input.category);
    if (!category || category->site != site.id)
        reasons.add("category", "Hãy chọn chuyên mục.");
    else if (!category->open)
        reasons.add("category", "Chuyên mục này đã đóng; hãy chọn chuyên mục khác.");
    if (!among(article_kinds(), input.kind)) reasons.add("kind", "Hãy chọn loại.");
    if (!among(languages(), input.language)) reasons.add("language", "Hãy chọn ngôn ngữ.");
    if (input.translation_of == 0) return;
    const auto original = find_article(conn, input.translation_of);
    if (!original || original->site != site.id || original->language == input.language)
        reasons.add("translation_of", "Bài gốc của bản dịch phải ở cùng trang, bằng ngôn ngữ khác.");
}

void check_times(const ArticleInput& input, Reasons& reasons) {
    if (input.kind == "event" && !input.starts_at) reasons.add("starts_at", "Hãy ghi lúc bắt đầu sự kiện.");
    if (input.starts_at && input.ends_at && *input.ends_at < *input.starts_at)
        reasons.add("ends_at", "Lúc kết thúc không được trước lúc bắt đầu.");
}

void check_pictures(db::Conn& conn, const Article& one, Reasons& reasons) {
    std::map<int, std::string> words;
    for (const auto& row : conn.query(store::kPictureWords, one.id))
        words[static_cast<int>(row.integer(0))] = row.text(1);
    bool picture = false, file = false;
    for (const auto& ref : files::of_record(conn, kArticle, one.id)) {
        file = file || ref.role == "file";
        if (ref.role != "picture") continue;
        picture = true;
        if (words[ref.position].empty())
            reasons.add("files", Said("Ảnh “%1” chưa có lời mô tả cho người không nhìn thấy ảnh.", {ref.name}));
    }
    if (one.kind == "gallery" && !picture) reasons.add("files", "Chùm ảnh chưa có ảnh nào.");
    if (one.kind == "file" && !file) reasons.add("files", "Chưa có tệp tài liệu.");
    if (markup::pictures_without_alt(one.body) > 0)
        reasons.add("body", "Trong nội dung có ảnh chưa có lời mô tả (alt).");
}

}  // namespace

ArticleInput checked_article(db::Conn& conn, const Site& site, const ArticleInput& typed, Reasons& reasons) {
    ArticleInput input = typed;
    input.title = checked_line(reasons, "title", typed.title, 250, "Hãy ghi tiêu đề.");
    input.summary = checked_line(reasons, "summary", typed.summary, 500);
    input.source = checked_line(reasons, "source", typed.source, 200);
    input.author = checked_line(reasons, "author", typed.author, 200);
    input.pen_name = checked_line(reasons, "pen_name", typed.pen_name, 100);
    input.picture_alt = checked_line(reasons, "picture_alt", typed.picture_alt, 300);
    input.place = checked_line(reasons, "place", typed.place, 300);
    input.video = checked_line(reasons, "video", typed.video, 500);
    if (!input.video.empty() && !input.video.starts_with("https://"))
        reasons.add("video", "Địa chỉ video phải bắt đầu bằng https://");
    if (input.body.size() > kMostBodyBytes) reasons.add("body", "Nội dung dài quá một megabyte.");
    check_place(conn, site, input, reasons);
    check_times(input, reasons);
    return input;
}

void check_ready(db::Conn& conn, const HeldArticle& held, Reasons& reasons) {
    const Article& one = held.one;
    if (one.title.empty()) reasons.add("title", "Bài chưa có tiêu đề.");
    const bool needs_text = one.kind == "article" || one.kind == "page" || one.kind == "event";
    if (needs_text && !says_something(one.body)) reasons.add("body", "Bài chưa có nội dung.");
    if (one.kind == "video" && one.video.empty()) reasons.add("video", "Chưa có địa chỉ video.");
    if (!held.category.open) reasons.add("category", "Chuyên mục của bài đã đóng; hãy chọn chuyên mục khác.");
    check_pictures(conn, one, reasons);
}

void check_awaited(db::Conn& conn, const HeldArticle& held, std::string_view state, Reasons& reasons) {
    if (!holders_of(conn, held.subject, role_awaited(state)).empty()) return;
    reasons.add(
        Said("Trang chưa có người làm bước “%1”. Quản trị trang cần cử người vào Ban Biên tập.", {state_title(state)}));
}

std::string checked_reason(std::string_view field, std::string_view typed, const char* missing) {
    Reasons reasons;
    const std::string name(field);
    std::string clean = text::clean_line(typed);
    if (clean.empty()) reasons.add(name, missing);
    if (text::length(clean) > 500) reasons.add(name, Said("Dài quá %1 ký tự.", {"500"}));
    reasons.done();
    return clean;
}

std::vector<deed::Change> changes_between(const Article& one, const ArticleInput& input) {
    std::vector<deed::Change> list;
    const auto add = [&](const char* field, const std::string& before, const std::string& after) {
        if (before != after) list.push_back({field, before, after});
    };
    add("title", one.title, input.title);
    add("summary", one.summary, input.summary);
    add("source", one.source, input.source);
    add("author", one.author, input.author);
    add("pen_name", one.pen_name, input.pen_name);
    add("place", one.place, input.place);
    add("video", one.video, input.video);
    return list;
}

void write_content(db::Tx& tx, Id id, const ArticleInput& input) {
    tx.exec(store::kSetContent, id, input.category, input.kind, input.language, input.translation_of, input.title,
            input.summary, input.body, input.source, input.author, input.pen_name, input.picture_alt, input.place,
            input.video, input.starts_at, input.ends_at);
}

}  // namespace dinh::portal::article_deeds
