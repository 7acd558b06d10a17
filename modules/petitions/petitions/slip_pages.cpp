// The processing slip (phiếu xử lý đơn) and the passing-on slip (phiếu chuyển đơn), printed from the record.
#include "modules/petitions/pages.hpp"
#include "modules/petitions/petitions.hpp"
#include "modules/petitions/petitions/pages.hpp"
#include "platform/audit/audit.hpp"
#include "platform/text/text.hpp"

namespace dinh::petitions {

namespace {

struct Paper {
    Petition one;
    std::vector<Sender> senders;
};

Paper paper_of(web::Context& context) {
    Paper paper;
    context.house.db->read([&](db::Conn& conn) {
        paper.one = visible_petition(conn, context.actor(), context.request.id());
        must(context.actor(), Deed::print_slip, subject_of(conn, paper.one));
        paper.senders = senders_of(conn, paper.one.id);
    });
    if (paper.one.number == 0) throw NotFound("no slip before registration");
    return paper;
}

pages::PetitionsSlip sheet_of(web::Context& context, const Petition& one, const char* title) {
    const auto directory = directory::now(context.house);
    const auto* body = directory->issuing_body(one.issuing_body);
    return {
        .superior = body ? text::upper(body->superior_line) : "",
        .body = body ? text::upper(body->name) : "",
        .place = (body ? body->place_name : "") + ", " + clock::show_formal(clock::today()),
        .title = context.lang.tr(title),
        .about = text::fill(context.lang.tr("Đơn số %1, nhận ngày %2"), {one.sign(), clock::show(one.received_day)}),
        .if_to = false,
        .to = "",
        .entries = {},
        .signer = ""};
}

// "Nguyễn Văn A, xóm 1 (người đại diện); và 4 người khác". A view of the sender is noted.
std::string senders_words(web::Context& context, const Paper& paper) {
    if (paper.senders.empty()) return context.lang.tr("Đơn không ghi tên người gửi.");
    audit::note_view(context.actor(), kPetition, paper.one.id, context.request.remote_address);
    const auto& first = paper.senders.front();
    std::string words = first.name + (first.address.empty() ? "" : ", " + first.address);
    if (paper.one.people > 1)
        words += "; " + text::fill(context.lang.tr("và %1 người khác"), {context.lang.number(paper.one.people - 1)});
    return words;
}

class Entries {
public:
    Entries(const dinh::pages::Lang& lang, pages::PetitionsSlip& page) : lang_(lang), page_(page) {}
    void add(const char* name, std::string words) {
        page_.entries.push_back({.entry = lang_.tr(name), .words = std::move(words)});
    }

private:
    const dinh::pages::Lang& lang_;
    pages::PetitionsSlip& page_;
};

std::string decided_words(const dinh::pages::Lang& lang, const Petition& one) {
    if (one.decision.empty()) return {};
    std::string words = lang.tr(decision_name(one.decision));
    if (!one.filed_as.empty()) words += ": " + lang.tr(filing_name(one.filed_as));
    if (!one.decision_note.empty()) words += ". " + one.decision_note;
    return words + " (" + one.decided_by + ", " + day_words(one.decided_day) + ")";
}

std::string settler_words(const dinh::pages::Lang& lang, const Petition& one) {
    if (one.settler_label.empty()) return {};
    return one.settler_label + ", " + text::fill(lang.tr("hạn %1"), {day_words(one.due)});
}

}  // namespace

web::Response slip_page(web::Context& context) {
    const Paper paper = paper_of(context);
    const Petition& one = paper.one;
    auto page = sheet_of(context, one, "Phiếu xử lý đơn");
    Entries entries(context.lang, page);
    entries.add("Loại đơn", context.lang.tr(kind_name(one.kind)));
    entries.add("Nguồn đơn",
                context.lang.tr(channel_name(one.channel)) + (one.passed_from.empty() ? "" : " – " + one.passed_from));
    // The slip lies in a dossier that more people handle than may know a denouncer.
    entries.add("Người gửi", secret_sender(one.kind) ? context.lang.tr("(giữ bí mật theo Luật Tố cáo)")
                                                     : senders_words(context, paper));
    entries.add("Nội dung tóm tắt", one.summary);
    entries.add("Đề xuất xử lý", one.proposal + (one.proposed_by.empty() ? "" : " (" + one.proposed_by + ")"));
    entries.add("Ý kiến chỉ đạo", decided_words(context.lang, one));
    entries.add("Giao giải quyết", settler_words(context.lang, one));
    return web::print_page(context, context.lang.tr("Phiếu xử lý đơn"), page);
}

web::Response passing_page(web::Context& context) {
    const Paper paper = paper_of(context);
    const Petition& one = paper.one;
    if (one.state != "passed_on") throw NotFound("petition not passed on");
    auto page = sheet_of(context, one, "Phiếu chuyển đơn");
    page.if_to = true;
    page.to = one.passed_name;
    page.signer = context.lang.tr("NGƯỜI CHUYỂN ĐƠN");
    Entries entries(context.lang, page);
    entries.add("Loại đơn", context.lang.tr(kind_name(one.kind)));
    entries.add("Người gửi", secret_sender(one.kind)
                                 ? context.lang.tr("Thông tin người tố cáo gửi kèm trong hồ sơ, giữ bí mật theo luật.")
                                 : senders_words(context, paper));
    entries.add("Nội dung tóm tắt", one.summary);
    entries.add("Lý do chuyển", one.decision_note.empty()
                                    ? context.lang.tr("Đơn thuộc thẩm quyền giải quyết của quý cơ quan.")
                                    : one.decision_note);
    entries.add("Đề nghị", context.lang.tr("Xem xét, giải quyết theo quy định của pháp luật và báo kết quả cho người "
                                           "gửi và cơ quan chuyển đơn."));
    return web::print_page(context, context.lang.tr("Phiếu chuyển đơn"), page);
}

}  // namespace dinh::petitions
