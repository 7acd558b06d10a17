// Addresses of public pages. Every link on one begins with the site's base.
#pragma once
#include <string>
#include <string_view>

#include "modules/portal/sites/site.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

// What stands before every path of the site: "" where a host of its own leads to it, else "/trang/so-tai-chinh".
std::string base_of(const web::Request&, const Site&);
// The same of another site, for a link from the page asked for: a whole address where that has a host of its own.
std::string base_from(const web::Context&, const Site& other);

// `base` as base_of() gives it.
std::string home_path(const std::string& base);
std::string article_path(const std::string& base, std::string_view slug);
std::string category_path(const std::string& base, std::string_view slug, int page = 1);  // page from 1
// A file of an article, by its position among the article's files.
std::string file_path(const std::string& base, Id article, int position);
// The text variant of a page: "/gon" before its path below the site.
std::string text_path(const std::string& base, std::string_view path);

// "https://stc.thainguyen.gov.vn/bai/x" for `path` below the site, as the asker reached it.
std::string whole_address(const web::Context&, const std::string& base, std::string_view path);

// The one whole address by which search engines and other programs know a page of the site whose `hosts` and `base`
// these are, however it was reached: under its first host when it has one.
std::string canonical_address(const web::Context&, const std::vector<std::string>& hosts, const std::string& base,
                              std::string_view path);

// A text whose links within the house begin with "/trang/so-tai-chinh/", as it is read on a page of the site: under a
// host of its own those of the site begin with "/", others are whole addresses.
std::string body_from(const web::Context&, const Site&, const std::string& clean_html);

// The site of `:site` in the route; NotFound when there is none.
Site asked_site(db::Conn&, const web::Request&);

}  // namespace dinh::portal
