#include "modules/documents/incoming/check.hpp"

#include "modules/directory/directory.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/rules/rules.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents {

namespace {

constexpr int kMostPages = 999;  // three digits in Appendix VI
constexpr int kMostCopies = 9'999;
constexpr std::size_t kMostFiles = 30;
constexpr int kLongestMark = 11 + 1 + 30;  // number, separator, sign
constexpr int kLongestPlain = 200;         // fields of ours that the law does not bound

void bounded(Reasons& reasons, const char* field, std::string_view label, std::string& value, int most) {
    value = text::clean_line(value);
    if (most > 0 && text::length(value) > static_cast<std::size_t>(most)) {
        reasons.add(field, Said("%1 dài quá %2 ký tự.", {std::string(label), text::number(most)}));
    }
}

void bound_texts(IncomingInput& input, Day day, Reasons& reasons) {
    const auto law = [&](const char* name) { return rules::longest(rules::MetadataOf::incoming, name, day); };
    bounded(reasons, "subject", "Trích yếu", input.subject, law("Subject"));
    bounded(reasons, "author_name", "Tên cơ quan ban hành", input.author_name, law("OrganName"));
    bounded(reasons, "author_code", "Mã cơ quan ban hành", input.author_code, 64);
    bounded(reasons, "mark", "Số, ký hiệu", input.mark, kLongestMark);
    bounded(reasons, "language", "Ngôn ngữ", input.language, law("Language"));
    bounded(reasons, "description", "Ghi chú", input.description, law("Description"));
    bounded(reasons, "signer_position", "Chức vụ người ký", input.signer_position, law("SignerInfo.Position"));
    bounded(reasons, "signer_name", "Họ và tên người ký", input.signer_name, law("SignerInfo.FullName"));
    bounded(reasons, "to_places", "Đơn vị hoặc người nhận", input.to_places, law("ToPlaces"));
    bounded(reasons, "dossier", "Số và ký hiệu hồ sơ", input.dossier, law("FileCode.FileNotation"));
    bounded(reasons, "field", "Lĩnh vực", input.field, kLongestPlain);
    bounded(reasons, "paper_original", "Nơi để bản giấy", input.paper_original, kLongestPlain);
    bounded(reasons, "back_date_reason", "Lý do", input.back_date_reason, 500);
    if (input.subject.empty()) reasons.add("subject", "Hãy ghi trích yếu.");
    if (input.author_name.empty()) reasons.add("author_name", "Hãy ghi cơ quan ban hành.");
    if (input.language.empty()) input.language = "Tiếng Việt";
}

void check_days(const IncomingInput& input, Day arrived, Reasons& reasons) {
    if (arrived > clock::today()) reasons.add("arrival_day", "Ngày đến không được sau hôm nay.");
    if (input.document_day && *input.document_day > arrived) {
        reasons.add("document_day", Said("Ngày của văn bản không được sau ngày đến (%1).", {clock::show(arrived)}));
    }
    if (input.due && *input.due < arrived) reasons.add("due", "Hạn xử lý không được trước ngày đến.");
}

void check_numbers(const IncomingInput& input, Reasons& reasons) {
    if (input.urgency < 0 || input.urgency > 3) reasons.add("urgency", "Mức độ khẩn không có trong danh mục.");
    if (input.pages < 0 || input.pages > kMostPages) reasons.add("pages", "Số trang từ 0 đến 999.");
    if (input.copies < 1 || input.copies > kMostCopies) reasons.add("copies", "Số bản từ 1 đến 9.999.");
}

}  // namespace

void refuse_secret(const IncomingInput& input) {
    if (input.secrecy == "none") return;
    throw Refused("secrecy",
                  "Văn bản có độ mật không đưa vào hệ thống này. Hãy đăng ký vào sổ văn bản mật theo quy định về bảo "
                  "vệ bí mật nhà "
                  "nước; chưa có gì được lưu.");
}

