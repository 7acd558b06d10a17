#include "modules/submissions/papers/papers.hpp"

#include <algorithm>

#include "modules/documents/documents.hpp"
#include "modules/submissions/submissions.hpp"
#include "modules/submissions/submissions/deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::submissions {

namespace {

constexpr std::size_t kMostPapers = 60, kMostGathered = 200;
constexpr std::string_view kOpinions = "opinions";

constexpr db::Sql kAddGathered{
    "gathered_opinion.add",
    "INSERT INTO gathered_opinion (id, submission, agency_name, opinion, treatment, answer) VALUES ($1, $2, $3, $4, "
    "$5, $6)"};
constexpr db::Sql kDropGathered{"gathered_opinion.drop",
                                "DELETE FROM gathered_opinion WHERE id = $1 AND submission = $2"};
constexpr db::Sql kGathered{"gathered_opinion.of_submission",
                            "SELECT id, agency_name, opinion, treatment, answer FROM gathered_opinion WHERE "
                            "submission = $1 ORDER BY id"};

constexpr std::pair<std::string_view, const char*> kTreatments[] = {
    {"agreed", "Thống nhất với dự thảo"}, {"accepted", "Tiếp thu"}, {"explained", "Giải trình"}};

void must_be_with_sender(const Submission& one) { must_be(one, {"preparing", "returned"}); }

// A role of the rules, or "other"; and whether this kind of file may stand for it.
void check_role(const Submission& one, std::string_view role, std::string_view media_type, Reasons& reasons) {
    if (role == "other") return;
    const auto rules = papers_of(one.kind, one.rules_day);
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& paper) { return paper.role == role; });
    if (rule == rules.end()) return reasons.add("role", "Hãy chọn thành phần hồ sơ.");
    const std::string ending = files::extension_of(media_type);
    const auto& formats = rule->formats;
    if (!formats.empty() && std::find(formats.begin(), formats.end(), ending) == formats.end())
        reasons.add("files", Said("%1 phải là tệp %2.", {rule->name, text::upper(text::join(formats, ", "))}));
}

Submission opened(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const Capacity*& as) {
    Submission one = locked(tx, actor, id, version);
    as = &must(actor, Deed::edit, subject_of(tx, one));
    must_be_with_sender(one);
    return one;
}

void must_have_room(db::Conn& conn, Id id) {
    if (papers(conn, id).size() >= kMostPapers) throw Refused("files", "Hồ sơ có quá nhiều tệp.");
}

Said added_words(const Submission& one, std::string_view role, const std::string& name) {
    return {"Thêm tệp %1 (%2)", {name, paper_name(one.kind, role, one.rules_day)}};
}

}  // namespace

std::vector<files::Ref> papers(db::Conn& conn, Id submission) {
    return files::of_record(conn, kSubmission, submission);
}

std::vector<files::Ref> letter_files(db::Conn& conn, const Submission& one) {
    return one.letter_outgoing != 0 ? files::of_record(conn, documents::kOutgoing, one.letter_outgoing)
                                    : files::of_record(conn, documents::kIncoming, one.letter_incoming);
}

void add_paper(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const NewPaper& paper) {
    const Capacity* as = nullptr;
    const Submission one = opened(tx, actor, id, version, as);
    Reasons reasons;
    check_role(one, paper.role, paper.stored.media_type, reasons);
    reasons.done();
    must_have_room(tx, id);
    files::attach(tx, kSubmission, id, paper.role, paper.name, paper.stored, actor.person);
    note(tx, actor, as, one, "submissions.add_paper", added_words(one, paper.role, paper.name));
}

