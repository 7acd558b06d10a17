// What pages of records show alike: notes and deeds (platform/pages/layout/_deeds.html), facts, and the history
// (_history.html). Page is a page model with notes, actions, menu, facts or lines of those names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/deed/deed.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::forms {

template <class Page>
void add_note(Page& page, const pages::Lang& lang, const char* kind, std::string words, const std::string& path = {},
              const char* link = "") {
    page.notes.push_back({.note_kind = kind,
                          .note = std::move(words),
                          .if_note_link = !path.empty(),
                          .note_path = path,
                          .note_link = lang.tr(link)});
}

// The first deed of a page stands out.
template <class Page>
void add_action(Page& page, const pages::Lang& lang, const std::string& path, const char* words) {
    page.actions.push_back({.if_second = !page.actions.empty(), .action_path = path, .action = lang.tr(words)});
}

template <class Page>
void add_to_menu(Page& page, const pages::Lang& lang, const std::string& path, const char* words) {
    page.menu.push_back({.menu_path = path, .menu_action = lang.tr(words)});
    page.if_menu = true;
}

// Offered: title, path, main (platform/module/offers.hpp).
template <class Page, class Offered>
void add_offers(Page& page, const pages::Lang& lang, const std::vector<Offered>& offers) {
    for (const auto& one : offers)
        one.main ? add_action(page, lang, one.path, one.title.c_str())
                 : add_to_menu(page, lang, one.path, one.title.c_str());
}

// Nothing when the value is empty.
template <class Page>
void add_fact(Page& page, const pages::Lang& lang, const char* name, std::string value) {
    if (!value.empty()) page.facts.push_back({.fact_name = lang.tr(name), .fact = std::move(value)});
}

// `label`: the Vietnamese name of a changed field.
template <class Page, class Label>
void add_history(Page& page, const pages::Lang& lang, const std::vector<deed::HistoryLine>& history, Label&& label) {
    for (const auto& line : history) {
        page.lines.push_back({.line_at = clock::show(line.at),
                              .line_who = line.person_name,
                              .line_capacity = line.capacity,
                              .line_words = lang.say(line.said),
                              .if_changes = !line.changes.empty(),
                              .changes = {}});
        for (const auto& change : line.changes)
            page.lines.back().changes.push_back({.change_field = lang.tr(label(change.field)),
                                                 .change_before = change.before,
                                                 .change_after = change.after});
    }
}

}  // namespace dinh::forms
