// How list.hpp does it; included by it alone.
#pragma once
#include "platform/clock/clock.hpp"
#include "platform/ids/ids.hpp"

namespace dinh::forms {

struct PageEnd {
    std::int64_t shown = 0;
    std::string count;
    Id next = 0, before = 0;
};
layout::ListEnd end_of(const pages::Lang&, const ListAddress&, const PageEnd&, const ListEnd&);

template <class Found>
layout::ListEnd list_end(const pages::Lang& lang, const ListAddress& address, const Counted& counted,
                         const Found& found, Id before, const ListEnd& end) {
    return end_of(lang, address,
                  {static_cast<std::int64_t>(found.lines.size()),
                   count_words(lang, counted, found.count, found.count_more), found.next, before},
                  end);
}

template <class Filter>
void read_filter(Filter& filter, const web::Request& request, std::span<const View> views, Day today) {
    for (const auto& view : views)
        if (request.get("view") == view.id) filter.view = view.id;
    filter.from = clock::parse_typed_day(request.get("from").substr(0, 40), today);
    filter.to = clock::parse_typed_day(request.get("to").substr(0, 40), today);
    filter.before = ids::parse(request.get("before")).value_or(0);
}

template <class Found, class Lines>
Found found_by_words(db::Conn& conn, const Actor& actor, std::string_view words, std::string_view kind,
                     Lines&& lines_of) {
    const Matching all = matching(conn, actor, words, kind);
    Found found;
    found.lines = lines_of(all.ids);
    found.count = static_cast<std::int64_t>(found.lines.size());
    found.count_more = all.more;
    return found;
}

template <class Filter, class Read, class Cells>
MoreRows rows_by_pages(House& house, Filter filter, Read read, Cells cells_of) {
    constexpr int kStep = 500;
    filter.most = kStep;
    return [&house, filter = std::move(filter), read = std::move(read),
            cells_of = std::move(cells_of)](std::vector<std::vector<sheet::Cell>>& rows) mutable {
        const auto found = house.db->reading([&](db::Conn& conn) { return read(conn, filter); });
        for (const auto& line : found.lines) rows.push_back(cells_of(line));
        filter.before = found.next;
        return found.next != 0;
    };
}

}  // namespace dinh::forms
