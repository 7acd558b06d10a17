#include "platform/pages/pages.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>

#include "platform/embed/embed.hpp"
#include "platform/pages/assemble.hpp"
#include "platform/pages/data.hpp"
#include "platform/pages/fields.hpp"
#include "platform/text/text.hpp"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>

namespace dinh::pages {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kLanguages = {"vi", "en"};
constexpr std::array<char, 2> kThousands = {'.', ','};
constexpr std::size_t kMostPages = 48 * 1024;  // bytes that most pages fit in
constexpr auto kStrip = ctemplate::STRIP_BLANK_LINES;
constexpr auto kFollow = fs::directory_options::follow_directory_symlink;

struct Language {
    Catalogue catalogue;
    ctemplate::TemplateCache templates;
};
using House = std::array<Language, kLanguages.size()>;

// Renders read `current` without a lock. A house once shown is kept: a render may still be in it (only --dev makes
// more than one).
std::atomic<const House*> current{nullptr};
std::vector<std::unique_ptr<const House>> houses;

struct Tree {
    std::mutex mutex;
    std::string root;
    std::string seen;  // the files and times of the last reading
    std::string fault;
};
std::atomic<bool> in_tree{false};
Tree tree;

ctemplate::TemplateString named(std::string_view text) { return {text.data(), text.size()}; }

bool parses(const std::string& text) {
    ctemplate::TemplateCache trial;
    return trial.StringToTemplateCache("trial", text.data(), text.size(), kStrip);
}

// ctemplate says only yes or no: cut the text after each line until the first no.
std::string first_bad_line(const std::string& text) {
    std::vector<std::string> open;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        for (std::size_t mark = text.find("{{", at); mark < end; mark = text.find("{{", mark + 2)) {
            const std::string name = text.substr(mark + 3, text.find("}}", mark) - mark - 3);
            if (text[mark + 2] == '#')
                open.push_back(name);
            else if (text[mark + 2] == '/')
                open.pop_back();
        }
        std::string cut = text.substr(0, end);
        for (auto name = open.rbegin(); name != open.rend(); ++name) cut += "{{/" + *name + "}}";
        if (!parses(cut)) return text.substr(at, end - at - 1);
        at = end;
    }
    return {};
}

[[noreturn]] void refuse(std::string_view path, std::string_view source, const std::string& text) {
    const std::string bad = first_bad_line(text);
    const std::size_t found = bad.empty() ? source.npos : source.find(bad);
    const std::size_t before = found == source.npos ? 0 : found;
    throw Fault(
        path,
        1 + static_cast<std::size_t>(std::count(source.begin(), source.begin() + static_cast<long>(before), '\n')),
        "the HTML cannot be escaped safely: " + bad.substr(0, 200));
}

void show(std::unique_ptr<House> house) {
    houses.push_back(std::move(house));
    current.store(houses.back().get(), std::memory_order_release);
}

std::unique_ptr<House> build(const std::vector<std::string>& paths, const ReadFile& read, const std::string& english) {
    auto house = std::make_unique<House>();
    if (!english.empty()) (*house)[1].catalogue = Catalogue(english);
    for (Language& language : *house) {
        for (const std::string& path : paths) {
            const std::string text = assemble(path, read, language.catalogue);
            if (!language.templates.StringToTemplateCache(named(path), text.data(), text.size(), kStrip))
                refuse(path, read(path).value_or(""), text);
        }
        language.templates.Freeze();
    }
    return house;
}

bool is_template(std::string_view path) { return path.ends_with(".html"); }

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::map<std::string, fs::path> files_of(const fs::path& root) {
    std::map<std::string, fs::path> found;
    for (const char* folder : {"modules", "platform", "locales"}) {
        if (!fs::is_directory(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder, kFollow)) {
            if (entry.path().extension() == ".html" || entry.path().extension() == ".mo")
                found[entry.path().lexically_relative(root).generic_string()] = entry.path();
        }
    }
    return found;
}

std::string fingerprint(const std::map<std::string, fs::path>& files) {
    std::string out;
    std::error_code gone;
    for (const auto& [path, place] : files) {
        out += path + ' ' + std::to_string(fs::last_write_time(place, gone).time_since_epoch().count()) + ' ' +
               std::to_string(fs::file_size(place, gone)) + '\n';
    }
    return out;
}

std::string english_catalogue() { return std::string(embed::file("locales/en.mo").value_or("")); }

