#include "modules/portal/library/deeds.hpp"

#include <set>

#include <boost/json.hpp>

#include "modules/portal/library/library_store.hpp"
#include "modules/portal/portal.hpp"
#include "modules/worklist/worklist.hpp"
#include "platform/audit/audit.hpp"
#include "platform/events/events.hpp"
#include "platform/rules/rules.hpp"
#include "platform/search/search.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::library {

namespace {

constexpr Id kPart = 0;

void measure(Reasons& reasons, const char* field, std::string& typed, std::size_t most, const char* missing) {
    typed = text::clean_line(typed);
    if (typed.empty() && missing[0] != '\0') reasons.add(field, missing);
    if (text::length(typed) > most) reasons.add(field, Said("Dài quá %1 ký tự.", {std::to_string(most)}));
}

bool known_field(const std::string& field) {
    for (const auto& one : rules::table("portal_fields").all("field"))
        if (one.text("id") == field) return true;
    return field.empty();
}

void check_days(Reasons& reasons, const DocumentInput& input) {
    if (!input.day) return reasons.add("day", "Hãy ghi ngày ban hành.");
    if (*input.day > clock::today()) reasons.add("day", "Ngày ban hành không được sau hôm nay.");
    // A document may reach back, but not to before anybody could have known it.
    if (input.effective_from && *input.effective_from < *input.day - 3660)
        reasons.add("effective_from", "Ngày có hiệu lực trước ngày ban hành quá mười năm.");
    const Day begins = input.effective_from.value_or(*input.day);
    if (input.expires_from && *input.expires_from <= begins)
        reasons.add("expires_from", "Ngày hết hiệu lực phải sau ngày có hiệu lực.");
}

}  // namespace

LegalDocument locked(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    const db::Rows rows = tx.query(kLock, id, version, clock::now());
    if (rows.empty()) {
        visible_document(tx, actor, id);
        throw Conflict("legal document " + std::to_string(id) + " is no longer at version " + std::to_string(version));
    }
    auto one = read_document(rows.first());
    if (!can(actor, Deed::see_library, subject_of(tx, one))) throw NotFound("legal document " + std::to_string(id));
    return one;
}

void must_be(const LegalDocument& one, std::string_view state) {
    if (one.state != state)
        throw Refused(
            Said("Văn bản đang ở trạng thái “%1”, không thực hiện việc này được.", {legal_state_name(one.state)}));
}

void note(db::Tx& tx, const Actor& actor, const Capacity* as, const LegalDocument& one, std::string_view deed,
          const Said& words) {
    deed::history(tx, actor, as, kLegal, one.id, deed, words);
    audit::append(tx, actor, as, deed, kLegal, one.id);
}

std::string must_say(std::string_view reason) {
    std::string clean = text::clean_line(reason);
    if (clean.empty()) throw Refused("reason", "Hãy ghi lý do.");
    if (text::length(clean) > 500) throw Refused("reason", Said("Dài quá %1 ký tự.", {"500"}));
    return clean;
}

DocumentInput checked(DocumentInput input, Reasons& reasons) {
    if (!rules::kind_any_day(input.kind)) reasons.add("kind", "Hãy chọn loại văn bản.");
    measure(reasons, "number", input.number, 100, "Hãy ghi số, ký hiệu.");
    measure(reasons, "body", input.body, 200, "Hãy ghi cơ quan ban hành.");
    measure(reasons, "signer", input.signer, 200, "");
    measure(reasons, "subject", input.subject, 1000, "Hãy ghi trích yếu.");
    if (!known_field(input.field)) reasons.add("field", "Hãy chọn lĩnh vực trong danh sách.");
    check_days(reasons, input);
    return input;
}

std::string number_key(std::string_view number) {
    std::string key;
    for (const char c : text::fold(number))
        if (c != ' ') key += c;
    const auto digits = key.find_first_not_of('0');
    return digits == std::string::npos ? key : key.substr(digits);
}

std::string known_key(std::string_view number, Day day, std::string_view body) {
    return number_key(number) + "|" + clock::to_text(day) + "|" + text::fold(body);
}

