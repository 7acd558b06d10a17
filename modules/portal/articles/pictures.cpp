#include "modules/portal/articles/pictures.hpp"

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/articles/text_pictures.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

constexpr db::Sql kForget{"picture.forget", "DELETE FROM portal_picture WHERE article = $1 AND position = $2"};

// Of what is published files are corrected, before that they are changed.
const Capacity& must_change(const Actor& actor, const HeldArticle& held) {
    return must(actor, held.one.state == state::kPublished ? Deed::correct : Deed::change, held.subject);
}

std::string role_before(const std::string& role) {
    const auto dash = role.rfind('-');
    return role.substr(0, dash == role.npos ? 0 : dash);
}

void changed_for_readers(db::Tx& tx, const HeldArticle& held) {
    if (held.one.state == state::kPublished) announce_everywhere(tx, held.one.id);
}

}  // namespace

std::vector<Picture> pictures_of(db::Conn& conn, Id article) {
    const auto one = find_article(conn, article);
    std::map<int, std::string> words;
    for (const auto& row : conn.query(store::kPictureWords, article))
        words[static_cast<int>(row.integer(0))] = row.text(1);
    std::vector<Picture> list;
    const auto all = files::of_record(conn, kArticle, article);
    for (const auto& ref : all) {
        if (ref.role != "picture") continue;
        Picture picture{ref, words[ref.position], one && one->picture == ref.position, {}};
        const std::string begin = "picture-" + std::to_string(ref.position);
        for (const auto& made : all)
            if (made.role.starts_with(begin + "-") && role_before(made.role) == begin)
                picture.forms[made.role.substr(begin.size() + 1)] = made.position;
        list.push_back(std::move(picture));
    }
    return list;
}

std::vector<files::Ref> attached_files(db::Conn& conn, Id article) {
    auto list = files::of_record(conn, kArticle, article);
    std::erase_if(list, [](const files::Ref& ref) { return ref.role.starts_with("picture"); });
    return list;
}

void add_files(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const std::vector<NewFile>& list,
               std::string_view alt) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must_change(actor, held);
    if (list.empty()) throw Refused("files", "Hãy chọn tệp.");
    const bool picture = std::any_of(list.begin(), list.end(),
                                     [](const NewFile& one) { return one.stored.media_type.starts_with("image/"); });
    const std::string words = text::clean_line(alt);
    if (picture && held.one.state == state::kPublished && (words.empty() || list.size() > 1))
        throw Refused("alt", "Bài đã xuất bản: thêm từng ảnh một, có lời mô tả ảnh.");
    if (text::length(words) > 300) throw Refused("alt", Said("Dài quá %1 ký tự.", {"300"}));
    attach_new(tx, actor, held.one, list, words);
    record(tx, actor, &as, held.one, "add_files", Said("Thêm tệp: %1", {list.front().name}));
    changed_for_readers(tx, held);
}

void describe_picture(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, int position, std::string_view alt,
                      bool leading) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must_change(actor, held);
    const auto ref = files::find(tx, kArticle, id, position);
    if (!ref || ref->role != "picture") throw NotFound("article picture");
    const std::string words = text::clean_line(alt);
    Reasons reasons;
    if (words.empty()) reasons.add("alt", "Hãy ghi lời mô tả ảnh.");
    if (text::length(words) > 300) reasons.add("alt", Said("Dài quá %1 ký tự.", {"300"}));
    reasons.done();
    tx.exec(store::kDescribePicture, id, position, words);
    if (leading || held.one.picture == position) tx.exec(store::kSetPicture, id, position, words);
    record(tx, actor, &as, held.one, "describe_picture", Said("Ghi lời mô tả ảnh: %1", {words}));
    changed_for_readers(tx, held);
}

void remove_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, int position) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must_change(actor, held);
    const auto ref = files::find(tx, kArticle, id, position);
    if (!ref || ref->role.starts_with("picture-")) throw NotFound("article file");
    if (stands_in_text(held.one.body, id, position))
        throw Refused("Ảnh này đang ở trong nội dung bài; hãy bỏ khỏi nội dung trước.");
    const std::string made = "picture-" + std::to_string(position);
    for (const auto& other : files::of_record(tx, kArticle, id))
        if (role_before(other.role) == made) files::detach(tx, other.id);
    files::detach(tx, ref->id);
    tx.exec(kForget, id, position);
    if (held.one.picture == position) tx.exec(store::kSetPicture, id, 0, "");
    record(tx, actor, &as, held.one, "remove_file", Said("Bỏ tệp: %1", {ref->name}));
    changed_for_readers(tx, held);
}

}  // namespace dinh::portal
