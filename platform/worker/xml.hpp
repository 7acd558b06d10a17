// Streaming, namespace-aware XML without document types: no entities of the file's own, nothing is ever fetched.
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

namespace dinh::worker {

struct XmlName {
    std::string_view space;  // the namespace address
    std::string_view local;
    bool is(std::string_view wanted_space, std::string_view wanted_local) const {
        return local == wanted_local && space == wanted_space;
    }
};

class XmlAttributes {
public:
    explicit XmlAttributes(const char** list) : list_(list) {}
    // Empty when absent. An attribute without prefix has the namespace "".
    std::string_view value(std::string_view space, std::string_view local) const;

private:
    const char** list_;
};

class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    virtual void start(const XmlName&, const XmlAttributes&) = 0;
    virtual void end(const XmlName&) = 0;
    virtual void text(std::string_view) = 0;
    // Asked after each piece: true ends the reading early, without fault.
    virtual bool enough() const { return false; }
};

class XmlReader {
public:
    explicit XmlReader(XmlEvents&);
    ~XmlReader();
    XmlReader(const XmlReader&) = delete;
    XmlReader& operator=(const XmlReader&) = delete;

    bool feed(std::string_view piece);  // false: malformed, or enough
    bool finish();                      // after the last piece: true when the document was whole, or enough
    bool malformed() const;
    std::int64_t line() const;  // where it stands, from 1; after a fault: where that was found
    bool has_doctype() const;   // it is malformed for that reason

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace dinh::worker
