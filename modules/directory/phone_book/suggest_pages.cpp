#include <boost/json.hpp>

#include "modules/directory/handlers.hpp"
#include "modules/directory/pages.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr std::size_t kMostOptions = 10;

struct Option {
    Id id = 0;
    std::string text, shown, note;  // text: what comes into the box
};

web::Response options(const web::Context& context, const std::vector<Option>& found) {
    if (context.request.wants_json()) {
        boost::json::array list;
        for (const auto& one : found)
            list.push_back(boost::json::object{{"id", std::to_string(one.id)}, {"text", one.text}, {"note", one.note}});
        return web::json(boost::json::serialize(list));
    }
    std::string lines;
    for (const auto& one : found) {
        const pages::PhoneBookOption option{.id = one.id, .text = one.text, .shown = one.shown, .note = one.note};
        lines += dinh::pages::render(context.lang, option);
    }
    return web::html(std::move(lines));
}

std::string_view asked(const web::Context& context) { return context.request.get("q"); }

}  // namespace

web::Response suggest_agencies(web::Context& context) {
    const auto directory = now(context.house);
    std::vector<Option> found;
    for (const auto* one : directory->suggest(asked(context), kMostOptions)) {
        std::string note = one->abbreviation;
        if (!one->org_code.empty()) note += (note.empty() ? "" : " · ") + one->org_code;
        if (one->closed_on(directory->day)) {
            note = text::fill(context.lang.tr("đã kết thúc hoạt động từ %1"), {clock::show(*one->until)});
            for (const Id next : one->successors)
                note += "; " + text::fill(context.lang.tr("nay là %1"), {directory->agency_name(next)});
        }
        found.push_back({one->id, one->name, one->name, note});
    }
    return options(context, found);
}

web::Response suggest_people_here(web::Context& context) {
    const auto directory = now(context.house);
    std::vector<Option> found;
    for (const auto* one : suggest_people(*directory, asked(context), kMostOptions)) {
        const std::string note =
            one->posts.empty() ? context.lang.tr("chưa giữ vị trí nào") : post_words(*directory, one->posts.front());
        found.push_back({one->id, person_words(*directory, one->id), one->full_name, note});
    }
    return options(context, found);
}

web::Response suggest_posts_here(web::Context& context) {
    const auto directory = now(context.house);
    const Id agency = ids::parse(context.request.get("agency")).value_or(0);
    std::vector<Option> found;
    for (const auto* one : suggest_posts(*directory, asked(context), agency, kMostOptions)) {
        const std::string words = post_words(*directory, one->id);
        found.push_back({one->id, words, directory->post_label(one->id), words});
    }
    return options(context, found);
}

}  // namespace dinh::directory
