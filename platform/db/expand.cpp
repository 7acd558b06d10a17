#include <sqlite3.h>

#include "platform/db/migrate.hpp"

namespace dinh::db {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

[[noreturn]] void refuse(const Migration& migration, const std::string& why) {
    throw Error("migration " + migration.part + "/" + migration.name + ": " + why);
}

// Leaves the lines meant for `engine`.
std::string lines_for(const Migration& migration, Engine engine) {
    std::string result;
    bool ours = true;
    std::string_view rest = migration.sql;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        const std::string_view mark = trimmed(line);
        if (mark.starts_with("-- engine:")) {
            const std::string_view name = trimmed(mark.substr(10));
            if (name != "sqlite" && name != "postgresql" && name != "both") refuse(migration, "unknown engine");
            ours = name == "both" || (name == "sqlite") == (engine == Engine::sqlite);
        } else if (ours) {
            result.append(line).append("\n");
        }
    }
    return result;
}

const char* type_of(std::string_view word, Engine engine) {
    struct Type {
        const char *word, *sqlite, *postgresql;
    };
    static constexpr Type kTypes[] = {{"id", "INTEGER", "bigint"},     {"int", "INTEGER", "bigint"},
                                      {"bool", "INTEGER", "smallint"}, {"bytes", "BLOB", "bytea"},
                                      {"time", "TEXT", "text"},        {"real", "REAL", "double precision"}};
    for (const auto& type : kTypes) {
        if (word == type.word) return engine == Engine::sqlite ? type.sqlite : type.postgresql;
    }
    return nullptr;
}

// Reads SQL piece by piece: a piece is a quoted text, a comment, a type word or one other character.
class Splitter {
public:
    Splitter(const Migration& migration, Engine engine)
        : migration_(migration), engine_(engine), text_(lines_for(migration, engine)) {}

    std::vector<std::string> split() {
        while (at_ < text_.size()) step();
        finish();
        return std::move(statements_);
    }

private:
    void step() {
        const std::string_view rest = std::string_view(text_).substr(at_);
        if (rest.starts_with("--")) return skip_to(rest, "\n", 2);
        if (rest.starts_with("/*")) return skip_to(rest, "*/", 2);
        if (rest[0] == '\'' || rest[0] == '"') return copy_to(rest, rest.substr(0, 1));
        if (rest[0] == '$') return dollar(rest);
        if (rest[0] == ';' && complete()) {
            finish();
        } else {
            statement_ += rest[0];
        }
        ++at_;
    }

    void skip_to(std::string_view rest, std::string_view end, std::size_t from) {
        const auto found = rest.find(end, from);
        at_ = found == rest.npos ? text_.size() : at_ + found + (end == "\n" ? 0 : end.size());
        statement_ += ' ';
    }

    // A doubled quote ends one text and begins another: the same result.
    void copy_to(std::string_view rest, std::string_view end) {
        const auto found = rest.find(end, end.size());
        if (found == rest.npos) refuse(migration_, "a quoted text has no end");
        statement_ += rest.substr(0, found + end.size());
        at_ += found + end.size();
    }

    void dollar(std::string_view rest) {
        std::size_t length = 1;
        while (length < rest.size() && word_char(rest[length])) ++length;
        if (length < rest.size() && rest[length] == '$') return copy_to(rest, rest.substr(0, length + 1));
        const char* type = type_of(rest.substr(1, length - 1), engine_);
        if (!type) refuse(migration_, "unknown word " + std::string(rest.substr(0, length)));
        statement_ += type;
        at_ += length;
    }

    // The body of an SQLite trigger holds semicolons.
    bool complete() const { return engine_ != Engine::sqlite || sqlite3_complete((statement_ + ";").c_str()) != 0; }

    void finish() {
        std::string statement(trimmed(statement_));
        statement_.clear();
        if (statement.empty()) return;
        const std::string start = upper(statement.substr(0, 200));
        if (engine_ == Engine::sqlite && start.starts_with("CREATE TABLE")) {
            statement += upper(statement).ends_with("WITHOUT ROWID") ? ", STRICT" : " STRICT";
        }
        statements_.push_back(std::move(statement));
    }

    const Migration& migration_;
    Engine engine_;
    std::string text_;
    std::size_t at_ = 0;
    std::string statement_;
    std::vector<std::string> statements_;
};

}  // namespace

std::vector<std::string> expand(const Migration& migration, Engine engine) {
    return Splitter(migration, engine).split();
}

}  // namespace dinh::db
