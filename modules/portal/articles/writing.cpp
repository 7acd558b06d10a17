// Written, changed, dropped, corrected.
#include "modules/portal/articles/article_store.hpp"
#include "modules/portal/articles/flow.hpp"
#include "modules/portal/articles/text_pictures.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::portal {

using namespace article_deeds;

namespace {

bool is_open(const Article& one) { return one.state != state::kPublished && one.state != state::kDropped; }

// The words of the leading picture stand with the others too.
void describe_leading(db::Tx& tx, const Article& one, const std::string& alt) {
    if (one.picture == 0 || alt.empty() || alt == one.picture_alt) return;
    tx.exec(store::kDescribePicture, one.id, one.picture, alt);
}

void write_anew(db::Tx& tx, const Actor& actor, const HeldArticle& held, const ArticleInput& input,
                const std::vector<NewFile>& list) {
    write_content(tx, held.one.id, input);
    describe_leading(tx, held.one, input.picture_alt);
    attach_new(tx, actor, held.one, list, input.picture_alt);
    settle_pictures(tx, held.one.id, input.body);
}

}  // namespace

Id write_article(db::Tx& tx, const Actor& actor, const ArticleInput& typed, const std::vector<NewFile>& list) {
    const auto site = find_site(tx, typed.site);
    if (!site) throw NotFound("article for no site " + std::to_string(typed.site));
    const Capacity& as = must(actor, Deed::write, subject_of(tx, *site));
    Reasons reasons;
    const ArticleInput input = checked_article(tx, *site, typed, reasons);
    reasons.done();
    const Id id = ids::make();
    tx.exec(store::kAddArticle, id, site->owner_agency, clock::today(), clock::now(), actor.person, as.post, site->id,
            input.category, input.kind, input.language, input.translation_of, "~" + std::to_string(id), input.title,
            input.summary, input.body, input.source, input.author, input.pen_name, input.picture_alt, input.place,
            input.video, input.starts_at, input.ends_at);
    const Article one = *find_article(tx, id);
    attach_new(tx, actor, one, list, input.picture_alt);
    settle_pictures(tx, id, input.body);
    record(tx, actor, &as, one, "write_article", "Viết bài");
    return id;
}

void change_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const ArticleInput& typed,
                    const std::vector<NewFile>& list) {
    HeldArticle held = lock_article(tx, actor, id, version);
    if (held.one.state == state::kPublished) throw Refused("Bài đã xuất bản; hãy đính chính.");
    const Capacity& as = must(actor, Deed::change, held.subject);
    Reasons reasons;
    if (!is_open(held.one)) reasons.add("Bài đã bỏ.");
    const ArticleInput input = checked_article(tx, held.site, typed, reasons);
    reasons.done();
    write_anew(tx, actor, held, input, list);
    record(tx, actor, &as, held.one, "change_article", "Sửa bài", changes_between(held.one, input));
    if (held.one.state != state::kScheduled) return;
    const Article now = *find_article(tx, id);
    if (differs_from_last(tx, now)) keep_edition(tx, actor, &as, now, "");
}

void drop_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::drop, held.subject);
    if (held.one.state != state::kDraft && held.one.state != state::kReturned)
        throw Refused("Chỉ bỏ được bản nháp hoặc bài bị trả lại.");
    tx.exec(store::kSetState, id, state::kDropped, "", nullptr);
    worklist::finish_all(tx, kArticle, id);
    record(tx, actor, &as, held.one, "drop_article", "Bỏ bài");
}

void correct_article(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const ArticleInput& typed,
                     std::string_view note, const std::vector<NewFile>& list) {
    HeldArticle held = lock_article(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct, held.subject);
    if (held.one.state != state::kPublished) throw Refused("Chỉ đính chính được bài đã xuất bản.");
    Reasons reasons;
    const ArticleInput input = checked_article(tx, held.site, typed, reasons);
    std::string words;
    try {
        words = checked_reason("note", note, "Hãy ghi đã đính chính điều gì.");
    } catch (const Refused& refused) {
        for (const auto& reason : refused.reasons()) reasons.add(reason.field, reason.said);
    }
    reasons.done();
    write_anew(tx, actor, held, input, list);
    const HeldArticle now = with_its_site(tx, *find_article(tx, id));
    check_ready(tx, now, reasons);
    reasons.done();
    keep_edition(tx, actor, &as, now.one, words);
    tx.exec(store::kPlace, id, now.one.site, now.one.category, now.one.slug, now.one.language, now.one.kind,
            clock::now());
    tx.exec(store::kShowTakenOver, id, now.one.language, now.one.kind, clock::now());
    record(tx, actor, &as, now.one, "correct_article", Said("Đính chính: %1", {words}),
           changes_between(held.one, input));
    announce_everywhere(tx, id);
    put_search(tx, id);
}

}  // namespace dinh::portal
