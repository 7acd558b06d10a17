#include "modules/portal/postings/posting_store.hpp"

#include <set>

#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/markup/markup.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::postings {

Posting read_posting(const db::Rows::Row& row) {
    Posting one;
    int at = 0;
    one.id = row.integer(at++);
    one.version = row.integer(at++);
    one.owner_agency = row.integer(at++);
    one.site = row.integer(at++);
    one.writer_post = row.integer(at++);
    one.kind = row.text(at++);
    one.subject = row.text(at++);
    one.places = row.text(at++);
    one.from = row.day(at++);
    one.rules_day = row.day(at++);
    one.until = row.maybe_day(at++);
    one.state = row.text(at++);
    one.edition = static_cast<int>(row.integer(at++));
    one.digest = row.text(at++);
    one.reason = row.text(at++);
    one.published_at = row.maybe_instant(at++);
    one.ended_at = row.maybe_instant(at++);
    one.body = row.text(at++);
    return one;
}

Posting locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(kLock, id, version);
    if (rows.empty()) {
        visible_posting(tx, actor, id);
        throw Conflict("posting " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    auto one = read_posting(rows.first());
    if (!can(actor, Deed::see_postings, subject_of(tx, one))) throw NotFound("posting " + std::to_string(id));
    return one;
}

void must_be(const Posting& one, std::string_view state) {
    if (one.state != state)
        throw Refused(
            Said("Niêm yết đang ở trạng thái “%1”, không thực hiện việc này được.", {posting_state_name(one.state)}));
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const Posting& one, std::string_view deed,
          const Said& words) {
    deed::history(tx, actor, as, kPosting, one.id, deed, words);
    audit::append(tx, actor, as, deed, kPosting, one.id);
}

std::string must_say(std::string_view reason) {
    std::string clean = text::clean_line(reason);
    if (clean.empty()) throw Refused("reason", "Hãy ghi lý do.");
    if (text::length(clean) > 500) throw Refused("reason", Said("Dài quá %1 ký tự.", {"500"}));
    return clean;
}

std::string label_of(const Actor& actor, const Capacity& as) {
    return actor.name + (as.title.empty() ? "" : " – " + as.title);
}

void give_work(db::Tx& tx, const Posting& one, std::string_view from_name) {
    worklist::Item item;
    item.kind = one.state == "returned" ? "portal.posting_returned" : "portal.approve_posting";
    item.subject_kind = kPosting;
    item.subject = one.id;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = posting_kind_name(one.kind);
    item.link = "/portal/postings/" + std::to_string(one.id);
    item.due = one.from;
    item.from_name = from_name;
    std::set<Id> holders;
    if (one.state == "returned") holders.insert(one.writer_post);
    for (const auto& person : members_of(tx, one.site))
        if (one.state == "proposed" && (person.role == member::kApprover || person.role == member::kSecretary))
            holders.insert(person.post);
    for (const Id holder : holders) {
        if (holder == 0) continue;
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void check_text(db::Tx& tx, const Posting& one) {
    const auto before = findings_of(tx, one.id);
    tx.exec(kDropFindings, one.id, 0);
    const std::string plain = one.subject + "\n" + markup::plain_text(one.body);
    for (const auto& found : find_personal(plain, one.rules_day)) {
        std::string reason, label;
        for (const auto& known : before)
            if (known.position == 0 && known.what.rule == found.rule && known.what.found == found.found) {
                reason = known.reason;
                label = known.label;
            }
        tx.exec(kAddFinding, ids::make(), one.id, 0, found.line, found.rule, found.found, reason, label);
    }
}

void attach(db::Tx& tx, const Actor& actor, Id posting, const std::vector<PostingFile>& list) {
    for (const auto& file : list) {
        const auto ref = files::attach(tx, kPosting, posting, "main", file.name, file.stored, actor.person);
        for (const auto& found : file.findings)
            tx.exec(kAddFinding, ids::make(), posting, ref.position, found.line, found.rule, found.found, "", "");
    }
}

void keep_edition(db::Tx& tx, const Posting& one, std::string_view label, std::string_view note) {
    std::string names;
    for (const auto& file : files::of_record(tx, kPosting, one.id)) names += file.name + " " + file.hash + "\n";
    tx.exec(kAddEdition, one.id, one.edition, one.subject, one.body, one.places, one.until, one.digest, names,
            clock::now(), label, note);
}

}  // namespace dinh::portal::postings
