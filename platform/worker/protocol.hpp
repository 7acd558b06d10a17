// What a worker writes on its standard output: one line "dinh-worker OUTCOME", a line per fact "name=value", a line
// "detail=...", an empty line, then the output to the end. Names and values hold no control characters.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/worker/worker.hpp"

namespace dinh::worker {

std::string write_answer(const Result&);
// Nothing when the bytes are no answer: such a worker counts as crashed.
std::optional<Result> read_answer(std::string_view bytes);

std::optional<Outcome> outcome_named(std::string_view);
std::optional<FileKind> file_kind_named(std::string_view);

// At most 300 printable characters of what a program complained about.
std::string complaint(std::string_view bytes);

// The whole number, or nothing.
std::optional<std::int64_t> whole_number(std::string_view);

}  // namespace dinh::worker
