// An old site that is taken over (chuyển dữ liệu từ trang cũ): what was exported from it is tried by a job, which
// writes nothing into the site, and shown row by row; applied as a whole by a job; undone as a whole by a job. Jobs go
// on where they were cut. Whoever publishes for the site or manages it takes over: what stood published is published at
// once, with its day and author, other articles become drafts of the person who applied.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/portal/articles/article.hpp"
#include "platform/house/house.hpp"
#include "platform/jobs/jobs.hpp"

namespace dinh::portal {

inline constexpr std::string_view kSiteImport = "portal_site_import";

namespace import_state {
inline constexpr std::string_view kTrying = "trying";      // Đang chạy thử
inline constexpr std::string_view kTried = "tried";        // Chạy thử, chưa ghi gì
inline constexpr std::string_view kFailed = "failed";      // Không đọc được
inline constexpr std::string_view kApplying = "applying";  // Đang ghi
inline constexpr std::string_view kApplied = "applied";    // Đã ghi
inline constexpr std::string_view kUndoing = "undoing";    // Đang hoàn tác
inline constexpr std::string_view kUndone = "undone";      // Đã hoàn tác
}  // namespace import_state

struct SiteImport {
    Id id = 0, site = 0, category = 0, person = 0, post = 0;
    std::int64_t version = 0;
    std::string person_name;
    std::string form;  // wordpress | nukeviet | sharepoint
    std::string state, file_name;
    std::vector<std::string> old_hosts;
    std::vector<std::pair<std::string, std::string>> columns;  // of a table, and what each is taken for; "" nothing
    std::int64_t skipped = 0;                                  // records of the export that are no articles
    std::optional<Said> fault;
    Instant at;
    std::optional<Instant> ended_at;
};
struct NewSiteImport {
    std::string form;
    Id category = 0;          // for what has none there
    std::string old_address;  // "https://cu.example.vn": of tables, which do not say it
    NewFile exported;
    std::vector<NewFile> files;
};
// Refused: an unknown form, no open category of the site, no whole address.
Id keep_site_import(db::Tx&, const Actor&, Id site, const NewSiteImport&);
// Conflict: not tried, or another version. Refused: nothing new in it, another import of the site is at work.
void apply_site_import(db::Tx&, const Actor&, Id import, std::int64_t version);
// Conflict: not applied, or another version. Refused, each with its title: articles that were changed or stand on other
// sites since.
void undo_site_import(db::Tx&, const Actor&, Id import, std::int64_t version);

// NotFound unless the actor may take over an old site for it.
SiteImport visible_site_import(db::Conn&, const Actor&, Id);
std::vector<SiteImport> site_imports_of(db::Conn&, Id site, int most);  // newest first

struct ImportItem {
    int position = 0, line = 0;
    std::string kind, title, category;  // category: the name it will have on the site
    bool new_category = false, published = false;
    std::optional<Instant> at;
    std::string state;  // new | known | faulty | placed | done | undone
    std::string old_address;
    std::vector<Said> faults, notes;
    Id article = 0;
};
struct ImportCounts {
    std::int64_t fresh = 0, known = 0, faulty = 0, placed = 0, done = 0, undone = 0;
    std::int64_t categories = 0;  // new ones
};
ImportCounts counts_of(db::Conn&, Id import);
// Of one state, "" all, after a position.
std::vector<ImportItem> items_of(db::Conn&, Id import, std::string_view state, int after, int most);

// portal.try_import, portal.apply_import, portal.undo_import.
std::vector<jobs::Kind> import_jobs();
// The work of these jobs. Nothing happens unless the import is in their state.
void try_site_import(House&, Id);
void apply_site_import(House&, Id);
void undo_site_import(House&, Id);

}  // namespace dinh::portal
