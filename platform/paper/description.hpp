// Papers as the JSON that goes into the worker.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/paper/paper.hpp"

namespace dinh::paper {

std::string describe(std::span<const Paper>);
// Throws std::invalid_argument on anything that describe() does not write.
std::vector<Paper> read_description(std::string_view json);

}  // namespace dinh::paper
