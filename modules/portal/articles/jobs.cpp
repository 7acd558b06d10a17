#include "modules/portal/articles/jobs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/articles/pictures.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/log/log.hpp"
#include "platform/markup/markup.hpp"
#include "platform/pictures/pictures.hpp"
#include "platform/search/search.hpp"

namespace dinh::portal {

namespace {

constexpr int kIndexedAtOnce = 100;
constexpr db::Sql kAnyDue{"article.any_due",
                          "SELECT 1 FROM portal_article WHERE state = 'scheduled' AND publish_at <= $1 UNION ALL "
                          "SELECT 1 FROM portal_article WHERE pinned_until < $2 LIMIT 1"};

Id article_of(const jobs::Job& job) {
    return ids::parse(std::string_view(boost::json::parse(job.payload).at("article").as_string())).value_or(0);
}

void publish_what_is_due(House& house) {
    const Instant now = clock::now();
    const bool any = house.db->reading(
        [&](db::Conn& conn) { return conn.maybe_integer(kAnyDue, now, clock::day_of(now)).has_value(); });
    if (any) house.db->write([&](db::Tx& tx) { publish_due(tx, now); });
}

void put_text(db::Tx& tx, const Article& one) {
    search::put_body(tx, kArticle, one.id, 0, markup::plain_text(one.body));
}

void index_one(House& house, Id article) {
    const auto one = house.db->reading([&](db::Conn& conn) { return find_article(conn, article); });
    if (one && one->state == state::kPublished) house.db->write([&](db::Tx& tx) { put_text(tx, *one); });
}

// Nobody can do anything about a picture that cannot be read but its writer.
void tell_it_failed(House& house, const Article& one, const files::Ref& ref, const pictures::Pictures& made) {
    const Said why = pictures::words(made.outcome);
    house.db->write([&](db::Tx& tx) {
        worklist::notify(tx, one.writer_person, Said("Ảnh “%1” không dùng được: %2", {ref.name, why.vietnamese()}),
                         article_deeds::article_link(one.id));
    });
}

void make_pictures(House& house, Id id) {
    const auto one = house.db->reading([&](db::Conn& conn) { return find_article(conn, id); });
    if (!one) return;
    const auto list = house.db->reading([&](db::Conn& conn) { return pictures_of(conn, id); });
    for (const auto& picture : list) {
        if (!picture.forms.empty()) continue;
        const int input = house.files->open(picture.ref.hash);
        pictures::Pictures made;
        try {
            made = pictures::make(input);
        } catch (...) {
            ::close(input);
            throw;
        }
        ::close(input);
        if (made.outcome != worker::Outcome::ok) {
            tell_it_failed(house, *one, picture.ref, made);
            continue;
        }
        std::vector<MadePicture> kept;
        for (const auto& form : made.variants)
            kept.push_back({form.media_type == "image/jpeg" ? "jpeg" : std::to_string(form.width),
                            house.files->put_bytes(form.bytes)});
        house.db->write([&](db::Tx& tx) { keep_pictures(tx, id, picture.ref.position, kept); });
    }
}

}  // namespace

void keep_pictures(db::Tx& tx, Id article, int position, const std::vector<MadePicture>& made) {
    const db::Rows rows = tx.query(store::kHoldArticle, article);
    if (rows.empty()) return;
    const auto list = pictures_of(tx, article);
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.ref.position == position; });
    if (found == list.end() || !found->forms.empty()) return;
    const std::string role = "picture-" + std::to_string(position) + "-";
    for (const auto& one : made)
        files::attach(tx, kArticle, article, role + one.form, found->ref.name, one.stored, found->ref.person);
    article_deeds::announce_everywhere(tx, article);
}

std::vector<jobs::Kind> article_jobs() {
    return {{.name = "portal.publish_due",
             .job_class = jobs::Class::quick,
             .work = [](House& house, const jobs::Job&) { publish_what_is_due(house); },
             .what_to_do = "Bài hẹn giờ chưa được xuất bản. Xem nhật ký lỗi; bài được xuất bản khi việc này chạy lại.",
             .every_s = 30},
            {.name = "portal.index_article",
             .job_class = jobs::Class::quick,
             .work = [](House& house, const jobs::Job& job) { index_one(house, article_of(job)); },
             .what_to_do = "Chữ trong bài chưa tìm được; tiêu đề và tóm tắt vẫn tìm được. Cho chạy lại."},
            {.name = "portal.pictures",
             .job_class = jobs::Class::child,
             .work = [](House& house, const jobs::Job& job) { make_pictures(house, article_of(job)); },
             .what_to_do = "Ảnh của bài chưa hiện cho người đọc. Cho chạy lại; nếu vẫn lỗi, người viết gửi lại ảnh."}};
}

void index_articles_again(House& house) {
    for (Id after = 0; after >= 0;) {
        after = house.db->writing([&](db::Tx& tx) -> Id {
            Id last = -1;
            for (const auto& row : tx.query(store::kNextPublished, after, kIndexedAtOnce)) {
                const Article one = store::read_article(row);
                article_deeds::put_entry(tx, one.id);
                last = one.id;
            }
            return last;
        });
    }
}

}  // namespace dinh::portal
