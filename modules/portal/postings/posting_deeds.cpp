// From proposal to approval.
#include "modules/portal/postings/posting_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace postings;

namespace {

constexpr std::size_t kLeastAnswer = 10;  // letters

void check_texts(PostingInput& input, bool has_files, Reasons& reasons) {
    input.subject = text::clean_line(input.subject);
    input.places = text::clean_text(input.places);
    if (input.subject.empty()) reasons.add("subject", "Hãy ghi nội dung niêm yết.");
    if (text::length(input.subject) > 500) reasons.add("subject", Said("Dài quá %1 ký tự.", {"500"}));
    if (text::length(input.places) > 1000) reasons.add("places", Said("Dài quá %1 ký tự.", {"1000"}));
    if (input.body.empty() && !has_files) reasons.add("body", "Hãy nhập toàn văn hoặc kèm tệp.");
}

// The rule of the kind, of the day it was proposed.
void check_days(const PostingInput& input, Day rules_day, Reasons& reasons) {
    const auto* kind = posting_kind(input.kind, rules_day);
    if (!kind) return reasons.add("kind", "Hãy chọn loại niêm yết.");
    if (!input.from) return reasons.add("from", "Hãy ghi ngày bắt đầu niêm yết.");
    if (!input.until) {
        if (!kind->truth("open_ended")) reasons.add("until", "Hãy ghi ngày cuối niêm yết.");
        return;
    }
    const Day least = least_until(*kind, *input.from);
    if (*input.until < *input.from)
        reasons.add("until", "Ngày cuối không được trước ngày bắt đầu.");
    else if (*input.until < least)
        reasons.add("until",
                    Said("Loại này phải niêm yết ít nhất đến hết ngày %1 (%2).", {clock::show(least), kind->basis}));
}

PostingInput checked(PostingInput input, bool has_files, Day rules_day, Reasons& reasons) {
    check_texts(input, has_files, reasons);
    check_days(input, rules_day, reasons);
    if (input.from && *input.from < clock::today()) reasons.add("from", "Ngày bắt đầu không được trước hôm nay.");
    return input;
}

// Whoever approves late shows it as many days as were asked for.
void move_to_today(Posting& one) {
    const Day today = clock::today();
    if (one.from >= today) return;
    if (one.until) one.until = today + (*one.until - one.from);
    one.from = today;
    const auto* kind = posting_kind(one.kind, one.rules_day);
    if (kind && one.until) one.until = std::max(*one.until, least_until(*kind, one.from));
}

void answer_findings(db::Tx& tx, const Posting& one, const Answers& answers, const std::string& label) {
    Reasons reasons;
    for (const auto& found : findings_of(tx, one.id)) {
        const auto given = answers.find(found.id);
        const std::string why = given == answers.end() ? std::string() : text::clean_line(given->second);
        const std::string field = "finding_" + std::to_string(found.id);
        if (why.empty() && !found.reason.empty()) continue;
        if (text::length(why) < kLeastAnswer)
            reasons.add(field, "Hãy ghi vì sao nội dung này được công khai (ít nhất 10 chữ), hoặc trả lại để bỏ đi.");
        else if (text::length(why) > 500)
            reasons.add(field, Said("Dài quá %1 ký tự.", {"500"}));
        else
            tx.exec(kAnswer, found.id, why, label);
    }
    reasons.done();
}

}  // namespace

Id propose_posting(db::Tx& tx, const Actor& actor, const PostingInput& typed, const std::vector<PostingFile>& list) {
    const auto site = find_site(tx, typed.site);
    if (!site) throw Refused("site", "Hãy chọn trang.");
    const Capacity& as = must(actor, Deed::propose_posting, subject_of(tx, *site));
    Reasons reasons;
    const Day today = clock::today();
    const PostingInput input = checked(typed, !list.empty(), today, reasons);
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAdd, id, site->owner_agency, today, clock::now(), actor.person, as.post, site->id, input.kind,
            input.subject, input.body, input.places, *input.from, input.until);
    attach(tx, actor, id, list);
    const auto one = *find_posting(tx, id);
    check_text(tx, one);
    note(tx, actor, &as, one, "portal.propose_posting", "Đề nghị niêm yết");
    give_work(tx, one, actor.name);
    return id;
}

void change_posting(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const PostingInput& typed,
                    const std::vector<PostingFile>& list) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change_posting, subject_of(tx, one));
    if (one.state != "returned") must_be(one, "proposed");
    Reasons reasons;
    const bool has_files = !list.empty() || !files::of_record(tx, kPosting, id).empty();
    const PostingInput input = checked(typed, has_files, one.rules_day, reasons);
    reasons.done();
    tx.exec(kDescribe, id, input.kind, input.subject, input.body, input.places, *input.from, input.until);
    tx.exec(kSetState, id, "proposed", "");
    attach(tx, actor, id, list);
    one = *find_posting(tx, id);
    check_text(tx, one);
    worklist::finish_all(tx, kPosting, id);
    note(tx, actor, &as, one, "portal.change_posting", "Sửa, đề nghị niêm yết lại");
    give_work(tx, one, actor.name);
}

