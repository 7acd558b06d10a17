// What a module declares of itself, in its module.cpp, read like a table of contents. app/modules.cpp lists modules.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/events/events.hpp"
#include "platform/export/source.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/settings/settings.hpp"
#include "platform/web/router.hpp"

namespace dinh::module {

using Counters = std::map<std::string, std::int64_t>;

struct MenuEntry {
    std::string group;  // [[...]] source text: "Văn bản", "Quản trị"
    std::string title;
    std::string path;
    std::string icon;                         // name in assets/icons
    std::string counter;                      // key in Counters; empty: none
    std::function<bool(const Actor&)> shown;  // empty: everybody signed in
    int order = 100;                          // within the whole menu
};

// A kind of work item: its words on the work list.
struct WorkKind {
    std::string name;   // "documents.direct"
    std::string title;  // "Chờ cho ý kiến"
    std::string path;   // "/documents/incoming/%1"
};

struct SearchKind {
    std::string name;                         // "incoming"
    std::string title;                        // "Văn bản đến"
    std::function<void(House&)> index_again;  // rebuilds this kind alone
};

// A number the module answers for, with the list of cases behind it.
struct Figure {
    std::string name;  // "documents.incoming_overdue"
    std::string title;
    std::function<std::int64_t(db::Conn&, Id agency, Day from, Day to)> value;
    std::string list_path;  // with %1 agency, %2 from, %3 to
};

struct Retention {
    std::string kind;  // record kind
    std::string rule;  // id in rules/retention.toml
};

struct Manifest {
    std::string name;     // the folder
    std::string title;    // Vietnamese
    bool always = false;  // cannot be switched off ([modules] enabled only hides)
    std::function<void(web::Router&)> routes;
    std::vector<MenuEntry> menu;
    std::function<void(db::Conn&, House&, const Actor&, Counters&)> counters;
    std::vector<settings::Setting> settings;
    std::vector<jobs::Kind> jobs;
    std::vector<events::Hearer> hearers;
    std::vector<WorkKind> work_kinds;
    std::vector<SearchKind> search_kinds;
    std::vector<Figure> figures;
    std::vector<Retention> retention;
    std::vector<exports::Source> exports;  // what can be taken away as files
    // Where the pages that everybody reads begin, for their plain files (platform/written): host ("" none) and path.
    std::function<std::vector<std::pair<std::string, std::string>>(House&)> public_roots;
    // Hosts that stand for a path (platform/web/mounts.hpp); asked at start and after each written::changed().
    std::function<std::map<std::string, std::string, std::less<>>(House&)> mounts;
    // A reorganisation moves `from` into `to` on `day`; called by the hand-over job, resumable: true when done.
    std::function<bool(db::Tx&, Id from, Id to, Day day)> reorganised;
};

}  // namespace dinh::module
