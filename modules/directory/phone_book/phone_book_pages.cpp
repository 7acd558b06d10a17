#include <algorithm>

#include "modules/directory/agencies/tree.hpp"
#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr std::size_t kMostPeople = 100;

pages::PhoneBookPerson line_of(const dinh::pages::Lang& lang, const Snapshot& directory, const Post& post,
                               bool with_agency) {
    const auto* holder = directory.person(post.holder);
    std::string place = post.unit == 0 ? std::string() : directory.unit_name(post.unit);
    if (with_agency) place += (place.empty() ? "" : ", ") + directory.agency_name(post.agency);
    const bool concurrent = post.holder_kind == "concurrent";
    return {.person = holder ? holder->full_name : "",
            .if_vacant = !holder,
            .post = directory.post_title(post.id),
            .if_acting = concurrent,
            .acting = lang.tr("kiêm nhiệm"),
            .place = place,
            .phone = holder ? holder->phone : "",
            .email = holder ? holder->email : ""};
}

pages::PhoneBookList::SectionsItem section_of(const dinh::pages::Lang& lang, const Snapshot& directory,
                                              const std::string& title, const std::vector<const Post*>& posts) {
    pages::PhoneBookList::SectionsItem section{.section = title};
    for (const auto* post : posts) section.lines.push_back(line_of(lang, directory, *post, false));
    return section;
}

void show_agency(web::Context& context, const Snapshot& directory, const Agency& agency, pages::PhoneBookList& page) {
    page.agency = agency.name;
    page.about = text::join({agency.abbreviation, agency.org_code, agency.place_name}, " · ");
    auto posts = directory.posts_of_agency(agency.id);
    std::erase_if(posts, [](const Post* one) { return one->unit != 0; });
    if (!posts.empty())
        page.sections.push_back(section_of(context.lang, directory, context.lang.tr("Lãnh đạo cơ quan"), posts));
    for (const auto* unit : directory.units_of(agency.id)) {
        const auto members = directory.posts_of_unit(unit->id);
        if (!members.empty()) page.sections.push_back(section_of(context.lang, directory, unit->name, members));
    }
}

// Digits typed find a telephone number, whatever stands between its digits.
bool phone_fits(const std::string& phone, const std::string& digits) {
    if (digits.size() < 3) return false;
    std::string plain;
    for (const char c : phone)
        if (c >= '0' && c <= '9') plain += c;
    return plain.find(digits) != std::string::npos;
}

std::vector<const Post*> found_posts(const Snapshot& directory, std::string_view typed) {
    auto found = suggest_posts(directory, typed, 0, kMostPeople + 1);
    std::string digits;
    for (const char c : typed)
        if (c >= '0' && c <= '9') digits += c;
    for (const auto& person : directory.people) {
        if (found.size() > kMostPeople) break;
        if (person.archived || person.posts.empty() || !phone_fits(person.phone, digits)) continue;
        if (const auto* post = directory.post(person.posts.front())) found.push_back(post);
    }
    return found;
}

void show_found(web::Context& context, const Snapshot& directory, const std::string& typed,
                pages::PhoneBookList& page) {
    auto found = found_posts(directory, typed);
    page.if_nobody = found.empty();
    page.if_more = found.size() > kMostPeople;
    if (found.size() > kMostPeople) found.resize(kMostPeople);
    if (found.empty()) return;
    pages::PhoneBookList::SectionsItem section{.section = context.lang.tr("Kết quả tìm")};
    for (const auto* post : found) section.lines.push_back(line_of(context.lang, directory, *post, true));
    page.sections.push_back(std::move(section));
}

}  // namespace

web::Response show_phone_book(web::Context& context) {
    const auto directory = now(context.house);
    const std::string typed = text::clean_line(text::cut(context.request.get("q"), 100));
    const Agency* agency = directory->agency(ids::parse(context.request.get("agency")).value_or(0));
    pages::PhoneBookList page{.if_agency = typed.empty() && agency != nullptr,
                              .agency = "",
                              .query = typed,
                              .if_asked = !typed.empty() || agency != nullptr,
                              .about = "",
                              .if_nobody = false,
                              .if_more = false,
                              .if_tree = typed.empty()};
    if (!typed.empty())
        show_found(context, *directory, typed, page);
    else if (agency)
        show_agency(context, *directory, *agency, page);
    if (typed.empty())
        page.tree = tree_of(context.lang, *directory,
                            {.below = agency ? agency->id : 0, .path = "/directory?agency=", .closed = false});
    page.if_tree = !page.tree.empty();
    return web::page(context, context.lang.tr("Danh bạ"), page);
}

}  // namespace dinh::directory
