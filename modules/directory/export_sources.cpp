#include "modules/directory/export_sources.hpp"

#include <algorithm>

#include "modules/directory/directory.hpp"
#include "modules/directory/words.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

using exports::Cell;
using exports::Record;
using exports::Scope;

// Those of `list` that are the agency's, in the order of their ids.
template <class T, class Mine, class Make>
std::vector<Record> some_of(const std::vector<T>& list, const std::string& after, int most, Mine&& mine, Make&& make) {
    const Id from = ids::parse(after).value_or(0);
    std::vector<const T*> chosen;
    for (const auto& one : list)
        if (one.id > from && mine(one)) chosen.push_back(&one);
    std::sort(chosen.begin(), chosen.end(), [](const T* a, const T* b) { return a->id < b->id; });
    if (chosen.size() > static_cast<std::size_t>(most)) chosen.resize(static_cast<std::size_t>(most));
    std::vector<Record> records;
    for (const auto* one : chosen) {
        Record record = make(*one);
        record.id = one->id;
        record.key = std::to_string(one->id);
        records.push_back(std::move(record));
    }
    return records;
}

std::string day_of(const std::optional<Day>& day) { return day ? clock::to_text(*day) : std::string(); }

template <class T>
std::string names_of(const std::vector<const T*>& list) {
    std::vector<std::string> names;
    for (const auto* one : list) names.push_back(one->name);
    return text::join(names, "; ");
}

Record agency_record(const Snapshot& here, const Agency& one) {
    Record record;
    record.mark = one.abbreviation;
    record.subject = one.name;
    record.cells = {one.name,
                    one.short_name,
                    one.abbreviation,
                    title_of(agency_kinds(), one.kind),
                    here.agency_name(one.parent),
                    one.place_name,
                    one.org_code,
                    names_of(here.bodies_of(one.id)),
                    clock::to_text(one.from),
                    day_of(one.until)};
    return record;
}

Record unit_record(const Snapshot& here, const Unit& one) {
    Record record;
    record.mark = one.abbreviation;
    record.subject = one.name;
    record.cells = {one.name, one.abbreviation, title_of(unit_kinds(), one.kind), here.unit_name(one.parent),
                    day_of(one.until)};
    return record;
}

Record post_record(const Snapshot& here, const Post& one) {
    Record record;
    record.subject = here.post_label(one.id);
    std::vector<std::string> roles;
    for (const auto& role : one.roles) roles.push_back(title_of(post_roles(), role));
    record.cells = {one.title, here.unit_name(one.unit), text::join(roles, "; "), here.person_name(one.holder),
                    one.holder == 0 ? std::string() : title_of(appointment_kinds(), one.holder_kind)};
    if (one.holder != 0)
        record.relations.push_back({"Người giữ", "person", std::to_string(one.holder), here.person_name(one.holder)});
    if (one.unit != 0)
        record.relations.push_back({"Thuộc đơn vị", "unit", std::to_string(one.unit), here.unit_name(one.unit)});
    return record;
}

Record person_record(const Snapshot& here, const Person& one) {
    Record record;
    record.subject = one.full_name;
    std::vector<std::string> titles;
    for (const Id post : one.posts) titles.push_back(here.post_title(post));
    record.cells = {one.code, one.full_name, text::join(titles, "; "), one.phone, one.email};
    return record;
}

exports::Source source(const char* kind, const char* folder, const char* title, std::vector<exports::Column> columns,
                       std::vector<Record> (*read)(const Snapshot&, Id, const std::string&, int)) {
    return {.kind = kind,
            .folder = folder,
            .title = title,
            .columns = std::move(columns),
            .read = [read](db::Conn& conn, const Scope& scope, const std::string& after,
                           int most) { return read(*load(conn, clock::today()), scope.agency, after, most); },
            .restricted = false,
            .of_part = false};
}

std::vector<Record> read_agency(const Snapshot& here, Id agency, const std::string& after, int most) {
    return some_of(
        here.agencies, after, most, [&](const Agency& one) { return one.id == agency; },
        [&](const Agency& one) { return agency_record(here, one); });
}
std::vector<Record> read_units(const Snapshot& here, Id agency, const std::string& after, int most) {
    return some_of(
        here.units, after, most, [&](const Unit& one) { return one.agency == agency; },
        [&](const Unit& one) { return unit_record(here, one); });
}
std::vector<Record> read_posts(const Snapshot& here, Id agency, const std::string& after, int most) {
    return some_of(
        here.posts, after, most, [&](const Post& one) { return one.agency == agency; },
        [&](const Post& one) { return post_record(here, one); });
}
std::vector<Record> read_people(const Snapshot& here, Id agency, const std::string& after, int most) {
    const auto works_here = [&](const Person& one) {
        return std::any_of(one.posts.begin(), one.posts.end(), [&](Id id) {
            const auto* post = here.post(id);
            return post && post->agency == agency;
        });
    };
    return some_of(here.people, after, most, works_here, [&](const Person& one) { return person_record(here, one); });
}

}  // namespace

std::vector<exports::Source> export_sources() {
    return {source("agency", "agency", "Cơ quan",
                   {{"name", "Tên cơ quan"},
                    {"short_name", "Tên ngắn"},
                    {"abbreviation", "Tên viết tắt"},
                    {"kind", "Loại", Cell::words},
                    {"parent", "Cơ quan cấp trên"},
                    {"place_name", "Địa danh"},
                    {"org_code", "Mã định danh"},
                    {"issuing_bodies", "Thẩm quyền ban hành"},
                    {"from_day", "Từ ngày", Cell::day},
                    {"until_day", "Đến ngày", Cell::day}},
                   read_agency),
            source("unit", "units", "Đơn vị",
                   {{"name", "Tên đơn vị"},
                    {"abbreviation", "Tên viết tắt"},
                    {"kind", "Loại", Cell::words},
                    {"parent", "Thuộc đơn vị"},
                    {"until_day", "Đến ngày", Cell::day}},
                   read_units),
            source("post", "posts", "Vị trí",
                   {{"title", "Chức vụ, vị trí"},
                    {"unit", "Đơn vị"},
                    {"roles", "Vai trò"},
                    {"holder", "Người giữ"},
                    {"holder_kind", "Giữ như thế nào", Cell::words}},
                   read_posts),
            source("person", "people", "Người",
                   {{"code", "Mã"},
                    {"full_name", "Họ và tên"},
                    {"posts", "Chức vụ, vị trí"},
                    {"phone", "Điện thoại"},
                    {"email", "Thư điện tử"}},
                   read_people)};
}

}  // namespace dinh::directory
