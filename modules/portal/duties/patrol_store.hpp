// The SQL of the patrol.
#pragma once
#include "modules/portal/duties/patrol.hpp"

namespace dinh::portal::patrol_store {

struct Source {  // a record that readers see, with what it says
    Id id = 0;
    std::string slug, title, html, more;  // more: a further address
    Id post = 0;
};
std::vector<Source> articles_after(db::Conn&, Id site, Id after, int most);
std::vector<Source> legal_after(db::Conn&, Id site, Id after, int most);
struct Moved {
    std::string path, target;
};
std::vector<Moved> addresses(db::Conn&, Id site);

struct Link {
    std::string kind;
    Id record = 0;
    std::string page, title;
    Id owner = 0;
};
Id put_target(db::Tx&, const std::string& address, const std::string& host, Day today);
void put_link(db::Tx&, Id site, const Link&, Id target, const std::string& walk);
std::int64_t drop_unseen(db::Tx&, Id site, const std::string& walk);
void drop_targets(db::Tx&);  // that nothing leads to any more
std::int64_t count_links(db::Conn&, Id site);

struct Target {
    Id id = 0;
    std::string address, host;
    Verdict now;
};
std::vector<Target> due(db::Conn&, bool inside, Day today, Id after, int most);
void put_verdict(db::Tx&, Id target, const Verdict&);
void clear_fixed(db::Tx&, Id target);  // the mark of links that fail again

std::optional<Day> walked(db::Conn&, Id site);
void put_walked(db::Tx&, Id site, Day);
// As if it had been walked the day before.
void walk_again(db::Tx&, Id site, Day today);

// The finding at this version, one later; nothing when it is at another.
bool lock(db::Tx&, Id site, Id link, std::int64_t version);
void set_mark(db::Tx&, Id link, std::string_view mark, std::string_view reason, std::string_view label);
void ask_again(db::Tx&, Id target, Day);
std::map<Id, std::int64_t> bad_by_owner(db::Conn&, Id site);

struct PageRow {
    StalePage page;
    std::string item;  // of its category
};
std::vector<PageRow> pages(db::Conn&, Id site);
void add_review(db::Tx&, const Actor&, const Capacity*, Id site, Id article, Day, std::string_view label);

}  // namespace dinh::portal::patrol_store
