// OpenDocument text (ISO/IEC 26300).
#include <algorithm>

#include "platform/worker/extract.hpp"
#include "platform/worker/protocol.hpp"
#include "platform/worker/text_sink.hpp"
#include "platform/worker/xml.hpp"
#include "platform/worker/zip_parts.hpp"

namespace dinh::worker {
namespace {

constexpr std::string_view kOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
constexpr std::string_view kText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
constexpr std::string_view kTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
constexpr std::string_view kMeta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";
constexpr std::string_view kManifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_paragraph(const XmlName& name) { return name.is(kText, "p") || name.is(kText, "h"); }

class ContentText : public XmlEvents {
public:
    explicit ContentText(TextSink& sink) : sink_(sink) {}

    void start(const XmlName& name, const XmlAttributes& attributes) override {
        if (skipping_ > 0 || name.is(kText, "tracked-changes") || name.is(kOffice, "annotation")) {
            ++skipping_;
        } else if (is_paragraph(name)) {
            after_blank_ = true;
            ++paragraphs_;
        } else if (name.is(kText, "tab")) {
            put("\t");
        } else if (name.is(kText, "line-break")) {
            put("\n");
        } else if (name.is(kText, "s")) {
            const std::int64_t count = whole_number(attributes.value(kText, "c")).value_or(1);
            put(std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(count, 1, 100)), ' '));
            after_blank_ = false;
        }
    }

    void end(const XmlName& name) override {
        if (skipping_ > 0) {
            --skipping_;
        } else if (is_paragraph(name)) {
            // A paragraph within one is a foot note or a text box.
            put(--paragraphs_ > 0 ? " " : "\n");
        } else if (name.is(kTable, "table-cell")) {
            sink_.close_cell("\t", "\n");
        } else if (name.is(kTable, "table-row")) {
            sink_.close_cell("\n", "\t\n");
        }
    }

    // Line ends and runs of blanks in the markup are one blank to the reader (ODF 1.2, 6.1.2).
    void text(std::string_view piece) override {
        if (skipping_ > 0 || paragraphs_ == 0) {
            return;
        }
        while (!piece.empty()) {
            const std::size_t word = std::min(piece.find_first_of(kBlanks), piece.size());
            if (word > 0) {
                put(piece.substr(0, word));
                after_blank_ = false;
            }
            const std::size_t next = std::min(piece.find_first_not_of(kBlanks, word), piece.size());
            if (next > word && !after_blank_) {
                put(" ");
            }
            piece.remove_prefix(next);
        }
    }

    bool enough() const override { return sink_.full(); }

private:
    void put(std::string_view piece) {
        sink_.add(piece);
        after_blank_ = true;
    }

    TextSink& sink_;
    int skipping_ = 0;
    int paragraphs_ = 0;
    bool after_blank_ = true;
};

class PageCount : public XmlEvents {
public:
    void start(const XmlName& name, const XmlAttributes& attributes) override {
        if (name.is(kMeta, "document-statistic")) {
            count_ = whole_number(attributes.value(kMeta, "page-count")).value_or(0);
        }
    }
    void end(const XmlName&) override {}
    void text(std::string_view) override {}
    int count() const { return count_ > 0 && count_ < 100'000 ? static_cast<int>(count_) : 0; }

private:
    std::int64_t count_ = 0;
};

class Encryption : public XmlEvents {
public:
    void start(const XmlName& name, const XmlAttributes&) override {
        found_ = found_ || name.is(kManifest, "encryption-data");
    }
    void end(const XmlName&) override {}
    void text(std::string_view) override {}
    bool enough() const override { return found_; }

private:
    bool found_ = false;
};

Outcome read_xml(ZipParts& parts, const std::string& part, XmlEvents& events) {
    XmlReader reader(events);
    const Outcome outcome = parts.read(part, [&](std::string_view piece) { return reader.feed(piece); });
    return outcome == Outcome::ok && !reader.finish() ? Outcome::not_this_kind : outcome;
}

}  // namespace

Extract odt_text(ZipParts& parts, std::size_t max_bytes) {
    Extract extract;
    extract.outcome = parts.outcome();
    if (extract.outcome != Outcome::ok) {
        return extract;
    }
    Encryption encryption;
    read_xml(parts, "META-INF/manifest.xml", encryption);
    if (encryption.enough()) {
        extract.outcome = Outcome::password_protected;
        return extract;
    }
    TextSink sink(max_bytes);
    ContentText content(sink);
    extract.outcome = read_xml(parts, "content.xml", content);
    if (extract.outcome != Outcome::ok) {
        extract.detail = "content.xml";
        return extract;
    }
    extract.truncated = sink.full();
    extract.text = sink.take();
    return extract;
}

int odt_pages(ZipParts& parts) {
    PageCount pages;
    read_xml(parts, "meta.xml", pages);
    return pages.count();
}

}  // namespace dinh::worker
