// What a module declares so that its records can be taken away as files which read without this program. The module
// exports writes the files; the reader only says what stands in them. Files and history are taken from file_ref and
// record_history under the same kind.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::exports {

// Which records: those an agency owns, or those of one of its registers; created or registered within the days.
struct Scope {
    Id agency = 0;
    Id part = 0;  // a register (series); 0: whatever the agency owns
    std::optional<Day> from, to;  // inclusive
};

// How the cells of a column are written. Days and times are stored ones in CSV and JSON, shown ones in HTML; words are
// Vietnamese texts of the program and translated.
enum class Cell { text, words, day, time, number };
struct Column {
    std::string name;   // ascii, in CSV and JSON: "arrival_number"
    std::string title;  // Vietnamese
    Cell cell = Cell::text;
};

// Another record this one refers to; a link when that one is in the same folder.
struct Relation {
    std::string words;  // Vietnamese text of the program: "Trả lời văn bản"
    std::string kind;
    std::string key;
    std::string title;  // number, mark, subject of the other
};

struct Record {
    // Unique within its kind, [0-9a-z-]; the reader goes on after it. The id where there is one.
    std::string key;
    Id id = 0;  // under which history and files stand; 0 none
    std::string number, mark, subject;  // what lists show and what its files are named by; each may be empty
    std::vector<std::string> cells;     // beside the columns
    std::vector<Relation> relations;
};

struct Source {
    std::string kind;    // of record_history, file_ref and record_grant: "incoming"
    std::string folder;  // ascii: "incoming"
    std::string title;   // Vietnamese
    std::vector<Column> columns;
    // At most `most` records after `after` ("": from the first), in an order that stays; fewer only at the end.
    std::function<std::vector<Record>(db::Conn&, const Scope&, const std::string& after, int most)> read;
    // Only records granted to the one who asks are taken along.
    bool restricted = false;
    bool of_part = false;  // has something to say when one register is asked for
};

}  // namespace dinh::exports
