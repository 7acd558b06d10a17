// Libgd, loaded when first asked for. Linked in, it would be mapped with some fifty libraries into every start of the
// server and of every worker.
#pragma once
#include <gd.h>

#include <string>

namespace dinh::pictures {

#define DINH_GD(X)                \
    X(gdFree)                     \
    X(gdImageAlphaBlending)       \
    X(gdImageCopy)                \
    X(gdImageCopyResampled)       \
    X(gdImageCreateFromGifPtr)    \
    X(gdImageCreateFromJpegPtrEx) \
    X(gdImageCreateFromPngPtr)    \
    X(gdImageCreateFromWebpPtr)   \
    X(gdImageCreateTrueColor)     \
    X(gdImageDestroy)             \
    X(gdImageFilledRectangle)     \
    X(gdImageInterlace)           \
    X(gdImageJpegPtr)             \
    X(gdImageWebpPtrEx)           \
    X(gdSetErrorMethod)

struct Gd {
#define DINH_GD_MEMBER(name) decltype(&::name) name;
    DINH_GD(DINH_GD_MEMBER)
#undef DINH_GD_MEMBER
};

// Throws std::runtime_error when the library is not there.
const Gd& gd();

// What libgd complained about since this was last asked.
std::string take_complaints();

}  // namespace dinh::pictures