std::string free_slug(db::Conn& conn, const DocumentInput& input) {
    const std::string name = slug_of(legal_kind_name(input.kind) + " " + input.number);
    if (conn.query(kSlugTaken, name).empty()) return name;
    const std::string dated = name + "-" + clock::to_text(*input.day);
    for (int n = 1;; ++n) {
        const std::string tried = n == 1 ? dated : dated + "-" + std::to_string(n);
        if (conn.query(kSlugTaken, tried).empty()) return tried;
    }
}

void count_force(db::Tx& tx, Id document) {
    const db::Rows rows = tx.query(kHold, document);
    if (rows.empty()) return;
    auto one = read_document(rows.first());
    one.ended_from = one.expires_from;
    one.partly_from.reset();
    const auto earlier = [](std::optional<Day>& day, Day other) { day = day ? std::min(*day, other) : other; };
    for (const auto& row : tx.query(kDoneTo, document)) {
        std::string effect;
        for (const auto& rule : rules::table("portal_fields").all("relation"))
            if (rule.text("id") == row.view(0)) effect = rule.text("effect");
        if (effect == "whole" && row.view(1).empty())
            earlier(one.ended_from, row.day(2));
        else if (effect != "none")
            earlier(one.partly_from, row.day(2));
    }
    tx.exec(kSetForce, document, one.partly_from, one.ended_from, force_on(one, clock::today()));
    announce(tx, document);
}

void count_targets(db::Tx& tx, Id document) {
    std::set<Id> targets;  // locked in the order of their ids
    for (const auto& row : tx.query(kTargets, document)) targets.insert(row.integer(0));
    for (const Id target : targets) count_force(tx, target);
}

void put_search(db::Tx& tx, const LegalDocument& one) {
    const auto site = find_site(tx, one.site);
    if (one.state != "published" || !site) return search::drop(tx, kLegal, one.id);
    search::Entry entry;
    entry.kind = kLegal;
    entry.record = one.id;
    entry.title = one.subject;
    entry.marks = one.number;
    entry.words = legal_kind_name(one.kind) + " " + one.body + " " + one.signer + " " + legal_field_name(one.field);
    entry.grantees = sites_showing(tx, one.id);
    entry.grantees.push_back(kReaders);
    entry.day = one.day;
    entry.link = base_path(site->slug) + "/van-ban/" + one.slug;
    search::put(tx, entry);
}

void announce(db::Tx& tx, Id document) {
    for (const Id site : sites_showing(tx, document)) announce_change(tx, site);
}

void attach(db::Tx& tx, const Actor& actor, Id document, const std::vector<LegalFile>& list) {
    for (const auto& file : list) files::attach(tx, kLegal, document, "main", file.name, file.stored, actor.person);
}

namespace {

worklist::Item item_of(const LegalDocument& one, std::string_view from_name) {
    worklist::Item item;
    item.subject_kind = kLegal;
    item.subject = one.id;
    item.part = kPart;
    item.agency = one.owner_agency;
    item.title = one.subject;
    item.note = legal_kind_name(one.kind) + " " + one.number;
    item.link = "/portal/library/" + std::to_string(one.id);
    item.from_name = from_name;
    return item;
}

std::set<Id> deciders(db::Conn& conn, Id site) {
    std::set<Id> holders;
    for (const auto& person : members_of(conn, site))
        if (person.role == member::kApprover || person.role == member::kSecretary) holders.insert(person.post);
    return holders;
}

}  // namespace

void give_work(db::Tx& tx, const LegalDocument& one, std::string_view from_name) {
    worklist::Item item = item_of(one, from_name);
    item.kind = one.state == "returned" ? "portal.legal_returned" : "portal.approve_legal";
    std::set<Id> holders;
    if (one.state == "returned") holders.insert(one.writer_post);
    if (one.state == "proposed") holders = deciders(tx, one.site);
    for (const Id holder : holders) {
        if (holder == 0) continue;
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void ask_to_withdraw(db::Tx& tx, const LegalDocument& one) {
    worklist::Item item = item_of(one, "");
    item.kind = "portal.legal_recalled";
    for (const Id holder : deciders(tx, one.site)) {
        item.holder = holder;
        worklist::put(tx, item);
    }
}

void end_work(db::Tx& tx, const LegalDocument& one) { worklist::finish_all(tx, kLegal, one.id); }

}  // namespace dinh::portal::library
