// Pango and Cairo, loaded when first asked for. Linked in, they would be mapped with some forty libraries into every
// start of the server and of every worker.
#pragma once
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace dinh::paper {

#define DINH_PANGO(X)                           \
    X(cairo_create)                             \
    X(cairo_destroy)                            \
    X(cairo_fill)                               \
    X(cairo_line_to)                            \
    X(cairo_move_to)                            \
    X(cairo_pdf_surface_create_for_stream)      \
    X(cairo_pdf_surface_set_metadata)           \
    X(cairo_restore)                            \
    X(cairo_rotate)                             \
    X(cairo_save)                               \
    X(cairo_set_line_width)                     \
    X(cairo_set_source_rgb)                     \
    X(cairo_show_page)                          \
    X(cairo_status)                             \
    X(cairo_stroke)                             \
    X(cairo_surface_destroy)                    \
    X(cairo_surface_finish)                     \
    X(cairo_surface_status)                     \
    X(cairo_translate)                          \
    X(g_object_unref)                           \
    X(pango_cairo_create_layout)                \
    X(pango_cairo_layout_line_path)             \
    X(pango_cairo_show_layout_line)             \
    X(pango_context_set_round_glyph_positions)  \
    X(pango_font_description_free)              \
    X(pango_font_description_from_string)       \
    X(pango_layout_get_context)                 \
    X(pango_layout_get_iter)                    \
    X(pango_layout_iter_free)                   \
    X(pango_layout_iter_get_baseline)           \
    X(pango_layout_iter_get_line_extents)       \
    X(pango_layout_iter_get_line_readonly)      \
    X(pango_layout_iter_next_line)              \
    X(pango_layout_set_alignment)               \
    X(pango_layout_set_font_description)        \
    X(pango_layout_set_indent)                  \
    X(pango_layout_set_justify)                 \
    X(pango_layout_set_text)                    \
    X(pango_layout_set_width)                   \
    X(pango_layout_set_wrap)

struct Pango {
#define DINH_PANGO_MEMBER(name) decltype(&::name)(name);
    DINH_PANGO(DINH_PANGO_MEMBER)
#undef DINH_PANGO_MEMBER
};

// Throws std::runtime_error when the library or one of its functions is missing.
const Pango& pango();

}  // namespace dinh::paper
