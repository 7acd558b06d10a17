// The log of the program, for operators. A line is a message of the catalogue with fields:
//
//     constexpr log::Message kSlowClient{"WEB_SLOW_CLIENT", log::Level::warning, "a client sends too slowly",
//                                        "The connection was closed. Many from one address: block it in nginx."};
//     log::write(kSlowClient, {{"address", address}, {"waited_ms", 1200}});
//
// Each message is declared once, as a constant in the .cpp that writes it, with an id nobody else uses (PART_WHAT), a
// text without values, and a paragraph that tells the operator what to do. tools/messages.py lists them all for the
// manual. Nothing here throws after start().
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "platform/clock/clock.hpp"

namespace dinh::log {

enum class Level { debug, info, warning, error };

struct Message {
    const char* id;
    Level level;
    const char* text;
    const char* advice;
};

// A value that never reaches the log; what is written is that there was one.
struct Secret {
    bool empty;
};
inline Secret secret(std::string_view value) { return {value.empty()}; }

// Control characters are escaped and values beyond 2,000 bytes cut. A field whose name says password, secret, token,
// cookie, authorization or key is redacted whatever its value; so is the password inside an address
// (scheme://user:password@host).
struct Field {
    enum class Kind { text, number, truth };
    Field(std::string_view field_name, std::string_view v) : name(field_name), value(v), kind(Kind::text) {}
    Field(std::string_view field_name, const std::string& v) : Field(field_name, std::string_view(v)) {}
    Field(std::string_view field_name, const char* v) : Field(field_name, std::string_view(v ? v : "")) {}
    Field(std::string_view field_name, Secret v) : Field(field_name, v.empty ? "[empty]" : "[redacted]") {}
    Field(std::string_view field_name, Day v) : Field(field_name, clock::to_text(v)) {}
    Field(std::string_view field_name, Instant v) : Field(field_name, clock::to_text(v)) {}
    template <class T>
        requires std::is_arithmetic_v<T>
    Field(std::string_view field_name, T v)
        : name(field_name),
          value(std::is_same_v<T, bool> ? (v ? "true" : "false") : std::to_string(v)),
          kind(std::is_same_v<T, bool> ? Kind::truth : Kind::number) {}

    std::string name;
    std::string value;
    Kind kind;
};

// Writes at the level of the message.
void write(const Message&, std::initializer_list<Field> fields = {});
void write_at(Level, const Message&, const Field* fields, std::size_t count);

// Writes at a level of the caller's choice: log::info(kStarted, log::Field("port", 8080)).
template <class... F>
void at(Level level, const Message& message, const F&... fields) {
    const std::vector<Field> list{Field(fields)...};
    write_at(level, message, list.data(), list.size());
}
template <class... F>
    requires(std::is_same_v<F, Field> && ...)
void write(const Message& message, const Field& first, const F&... rest) { at(message.level, message, first, rest...); }
template <class... F>
void debug(const Message& message, const F&... fields) { at(Level::debug, message, fields...); }
template <class... F>
void info(const Message& message, const F&... fields) { at(Level::info, message, fields...); }
template <class... F>
void warning(const Message& message, const F&... fields) { at(Level::warning, message, fields...); }
template <class... F>
void error(const Message& message, const F&... fields) { at(Level::error, message, fields...); }

// While it lives, every line of this thread carries the field: the request id, the job.
class Context {
public:
    explicit Context(Field field);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

private:
    friend struct ContextReader;
    Field field_;
    const Context* outer_;
};
// The innermost "request" of this thread; "" outside a request.
std::string request_id();

struct Options {
    bool json = false;          // one JSON object a line, else text
    Level level = Level::info;  // lines below are dropped
    std::string file;           // "" = standard error; else kept in five files of 50 MB
};
// Throws std::runtime_error when the file cannot be opened. Before it, lines go to standard error as text.
void start(const Options&);
void flush();

// "postgres://dinh:password@host/db" -> "postgres://dinh:***@host/db". For texts that are not log fields.
std::string without_passwords(std::string_view text);
// "debug", "info", "warning" or "error"; false when it is none of them.
bool parse_level(std::string_view text, Level& level);

// While it lives, lines of all levels are kept here and written nowhere. For tests.
class Captured {
public:
    explicit Captured(bool json = false);
    ~Captured();
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    std::vector<std::string> lines() const;
    // How many of the lines have this message id.
    int count(std::string_view message_id) const;
};

}  // namespace dinh::log
