#include "modules/directory/phone_book/suggest.hpp"

#include <algorithm>

#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr std::size_t kMostTyped = 300;

std::string short_agency(const Snapshot& directory, Id id) {
    const auto* agency = directory.agency(id);
    return agency ? agency->short_name : std::string();
}

// 3 begins a word of the name (people are called by their last name), 2 begins the whole, 1 holds, 0 no.
int fit(const std::string& folded, const std::string& wanted) {
    if (folded.starts_with(wanted)) return 3;
    const auto at = folded.find(wanted);
    if (at == std::string::npos) return 0;
    return folded[at - 1] == ' ' ? 2 : 1;
}

// Titles and units repeat in thousands of posts: each is folded once.
class Folds {
public:
    const std::string& of(const std::string& text) {
        const auto [place, fresh] = known_.try_emplace(text);
        if (fresh) place->second = text::fold(text);
        return place->second;
    }

private:
    std::unordered_map<std::string, std::string> known_;
};

template <class T>
std::vector<const T*> best(std::vector<std::pair<int, const T*>> fits, std::size_t most) {
    std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const T*> found;
    for (const auto& [score, one] : fits)
        if (found.size() < most) found.push_back(one);
    return found;
}

std::string wanted_of(std::string_view typed) { return text::fold(text::trim(text::cut(typed, kMostTyped))); }

// The label that a script put into the box, or the only one that fits.
template <class Found, class Words>
Id only(const Found& found, const std::string& wanted, Words&& words) {
    Id exact = 0;
    int same = 0;
    for (const auto* one : found)
        if (text::fold(words(*one)) == wanted) exact = one->id, ++same;
    if (same == 1) return exact;
    return found.size() == 1 ? found.front()->id : 0;
}

}  // namespace

std::string person_words(const Snapshot& directory, Id id) {
    const auto* person = directory.person(id);
    if (!person) return "";
    if (person->posts.empty()) return person->full_name;
    const auto* post = directory.post(person->posts.front());
    return person->full_name + " – " + directory.post_title(person->posts.front()) + ", " +
           short_agency(directory, post ? post->agency : 0);
}

std::string post_words(const Snapshot& directory, Id id) {
    const auto* post = directory.post(id);
    if (!post) return "";
    std::string words = directory.post_title(id);
    if (post->unit != 0) words += ", " + directory.unit_name(post->unit);
    return words + ", " + short_agency(directory, post->agency);
}

std::vector<const Person*> suggest_people(const Snapshot& directory, std::string_view typed, std::size_t most) {
    const std::string wanted = wanted_of(typed);
    std::vector<std::pair<int, const Person*>> fits;
    if (wanted.empty()) return {};
    for (const auto& one : directory.people) {
        if (one.archived) continue;
        const int score = text::lower(one.code) == wanted ? 4 : fit(one.folded, wanted);
        if (score > 0) fits.emplace_back(score, &one);
    }
    return best(std::move(fits), most);
}

std::vector<const Post*> suggest_posts(const Snapshot& directory, std::string_view typed, Id agency, std::size_t most) {
    const std::string wanted = wanted_of(typed);
    std::vector<std::pair<int, const Post*>> fits;
    if (wanted.empty()) return {};
    Folds folds;
    for (const auto& one : directory.posts) {
        if (agency != 0 && one.agency != agency) continue;
        const auto* holder = directory.person(one.holder);
        const int name = holder ? fit(holder->folded, wanted) : 0;
        const int title = fit(folds.of(one.title), wanted);
        const int unit = one.unit == 0 ? 0 : fit(folds.of(directory.unit_name(one.unit)), wanted) / 2;
        const int score = std::max({name * 2, title, unit});
        if (score > 0) fits.emplace_back(score, &one);
    }
    return best(std::move(fits), most);
}

Id find_agency(const Snapshot& directory, Id chosen, std::string_view typed) {
    const std::string wanted = wanted_of(typed);
    if (wanted.empty()) return 0;  // many have no code, and nobody means them by typing nothing
    const auto* picked = directory.agency(chosen);
    if (picked && text::fold(picked->name) == wanted) return chosen;
    std::vector<Id> exact;
    for (const auto& one : directory.agencies) {
        if (one.closed_on(directory.day)) continue;
        const bool same = one.folded == wanted || text::fold(one.short_name) == wanted ||
                          text::fold(one.abbreviation) == wanted || text::lower(one.org_code) == wanted ||
                          one.slug == wanted;
        if (same) exact.push_back(one.id);
    }
    if (!exact.empty()) return exact.size() == 1 ? exact.front() : 0;
    auto found = directory.suggest(typed, 10);
    std::erase_if(found, [&](const Agency* one) { return one->closed_on(directory.day); });
    return found.size() == 1 ? found.front()->id : 0;
}

Id find_person(const Snapshot& directory, Id chosen, std::string_view typed) {
    const std::string wanted = wanted_of(typed);
    if (chosen != 0 && text::fold(person_words(directory, chosen)) == wanted) return chosen;
    std::string name(typed.substr(0, typed.find(" – ")));
    return only(suggest_people(directory, name, 50), wanted,
                [&](const Person& one) { return person_words(directory, one.id); });
}

Id find_post(const Snapshot& directory, Id chosen, std::string_view typed) {
    const std::string wanted = wanted_of(typed);
    if (chosen != 0 && text::fold(post_words(directory, chosen)) == wanted) return chosen;
    std::vector<const Post*> found;
    for (const auto& one : directory.posts)
        if (text::fold(post_words(directory, one.id)) == wanted) found.push_back(&one);
    if (found.empty()) found = suggest_posts(directory, typed, 0, 2);
    return found.size() == 1 ? found.front()->id : 0;
}

}  // namespace dinh::directory