IncomingInput checked(db::Conn& conn, IncomingInput input, Day arrived, Reasons& reasons) {
    if (input.author_agency != 0) {
        const auto author = directory::version_on(conn, input.author_agency, input.document_day.value_or(arrived));
        if (!author)
            reasons.add("author_name", "Cơ quan ban hành đã chọn không có trong danh bạ.");
        else if (text::clean_line(input.author_name).empty())
            input.author_name = author->name;
    }
    bound_texts(input, arrived, reasons);
    check_days(input, arrived, reasons);
    check_numbers(input, reasons);
    if (!rules::kind(input.kind, arrived)) reasons.add("kind", "Loại văn bản không có trong danh mục.");
    if (!rules::table("handling").find("channel", input.channel, arrived))
        reasons.add("channel", "Hình thức đến không có trong danh mục.");
    return input;
}

void check_files(const std::vector<NewFile>& list, const IncomingInput& input, Reasons& reasons) {
    if (list.size() > kMostFiles) reasons.add("files", "Nhiều nhất 30 tệp cho một văn bản.");
    for (const auto& file : list) {
        if (file.stamp.empty() || input.secrecy_answered) continue;
        reasons.add("files",
                    Said("Tệp “%1” có dấu “%2”. Văn bản mật không đưa vào hệ thống này. Nếu chắc chắn không phải văn "
                         "bản mật, hãy đánh dấu xác nhận rồi lưu lại.",
                         {file.name, file.stamp}));
    }
}

namespace {

const rules::Urgency* urgency_of(int rank, Day day) {
    for (const auto* one : rules::urgencies(day)) {
        if (one->rank == rank) return one;
    }
    return nullptr;
}

}  // namespace

std::string urgency_name(int urgency, Day day) {
    const auto* found = urgency_of(urgency, day);
    return found ? found->name : std::string();
}

bool registered_too_late(Instant received, Instant registered, int urgency, Day rules_day) {
    const auto* degree = urgency_of(urgency, rules_day);
    if (degree && degree->registration == rules::Pace::at_once && degree->at_once_minutes > 0) {
        return registered.ms - received.ms > std::int64_t{degree->at_once_minutes} * 60'000;
    }
    return clock::day_of(registered) > calendar::current().next_working_day(clock::day_of(received));
}

Day presentation_due(Day registered, int urgency, Day rules_day) {
    const auto* degree = urgency_of(urgency, rules_day);
    if (degree && degree->registration == rules::Pace::at_once) return registered;
    return calendar::current().next_working_day(registered);
}

std::vector<deed::Change> changes_between(const Incoming& before, const Incoming& after) {
    std::vector<deed::Change> changes;
    const auto compare = [&](const char* field, std::string was, std::string is) {
        if (was != is) changes.push_back({field, std::move(was), std::move(is)});
    };
    const auto day = [](const std::optional<Day>& value) { return value ? clock::show(*value) : std::string(); };
    const auto kind = [](const std::string& id) {
        const auto* found = rules::kind_any_day(id);
        return found ? found->name : id;
    };
    compare("author_name", before.author_name, after.author_name);
    compare("mark", before.mark, after.mark);
    compare("document_day", day(before.document_day), day(after.document_day));
    compare("kind", kind(before.kind), kind(after.kind));
    compare("subject", before.subject, after.subject);
    compare("field", before.field, after.field);
    compare("language", before.language, after.language);
    compare("pages", std::to_string(before.pages), std::to_string(after.pages));
    compare("copies", std::to_string(before.copies), std::to_string(after.copies));
    compare("description", before.description, after.description);
    compare("signer_position", before.signer_position, after.signer_position);
    compare("signer_name", before.signer_name, after.signer_name);
    compare("to_places", before.to_places, after.to_places);
    compare("urgency", urgency_name(before.urgency, before.rules_day), urgency_name(after.urgency, before.rules_day));
    compare("due", day(before.due), day(after.due));
    compare("reply_needed", before.reply_needed ? "có" : "không", after.reply_needed ? "có" : "không");
    compare("dossier", before.dossier, after.dossier);
    compare("channel", channel_name(before.channel, before.rules_day), channel_name(after.channel, before.rules_day));
    return changes;
}

}  // namespace dinh::documents
