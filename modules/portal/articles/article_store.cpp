#include "modules/portal/articles/article_store.hpp"

namespace dinh::portal::store {

Article read_article(const db::Rows::Row& row, bool with_body) {
    Article one;
    int column = 0;
    const auto number = [&] { return row.integer(column++); };
    const auto words = [&] { return row.text(column++); };
    const auto moment = [&] { return row.maybe_instant(column++); };
    one.id = number();
    one.version = number();
    one.owner_agency = number();
    one.site = number();
    one.category = number();
    one.kind = words();
    one.language = words();
    one.translation_of = number();
    one.slug = words();
    one.title = words();
    one.summary = words();
    one.source = words();
    one.author = words();
    one.pen_name = words();
    one.picture = static_cast<int>(number());
    one.picture_alt = words();
    one.place = words();
    one.video = words();
    one.starts_at = moment();
    one.ends_at = moment();
    one.publish_at = moment();
    one.published_at = moment();
    one.state = words();
    one.edition = static_cast<int>(number());
    one.pinned_until = row.maybe_day(column++);
    one.reason = words();
    one.writer_person = number();
    one.writer_post = number();
    one.created_at = row.instant(column++);
    one.changed_at = row.instant(column++);
    if (with_body) one.body = row.text(column);
    return one;
}

Edition read_edition(const db::Rows::Row& row) {
    return {static_cast<int>(row.integer(0)),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.instant(6)};
}

}  // namespace dinh::portal::store
