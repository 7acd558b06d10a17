// Draws a paper; runs only inside the worker, which loads Pango and Cairo for it.
#pragma once
#include <string>

#include "platform/paper/paper.hpp"

namespace dinh::paper {

// Throws std::runtime_error when the libraries cannot be loaded or cannot draw.
std::string draw_pdf(const Paper&);

}  // namespace dinh::paper
