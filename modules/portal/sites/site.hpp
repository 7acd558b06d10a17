// A site (trang thông tin điện tử of an agency; cổng thông tin điện tử of the province) with its people, categories and
// addresses.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "modules/portal/rights.hpp"
#include "platform/db/db.hpp"

namespace dinh::portal {

struct Site {
    Id id = 0;
    std::int64_t version = 0;
    Id owner_agency = 0;
    std::string slug;
    std::string kind;   // province | department | commune | other
    std::string state;  // open | archive: read only, at its old address
    std::string name, name_en;
    std::string answerable;   // cơ quan chủ quản
    std::string responsible;  // người chịu trách nhiệm nội dung: name and title
    std::string address, phone, email;
    std::string colour;  // id of kColours
    int steps = 2;       // 1 to 3, see Step
    bool english = false, comments = false, ratings = false;
    Id merged_into = 0;  // the site that goes on; 0 none
    bool open() const { return state == "open"; }
};
struct Category {
    Id id = 0;
    std::int64_t version = 0;
    Id site = 0, parent = 0;
    std::string slug, name, name_en;
    std::string item;  // of the mandatory content it serves; "" none
    int steps = 0;     // 0: as the site
    int position = 0;
    bool open = true;
};
struct NamedMember {
    Id id = 0, post = 0;
    std::string role;
};

// Colours of the head, each with enough contrast under white text (WCAG 2.2, 1.4.3): "red", "blue", "green", "brown".
extern const std::vector<std::string_view> kColours;

// Where a site stands without a host of its own.
std::string base_path(std::string_view slug);  // "/trang/so-tai-chinh"
// "Sở Tài chính" -> "so-tai-chinh": lower case ASCII letters, digits and single hyphens, at most 80.
// "trang" when nothing of it is left.
std::string slug_of(std::string_view name);
// Words that stand first in addresses of public pages: "muc", "bai", "tim". No category has them.
bool reserved_slug(std::string_view slug);

std::optional<Site> find_site(db::Conn&, Id);
// For the pages of those who work on it: NotFound unless the actor works for its agency, has a role on it, or is an
// administrator.
Site visible_site(db::Conn&, const Actor&, Id);
std::optional<Site> site_by_slug(db::Conn&, std::string_view slug);
std::optional<Site> open_site_of(db::Conn&, Id agency);
std::vector<Site> all_sites(db::Conn&);                   // the province's first, then by kind and name
std::vector<Category> categories_of(db::Conn&, Id site);  // by position, closed ones too
std::optional<Category> find_category(db::Conn&, Id);
std::vector<NamedMember> members_of(db::Conn&, Id site);
std::vector<std::string> hosts_of(db::Conn&, Id site);
std::map<std::string, std::string, std::less<>> all_hosts(db::Conn&);  // host -> base path of its site
// Where an address of the site leads now: a path below the site; one that begins with "/trang/" is of another site of
// the house; or a whole https address. Of an archive asked before the page is looked for, else when there is no page.
// With a query (decoded) the whole of it is looked for, then each parameter alone, and without `with_path` nothing
// else: for pages that are there. A kept "/*/x" is found by any path that ends in "/x", "?op=*/x" by any such value.
using Parameters = std::vector<std::pair<std::string, std::string>>;
std::optional<std::string> old_address(db::Conn&, Id site, std::string_view path, const Parameters& query = {},
                                       bool with_path = true);
// What the rights look at, without article.
Subject subject_of(db::Conn&, const Site&);
// The sites a person works on: those of his agencies and those that name one of his posts, the acting one's first,
// archives last.
std::vector<Site> sites_of(db::Conn&, const Actor&);

struct SiteInput {
    std::string name, name_en, answerable, responsible, address, phone, email, colour;
    int steps = 2;
    bool english = false, comments = false, ratings = false;
};
// One agency's site with its first members (leaders approve, office leaders edit and are secretary) and the categories
// of its kind (rules/portal_content.toml). Refused: the agency has one, is closed or does not work in this system.
Id open_site(db::Tx&, const Actor&, const directory::Snapshot&, Id agency);
void change_site(db::Tx&, const Actor&, Id site, std::int64_t version, const SiteInput&);
// Refused: an unknown role, a closed or vacant post, twice the same.
Id name_member(db::Tx&, const Actor&, Id site, std::int64_t version, Id post, std::string_view role);
// Refused: the last approver of an open site.
void end_member(db::Tx&, const Actor&, Id site, std::int64_t version, Id member);
struct CategoryInput {
    std::string name, name_en, item;
    Id parent = 0;
    int steps = 0, position = 0;
};
// Refused: a name whose address another category has, a parent of another site or below itself, more than three levels.
Id add_category(db::Tx&, const Actor&, Id site, std::int64_t version, const CategoryInput&);
void change_category(db::Tx&, const Actor&, Id category, std::int64_t version, const CategoryInput&);
// Refused: articles are shown in it.
void close_category(db::Tx&, const Actor&, Id category, std::int64_t version);
// Refused: a name that is no host name, or that of another site. That of the house itself its caller knows.
void add_host(db::Tx&, const Actor&, Id site, std::int64_t version, std::string_view host);
void drop_host(db::Tx&, const Actor&, Id site, std::int64_t version, std::string_view host);
// Both paths below the site, beginning with "/", or a whole https address as target. Refused: a loop, a path that is
// not one. An address that stood before is replaced; chains are shortened.
void keep_address(db::Tx&, Id site, std::string_view path, std::string_view target);

// The agency `from` ended and `to` goes on. Has `to` a site, that of `from` becomes an archive whose home page and
// categories of the same name lead there; else `to` takes it over with its address. True: nothing is left to do.
bool sites_reorganised(db::Tx&, Id from, Id to, Day);
// An agency that has another name from the day on: where its site bears the old one, it bears the new one.
void site_renamed(db::Tx&, Id agency, Day);

// What changed for readers; every node drops what it kept of it and writes its files anew. Called in deeds. Of the
// whole site: its name, menu, look; of one record: its page and the lists it may stand in.
void announce_change(db::Tx&, Id site);
inline constexpr std::string_view kAllSitesKey = "portal:sites";  // of the list of all sites
void announce_record(db::Tx&, Id site, Id record);
// What kept answers name as their keys: the page of a record, or with 0 a list; `shows`: other records named on it.
std::vector<std::string> cache_keys(Id site, Id record = 0, const std::vector<Id>& shows = {});

}  // namespace dinh::portal
