// SQL of work items and nothing else.
#pragma once
#include "modules/worklist/items/items.hpp"

namespace dinh::worklist::items_store {

struct Closed {
    Id holder = 0;
    Class item_class = Class::work;
};

// True when the item is open now and was not before (new, or opened again).
bool upsert(db::Tx&, const Item&);
std::vector<Closed> close(db::Tx&, std::string_view subject_kind, Id subject, Id part, Id holder);
std::vector<Closed> close_part(db::Tx&, std::string_view subject_kind, Id subject, Id part);
// `kept_kind`: items of this kind stay; "" none.
std::vector<Closed> close_all(db::Tx&, std::string_view subject_kind, Id subject, std::string_view kept_kind);
void remove(db::Tx&, std::string_view subject_kind, Id subject);
struct Read {
    Closed closed;
    std::string subject_kind;
    Id subject = 0, part = 0, agency = 0;
};
std::vector<Read> close_information(db::Tx&, const std::vector<Id>& holders, const std::vector<Id>& items);
void set_due(db::Tx&, std::string_view subject_kind, Id subject, Id part, std::optional<Day> due);
void count(db::Tx&, Id holder, Class, int change);
std::vector<Line> page(db::Conn&, const std::vector<Id>& holders, const Filter&, Day today);

}  // namespace dinh::worklist::items_store
