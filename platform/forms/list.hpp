// What the pages of lists show alike: views, filters and their chips, counts, pages, what is taken away as a table.
// A list's template is its head, {{#TOP}}{{>layout/_list_top.html}}{{/TOP}}, its own table, and
// {{#END}}{{>layout/_list_end.html}}{{/END}}. README.md shows how.
#pragma once
#include <functional>
#include <span>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/forms/boxes.hpp"
#include "platform/house/house.hpp"
#include "platform/sheet/download.hpp"

namespace dinh::forms {

struct View {
    const char *id, *title;  // title in Vietnamese; the first one stands when none is asked
};

// The address of a list and its filters. Parameters that are empty are left out; `before` never stays.
class ListAddress {
public:
    using Parameters = std::vector<std::pair<std::string_view, std::string>>;
    ListAddress(std::string base, Parameters parameters) : base_(std::move(base)), parameters_(std::move(parameters)) {}
    const std::string& base() const { return base_; }
    std::string_view at(std::string_view name) const;  // "" when it is not asked
    // With one parameter changed; "" takes it away.
    std::string with(std::string_view name, std::string_view value) const;
    std::string without(const std::vector<std::string>& names) const;
    std::string whole() const { return without({}); }
    std::string on(std::string_view base) const;  // the same filters elsewhere

private:
    std::string base_;
    Parameters parameters_;
};

// A box of the filter form, and the chip that says it while it is set.
struct ListFilter {
    layout::Filter box;
    std::string chip;                // "" not set
    std::vector<std::string> names;  // what the chip takes away
};
// Labels and titles of choices are Vietnamese and are translated here.
class ListFilters {
public:
    explicit ListFilters(const pages::Lang& lang) : lang_(lang) {}
    ListFilter words(std::string_view label, const std::string& typed) const;  // `q`, looked up by search
    // `said` on its chip: "Đến từ %1".
    ListFilter day(std::string_view id, std::string_view label, std::string_view said, const std::optional<Day>&) const;
    ListFilter choice(std::string_view id, std::string_view label, const std::vector<Choice>&,
                      std::string_view chosen) const;
    // An agency: its name in `<id>_name`, what it is found by in `id`.
    ListFilter agency(std::string_view id, std::string_view label, const std::string& typed,
                      const std::string& found) const;

private:
    const pages::Lang& lang_;
};

layout::ListTop list_top(const pages::Lang&, const ListAddress&, std::span<const View>, std::string_view view,
                         const std::vector<ListFilter>&);
void add_chip(layout::ListTop&, std::string words, std::string drop_path);

struct Counted {
    const char *words, *more;  // "%1 đơn", "%1+ đơn"
};
std::string count_words(const pages::Lang&, const Counted&, std::int64_t count, bool more);

struct ListEnd {
    std::string columns_path = {};  // where columns are chosen; "" nowhere
    bool saved = false;             // may be kept under a name
};
// Found: lines, count, count_more and next, as the lists of modules have it. Tables are offered at the address of the
// list with .csv and .xlsx, of the whole list, thus not while words are looked up.
template <class Found>
layout::ListEnd list_end(const pages::Lang&, const ListAddress&, const Counted&, const Found&, Id before,
                         const ListEnd& = {});

// What was typed into `q`; "" nothing.
std::string words_asked(const web::Request&);
// View, days and page of a filter; what is unknown or malformed is left out, as if nothing had been asked.
template <class Filter>
void read_filter(Filter&, const web::Request&, std::span<const View>, Day today);

// Of the records of a kind that the actor may see, those search finds for the words. `more`: there are others.
struct Matching {
    std::vector<Id> ids;
    bool more = false;
};
Matching matching(db::Conn&, const Actor&, std::string_view words, std::string_view kind);
// The page of what matches; `lines_of` reads the lines of those ids that the filter lets through.
template <class Found, class Lines>
Found found_by_words(db::Conn&, const Actor&, std::string_view words, std::string_view kind, Lines&& lines_of);

// A list to take away. `name` of its file, without day; titles in Vietnamese.
using MoreRows = std::function<bool(std::vector<std::vector<sheet::Cell>>&)>;
sheet::List list_table(const pages::Lang&, std::string_view name, std::string_view title, std::vector<sheet::Column>,
                       MoreRows);
// Read page by page while it is sent: memory stays flat however long the list is. `read`: (db::Conn&, filter) -> Found;
// `cells_of`: a line -> its cells.
template <class Filter, class Read, class Cells>
MoreRows rows_by_pages(House&, Filter, Read, Cells);

}  // namespace dinh::forms

#include "platform/forms/list_fill.hpp"
