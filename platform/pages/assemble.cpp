#include "platform/pages/assemble.hpp"

#include <algorithm>
#include <vector>

#include "platform/pages/pages.hpp"

namespace dinh::pages {
namespace {

constexpr std::string_view kLayout = "platform/pages/layout/";
constexpr std::string_view kPragma = "{{%AUTOESCAPE context=\"HTML\"}}";

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool is_name(std::string_view text) {
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' && std::all_of(text.begin(), text.end(), fits);
}

std::string_view home(std::string_view path) {
    const std::size_t first = path.find('/');
    return path.substr(0, first == path.npos ? first : path.find('/', first + 1));
}

// Where we are in the HTML: only what the rules need.
class Html {
public:
    void feed(std::string_view text) {
        for (const char c : text) feed(c);
    }
    // Inside <textarea> or <pre>, where line breaks and blanks are content.
    bool keeps_lines() const { return !in_tag_ && !keeper_.empty(); }
    bool in_tag() const { return in_tag_; }

private:
    void feed(char c) {
        if (in_tag_) {
            if (c == '>')
                close_tag();
            else if (naming_)
                name_tag(c);
            return;
        }
        if (c == '<') in_tag_ = naming_ = true, tag_.clear();
    }
    void name_tag(char c) {
        if (is_space(c))
            naming_ = false;
        else
            tag_.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
    void close_tag() {
        in_tag_ = naming_ = false;
        if (keeper_.empty() && (tag_ == "textarea" || tag_ == "pre"))
            keeper_ = tag_;
        else if (tag_.size() == keeper_.size() + 1 && tag_[0] == '/' && tag_.ends_with(keeper_))
            keeper_.clear();
    }

    bool in_tag_ = false;
    bool naming_ = false;
    std::string tag_;
    std::string keeper_;
};

struct Open {
    std::string name;
    std::size_t line;
};

class Assembler {
public:
    Assembler(const ReadFile& read, const Catalogue& catalogue) : read_(read), catalogue_(catalogue) {}

    void paste(std::string_view path, std::vector<std::string>& stack) {
        const auto text = read_(path);
        if (!text) throw Fault(path, 1, "there is no such template");
        stack.emplace_back(path);
        File file{path, *text};
        while (file.at < file.text.size()) step(file, stack);
        if (!file.open.empty())
            throw Fault(path, file.open.back().line, "{{#" + file.open.back().name + "}} is never closed");
        stack.pop_back();
    }
    std::string take() { return std::move(out_); }

private:
    struct File {
        std::string_view path;
        std::string_view text;
        std::size_t at = 0;
        std::size_t line = 1;
        std::vector<Open> open = {};
    };

    void step(File& file, std::vector<std::string>& stack) {
        const std::string_view rest = file.text.substr(file.at);
        if (rest.starts_with("{{")) return marker(file, stack);
        if (rest.starts_with("[[")) return words(file);
        const std::size_t length = std::min({rest.find("{{"), rest.find("[["), rest.size()});
        const std::string_view plain = rest.substr(0, length);
        for (const std::string_view loose : {"}}", "]]"}) {
            if (const std::size_t found = plain.find(loose); found != plain.npos)
                throw Fault(file.path, file.line + lines(plain.substr(0, found)),
                            "`" + std::string(loose) + "` without its other half");
        }
        thin(plain);
        move(file, length);
    }

    // Indentation is dropped; it is up to a tenth of a page and shows nowhere but in textarea and pre.
    void thin(std::string_view plain) {
        for (const char c : plain) {
            const bool at_start = !out_.empty() && out_.back() == '\n';
            if (!(at_start && is_space(c)) || html_.keeps_lines()) out_.push_back(c);
            html_.feed(std::string_view(&c, 1));
        }
    }

    void words(File& file) {
        const std::string_view rest = file.text.substr(file.at);
        const std::size_t end = rest.find("]]");
        if (end == rest.npos) throw Fault(file.path, file.line, "`[[` without its other half");
        const std::string source = collapse(rest.substr(2, end - 2));
        if (source.empty()) throw Fault(file.path, file.line, "an empty text in [[ ]]");
        if (source.find("{{") != source.npos || source.find("}}") != source.npos || source.find("[[") != source.npos)
            throw Fault(file.path, file.line, "a text in [[ ]] holds no marks: end the text before them");
        const std::string_view translated = catalogue_.find(source);
        if (translated.find("{{") != translated.npos || translated.find("}}") != translated.npos)
            throw Fault(file.path, file.line, "the translation of \"" + source + "\" holds braces");
        out_ += escape(translated.empty() ? std::string_view(source) : translated);
        move(file, end + 2);
    }

