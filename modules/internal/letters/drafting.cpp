// From the first word to the signature.
#include <algorithm>

#include "modules/internal/internal.hpp"
#include "modules/internal/letters/flow.hpp"
#include "modules/internal/letters/letter_store.hpp"
#include "modules/internal/series/series.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/rules/rules.hpp"

namespace dinh::internal {

namespace {

constexpr std::size_t kMostReason = 500;
constexpr std::size_t kMostFiles = 30;

// The drafter's own capacity; of the post typed, else of the one he acts in.
const Capacity& own_capacity(const Actor& actor, Id post) {
    for (const auto* one : own_posts(actor))
        if (one->post == post) return *one;
    throw Refused("post", "Hãy chọn đơn vị gửi trong các vị trí của bạn.");
}

// A changed draft keeps the place it was written in, also when a leader changes it.
Capacity place_of(const Letter& one) {
    Capacity as;
    as.post = one.sender_post;
    as.unit = one.unit;
    as.agency = one.owner_agency;
    return as;
}
Capacity place_of(const directory::Snapshot& directory, const Letter& one) {
    Capacity as = place_of(one);
    const auto* own = directory.agency(one.owner_agency);
    if (own && own->kind == "office") as.served = own->parent;
    return as;
}

void write_receivers(db::Tx& tx, Id letter, std::vector<Receiver> receivers) {
    tx.exec(store::kDropReceivers, letter);
    for (auto& one : receivers) {
        one.letter = letter;
        store::add_receiver(tx, one);
    }
}

void must_be_draft(const Letter& one) {
    if (one.state != "awaiting_approval") flow::must_be(one, "drafting");
}

void must_be_complete(db::Tx& tx, const directory::Snapshot& directory, const Letter& one,
                      const std::vector<Receiver>& receivers) {
    Reasons reasons;
    if (receivers.empty()) reasons.add("to", "Hãy chọn ít nhất một nơi nhận.");
    if (one.body.empty() && files::of_record(tx, kLetter, one.id).empty())
        reasons.add("body", "Hãy ghi nội dung hoặc đính kèm tệp.");
    const auto allowed = parties(directory, place_of(directory, one));
    for (const auto& each : receivers) {
        const bool there =
            std::any_of(allowed.begin(), allowed.end(), [&](const Party& party) { return party.id == each.party; });
        if (!there)
            reasons.add("to",
                        Said("%1 không còn nhận được văn bản nội bộ của đơn vị; hãy bỏ khỏi nơi nhận.", {each.label}));
    }
    reasons.done();
}

std::string mark_of(const directory::Snapshot& directory, const Letter& one) {
    const auto* unit = directory.unit(one.unit);
    const auto* agency = directory.agency(one.owner_agency);
    const std::string sign = unit ? unit->abbreviation : agency ? agency->abbreviation : std::string();
    const auto* kind = rules::table("internal_documents").find("kind", one.kind, clock::today());
    std::string mark = (one.number < 10 ? "0" : "") + std::to_string(one.number);
    const std::string abbreviation = kind ? kind->text("abbreviation") : std::string();
    if (!abbreviation.empty()) mark += "/" + abbreviation;
    if (!sign.empty()) mark += (abbreviation.empty() ? "/" : "-") + sign;
    return mark;
}

}  // namespace

Id draft(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const LetterInput& typed,
         const std::vector<NewFile>& list) {
    const Capacity& place = own_capacity(actor, typed.post);
    Subject subject;
    subject.agency = place.agency;
    subject.unit = place.unit;
    const Capacity& as = must(actor, Deed::draft, subject);
    if (typed.answers != 0) visible_letter(tx, actor, typed.answers);
    auto [input, receivers] = flow::checked(tx, directory, place, typed);
    const Id id = ids::make();
    tx.exec(store::kAdd, id, place.agency, clock::today(), clock::now(), actor.person, place.post, place.unit,
            label_of(actor, place), unit_words(directory, place.agency, place.unit), input.kind, input.subject,
            input.body, input.urgency, input.due, input.numbered, input.answers);
    write_receivers(tx, id, receivers);
    attach(tx, actor, kLetter, id, "main", list);
    const Letter one = *find_letter(tx, id);
    flow::note(tx, actor, &as, one, "internal.draft", "Soạn văn bản nội bộ");
    flow::show(tx, directory, one, {});
    return id;
}

void change(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
            const Changes& changes) {
    const Letter before = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change, subject_of(directory, before));
    must_be_draft(before);
    auto [input, receivers] = flow::checked(tx, directory, place_of(directory, before), changes.input);
    tx.exec(store::kDescribe, id, input.kind, input.subject, input.body, input.urgency, input.due, input.numbered);
    write_receivers(tx, id, receivers);
    for (const auto& ref : files::of_record(tx, kLetter, id)) {
        if (std::find(changes.dropped_files.begin(), changes.dropped_files.end(), ref.position) !=
            changes.dropped_files.end())
            files::detach(tx, ref.id);
    }
    if (files::of_record(tx, kLetter, id).size() + changes.files.size() > kMostFiles)
        throw Refused("files", Said("Đính kèm nhiều nhất %1 tệp.", {std::to_string(kMostFiles)}));
    attach(tx, actor, kLetter, id, "main", changes.files);
    const Letter one = *find_letter(tx, id);
    flow::note(tx, actor, &as, one, "internal.change", "Sửa dự thảo");
    flow::show(tx, directory, one, {});
}

