#include "modules/portal/articles/text_pictures.hpp"

#include <algorithm>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "platform/markup/markup.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

constexpr std::string_view kElement = "<img ";
constexpr std::string_view kNew = "/portal/articles/new/files/";
constexpr db::Sql kSetBody{"article.set_body", "UPDATE portal_article SET body = $2 WHERE id = $1"};
// Words that are there already stay.
constexpr db::Sql kDescribeFirst{"picture.describe_first",
                                 "INSERT INTO portal_picture (article, position, alt) VALUES ($1, $2, $3) ON CONFLICT "
                                 "(article, position) DO UPDATE SET alt = $3 WHERE portal_picture.alt = ''"};
constexpr db::Sql kDescribeLeading{
    "picture.describe_leading",
    "UPDATE portal_article SET picture_alt = $3 WHERE id = $1 AND picture = $2 AND picture_alt = ''"};

// Clean HTML has each attribute once, in double quotes.
std::string value_in(std::string_view element, std::string_view attribute) {
    const std::string begin = " " + std::string(attribute) + "=\"";
    const auto at = element.find(begin);
    if (at == element.npos) return {};
    const auto from = at + begin.size();
    return std::string(element.substr(from, element.find('"', from) - from));
}

// The last file of the name is the one that came with the form.
int newest_of(const std::vector<files::Ref>& list, std::string_view name) {
    const auto found = std::find_if(list.rbegin(), list.rend(),
                                    [&](const files::Ref& ref) { return ref.role == "picture" && ref.name == name; });
    return found == list.rend() ? 0 : found->position;
}

bool is_picture(const std::vector<files::Ref>& list, int position) {
    return std::any_of(list.begin(), list.end(),
                       [&](const files::Ref& ref) { return ref.position == position && ref.role == "picture"; });
}

}  // namespace

std::vector<TextPicture> pictures_in(std::string_view html) {
    std::vector<TextPicture> found;
    for (auto at = html.find(kElement); at != html.npos; at = html.find(kElement, at + 1)) {
        const auto end = html.find('>', at);
        if (end == html.npos) break;
        const std::string_view element = html.substr(at, end + 1 - at);
        found.push_back({at, element.size(), value_in(element, "src"), value_in(element, "alt")});
    }
    return found;
}

int picture_position(const TextPicture& one, Id article) {
    const std::string begin = article_link(article) + "/files/";
    if (!one.address.starts_with(begin)) return 0;
    const auto position = ids::parse(std::string_view(one.address).substr(begin.size()));
    return position && *position > 0 && *position < 1'000'000 ? static_cast<int>(*position) : 0;
}

bool stands_in_text(std::string_view html, Id article, int position) {
    const auto all = pictures_in(html);
    return std::any_of(all.begin(), all.end(),
                       [&](const TextPicture& one) { return picture_position(one, article) == position; });
}

void settle_pictures(db::Tx& tx, Id article, const std::string& body) {
    const auto all = pictures_in(body);
    if (all.empty()) return;
    const auto list = files::of_record(tx, kArticle, article);
    std::string settled = body;
    Reasons reasons;
    for (auto one = all.rbegin(); one != all.rend(); ++one) {
        int position = picture_position(*one, article);
        if (one->address.starts_with(kNew)) {
            const std::string name = one->address.substr(kNew.size());
            position = newest_of(list, name);
            if (position == 0) reasons.add("body", Said("Ảnh “%1” trong nội dung chưa được gửi kèm.", {name}));
            settled.replace(settled.find(one->address, one->at), one->address.size(),
                            article_link(article) + "/files/" + std::to_string(position));
        }
        if (one->alt.empty() || !is_picture(list, position)) continue;
        const std::string words = markup::links(body.substr(one->at, one->size)).front().text;
        tx.exec(kDescribeFirst, article, position, words);
        tx.exec(kDescribeLeading, article, position, words);
    }
    reasons.done();
    if (settled != body) tx.exec(kSetBody, article, settled);
}

}  // namespace dinh::portal
