#include "modules/accounts/accounts/people.hpp"

#include <algorithm>

#include "modules/accounts/rights.hpp"
#include "platform/text/text.hpp"

namespace dinh::accounts {

namespace {

bool works_in(const directory::Snapshot& directory, const directory::Person& person, const std::vector<Id>& agencies) {
    return std::any_of(person.posts.begin(), person.posts.end(), [&](Id held) {
        const auto* post = directory.post(held);
        return post && std::find(agencies.begin(), agencies.end(), post->agency) != agencies.end();
    });
}

}  // namespace

std::vector<Id> people_in(const directory::Snapshot& directory, const std::optional<std::vector<Id>>& agencies,
                          std::string_view typed, std::size_t most) {
    const std::string wanted = text::fold(text::trim(text::cut(typed, 100)));
    std::vector<const directory::Person*> found;
    for (const auto& person : directory.people) {
        if (person.archived || (agencies && !works_in(directory, person, *agencies))) continue;
        const bool fits =
            wanted.empty() || person.folded.find(wanted) != person.folded.npos || text::lower(person.code) == wanted;
        if (fits) found.push_back(&person);
    }
    std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->sort_key < b->sort_key; });
    if (found.size() > most) found.resize(most);
    std::vector<Id> people;
    for (const auto* person : found) people.push_back(person->id);
    return people;
}

std::string opening_path(const Actor& actor, const directory::Snapshot& directory, Id person) {
    const bool may = can(actor, Deed::create_account, subject_of(directory, person));
    return (may ? "/accounts/new?person=" : "/directory/people/") + std::to_string(person);
}

std::string post_words(const directory::Snapshot& directory, Id person) {
    const auto* found = directory.person(person);
    if (!found || found->posts.empty()) return {};
    const auto* post = directory.post(found->posts.front());
    return post ? directory.post_title(post->id) + ", " + directory.agency_name(post->agency) : std::string();
}

std::string proposed_name(std::string_view full_name) {
    auto words = text::split(text::fold(full_name), ' ');
    if (words.empty()) return {};
    std::string name = words.back();
    words.pop_back();
    for (const auto& word : words)
        if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') name += word.front();
    std::erase_if(name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
    return name;
}

}  // namespace dinh::accounts
