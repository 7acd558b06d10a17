// Addresses of an old site, as they stand in exports and in the links of its texts.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal::imports {

// "%c4%91" as the letter; what is no such mark stays, bytes that are no UTF-8 become U+FFFD.
std::string url_decoded(std::string_view);

// The host of a whole address, in lower case, without port and "www."; "" when it is none.
std::string host_of(std::string_view address);

// Where an address of the old site stands: the decoded path with "/" and its query, as keep_address takes it. "" when
// it is of another host, of another scheme, or no address.
std::string old_path(std::string_view address, const std::vector<std::string>& hosts);

// Links and pictures of raw HTML that are relative get the whole path they mean on the page `base` ("/tin/a.html").
std::string with_whole_paths(std::string_view html, std::string_view base);

// Clean HTML (platform/markup) with other addresses. `to` gets each address of a link or picture, unescaped, and says
// where it leads now; "" leaves it as it is.
std::string with_links(std::string_view clean_html, const std::function<std::string(const std::string& address)>& to);

// Clean HTML whose pictures without words have these.
std::string with_words_for_pictures(std::string_view clean_html, const std::string& words);

}  // namespace dinh::portal::imports
