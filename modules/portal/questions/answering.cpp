// The answer: drafted, sent back, approved, worked on again.
#include "modules/portal/postings/personal_check.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = question_store;
using namespace question_deeds;

namespace {

void check_stamps(Reasons& reasons, const AnswerDraft& draft) {
    const std::pair<const char*, const std::string&> texts[] = {
        {"answer", draft.answer}, {"public_subject", draft.public_subject}, {"public_body", draft.public_body}};
    for (const auto& [field, text] : texts)
        if (rules::stamp_in(text, clock::today())) reasons.add(field, "Nội dung có dấu mật, không đưa lên trang được.");
}

// Marks of others' data: a person looks at them and answers for what stays.
void check_marks(Reasons& reasons, const AnswerDraft& draft) {
    if (!draft.publish || draft.checked) return;
    const auto marks = personal_marks(draft.public_subject + "\n" + draft.public_body + "\n" + draft.answer);
    if (!marks.empty())
        reasons.add("checked",
                    Said("Nội dung công khai có thể có dữ liệu cá nhân: %1. Hãy bỏ đi, hoặc đánh dấu đã xem.",
                         {text::join(marks, ", ")}));
}

AnswerDraft checked(const Question& one, const Asker& sender, const AnswerDraft& typed) {
    Reasons reasons;
    AnswerDraft draft = typed;
    draft.answer = checked_text(reasons, sender, "answer", typed.answer, 20'000, "Hãy ghi câu trả lời.");
    const bool publish = typed.publish;
    draft.public_subject = checked_words(reasons, sender, "public_subject", typed.public_subject, 200,
                                         publish ? "Hãy ghi tiêu đề công khai." : "");
    draft.public_body = checked_text(reasons, sender, "public_body", typed.public_body, 5000,
                                     publish ? "Hãy ghi nội dung câu hỏi công khai." : "");
    if (publish && !one.may_publish) reasons.add("publish", "Người gửi không đồng ý công khai câu trả lời.");
    check_stamps(reasons, draft);
    check_marks(reasons, draft);
    reasons.done();
    return draft;
}

}  // namespace

void draft_answer(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                  const AnswerDraft& typed) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::draft_answer, subject_of(tx, one));
    must_be(one, {"assigned", "awaiting_approval"});
    const AnswerDraft draft = checked(one, asker_of(tx, id), typed);
    tx.exec(store::kDraft, id, draft.answer, draft.public_subject, draft.public_body, draft.publish,
            label_of(actor, as));
    const Question after = *find_question(tx, id);
    grants::set_state(tx, kQuestion, id, after.state);
    worklist::finish_all(tx, kQuestion, id);
    give_to_approvers(tx, directory, after, label_of(actor, as));
    note(tx, actor, &as, after, "portal.draft_answer", "Soạn câu trả lời, trình duyệt");
}

void send_answer_back(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::approve_answer, subject_of(tx, one));
    must_be(one, {"awaiting_approval"});
    const std::string clean = must_say(tx, one, reason, "Hãy ghi cần sửa gì.");
    tx.exec(store::kSendBack, id, clean);
    grants::set_state(tx, kQuestion, id, "assigned");
    worklist::finish_all(tx, kQuestion, id);
    give_to_holder(tx, one, label_of(actor, as));
    note(tx, actor, &as, one, "portal.send_answer_back", Said("Trả lại để sửa: %1", {clean}));
}

void approve_answer(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::approve_answer, subject_of(tx, one));
    must_be(one, {"awaiting_approval"});
    const Day today = clock::today();
    const bool late = today > one.due;
    tx.exec(store::kApprove, id, label_of(actor, as), clock::now(), late, today);
    write_to_sender(tx, id);
    const Question after = *find_question(tx, id);
    grants::set_state(tx, kQuestion, id, after.state);
    worklist::finish_all(tx, kQuestion, id);
    const char* words = after.shown ? (late ? "Duyệt, công khai câu trả lời (quá hạn)" : "Duyệt, công khai câu trả lời")
                                    : (late ? "Duyệt câu trả lời (quá hạn)" : "Duyệt câu trả lời");
    note(tx, actor, &as, after, "portal.approve_answer", words);
    worklist::notify(tx, one.holder_post != 0 ? one.holder_post : one.holder_unit,
                     Said("Câu trả lời đã được duyệt: %1", {one.subject}), link_of(id));
    announce(tx, actor, after);
    put_search(tx, after);
    if (after.shown) announce_record(tx, after.site, id);
}

void reopen_question(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                     std::string_view reason) {
    const Question one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::reopen_question, subject_of(tx, one));
    must_be(one, {"answered", "turned_away", "refused"});
    const std::string clean = must_say(tx, one, reason, "Hãy ghi lý do làm lại.");
    const bool held = one.holder_unit != 0 || one.holder_post != 0;
    tx.exec(store::kReopen, id, held ? "assigned" : "received", clean);
    const Question after = *find_question(tx, id);
    note(tx, actor, &as, after, "portal.reopen_question", Said("Làm lại: %1", {clean}));
    show_question(tx, directory, after);
    if (held)
        give_to_holder(tx, after, label_of(actor, as));
    else
        give_to_sorters(tx, directory, after, label_of(actor, as));
    if (one.shown) announce_record(tx, one.site, id);
}

}  // namespace dinh::portal
