// What the other nouns show on the site's pages: a place in the menu, a block on the home page, addresses for search
// engines. Each noun names its part once, in its routes function; naming it again replaces it.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modules/portal/sites/site.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::portal {

struct HomeLine {
    std::string title, path;  // path with the site's base
    std::string note;         // beside the title: "Trả lời ngày 20/11/2026", a number and sign; "" none
    std::optional<Day> day;
};
struct HomeBlock {
    std::string title;            // in the page's language
    std::vector<HomeLine> lines;  // none: the block is not shown
    std::string more_path;        // "" none
};
struct PublicPart {
    std::string path;     // below the site: "/hoi-dap"; also what names the part
    std::string title;    // Vietnamese source text: "Hỏi đáp"
    int order = 0;        // among the parts
    bool in_menu = true;  // otherwise only on the site map
    // Both may be left out. `base` as base_of() gives it.
    std::function<HomeBlock(db::Conn&, const dinh::pages::Lang&, const Site&, const std::string& base)> block;
    // Paths below the site of at most `most` pages whose id is over `after`, ordered by id, for sitemap.xml.
    struct Address {
        Id id = 0;
        std::string path;
        std::optional<Day> changed;
    };
    std::function<std::vector<Address>(db::Conn&, Id site, Id after, int most)> addresses;
    // For the search of readers: the kind of its search entries, which name the sites that show them and kReaders as
    // grantees, and one of them as `site` shows it, 0 its own; nothing when readers do not see it there.
    struct Found {
        Id site = 0;
        std::string title, path;  // path below the site
        std::string note;         // "" none
        std::optional<Day> day;
    };
    std::string search_kind;
    std::function<std::optional<Found>(db::Conn&, Id site, Id record)> found;
};
void show_part(PublicPart);
std::vector<PublicPart> public_parts();  // in order

}  // namespace dinh::portal