void read_tree_again() {
    const std::lock_guard lock(tree.mutex);
    const auto files = files_of(tree.root);
    const std::string now = fingerprint(files);
    if (now != tree.seen) {
        std::map<std::string, std::string, std::less<>> texts;
        std::vector<std::string> paths;
        for (const auto& [path, place] : files) {
            texts[path] = bytes_of(place);
            if (is_template(path)) paths.push_back(path);
        }
        const ReadFile read = [&](std::string_view path) -> std::optional<std::string_view> {
            const auto it = texts.find(path);
            return it == texts.end() ? std::nullopt : std::optional<std::string_view>(it->second);
        };
        const auto english = texts.find("locales/en.mo");
        tree.seen = now;
        tree.fault.clear();
        try {
            show(build(paths, read, english == texts.end() ? english_catalogue() : english->second));
        } catch (const std::exception& e) {
            tree.fault = e.what();
        }
    }
    if (!tree.fault.empty()) throw std::runtime_error(tree.fault);
}

const Language& language(const Lang& lang) {
    if (in_tree) read_tree_again();
    const House* house = current.load(std::memory_order_acquire);
    if (!house) throw std::logic_error("pages: rendered before pages::load()");
    return (*house)[lang.code() == kLanguages[1] ? 1 : 0];
}

std::string expand(const Lang& lang, const char* file, const ctemplate::TemplateDictionaryInterface& view) {
    std::string out;
    out.reserve(kMostPages);
    if (!language(lang).templates.ExpandNoLoad(file, kStrip, &view, nullptr, &out))
        throw std::logic_error("pages: no template " + std::string(file));
    return out;
}

std::string grouped(std::int64_t n, char thousands) {
    std::string digits = std::to_string(n);
    for (std::size_t at = digits.size(); at > (n < 0 ? 4U : 3U);) {
        at -= 3;
        digits.insert(at, 1, thousands);
    }
    return digits;
}

}  // namespace

Fault::Fault(std::string_view file, std::size_t line, std::string_view text)
    : std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + std::string(text)) {}

Lang::Lang() = default;

Lang::Lang(std::string_view code) : index_(code == kLanguages[1] ? 1 : 0) {}

std::string_view Lang::code() const { return kLanguages[static_cast<std::size_t>(index_)]; }

std::string Lang::tr(std::string_view vietnamese) const {
    const House* house = index_ == 0 ? nullptr : current.load(std::memory_order_acquire);
    const std::string_view found = house ? (*house)[1].catalogue.find(vietnamese) : std::string_view();
    return std::string(found.empty() ? vietnamese : found);
}

std::string Lang::say(const Said& said) const {
    std::vector<std::string> values;
    for (const std::string& value : said.values()) values.push_back(tr(value));
    return text::fill(tr(said.pattern()), values);
}

std::string Lang::trn(std::string_view vietnamese, std::int64_t n) const {
    const House* house = index_ == 0 ? nullptr : current.load(std::memory_order_acquire);
    const std::string_view found = house ? (*house)[1].catalogue.find(vietnamese, n) : std::string_view();
    std::string text(found.empty() ? vietnamese : found);
    if (const std::size_t at = text.find("%1"); at != text.npos)
        text.replace(at, 2, grouped(n, kThousands[static_cast<std::size_t>(index_)]));
    return text;
}

std::string Lang::number(std::int64_t n) const { return grouped(n, kThousands[static_cast<std::size_t>(index_)]); }

std::string Lang::bytes(std::int64_t n) const {
    std::string text = text::bytes(n);
    if (index_ == 0) return text;
    for (char& sign : text) {
        if (sign == '.')
            sign = ',';
        else if (sign == ',')
            sign = '.';
    }
    return text;
}

void load() {
    std::vector<std::string> paths;
    for (const char* folder : {"modules/", "platform/"}) {
        for (const std::string_view path : embed::list(folder)) {
            if (is_template(path)) paths.emplace_back(path);
        }
    }
    in_tree = false;
    show(build(
        paths, [](std::string_view path) { return embed::file(path); }, english_catalogue()));
}

void load_tree(std::string_view root) {
    {
        const std::lock_guard lock(tree.mutex);
        tree.root = root;
        tree.seen.clear();
    }
    in_tree = true;
    read_tree_again();
}

std::string render(const Lang& lang, const Renderable& page) { return expand(lang, page.file, View(page, nullptr)); }

std::string render_in(const Lang& lang, const Renderable& frame, const Renderable& page) {
    View view(frame, nullptr);
    view.hold(page);
    return expand(lang, frame.file, view);
}

Data data(const Lang& lang, const Renderable& page) {
    Data shown;
    expand(lang, page.file, Recorder(page, shown));
    return shown;
}

}  // namespace dinh::pages
