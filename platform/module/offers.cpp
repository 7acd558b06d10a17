#include "platform/module/offers.hpp"

#include <algorithm>

namespace dinh::module {

namespace {

// Filled before the first request is answered, only read afterwards.
std::vector<Offer>& offered() {
    static std::vector<Offer> all;
    return all;
}
std::vector<CopySource>& copies() {
    static std::vector<CopySource> all;
    return all;
}
std::optional<PublicWeeks>& weeks() {
    static std::optional<PublicWeeks> one;
    return one;
}

}  // namespace

void offer(Offer one) {
    auto& all = offered();
    const auto same = [&](const Offer& other) { return other.kind == one.kind && other.title == one.title; };
    const auto at = std::find_if(all.begin(), all.end(), same);
    if (at == all.end())
        all.push_back(std::move(one));
    else
        *at = std::move(one);
}

std::vector<Offered> offers_for(House& house, db::Conn& conn, const Actor& actor, std::string_view kind, Id record) {
    std::vector<Offered> list;
    for (const Offer& one : offered()) {
        if (one.kind != kind) continue;
        if (auto path = one.path(house, conn, actor, record); !path.empty())
            list.push_back({one.title, std::move(path), one.main});
    }
    return list;
}

void lay_open_copies(CopySource one) {
    std::erase_if(copies(), [&](const CopySource& other) { return other.kind == one.kind; });
    copies().push_back(std::move(one));
}
const std::vector<CopySource>& copy_sources() { return copies(); }

void lay_open_weeks(PublicWeeks one) { weeks() = std::move(one); }
const PublicWeeks* public_weeks() { return weeks() ? &*weeks() : nullptr; }

namespace {
bool shown = false;
}
void show_weeks() { shown = true; }
bool weeks_are_shown() { return shown; }
std::string weeks_key(Id agency) { return "weeks:" + std::to_string(agency); }

}  // namespace dinh::module
