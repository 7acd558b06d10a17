// What the worker hands back: the size of the whole picture as facts, and for each variant its length in decimal, a
// line end, and its bytes.
#pragma once
#include "platform/pictures/pictures.hpp"
#include "platform/pictures/variants.hpp"

namespace dinh::pictures {

worker::Result answer_of(Made);

// In the server. A worker taken over by its file must not put into public pages what it likes: `crashed` unless each
// variant is a whole WebP, the last a whole JPEG, no larger than agreed and without EXIF.
Pictures pictures_of(const worker::Result&);

}  // namespace dinh::pictures