    void marker(File& file, std::vector<std::string>& stack) {
        const std::string_view rest = file.text.substr(file.at);
        const std::size_t end = rest.find("}}");
        if (end == rest.npos) throw Fault(file.path, file.line, "`{{` without its other half");
        const std::string_view inside = rest.substr(2, end - 2);
        const std::size_t length = end + 2;
        if (inside.starts_with('!') || collapse(inside) == "%AUTOESCAPE context=\"HTML\"") return move(file, length);
        const std::string_view name = inside.empty() ? inside : inside.substr(1);
        switch (inside.empty() ? ' ' : inside[0]) {
            case '#': return open(file, name, length);
            case '/': return close(file, name, length);
            case '>': return include(file, name, length, stack);
            default: return variable(file, inside, length);
        }
    }

    void open(File& file, std::string_view name, std::size_t length) {
        require_name(file, name);
        if (const std::size_t whole = self_include(file, name, length)) {
            out_ += "{{>" + std::string(name) + "}}";
            return move(file, whole);
        }
        file.open.push_back({std::string(name), file.line});
        keep(file, length);
    }

    // {{#CHILDREN}}{{>_this_file.html}}{{/CHILDREN}}: a tree. It stays an include of ctemplate, named by the section.
    std::size_t self_include(const File& file, std::string_view name, std::size_t length) const {
        std::size_t at = file.at + length;
        const auto skip = [&] {
            while (at < file.text.size() && is_space(file.text[at])) ++at;
        };
        skip();
        if (!file.text.substr(at).starts_with("{{>")) return 0;
        const std::size_t end = file.text.find("}}", at);
        if (end == file.text.npos || target(file, file.text.substr(at + 3, end - at - 3)) != file.path) return 0;
        at = end + 2;
        skip();
        const std::string closing = "{{/" + std::string(name) + "}}";
        return file.text.substr(at).starts_with(closing) ? at + closing.size() - file.at : 0;
    }

    void close(File& file, std::string_view name, std::size_t length) {
        require_name(file, name);
        if (file.open.empty()) throw Fault(file.path, file.line, "{{/" + std::string(name) + "}} closes nothing");
        const Open& last = file.open.back();
        if (last.name != name)
            throw Fault(file.path, file.line,
                        "{{/" + std::string(name) + "}} closes nothing, but {{#" + last.name + "}} of line " +
                            std::to_string(last.line) + " is open");
        file.open.pop_back();
        keep(file, length);
    }

    void include(File& file, std::string_view name, std::size_t length, std::vector<std::string>& stack) {
        if (name == "PAGE") return keep(file, length);
        const std::string path = target(file, name);
        if (std::find(stack.begin(), stack.end(), path) != stack.end())
            throw Fault(file.path, file.line,
                        path + " includes itself other than as the whole content of a section of its own");
        if (!read_(path)) throw Fault(file.path, file.line, "there is no " + path);
        paste(path, stack);
        move(file, length);
    }

    std::string target(const File& file, std::string_view name) const {
        std::string path;
        if (is_name(name)) {
            path.append(kLayout).push_back('_');
            for (const char c : name) path.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
            path += ".html";
        } else if (name.starts_with("layout/")) {
            path.append(kLayout).append(name.substr(7));
        } else {
            path.append(home(file.path)).append("/").append(name);
        }
        if (path.substr(path.rfind('/') + 1)[0] != '_' || !path.ends_with(".html") || path.find("..") != path.npos)
            throw Fault(
                file.path, file.line,
                "`{{>" + std::string(name) + "}}`: a partial is a file _name.html, named from the module's folder");
        return path;
    }

    void variable(File& file, std::string_view inside, std::size_t length) {
        const std::size_t colon = inside.find(':');
        require_name(file, inside.substr(0, colon));
        const std::string_view modifier = colon == inside.npos ? std::string_view() : inside.substr(colon + 1);
        if (!modifier.empty() && modifier != "u" && modifier != "pre_escape")
            throw Fault(file.path, file.line, "modifier `:" + std::string(modifier) + "` is not allowed");
        if (html_.keeps_lines() && modifier != "pre_escape")
            throw Fault(file.path, file.line,
                        "in <textarea> and <pre> write {{" + std::string(inside.substr(0, colon)) +
                            ":pre_escape}}, otherwise line breaks are lost");
        keep(file, length);
    }

    void require_name(const File& file, std::string_view name) const {
        if (!is_name(name) || name.ends_with("_separator"))
            throw Fault(file.path, file.line, "`" + std::string(name) + "` is no name: names are written IN_CAPITALS");
    }

    static std::size_t lines(std::string_view text) {
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    void keep(File& file, std::size_t length) {
        out_ += file.text.substr(file.at, length);
        move(file, length);
    }
    void move(File& file, std::size_t length) {
        file.line += lines(file.text.substr(file.at, length));
        file.at += length;
    }

    const ReadFile& read_;
    const Catalogue& catalogue_;
    std::string out_{kPragma};
    Html html_;
};

}  // namespace

std::string assemble(std::string_view path, const ReadFile& read, const Catalogue& catalogue) {
    Assembler assembler(read, catalogue);
    std::vector<std::string> stack;
    assembler.paste(path, stack);
    return assembler.take();
}

std::string collapse(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space(c))
            out.push_back(c);
        else if (!out.empty() && out.back() != ' ')
            out.push_back(' ');
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

}  // namespace dinh::pages
