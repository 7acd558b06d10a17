// Office Open XML (ECMA-376, ISO/IEC 29500), transitional and strict.
#include <algorithm>

#include "platform/worker/extract.hpp"
#include "platform/worker/protocol.hpp"
#include "platform/worker/text_sink.hpp"
#include "platform/worker/xml.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::worker {
namespace {

constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
constexpr std::string_view kMath = "http://schemas.openxmlformats.org/officeDocument/2006/math";
constexpr std::string_view kCompatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

bool one_of(std::string_view name, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

class BodyText : public XmlEvents {
public:
    explicit BodyText(TextSink& sink) : sink_(sink) {}

    void start(const XmlName& name, const XmlAttributes&) override {
        if (skipping_ > 0 || skipped(name)) {
            ++skipping_;
        } else if (is_word(name)) {
            open(name.local);
        } else if (name.is(kMath, "t")) {
            in_text_ = true;
        }
    }

    void end(const XmlName& name) override {
        if (skipping_ > 0) {
            --skipping_;
        } else if (is_word(name)) {
            close(name.local);
        } else if (name.is(kMath, "t")) {
            in_text_ = false;
        }
    }

    void text(std::string_view piece) override {
        if (in_text_ && skipping_ == 0) {
            sink_.add(piece);
        }
    }

    bool enough() const override { return sink_.full(); }

private:
    static bool is_word(const XmlName& name) { return name.space == kWord || name.space == kWordStrict; }

    // Deleted or moved away; formatting (its w:tab is a tab stop); the second telling of a text box.
    static bool skipped(const XmlName& name) {
        return is_word(name) ? one_of(name.local, {"del", "moveFrom", "pPr", "rPr", "tblPr", "sectPr"})
                             : name.is(kCompatibility, "Fallback");
    }

    void open(std::string_view local) {
        if (local == "t") {
            in_text_ = true;
        } else if (one_of(local, {"tab", "ptab"})) {
            sink_.add("\t");
        } else if (one_of(local, {"br", "cr"})) {
            sink_.line_end();
        } else if (local == "noBreakHyphen") {
            sink_.add("-");
        }
    }

    void close(std::string_view local) {
        if (local == "t") {
            in_text_ = false;
        } else if (local == "p") {
            sink_.line_end();
        } else if (local == "tc") {
            sink_.close_cell("\t", "\n");
        } else if (local == "tr") {
            sink_.close_cell("\n", "\t\n");
        }
    }

    TextSink& sink_;
    int skipping_ = 0;
    bool in_text_ = false;
};

// The text of one element, wherever it stands.
class ElementText : public XmlEvents {
public:
    explicit ElementText(std::string_view local) : local_(local) {}
    void start(const XmlName& name, const XmlAttributes&) override { inside_ = name.local == local_; }
    void end(const XmlName& name) override { done_ = done_ || name.local == local_; }
    void text(std::string_view piece) override {
        if (inside_ && !done_ && found_.size() < 100) {
            found_ += piece;
        }
    }
    bool enough() const override { return done_; }
    const std::string& found() const { return found_; }

private:
    std::string_view local_;
    std::string found_;
    bool inside_ = false;
    bool done_ = false;
};

// The target of the relation that names the main document, in _rels/.rels.
class MainPart : public XmlEvents {
public:
    void start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.local == "Relationship" && attributes.value("", "Type").ends_with("/officeDocument")) {
            target_ = attributes.value("", "Target");
        }
    }
    void end(const XmlName&) override {}
    void text(std::string_view) override {}
    std::string target() const { return target_.starts_with('/') ? target_.substr(1) : target_; }

private:
    std::string target_;
};

Outcome read_xml(ZipParts& parts, const std::string& part, XmlEvents& events) {
    XmlReader reader(events);
    const Outcome outcome = parts.read(part, [&](std::string_view piece) { return reader.feed(piece); });
    return outcome == Outcome::ok && !reader.finish() ? Outcome::not_this_kind : outcome;
}

bool belongs(const std::string& name, const std::string& folder) {
    if (!name.starts_with(folder) || !name.ends_with(".xml")) {
        return false;
    }
    const std::string_view file = std::string_view(name).substr(folder.size());
    return one_of(file, {"footnotes.xml", "endnotes.xml"}) || file.starts_with("header") || file.starts_with("footer");
}

}  // namespace

std::string docx_main_part(ZipParts& parts) {
    MainPart main;
    std::string part = "word/document.xml";
    if (read_xml(parts, "_rels/.rels", main) == Outcome::ok && !main.target().empty()) {
        part = main.target();
    }
    return part.ends_with(".xml") && part.starts_with("word/") && parts.has(part) ? part : std::string{};
}

Extract docx_text(ZipParts& parts, std::size_t max_bytes) {
    Extract extract;
    extract.outcome = parts.outcome();
    if (extract.outcome != Outcome::ok) {
        return extract;
    }
    const std::string main = docx_main_part(parts);
    if (main.empty()) {
        extract.outcome = Outcome::not_this_kind;
        return extract;
    }
    TextSink sink(max_bytes);
    BodyText body(sink);
    extract.outcome = read_xml(parts, main, body);
    if (extract.outcome != Outcome::ok) {
        extract.detail = main;
        return extract;
    }
    std::vector<std::string> names = parts.names();
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        if (belongs(name, main.substr(0, main.rfind('/') + 1)) && !sink.full()) {
            // A damaged note or page head does not take the body with it; a bomb does.
            BodyText more(sink);
            if (read_xml(parts, name, more) == Outcome::too_big) {
                extract.outcome = Outcome::too_big;
                extract.detail = name;
                return extract;
            }
        }
    }
    extract.truncated = sink.full();
    extract.text = sink.take();
    return extract;
}

int docx_pages(ZipParts& parts) {
    ElementText pages("Pages");
    read_xml(parts, "docProps/app.xml", pages);
    const std::int64_t count = whole_number(pages.found()).value_or(0);
    return count > 0 && count < 100'000 ? static_cast<int>(count) : 0;
}

}  // namespace dinh::worker
