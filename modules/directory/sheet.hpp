// The forms of the administration: boxes made from data, one page (sheet.html), one way to answer a submit. A form with
// faults comes back with what was typed (422); a stale version comes back with what stands now beside it (409).
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::directory {

struct Choice {
    std::string value, title;  // title: Vietnamese, translated when shown unless it is a name
};
struct Look {
    std::string width, hint;  // "w-2"; hint in Vietnamese
    bool optional = false;
    int most = 200;
};
enum class Kind { line, day, number, area, suggest, select, ticks, hidden };
struct Box {
    Kind kind;
    std::string id, label, value;  // ticks: values separated by blanks
    Look look;
    std::vector<Choice> choices;          // select, ticks
    std::string suggest_path, chosen_id;  // suggest: where it asks, and the id of what stands in the box
};

class Sheet {
public:
    std::string title, note, warning, action, submit, back_path, back_name;
    std::int64_t version = 0;
    bool ends = false;  // takes away: sent as DELETE
    std::vector<Box> boxes;

    Sheet& line(std::string_view id, std::string_view label, std::string value = {}, Look = {});
    Sheet& day(std::string_view id, std::string_view label, std::optional<Day> value = {}, Look = {});
    Sheet& number(std::string_view id, std::string_view label, std::int64_t value, Look = {});
    Sheet& area(std::string_view id, std::string_view label, std::string value = {}, Look = {});
    Sheet& select(std::string_view id, std::string_view label, std::vector<Choice>, std::string value = {}, Look = {});
    Sheet& ticks(std::string_view id, std::string_view label, std::vector<Choice>,
                 const std::vector<std::string>& ticked = {}, Look = {});
    // Boxes that propose while one types; sent as `id` (text) and `id`_id.
    Sheet& agency(std::string_view id, std::string_view label, const Snapshot&, Id value = 0, Look = {});
    Sheet& person(std::string_view id, std::string_view label, const Snapshot&, Id value = 0, Look = {});
    Sheet& post(std::string_view id, std::string_view label, const Snapshot&, Id value = 0, Look = {});
    Sheet& hidden(std::string_view id, std::string value);

private:
    Sheet& add(Box);
};

web::Response show(web::Context&, const Sheet&);
// As typed in the request, with the faults of `form`.
web::Response show_typed(web::Context&, const Sheet&, const web::Form&, int status);

// What a handler answers to a submit. `sheet` is made anew when it must be shown again, so that it holds what stands
// now.
struct Submit {
    std::function<Sheet()> sheet;
    std::function<Id(db::Tx&)> deed;
    std::function<std::string(Id)> after;  // where to go
    std::string_view said;                 // the flash
};
web::Response answer(web::Context&, web::Form&, const Submit&);

// The record meant by a suggest box: the chosen id while the text is its own, else what was typed, by name,
// abbreviation or code. 0 when empty; a fault when nothing or more than one fits.
Id agency_said(web::Form&, const Snapshot&, std::string_view field, std::string_view label, bool required);
Id person_said(web::Form&, const Snapshot&, std::string_view field, std::string_view label, bool required);
Id post_said(web::Form&, const Snapshot&, std::string_view field, std::string_view label, bool required);

}  // namespace dinh::directory