void drop(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
          std::string_view reason) {
    Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::drop, subject_of(directory, one));
    must_be_draft(one);
    const std::string clean = must_say("reason", reason, kMostReason, "Hãy ghi lý do hủy dự thảo.");
    one.state = "dropped";
    tx.exec(store::kSetState, id, one.state, clean);
    worklist::finish_all(tx, kLetter, id);
    flow::note(tx, actor, &as, one, "internal.drop", Said("Hủy dự thảo: %1", {clean}));
    flow::show(tx, directory, one, {});
}

void submit(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version) {
    Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::submit, subject_of(directory, one));
    flow::must_be(one, "drafting");
    if (!needs_approval(one)) throw Refused("Loại văn bản này người soạn gửi thẳng, không phải trình ký.");
    must_be_complete(tx, directory, one, receivers_of(tx, id));
    const auto posts = flow::approvers(directory, one);
    if (posts.empty()) throw Refused("Chưa có lãnh đạo nào của đơn vị hoặc cơ quan để trình ký.");
    one.state = "awaiting_approval";
    tx.exec(store::kSetState, id, one.state, "");
    worklist::finish_all(tx, kLetter, id);
    flow::ask(tx, one, flow::kApprovePart, "internal.approve", posts, label_of(actor, as));
    flow::note(tx, actor, &as, one, "internal.submit", "Trình lãnh đạo ký");
    flow::show(tx, directory, one, {});
}

void return_draft(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version,
                  std::string_view reason) {
    Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::return_draft, subject_of(directory, one));
    flow::must_be(one, "awaiting_approval");
    const std::string clean = must_say("reason", reason, kMostReason, "Hãy ghi lý do trả lại.");
    one.state = "drafting";
    tx.exec(store::kSetState, id, one.state, clean);
    worklist::finish_all(tx, kLetter, id);
    flow::ask(tx, one, flow::kRedraftPart, "internal.redraft", {one.sender_post}, label_of(actor, as));
    flow::note(tx, actor, &as, one, "internal.return", Said("Trả lại dự thảo: %1", {clean}));
    flow::show(tx, directory, one, {});
}

void send(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, Id id, std::int64_t version) {
    Letter one = flow::locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::send, subject_of(directory, one));
    must_be_draft(one);
    must_be_complete(tx, directory, one, receivers_of(tx, id));
    const Instant now = clock::now();
    const Day today = clock::today();
    const std::string label = label_of(actor, as);
    tx.exec(store::kGiveReceivers, id, now, as.post, label, one.due);
    if (one.numbered) {
        const Given given = give_number(tx, actor, one.owner_agency, one.unit, today, id);
        one.series = given.series;
        one.number = given.number;
        one.mark = mark_of(directory, one);
    }
    const auto receivers = receivers_of(tx, id);
    const bool acts =
        std::any_of(receivers.begin(), receivers.end(), [](const Receiver& each) { return each.role == "act"; });
    tx.exec(store::kSetSent, id, acts ? "sent" : "finished", now, label, one.series, one.number, one.mark, today);
    one = *find_letter(tx, id);
    worklist::finish_all(tx, kLetter, id);
    for (const auto& each : receivers) flow::give_work(tx, one, each);
    flow::note(tx, actor, &as, one, "internal.send",
               one.mark.empty() ? Said("Ký, gửi") : Said("Ký, gửi, số %1", {one.mark}));
    flow::announce(tx, actor, one, kSent);
    flow::show(tx, directory, one, receivers);
}

}  // namespace dinh::internal