void take_paper(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view role,
                int position_in_letter) {
    const Capacity* as = nullptr;
    const Submission one = opened(tx, actor, id, version, as);
    const auto list = letter_files(tx, one);
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& ref) { return ref.position == position_in_letter; });
    if (found == list.end()) throw Refused("letter_file", "Không tìm thấy tệp này của tờ trình.");
    Reasons reasons;
    check_role(one, role, found->media_type, reasons);
    reasons.done();
    must_have_room(tx, id);
    files::share(tx, *found, kSubmission, id, role, actor.person);
    note(tx, actor, as, one, "submissions.add_paper", added_words(one, role, found->name));
}

void remove_paper(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, int position) {
    const Capacity* as = nullptr;
    const Submission one = opened(tx, actor, id, version, as);
    const auto ref = files::find(tx, kSubmission, id, position);
    if (!ref) throw NotFound("submission " + std::to_string(id) + " has no file " + std::to_string(position));
    files::detach(tx, ref->id);
    note(tx, actor, as, one, "submissions.remove_paper", Said("Bỏ tệp %1", {ref->name}));
}

std::string treatment_name(std::string_view treatment) {
    for (const auto& [id, name] : kTreatments) {
        if (id == treatment) return name;
    }
    return std::string(treatment);
}

const std::vector<std::string>& treatments() {
    static const std::vector<std::string> list = [] {
        std::vector<std::string> ids;
        for (const auto& one : kTreatments) ids.emplace_back(one.first);
        return ids;
    }();
    return list;
}

std::vector<Gathered> gathered(db::Conn& conn, Id submission) {
    std::vector<Gathered> list;
    for (const auto& row : conn.query(kGathered, submission))
        list.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    return list;
}

Id gather(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const Gathered& typed) {
    const Capacity* as = nullptr;
    const Submission one = opened(tx, actor, id, version, as);
    Gathered added = typed;
    added.id = ids::make();
    Reasons reasons;
    added.agency_name = text::clean_line(typed.agency_name);
    if (added.agency_name.empty()) reasons.add("agency_name", "Hãy ghi cơ quan có ý kiến.");
    if (text::length(added.agency_name) > 200) reasons.add("agency_name", Said("Dài quá %1 ký tự.", {"200"}));
    added.opinion = checked_text(reasons, "opinion", typed.opinion, "Hãy ghi nội dung ý kiến.");
    const auto& known = treatments();
    if (std::find(known.begin(), known.end(), typed.treatment) == known.end())
        reasons.add("treatment", "Hãy chọn tiếp thu hay giải trình.");
    added.answer = checked_text(reasons, "answer", typed.answer,
                                typed.treatment == "explained" ? "Giải trình phải có nội dung." : "");
    if (gathered(tx, id).size() >= kMostGathered) reasons.add("Bảng ý kiến đã quá dài; hãy tải lên tệp tổng hợp.");
    reasons.done();
    tx.exec(kAddGathered, added.id, id, added.agency_name, added.opinion, added.treatment, added.answer);
    note(tx, actor, as, one, "submissions.gather", Said("Ghi ý kiến của %1", {added.agency_name}));
    return added.id;
}

void drop_gathered(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, Id opinion) {
    const Capacity* as = nullptr;
    const Submission one = opened(tx, actor, id, version, as);
    if (tx.exec(kDropGathered, opinion, id) == 0) throw NotFound("no gathered opinion " + std::to_string(opinion));
    note(tx, actor, as, one, "submissions.drop_gathered", "Bỏ một ý kiến khỏi bảng tổng hợp");
}

std::vector<Said> missing_papers(db::Conn& conn, const Submission& one) {
    const auto held = papers(conn, one.id);
    const bool table = !gathered(conn, one.id).empty();
    std::vector<Said> missing;
    for (const auto& rule : papers_of(one.kind, one.rules_day)) {
        const bool there =
            std::any_of(held.begin(), held.end(), [&](const auto& ref) { return ref.role == rule.role; });
        if (rule.required && !there && !(rule.role == kOpinions && table))
            missing.emplace_back("Thiếu %1 (%2).", std::vector<std::string>{rule.name, rule.basis});
    }
    return missing;
}

}  // namespace dinh::submissions
