// Files that travel inside the program: templates, migrations, rules, examples, catalogues and web assets.
// Paths are those of the source tree ("modules/documents/incoming/list.html", "rules/holidays.toml"); catalogues are
// "locales/en.mo"; web assets are "assets/app.css". All views stay valid until the process ends.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dinh::embed {

// The bytes of one file; nullopt when there is none. In tree mode a changed file is read anew at each call.
std::optional<std::string_view> file(std::string_view path);

// Paths that begin with `prefix`, sorted by bytes.
std::vector<std::string_view> list(std::string_view prefix);

// A web asset with its compressed forms. `brotli` and `gzip` are empty when compressing would not make it smaller.
struct Asset {
    std::string_view plain;
    std::string_view brotli;
    std::string_view gzip;
    std::string_view digest;  // changes with the content; 16 hex digits, fit for an ETag
};
std::optional<Asset> asset(std::string_view path);

// `--dev`: from now on files are read below `root` (assets and catalogues from `build`, "" = root/build) and not from
// the program. Call at start, before other threads run. "" goes back to the embedded files.
void use_tree(const std::string& root, const std::string& build = "");

}  // namespace dinh::embed
