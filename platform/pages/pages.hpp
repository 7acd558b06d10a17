// Pages: ctemplate with AUTOESCAPE; models are structs with static names, written from the templates by tools/pages.py.
//
// In a template: {{NAME}} a text; {{NAME:u}} in a query string; {{NAME:pre_escape}} in textarea and pre;
// {{#ROWS}}..{{/ROWS}} a repeated part; {{#IF_X}} / {{#NO_X}} a part shown or not; {{>incoming/_row.html}} another
// template pasted in (paths from the module's folder, or layout/...); [[Văn bản đến]] a text, translated at load.
//
// For documents/incoming/list.html the generator writes, in build/generated/modules/documents/pages.hpp:
//     namespace dinh::documents::pages { struct IncomingList { Text title; bool if_x; std::vector<Row> rows; ... }; }
// Text has no default: a field that is forgotten does not compile (designated initialisers).
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/error/error.hpp"

namespace dinh::pages {

// A field of a page model. Made from texts and numbers; never from nothing.
class Text {
public:
    Text() = delete;
    Text(std::string v) : value_(std::move(v)) {}
    Text(std::string_view v) : value_(v) {}
    Text(const char* v) : value_(v) {}
    Text(std::int64_t v) : value_(std::to_string(v)) {}
    Text(int v) : value_(std::to_string(v)) {}
    Text(std::size_t v) : value_(std::to_string(v)) {}
    const std::string& value() const { return value_; }

private:
    std::string value_;
};

// A section that must be said, true or false.
class Shown {
public:
    Shown() = delete;
    Shown(bool v) : value_(v) {}
    explicit operator bool() const { return value_; }

private:
    bool value_;
};

// A text that an enclosing section has under the same name: when it is not set, the enclosing one shows.
class Inherited {
public:
    Inherited() = default;
    template <class T>
    requires std::constructible_from<Text, T> Inherited(T v) : own_(Text(std::move(v))) {}
    const std::optional<Text>& own() const { return own_; }

private:
    std::optional<Text> own_;
};

// The language of one request; translates C++ texts with the same catalogue as the templates.
class Lang {
public:
    Lang();                                // Vietnamese
    explicit Lang(std::string_view code);  // "vi", "en"; unknown: vi
    std::string_view code() const;
    std::string tr(std::string_view vietnamese) const;  // the text itself when it has no translation
    std::string say(const Said&) const;                 // translated, with its values filled in
    // "%1 văn bản" for n = 1200: "1.200 văn bản", "1,200 documents"; English plurals by the catalogue.
    std::string trn(std::string_view vietnamese, std::int64_t n) const;
    std::string number(std::int64_t) const;  // 1.200, in English 1,200
    std::string bytes(std::int64_t) const;   // 1,5 MB, in English 1.5 MB

private:
    int index_ = 0;
};

struct Field;
using Fields = std::vector<Field>;

struct Renderable {
    const char* file;  // "modules/documents/incoming/list.html"
    const void* model;
    const Fields* fields;
};
template <class Model>
Renderable renderable(const Model& model) {
    return {Model::kFile, &model, &Model::all_fields()};
}

// A template or translation that cannot be used: "modules/documents/show.html:12: {{#ROWS}} is never closed".
class Fault : public std::runtime_error {
public:
    Fault(std::string_view file, std::size_t line, std::string_view text);
};

// Loads and freezes all embedded templates, once per language; throws Fault. Call before other threads render.
void load();
// In --dev: the tree's files, read again when changed. Until a fault is mended every render throws it.
void load_tree(std::string_view root);
// Throws std::logic_error when the template is not loaded. Any number of threads.
std::string render(const Lang&, const Renderable&);
// `frame` with the page in its {{>PAGE}}.
std::string render_in(const Lang&, const Renderable& frame, const Renderable& page);
template <class Model>
std::string render(const Lang& lang, const Model& model) {
    return render(lang, renderable(model));
}

}  // namespace dinh::pages