void drop_posting_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, int position) {
    const auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change_posting, subject_of(tx, one));
    if (one.state != "returned") must_be(one, "proposed");
    const auto file = files::find(tx, kPosting, id, position);
    if (!file) throw NotFound("no such file of a posting");
    if (one.body.empty() && files::of_record(tx, kPosting, id).size() == 1)
        throw Refused("Niêm yết phải còn tệp hoặc toàn văn.");
    files::detach(tx, file->id);
    tx.exec(kDropFindings, id, position);
    note(tx, actor, &as, one, "portal.change_posting", Said("Bỏ tệp %1", {file->name}));
}

void drop_posting(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change_posting, subject_of(tx, one));
    if (one.state != "returned") must_be(one, "proposed");
    tx.exec(kSetState, id, "dropped", "");
    worklist::finish_all(tx, kPosting, id);
    note(tx, actor, &as, one, "portal.drop_posting", "Bỏ đề nghị niêm yết");
}

void approve_posting(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const Answers& answers) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::approve_posting, subject_of(tx, one));
    must_be(one, "proposed");
    answer_findings(tx, one, answers, label_of(actor, as));
    move_to_today(one);
    one.digest = digest_of(one, files::of_record(tx, kPosting, id));
    tx.exec(kApprove, id, one.digest, one.from, one.until);
    keep_edition(tx, one, label_of(actor, as), "");
    worklist::finish_all(tx, kPosting, id);
    note(tx, actor, &as, one, "portal.approve_posting", "Duyệt niêm yết");
    if (one.from <= clock::today()) turn_postings(tx, clock::now());
}

void return_posting(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::return_posting, subject_of(tx, one));
    must_be(one, "proposed");
    const std::string clean = must_say(reason);
    tx.exec(kSetState, id, "returned", clean);
    worklist::finish_all(tx, kPosting, id);
    one.state = "returned";
    note(tx, actor, &as, one, "portal.return_posting", Said("Trả lại: %1", {clean}));
    give_work(tx, one, actor.name);
}

void correct_posting(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const PostingInput& typed,
                     std::string_view reason, std::string_view personal, const std::vector<PostingFile>& list) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct_posting, subject_of(tx, one));
    if (one.state != "approved") must_be(one, "shown");
    const std::string clean = must_say(reason), label = label_of(actor, as);
    PostingInput input = typed;
    input.kind = one.kind;
    input.from = one.from;
    Reasons reasons;
    check_texts(input, !list.empty() || !files::of_record(tx, kPosting, id).empty(), reasons);
    check_days(input, one.rules_day, reasons);
    if (input.until && *input.until < clock::today()) reasons.add("until", "Ngày cuối không được trước hôm nay.");
    reasons.done();
    tx.exec(kDescribe, id, one.kind, input.subject, input.body, input.places, one.from, input.until);
    attach(tx, actor, id, list);
    one = *find_posting(tx, id);
    check_text(tx, one);
    for (const auto& found : findings_of(tx, id)) {
        if (!found.reason.empty()) continue;
        const std::string why = text::clean_line(personal);
        if (text::length(why) < kLeastAnswer)
            throw Refused("personal", Said("Bản sửa có %1 (dòng %2): hãy ghi vì sao được công khai, hoặc bỏ đi.",
                                           {personal_rule_name(found.what.rule), std::to_string(found.what.line)}));
        tx.exec(kAnswer, found.id, text::cut(why, 500), label);
    }
    ++one.edition;
    one.digest = digest_of(one, files::of_record(tx, kPosting, id));
    tx.exec(kSetEdition, id, one.edition, one.digest);
    keep_edition(tx, one, label, clean);
    note(tx, actor, &as, one, "portal.correct_posting",
         Said("Đính chính, bản %1: %2", {std::to_string(one.edition), clean}));
    announce_change(tx, one.site);
}

void end_posting_early(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::end_posting, subject_of(tx, one));
    if (one.state != "approved") must_be(one, "shown");
    const std::string clean = must_say(reason);
    tx.exec(kEnd, id, clock::now(), clean);
    note(tx, actor, &as, one, "portal.end_posting", Said("Kết thúc niêm yết trước hạn: %1", {clean}));
    announce_change(tx, one.site);
}

}  // namespace dinh::portal
