// A field of a deed's form as a program sends it: a member of the JSON object in the body of the call.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dinh::web::api {

// file: a part of multipart/form-data; line and text: a string; day: "2026-11-27" or as people write it; id: the number
// of a record, as a string; truth: true or false; choice: one of the values.
enum class Kind : std::uint8_t { line, text, day, number, id, truth, choice, file };

struct Asked {
    std::string name;  // "role_*": one member for each line of a table, the star stands for its id
    Kind kind = Kind::line;
    std::string label = {};   // Vietnamese, as in the form; "" where the name says enough
    std::size_t longest = 0;  // letters; 0: not limited here
    bool required = false;
    bool many = false;                      // an array
    std::vector<std::string> choices = {};  // of a choice; empty: given by the form's page
    Asked must() && {
        required = true;
        return std::move(*this);
    }
    Asked several() && {
        many = true;
        return std::move(*this);
    }
};

inline Asked line(std::string name, std::string label, std::size_t longest = 500) {
    return {.name = std::move(name), .kind = Kind::line, .label = std::move(label), .longest = longest};
}
inline Asked text(std::string name, std::string label, std::size_t longest = 10'000) {
    return {.name = std::move(name), .kind = Kind::text, .label = std::move(label), .longest = longest};
}
inline Asked of_kind(Kind kind, std::string name, std::string label) {
    return {.name = std::move(name), .kind = kind, .label = std::move(label)};
}
inline Asked day(std::string name, std::string label) { return of_kind(Kind::day, std::move(name), std::move(label)); }
inline Asked number(std::string name, std::string label) {
    return of_kind(Kind::number, std::move(name), std::move(label));
}
inline Asked id(std::string name, std::string label) { return of_kind(Kind::id, std::move(name), std::move(label)); }
inline Asked truth(std::string name, std::string label) {
    return of_kind(Kind::truth, std::move(name), std::move(label));
}
inline Asked choice(std::string name, std::string label, std::vector<std::string> values = {}) {
    Asked asked = of_kind(Kind::choice, std::move(name), std::move(label));
    asked.choices = std::move(values);
    return asked;
}
inline Asked file(std::string name, std::string label) {
    return of_kind(Kind::file, std::move(name), std::move(label));
}
// The version of the record that was read; a deed on a newer one answers 409.
inline Asked version() { return of_kind(Kind::number, "version", "Phiên bản đã đọc"); }

}  // namespace dinh::web::api
