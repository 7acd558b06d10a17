// What a site says of itself.
#include <algorithm>

#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

constexpr std::size_t kLongest = 200;

SiteInput cleaned(SiteInput input) {
    for (auto* text : {&input.name, &input.name_en, &input.answerable, &input.responsible, &input.address, &input.phone,
                       &input.email})
        *text = text::clean_line(*text);
    return input;
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    const auto good = [](char c) { return c > ' ' && c != '<' && c != '>' && c != '"' && c != ',' && c != ';'; };
    return at != 0 && at != std::string_view::npos && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at + 2) != std::string_view::npos && text.back() != '.' && text::is_ascii(text) &&
           std::all_of(text.begin(), text.end(), good);
}
bool is_phone(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           text.find_first_not_of("0123456789 .+-/()") == std::string_view::npos;
}

struct Box {
    const char *field, *label;
    const std::string& value;
    bool required = false;
};

void check(const SiteInput& input, Reasons& reasons) {
    for (const Box& box :
         {Box{"name", "Tên trang", input.name, true}, Box{"name_en", "Tên tiếng Anh", input.name_en, input.english},
          Box{"answerable", "Cơ quan chủ quản", input.answerable, true},
          Box{"responsible", "Người chịu trách nhiệm nội dung", input.responsible, true},
          Box{"address", "Địa chỉ", input.address}, Box{"phone", "Điện thoại", input.phone},
          Box{"email", "Thư điện tử", input.email}}) {
        if (box.required && box.value.empty()) reasons.add(box.field, Said("Chưa nhập: %1.", {box.label}));
        if (text::length(box.value) > kLongest)
            reasons.add(box.field, Said("%1 dài quá %2 chữ.", {box.label, std::to_string(kLongest)}));
    }
    if (!input.phone.empty() && !is_phone(input.phone)) reasons.add("phone", "Số điện thoại không đúng.");
    if (!input.email.empty() && !is_mail(input.email)) reasons.add("email", "Địa chỉ thư điện tử không đúng.");
    if (std::find(kColours.begin(), kColours.end(), input.colour) == kColours.end())
        reasons.add("colour", "Màu không có trong danh mục.");
    if (input.steps < 1 || input.steps > 3) reasons.add("steps", "Quy trình có từ 1 đến 3 bước.");
}

std::vector<deed::Change> changes_between(const Site& was, const SiteInput& now) {
    std::vector<deed::Change> changes;
    const auto compare = [&](const char* field, const std::string& before, const std::string& after) {
        if (before != after) changes.push_back({field, before, after});
    };
    const auto truth = [](bool value) { return std::string(value ? "có" : "không"); };
    compare("name", was.name, now.name);
    compare("name_en", was.name_en, now.name_en);
    compare("answerable", was.answerable, now.answerable);
    compare("responsible", was.responsible, now.responsible);
    compare("address", was.address, now.address);
    compare("phone", was.phone, now.phone);
    compare("email", was.email, now.email);
    compare("colour", was.colour, now.colour);
    compare("steps", std::to_string(was.steps), std::to_string(now.steps));
    compare("english", truth(was.english), truth(now.english));
    compare("comments", truth(was.comments), truth(now.comments));
    compare("ratings", truth(was.ratings), truth(now.ratings));
    return changes;
}

}  // namespace

void change_site(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, const SiteInput& typed) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::change_site, locked.subject);
    const SiteInput input = cleaned(typed);
    Reasons reasons;
    check(input, reasons);
    reasons.done();
    site_store::set(tx, site, input);
    record_on_site(tx, actor, &as, site, "site.change", "Sửa thông tin trang", changes_between(locked.site, input));
    announce_change(tx, site);
}

}  // namespace dinh::portal
