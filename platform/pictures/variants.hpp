// The worker's side: decodes a picture and makes its variants. Only a worker calls it, and the fuzzer.
#pragma once
#include <string>
#include <vector>

#include "platform/pictures/header.hpp"
#include "platform/worker/worker.hpp"

namespace dinh::pictures {

struct Made {
    worker::Outcome outcome = worker::Outcome::not_this_kind;
    int width = 0;  // of the whole picture, after turning
    int height = 0;
    std::vector<std::string> files;  // WebP from narrow to wide, then the JPEG
    std::string detail;
};

Made make_variants(std::string bytes);

// How the picture lies, 1 to 8 as EXIF has it (CIPA DC-008, tag 274); 1 when the data says nothing sensible.
int orientation_of(std::string_view exif);

}  // namespace dinh::pictures
