// From proposal to publication and back.
#include "modules/portal/library/deeds.hpp"
#include "modules/portal/library/library_store.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

using namespace library;

namespace {

Site must_site(db::Conn& conn, Id id) {
    auto site = find_site(conn, id);
    if (!site) throw Refused("site", "Hãy chọn trang.");
    return *std::move(site);
}

// The number on this site: in work or public. What was withdrawn may be proposed anew.
void refuse_double(db::Conn& conn, const DocumentInput& input, Id site, Id but, Reasons& reasons) {
    if (!input.day) return;
    for (const auto& row : conn.query(kOfNumber, number_key(input.number))) {
        const auto state = row.view(3);
        const bool same = row.view(1) == text::fold(input.body) && row.day(4) == *input.day && row.integer(2) == site;
        if (same && row.integer(0) != but && state != "withdrawn" && state != "merged")
            return reasons.add("number", "Trang này đã có văn bản cùng số, ngày và cơ quan ban hành.");
    }
}

void describe(db::Tx& tx, Id id, const DocumentInput& input) {
    tx.exec(kDescribe, id, input.kind, input.number, number_key(input.number), *input.day, input.body,
            text::fold(input.body), input.signer, input.field, input.subject, input.effective_from, input.expires_from,
            input.text);
}

void show_on(db::Tx& tx, const LegalDocument& one, Id site) { tx.exec(kPlace, one.id, site, one.day, clock::now()); }

}  // namespace

Id propose_document(db::Tx& tx, const Actor& actor, const DocumentInput& typed, const std::vector<LegalFile>& list) {
    const Site site = must_site(tx, typed.site);
    const Capacity& as = must(actor, Deed::propose_legal, subject_of(tx, site));
    if (typed.source != 0)
        if (const auto known = tx.maybe_integer(kOfSource, site.id, typed.source)) return *known;
    Reasons reasons;
    const DocumentInput input = checked(typed, reasons);
    refuse_double(tx, input, site.id, 0, reasons);
    if (input.text.empty() && list.empty()) reasons.add("files", "Hãy kèm tệp văn bản hoặc nhập toàn văn.");
    reasons.done();
    const Id id = ids::make();
    tx.exec(kAdd, id, site.owner_agency, clock::today(), clock::now(), actor.person, as.post, site.id,
            free_slug(tx, input), input.kind, input.number, number_key(input.number), *input.day, input.body,
            text::fold(input.body), input.signer, input.field, input.subject, input.effective_from, input.expires_from,
            "", input.text, "proposed", nullptr, input.source, Id{0}, nullptr);
    attach(tx, actor, id, list);
    const auto one = *find_document(tx, id);
    note(tx, actor, &as, one, "portal.propose_legal", "Đề nghị công khai");
    give_work(tx, one, actor.name);
    return id;
}

void change_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const DocumentInput& typed,
                     const std::vector<LegalFile>& list) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::change_legal, subject_of(tx, one));
    if (one.state != "returned") must_be(one, "proposed");
    Reasons reasons;
    const DocumentInput input = checked(typed, reasons);
    refuse_double(tx, input, one.site, id, reasons);
    reasons.done();
    describe(tx, id, input);
    attach(tx, actor, id, list);
    tx.exec(kSetState, id, "proposed", "", nullptr, nullptr);
    end_work(tx, one);
    one = *find_document(tx, id);
    note(tx, actor, &as, one, "portal.change_legal", "Sửa, đề nghị công khai lại");
    give_work(tx, one, actor.name);
}

void copy_ended(db::Tx& tx, Id source) {
    std::vector<Id> copies;
    for (const auto& row : tx.query(kCopiesOf, source)) copies.push_back(row.integer(0));
    for (const Id id : copies) ask_to_withdraw(tx, *find_document(tx, id));
}

Id approve_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::approve_legal, subject_of(tx, one));
    if (one.state != "withdrawn") must_be(one, "proposed");
    end_work(tx, one);
    const std::string key = known_key(one.number, one.day, one.body);
    if (const auto known = tx.maybe_integer(kOfKey, key)) {
        tx.exec(kSetState, id, "merged", "", nullptr, nullptr);
        note(tx, actor, &as, one, "portal.approve_legal", "Trang khác đã công khai văn bản này; trang dùng chung");
        const auto other = *find_document(tx, *known);
        show_on(tx, other, one.site);
        put_search(tx, other);
        announce(tx, other.id);
        return other.id;
    }
    tx.exec(kSetState, id, "published", "", key, clock::now());
    one.state = "published";
    show_on(tx, one, one.site);
    count_force(tx, id);
    count_targets(tx, id);
    note(tx, actor, &as, one, "portal.approve_legal", "Duyệt công khai");
    put_search(tx, one);
    return id;
}

void return_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::return_legal, subject_of(tx, one));
    must_be(one, "proposed");
    const std::string clean = must_say(reason);
    tx.exec(kSetState, id, "returned", clean, nullptr, nullptr);
    end_work(tx, one);
    one.state = "returned";
    note(tx, actor, &as, one, "portal.return_legal", Said("Trả lại: %1", {clean}));
    give_work(tx, one, actor.name);
}

void correct_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, const DocumentInput& typed,
                      std::string_view reason, const std::vector<LegalFile>& list) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::correct_legal, subject_of(tx, one));
    must_be(one, "published");
    const std::string clean = must_say(reason);
    Reasons reasons;
    const DocumentInput input = checked(typed, reasons);
    const std::string key = input.day ? known_key(input.number, *input.day, input.body) : std::string();
    const auto known = tx.maybe_integer(kOfKey, key);
    if (known && *known != id) reasons.add("number", "Một văn bản khác đã công khai với số, ngày và cơ quan này.");
    reasons.done();
    describe(tx, id, input);
    tx.exec(kSetState, id, "published", "", key, nullptr);
    tx.exec(kPlaceAgain, id, *input.day);
    attach(tx, actor, id, list);
    count_force(tx, id);
    one = *find_document(tx, id);
    note(tx, actor, &as, one, "portal.correct_legal", Said("Đính chính: %1", {clean}));
    put_search(tx, one);
}

void withdraw_document(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, std::string_view reason) {
    auto one = locked(tx, actor, id, version);
    const Capacity& as = must(actor, Deed::withdraw_legal, subject_of(tx, one));
    must_be(one, "published");
    const std::string clean = must_say(reason);
    announce(tx, id);
    for (const Id site : sites_showing(tx, id)) tx.exec(kUnplace, id, site);
    tx.exec(kSetState, id, "withdrawn", clean, nullptr, nullptr);
    one.state = "withdrawn";
    count_targets(tx, id);
    note(tx, actor, &as, one, "portal.withdraw_legal", Said("Gỡ khỏi thư viện: %1", {clean}));
    put_search(tx, one);
}

void drop_file(db::Tx& tx, const Actor& actor, Id id, std::int64_t version, int position) {
    const auto one = locked(tx, actor, id, version);
    const bool shown = one.state == "published";
    const Capacity& as = must(actor, shown ? Deed::correct_legal : Deed::change_legal, subject_of(tx, one));
    const auto list = files::of_record(tx, kLegal, id);
    const auto file = files::find(tx, kLegal, id, position);
    if (!file) throw NotFound("no such file of a legal document");
    if (list.size() == 1 && one.text.empty()) throw Refused("Văn bản phải còn tệp hoặc toàn văn.");
    files::detach(tx, file->id);
    announce(tx, id);
    note(tx, actor, &as, one, "portal.correct_legal", Said("Bỏ tệp %1", {file->name}));
}

}  // namespace dinh::portal
