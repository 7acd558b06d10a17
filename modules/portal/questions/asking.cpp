// A citizen asks; an official enters what came in another way; the citizen says whether the answer helped.
#include <algorithm>

#include "modules/portal/postings/personal_check.hpp"
#include "modules/portal/questions/deadlines.hpp"
#include "modules/portal/questions/deeds.hpp"
#include "modules/portal/questions/question_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/outbox/mail.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace store = question_store;
using namespace question_deeds;

namespace {

constexpr std::size_t kMostFiles = 3;

// Whoever asks, in the history of his question.
Actor somebody() {
    Actor actor;
    actor.name = "Người gửi";
    return actor;
}

class Check {
public:
    Check(const QuestionInput& typed, Day received) : typed_(typed), received_(received) {}

    QuestionInput done() {
        kind_ = rules::table("portal_questions").find("kind", typed_.kind, received_);
        if (!kind_) throw Refused("kind", "Hãy chọn loại nội dung gửi.");
        if (!in_force("channel", typed_.channel)) reasons_.add("channel", "Hãy chọn cách gửi.");
        if (!in_force("field", typed_.field)) reasons_.add("field", "Hãy chọn lĩnh vực.");
        input_ = typed_;
        input_.subject = line("subject", typed_.subject, 200, "Hãy ghi tiêu đề.");
        input_.body = text::clean_text(typed_.body);
        must(input_.body, "body", 5000, "Hãy ghi nội dung.");
        for (const auto* field : {"subject", "body"}) stamp(field, field[0] == 's' ? input_.subject : input_.body);
        input_.may_publish = typed_.may_publish && kind_->truth("public");
        sender();
        request();
        reasons_.done();
        return input_;
    }

private:
    bool in_force(std::string_view list, std::string_view id) const {
        return rules::table("portal_questions").find(list, id, received_) != nullptr;
    }
    void must(const std::string& clean, const char* field, std::size_t most, const char* missing) {
        if (clean.empty() && missing[0] != '\0') reasons_.add(field, missing);
        if (text::length(clean) > most) reasons_.add(field, Said("Dài quá %1 ký tự.", {std::to_string(most)}));
    }
    std::string line(const char* field, const std::string& typed, std::size_t most, const char* missing) {
        std::string clean = text::clean_line(typed);
        must(clean, field, most, missing);
        return clean;
    }
    void stamp(const char* field, const std::string& text) {
        if (rules::stamp_in(text, clock::today()))
            reasons_.add(field, "Nội dung có dấu mật. Văn bản, thông tin mật không gửi qua trang này.");
    }
    void sender() {
        Asker& one = input_.sender;
        one.name = line("name", one.name, 100, kind_->truth("name_required") ? "Hãy ghi họ và tên." : "");
        one.phone = line("phone", one.phone, 30, "");
        one.email = line("email", one.email, 254, "");
        if (kind_->truth("contact_required") && one.phone.empty() && one.email.empty())
            reasons_.add("phone", "Hãy ghi số điện thoại hoặc địa chỉ thư điện tử để nhận trả lời.");
        if (!one.phone.empty() && !is_telephone(one.phone)) reasons_.add("phone", "Số điện thoại chưa đúng.");
        if (!one.email.empty() && !outbox::is_mail_address(one.email))
            reasons_.add("email", "Địa chỉ thư điện tử chưa đúng.");
        if (names_asker(input_.subject, one))
            reasons_.add("subject", "Tiêu đề không ghi họ tên, số điện thoại của bạn; đã có ô riêng cho việc đó.");
    }
    static bool is_telephone(std::string_view typed) {
        const auto digits = std::count_if(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool plain = std::all_of(typed.begin(), typed.end(), [](char c) {
            return (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == '-' || c == '+' || c == '(' || c == ')';
        });
        return plain && digits >= 8 && digits <= 15;
    }
    // What a request for information must say besides; nothing of it is kept of other kinds.
    void request() {
        Asker& one = input_.sender;
        const bool asked = typed_.kind == "information";
        if (!asked) {
            one.address = one.id_number = input_.provision = input_.purpose = "";
            return;
        }
        one.address = line("address", one.address, 300, missing("address"));
        one.id_number = line("id_number", one.id_number, 30, missing("id_number"));
        if (!one.id_number.empty() && !is_id_number(one.id_number))
            reasons_.add("id_number", "Số căn cước gồm 12 chữ số (số chứng minh nhân dân: 9 chữ số).");
        if (!in_force("provision", input_.provision))
            reasons_.add("provision", "Hãy chọn hình thức cung cấp thông tin.");
        input_.purpose = line("purpose", typed_.purpose, 500, missing("purpose"));
        stamp("purpose", input_.purpose);
        if (names_asker(input_.purpose, one))
            reasons_.add("purpose", "Ô này không ghi họ tên, số điện thoại của bạn; đã có ô riêng cho việc đó.");
    }
    const char* missing(std::string_view asked) const {
        const auto* rule = rules::table("portal_questions").find("asked", asked, received_);
        return rule && rule->truth("required") ? "Hãy ghi thông tin này: luật yêu cầu." : "";
    }
    static bool is_id_number(std::string_view typed) {
        const bool digits = std::all_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
        return digits && (typed.size() == 12 || typed.size() == 9);
    }

    const QuestionInput& typed_;
    const Day received_;
    const rules::Entry* kind_ = nullptr;
    QuestionInput input_;
    Reasons reasons_;
};

// The name of an upload often is the sender's.
void attach(db::Tx& tx, Id question, const std::vector<NewFile>& list, Id person) {
    int number = 0;
    for (const auto& file : list) {
        const std::string name = "Tệp " + std::to_string(++number) + "." + files::extension_of(file.stored.media_type);
        files::attach(tx, kQuestion, question, "question", name, file.stored, person);
    }
}

Site asked_open_site(db::Conn& conn, Id id) {
    const auto site = find_site(conn, id);
    if (!site || !site->open()) throw Refused("Trang này không còn nhận câu hỏi.");
    return *site;
}

void add(db::Tx& tx, const Actor& actor, const Capacity* as, Id agency, Question& one, const QuestionInput& input,
         std::string_view code) {
    tx.exec(store::kAdd, one.id, agency, one.received_day, clock::now(), actor.person, as ? as->post : Id{0},
            input.site, input.kind, input.channel, input.field, input.subject, input.body, input.provision,
            input.purpose, input.may_publish, one.notice_due, one.due);
    const Asker& sender = input.sender;
    tx.exec(store::kAddSender, one.id, sender.name, sender.phone, sender.email, sender.address, sender.id_number,
            crypto::sha256_hex(code));
    one = *find_question(tx, one.id);
}

}  // namespace

Id ask_question(db::Tx& tx, const Actor& actor, const directory::Snapshot& directory, const QuestionInput& typed,
                const std::vector<NewFile>& list, std::string_view code) {
    const Site site = asked_open_site(tx, typed.site);
    const bool through_network = actor.person == 0;
    const Actor who = through_network ? somebody() : actor;
    const Capacity* as = through_network ? nullptr : &must(actor, Deed::enter_question, subject_of(tx, site));
    Question one;
    one.id = ids::make();
    one.received_day = through_network ? clock::today() : typed.received_day.value_or(clock::today());
    if (one.received_day > clock::today()) throw Refused("received_day", "Ngày nhận không được sau hôm nay.");
    QuestionInput input = Check(typed, one.received_day).done();
    if (list.size() > kMostFiles) throw Refused("files", "Chỉ gửi được ba tệp.");
    const auto days = question_days(input.kind, input.channel, one.received_day);
    if (!days) throw Refused("kind", "Chưa có quy định thời hạn trả lời cho loại này.");
    one.notice_due = days->notice_due;
    one.due = days->due;
    add(tx, who, as, site.owner_agency, one, input, code);
    attach(tx, one.id, list, actor.person);
    note(tx, who, as, one, "portal.ask_question", Said("%1 đến trang %2", {question_kind_name(one.kind), site.name}));
    keep_question_sight(tx, directory, site.id);
    show_question(tx, directory, one);
    give_to_sorters(tx, directory, one, as ? label_of(actor, *as) : site.name);
    return one.id;
}

void rate_answer(db::Tx& tx, std::string_view code, int rating, std::string_view words) {
    const auto one = question_of_code(tx, code);
    if (!one) throw NotFound("no question has this code");
    if (rating < 1 || rating > 3) throw Refused("rating", "Hãy chọn mức hài lòng.");
    Reasons reasons;
    const std::string clean = checked_words(reasons, asker_of(tx, one->id), "rating_words", words, 500, "");
    if (rules::stamp_in(clean, clock::today()))
        reasons.add("rating_words", "Nội dung có dấu mật. Văn bản, thông tin mật không gửi qua trang này.");
    reasons.done();
    if (tx.query(store::kRate, one->id, rating, clean).empty())
        throw Refused("rating",
                      one->rating != 0 ? "Bạn đã đánh giá câu trả lời này." : "Chưa có câu trả lời để đánh giá.");
    note(tx, somebody(), nullptr, *one, "portal.rate_answer", Said("Người gửi đánh giá: %1", {rating_name(rating)}));
}

}  // namespace dinh::portal
