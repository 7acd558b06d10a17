// The text of an article, from what was typed or pasted to what readers get.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::portal {

inline constexpr std::size_t kMostBodyBytes = 1 << 20;

struct CleanBody {
    std::string html;
    std::vector<std::string> dropped;  // elements and attributes that may not stand there
};
// Plain text becomes paragraphs, and tables of lines like "| Họ tên | Điểm |"; HTML is cleaned. Not inside a
// transaction. Refused, as `body`: more than a megabyte, more elements or deeper than platform/markup takes, a secrecy
// stamp in it (Law 29/2018/QH14). `picture`: see markup::Options.
CleanBody clean_body(std::string_view typed, const std::function<bool(std::string_view)>& picture = {});

// Whether anything is there to read: a letter, a digit or a picture.
bool says_something(std::string_view clean_html);

}  // namespace dinh::portal
