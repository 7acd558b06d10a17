#include "modules/documents/outgoing/places.hpp"

#include <algorithm>
#include <set>

#include "modules/documents/outgoing/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::documents::out_pages {

namespace {

constexpr std::string_view kOutside = "outside";
constexpr web::Rule kAnyLength{.max = 40'000};
constexpr std::size_t kSmallestGroup = 3, kMostForgotten = 5;

std::string box_of(std::string_view purpose) { return "to_" + std::string(purpose); }

// Agencies called or abbreviated exactly so: the open ones, or the closed ones when none is open.
std::vector<Id> agencies_called(const directory::Snapshot& directory, std::string_view typed) {
    const std::string wanted = text::fold(text::clean_line(typed));
    std::vector<Id> open, closed;
    for (const auto& one : directory.agencies) {
        if (one.folded != wanted && text::fold(one.abbreviation) != wanted && text::fold(one.short_name) != wanted &&
            text::fold(one.name) != wanted)
            continue;
        (one.closed_on(directory.day) ? closed : open).push_back(one.id);
    }
    return open.empty() ? closed : open;
}

struct Membership {
    std::string name;
    std::set<Id> members;  // open ones
};
Membership membership_of(const directory::Snapshot& directory, const directory::Group& group) {
    Membership made{group.name, {}};
    for (const Id member : group.members) {
        const auto* agency = directory.agency(member);
        if (agency && !agency->closed_on(directory.day)) made.members.insert(member);
    }
    return made;
}

void read_purpose(web::Form& form, const directory::Snapshot& directory, const std::string& purpose,
                  std::vector<RecipientInput>& places) {
    const std::string box = box_of(purpose), label = out_words::purpose_name(purpose);
    for (const auto& line : text::split(form.text(box, label, kAnyLength), '\n')) {
        const auto found = agencies_called(directory, line);
        if (found.empty())
            form.faults(Refused(
                box,
                Said("%1: không có cơ quan “%2” trong danh bạ. Nơi nhận ngoài danh bạ ghi ở ô cuối.", {label, line})));
        else if (found.size() > 1)
            form.faults(Refused(box, Said("%1: có nhiều cơ quan gọi là “%2”, hãy ghi tên đầy đủ.", {label, line})));
        else
            places.push_back({.agency = found.front(), .purpose = purpose});
    }
}

}  // namespace

std::vector<RecipientInput> read_places(web::Form& form, const directory::Snapshot& directory) {
    std::vector<RecipientInput> places;
    for (const auto& purpose : out_words::purposes()) read_purpose(form, directory, purpose, places);
    const auto purpose = form.choice("group_purpose", "Mục đích gửi của nhóm", out_words::purposes(), false);
    for (const Id group : form.ids("group", "Nhóm nơi nhận")) {
        if (!directory.group(group))
            form.fault("group", "Nhóm nơi nhận không còn.");
        else
            places.push_back({.group = group, .purpose = purpose.empty() ? "act" : purpose});
    }
    for (const auto& line : text::split(form.text(kOutside, "Nơi nhận ngoài danh bạ", kAnyLength), '\n')) {
        // An agency of the directory gets it by the house; a closed one is refused by the deed, with its successor.
        const auto known = agencies_called(directory, line);
        if (known.size() == 1)
            places.push_back({.agency = known.front(), .purpose = "inform"});
        else
            places.push_back({.name = line, .purpose = "inform"});
    }
    return places;
}

bool offered(const directory::Group& group, const Actor& actor) {
    return group.shared || actor.capacity([&](const Capacity& as) { return as.works_for(group.owner_agency); });
}

std::vector<Coverage> coverage(const directory::Snapshot& directory, const Actor& actor,
                               const std::vector<Recipient>& recipients) {
    std::set<Id> named;
    for (const auto& to : recipients) named.insert(to.agency);
    std::vector<Membership> groups;
    for (const auto& group : directory.groups)
        if (offered(group, actor)) groups.push_back(membership_of(directory, group));
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.members.size() > b.members.size(); });
    std::vector<Coverage> found;
    std::vector<const Membership*> told;
    for (const auto& group : groups) {
        const bool within = std::any_of(told.begin(), told.end(), [&](const Membership* larger) {
            return std::includes(larger->members.begin(), larger->members.end(), group.members.begin(),
                                 group.members.end());
        });
        Coverage one{group.name, 0, group.members.size(), {}};
        for (const Id member : group.members) {
            if (named.count(member) != 0)
                ++one.named;
            else
                one.forgotten.push_back(directory.agency_name(member));
        }
        const bool nearly = one.forgotten.size() <= 1 || one.forgotten.size() * 10 <= one.members;
        if (within || !nearly || one.members < kSmallestGroup) continue;
        told.push_back(&group);
        found.push_back(std::move(one));
    }
    return found;
}

std::string coverage_words(const dinh::pages::Lang& lang, const Coverage& one) {
    const std::string named = std::to_string(one.named), members = std::to_string(one.members);
    if (one.forgotten.empty()) return text::fill(lang.tr("%1: đã gửi đủ %2/%3."), {one.group, named, members});
    const auto shown = std::min(one.forgotten.size(), kMostForgotten);
    std::string names =
        text::join({one.forgotten.begin(), one.forgotten.begin() + static_cast<std::ptrdiff_t>(shown)}, ", ");
    if (shown < one.forgotten.size()) names += ", …";
    return text::fill(lang.tr("%1: mới gửi %2/%3, còn thiếu %4."), {one.group, named, members, names});
}

void put_places(forms::Values& shown, const std::vector<Recipient>& recipients) {
    for (const auto& one : recipients) {
        auto& box = shown.values[one.agency == 0 ? std::string(kOutside) : box_of(one.purpose)];
        box += (box.empty() ? "" : "\n") + one.name;
    }
}

std::vector<layout::Field> place_fields(const forms::Boxes& fields) {
    std::vector<forms::Choice> purposes;
    for (const auto& purpose : out_words::purposes()) purposes.push_back({purpose, out_words::purpose_name(purpose)});
    std::vector<layout::Field> boxes{
        fields.select("group_purpose", "Mục đích gửi của nhóm", purposes, {.width = "w-2"})};
    for (const auto& purpose : out_words::purposes())
        boxes.push_back(
            fields.area(box_of(purpose), out_words::purpose_name(purpose),
                        {.hint = purpose == "act" ? "Mỗi dòng một cơ quan: tên hoặc chữ viết tắt, ví dụ STC" : "",
                         .optional = true}));
    boxes.push_back(fields.area(
        kOutside, "Nơi nhận ngoài danh bạ",
        {.hint = "Mỗi dòng một nơi nhận; văn bản không tự đến, phải gửi bằng cách khác", .optional = true}));
    return boxes;
}

}  // namespace dinh::documents::out_pages
