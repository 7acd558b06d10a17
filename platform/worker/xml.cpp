#include "platform/worker/xml.hpp"

#include <expat.h>

#include <limits>
#include <new>

namespace dinh::worker {
namespace {

constexpr char kBetween = '|';  // cannot stand in a namespace address that we look for
constexpr int kMaxDepth = 1000;

XmlName split(const char* joined) {
    const std::string_view whole = joined;
    const std::size_t bar = whole.rfind(kBetween);
    return bar == std::string_view::npos ? XmlName{{}, whole} : XmlName{whole.substr(0, bar), whole.substr(bar + 1)};
}

}  // namespace

struct XmlReader::Parser {
    explicit Parser(XmlEvents& events_in) : events(events_in), expat(XML_ParserCreateNS(nullptr, kBetween)) {
        if (expat == nullptr) {
            throw std::bad_alloc();
        }
        XML_SetUserData(expat, this);
        XML_SetElementHandler(expat, &Parser::on_start, &Parser::on_end);
        XML_SetCharacterDataHandler(expat, &Parser::on_text);
        XML_SetStartDoctypeDeclHandler(expat, &Parser::on_doctype);
    }
    ~Parser() { XML_ParserFree(expat); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    bool parse(std::string_view piece, bool last) {
        if (malformed || enough) {
            return false;
        }
        const XML_Status status = XML_Parse(expat, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
        if (status != XML_STATUS_OK && !enough) {
            malformed = true;
        }
        return status == XML_STATUS_OK;
    }
    void check_enough() {
        if (!enough && events.enough()) {
            enough = true;
            XML_StopParser(expat, XML_FALSE);
        }
    }

    static void on_start(void* self, const char* name, const char** attributes) {
        auto& parser = *static_cast<Parser*>(self);
        if (++parser.depth > kMaxDepth) {
            XML_StopParser(parser.expat, XML_FALSE);
            return;
        }
        parser.events.start(split(name), XmlAttributes(attributes));
        parser.check_enough();
    }
    static void on_end(void* self, const char* name) {
        auto& parser = *static_cast<Parser*>(self);
        --parser.depth;
        parser.events.end(split(name));
        parser.check_enough();
    }
    static void on_text(void* self, const char* text, int length) {
        auto& parser = *static_cast<Parser*>(self);
        parser.events.text({text, static_cast<std::size_t>(length)});
        parser.check_enough();
    }
    static void on_doctype(void* self, const char*, const char*, const char*, int) {
        auto& parser = *static_cast<Parser*>(self);
        parser.doctype = true;
        XML_StopParser(parser.expat, XML_FALSE);
    }

    XmlEvents& events;
    XML_Parser expat;
    int depth = 0;
    bool malformed = false;
    bool doctype = false;
    bool enough = false;
};

std::string_view XmlAttributes::value(std::string_view space, std::string_view local) const {
    for (const char** next = list_; *next != nullptr; next += 2) {
        if (split(next[0]).is(space, local)) {
            return next[1];
        }
    }
    return {};
}

XmlReader::XmlReader(XmlEvents& events) : parser_(std::make_unique<Parser>(events)) {}
XmlReader::~XmlReader() = default;
bool XmlReader::feed(std::string_view piece) { return parser_->parse(piece, false); }
bool XmlReader::malformed() const { return parser_->malformed; }
std::int64_t XmlReader::line() const { return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_->expat)); }
bool XmlReader::has_doctype() const { return parser_->doctype; }
bool XmlReader::finish() {
    parser_->parse({}, true);
    return !parser_->malformed;
}

}  // namespace dinh::worker
