// SQL of sites, their people, categories, hosts and old addresses, and nothing else.
#pragma once
#include "modules/portal/sites/site.hpp"

namespace dinh::portal::site_store {

std::optional<Site> find(db::Conn&, Id);
std::optional<Site> by_slug(db::Conn&, std::string_view slug);
std::optional<Site> open_one_of(db::Conn&, Id agency);
std::vector<Site> all(db::Conn&);
// Of these agencies and those that name one of these posts, by id.
std::vector<Site> of(db::Conn&, const std::vector<Id>& agencies, const std::vector<Id>& posts);
std::optional<Site> lock(db::Tx&, Id, std::int64_t version);
std::optional<Site> touch(db::Tx&, Id);                            // locks it, its version stays
bool insert(db::Tx&, const Actor&, const Capacity*, const Site&);  // false: the slug is taken
void set(db::Tx&, Id, const SiteInput&);
void set_names(db::Tx&, Id, const Site&);  // owner, name, answerable, responsible
void set_archived(db::Tx&, Id, Id owner_agency, Id merged_into);
void pass_archives(db::Tx&, Id from, Id to);  // agencies
void move_merged(db::Tx&, Id was, Id now);    // archives that led to `was`

std::vector<NamedMember> members(db::Conn&, Id site);
std::map<Id, std::vector<NamedMember>> members_of_all(db::Conn&, const std::vector<Id>& sites);
bool insert_member(db::Tx&, Id site, const NamedMember&);  // false: named already
bool delete_member(db::Tx&, Id site, Id member);
void move_members(db::Tx&, Id site, Id was, Id now);  // posts

std::vector<Category> categories(db::Conn&, Id site);
std::optional<Category> category(db::Conn&, Id);
std::optional<Category> lock_category(db::Tx&, Id, std::int64_t version);
bool insert_category(db::Tx&, const Category&);  // false: the slug is taken
bool set_category(db::Tx&, const Category&);     // false: the slug is taken
void set_category_closed(db::Tx&, Id);
bool shows_articles(db::Conn&, Id category, Id site);

std::vector<std::string> hosts(db::Conn&, Id site);
std::vector<std::pair<std::string, Id>> hosts_of_all(db::Conn&, const std::vector<Id>& sites);  // host, site
std::vector<std::pair<std::string, std::string>> all_hosts(db::Conn&);  // host, slug of its site
Id site_of_host(db::Conn&, std::string_view host);                      // 0: nobody's
bool insert_host(db::Tx&, Id site, std::string_view host);              // false: taken
bool delete_host(db::Tx&, Id site, std::string_view host);

std::optional<std::string> target_of(db::Conn&, Id site, std::string_view path);
inline constexpr std::size_t kMostForms = 10;
// Of the first of at most kMostForms paths that is kept.
std::optional<std::string> first_target(db::Conn&, Id site, const std::vector<std::string>& paths);
void put_address(db::Tx&, Id site, std::string_view path, std::string_view target);  // and those that led to `path`
void forget_address(db::Tx&, Id site, std::string_view path);

}  // namespace dinh::portal::site_store
