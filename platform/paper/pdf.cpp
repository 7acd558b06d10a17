#include "platform/paper/pdf.hpp"

#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "platform/paper/pango.hpp"
#include "platform/paper/slim.hpp"

namespace dinh::paper {
namespace {

constexpr double kMm = 72.0 / 25.4;
constexpr double kPageWidth = 210 * kMm;
constexpr double kPageHeight = 297 * kMm;
// Appendix I, I.3: top and bottom 20-25 mm, left 30-35, right 15-20.
constexpr double kTop = 20 * kMm;
constexpr double kBottom = kPageHeight - 20 * kMm;
constexpr double kLeft = 30 * kMm;
constexpr double kRight = kPageWidth - 15 * kMm;
constexpr double kWidth = kRight - kLeft;
constexpr double kLeftCell = 0.40 * kWidth;
constexpr double kRightCell = kWidth - kLeftCell;
constexpr double kGap = 6;            // between paragraphs, points
constexpr double kIndent = 10 * kMm;  // first line
constexpr double kSignature = 62;     // free for the signature

// Pixels, because Pango would take points for those of a screen; on this page one is a point.
constexpr const char* kBody = "Tinos 13px";
constexpr const char* kBold = "Tinos Bold 13px";
constexpr const char* kHeading = "Tinos Bold 12px";
constexpr const char* kItalic = "Tinos Italic 13px";
constexpr const char* kSmall = "Tinos 11px";
constexpr const char* kSmallLabel = "Tinos Bold Italic 12px";
constexpr const char* kUnder = "Tinos 12px";

enum class Set { left, centred, justified };

struct Place {
    double x;
    double y;
    double width;
};

class Sheet {
public:
    explicit Sheet(const Paper& paper)
        : pango_(pango()),
          mark_(paper.mark),
          surface_(pango_.cairo_pdf_surface_create_for_stream(&Sheet::keep, this, kPageWidth, kPageHeight)),
          cairo_(pango_.cairo_create(surface_)) {
        // Without it the clock would be written into the file.
        const std::string made = (paper.day.size() == 10 ? paper.day : "2026-01-01") + "T00:00:00Z";
        pango_.cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
        draw_mark();
    }
    ~Sheet() {
        pango_.cairo_destroy(cairo_);
        pango_.cairo_surface_destroy(surface_);
    }
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    // Draws from place.y down, going on to new pages at the foot of one; returns where it ended.
    double text(const std::string& text, const char* font, Set set, Place place, double indent = 0) {
        const Layout layout = lay_out(text, font, set, place.width, indent);
        PangoLayoutIter* line = pango_.pango_layout_get_iter(layout.get());
        double shift = place.y;  // of the layout's origin on this page
        double end = place.y;
        do {
            PangoRectangle extents;
            pango_.pango_layout_iter_get_line_extents(line, nullptr, &extents);
            const double top = points(extents.y);
            if (shift + top + points(extents.height) > kBottom) {
                new_page();
                shift = kTop - top;
            }
            pango_.cairo_move_to(cairo_, place.x + points(extents.x),
                                 shift + points(pango_.pango_layout_iter_get_baseline(line)));
            pango_.pango_cairo_show_layout_line(cairo_, pango_.pango_layout_iter_get_line_readonly(line));
            end = shift + top + points(extents.height);
        } while (pango_.pango_layout_iter_next_line(line) != 0);
        pango_.pango_layout_iter_free(line);
        return end;
    }

    double height(const std::string& text, const char* font, double width) {
        const Layout layout = lay_out(text, font, Set::left, width, 0);
        PangoLayoutIter* line = pango_.pango_layout_get_iter(layout.get());
        double total = 0;
        do {
            PangoRectangle extents;
            pango_.pango_layout_iter_get_line_extents(line, nullptr, &extents);
            total += points(extents.height);
        } while (pango_.pango_layout_iter_next_line(line) != 0);
        pango_.pango_layout_iter_free(line);
        return total;
    }

    void rule(double centre, double y, double length) {
        pango_.cairo_set_line_width(cairo_, 0.7);
        pango_.cairo_move_to(cairo_, centre - length / 2, y);
        pango_.cairo_line_to(cairo_, centre + length / 2, y);
        pango_.cairo_stroke(cairo_);
    }

    void new_page() {
        pango_.cairo_show_page(cairo_);
        ++page_;
        draw_mark();
        centred(std::to_string(page_), kBody, kTop - 20);
    }

    std::string finish() {
        pango_.cairo_show_page(cairo_);
        pango_.cairo_surface_finish(surface_);
        if (pango_.cairo_status(cairo_) != CAIRO_STATUS_SUCCESS ||
            pango_.cairo_surface_status(surface_) != CAIRO_STATUS_SUCCESS) {
            throw std::runtime_error("cairo could not draw the paper");
        }
        return std::move(bytes_);
    }

private:
    using Layout = std::unique_ptr<PangoLayout, void (*)(void*)>;

    static double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }
    static int units(double points) { return static_cast<int>(std::lround(points * PANGO_SCALE)); }

    static cairo_status_t keep(void* self, const unsigned char* data, unsigned int size) {
        static_cast<Sheet*>(self)->bytes_.append(reinterpret_cast<const char*>(data), size);
        return CAIRO_STATUS_SUCCESS;
    }

    Layout lay_out(const std::string& text, const char* font, Set set, double width, double indent) {
        Layout layout(pango_.pango_cairo_create_layout(cairo_), pango_.g_object_unref);
        // Whole pixels are whole points here, far too coarse for the gaps between letters.
        pango_.pango_context_set_round_glyph_positions(pango_.pango_layout_get_context(layout.get()), 0);
        pango_.pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        PangoFontDescription* description = pango_.pango_font_description_from_string(font);
        pango_.pango_layout_set_font_description(layout.get(), description);
        pango_.pango_font_description_free(description);
        pango_.pango_layout_set_width(layout.get(), width > 0 ? units(width) : -1);
        pango_.pango_layout_set_indent(layout.get(), units(indent));
        pango_.pango_layout_set_alignment(layout.get(), set == Set::centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
        pango_.pango_layout_set_justify(layout.get(), set == Set::justified ? 1 : 0);
        pango_.pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }

    // One line around the middle of the page, outside the flow of the text.
    void centred(const std::string& text, const char* font, double y) {
        const Layout layout = lay_out(text, font, Set::centred, kWidth, 0);
        PangoLayoutIter* line = pango_.pango_layout_get_iter(layout.get());
        PangoRectangle extents;
        pango_.pango_layout_iter_get_line_extents(line, nullptr, &extents);
        pango_.cairo_move_to(cairo_, kLeft + points(extents.x),
                             y + points(pango_.pango_layout_iter_get_baseline(line)));
        pango_.pango_cairo_show_layout_line(cairo_, pango_.pango_layout_iter_get_line_readonly(line));
        pango_.pango_layout_iter_free(line);
    }

    void draw_mark() {
        if (!mark_.empty()) {
            const Layout layout = lay_out(mark_, "Tinos 34px", Set::left, 0, 0);
            PangoLayoutIter* line = pango_.pango_layout_get_iter(layout.get());
            PangoRectangle extents;
            pango_.pango_layout_iter_get_line_extents(line, nullptr, &extents);
            pango_.cairo_save(cairo_);
            pango_.cairo_set_source_rgb(cairo_, 0.88, 0.88, 0.88);
            pango_.cairo_translate(cairo_, kPageWidth / 2, kPageHeight / 2);
            pango_.cairo_rotate(cairo_, -std::atan2(kPageHeight, kPageWidth));
            pango_.cairo_move_to(cairo_, -points(extents.width) / 2, 0);
            // As outlines: slanting text would be strewn over the lines of whoever extracts the text.
            pango_.pango_cairo_layout_line_path(cairo_, pango_.pango_layout_iter_get_line_readonly(line));
            pango_.cairo_fill(cairo_);
            pango_.cairo_restore(cairo_);
            pango_.pango_layout_iter_free(line);
            centred(mark_, kSmall, kBottom + 16);
        }
        pango_.cairo_set_source_rgb(cairo_, 0, 0, 0);
    }

    const Pango& pango_;
    std::string mark_;
    std::string bytes_;
    int page_ = 1;
    cairo_surface_t* surface_;
    cairo_t* cairo_;
};

double centred(Sheet& sheet, const std::string& text, const char* font, Place place) {
    return text.empty() ? place.y : sheet.text(text, font, Set::centred, place);
}

double draw_heading(Sheet& sheet, const Paper& paper) {
    const double right_x = kLeft + kLeftCell;
    const double left_middle = kLeft + kLeftCell / 2;
    const double right_middle = right_x + kRightCell / 2;
    double left = centred(sheet, paper.superior, kUnder, {kLeft, kTop, kLeftCell});
    left = centred(sheet, paper.agency, kHeading, {kLeft, left, kLeftCell});
    double right = kTop;
    if (paper.party) {
        left = centred(sheet, "*", kBold, {kLeft, left, kLeftCell});
        right = centred(sheet, "ĐẢNG CỘNG SẢN VIỆT NAM", kBold, {right_x, right, kRightCell});
        sheet.rule(right_middle, right + 2, 172);
    } else {
        sheet.rule(left_middle, left + 2, kLeftCell * 0.4);
        right = centred(sheet, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", kHeading, {right_x, right, kRightCell});
        right = centred(sheet, "Độc lập - Tự do - Hạnh phúc", kBold, {right_x, right, kRightCell});
        sheet.rule(right_middle, right + 2, 166);
    }
    const double second = std::max(left, right) + 12;
    left = centred(sheet, paper.number, kBody, {kLeft, second, kLeftCell});
    right = centred(sheet, paper.place_date, kItalic, {right_x, second, kRightCell});
    if (paper.kind.empty()) {
        left = centred(sheet, paper.subject, kUnder, {kLeft, left + kGap, kLeftCell});
    }
    double y = std::max(left, right) + 18;
    if (!paper.kind.empty()) {
        y = centred(sheet, paper.kind, "Tinos Bold 14px", {kLeft, y, kWidth});
        y = centred(sheet, paper.subject, kBold, {kLeft + 20, y, kWidth - 40});
        sheet.rule(kLeft + kWidth / 2, y + 3, kWidth * 0.25);
        y += 16;
    }
    return y;
}

double draw_addressees(Sheet& sheet, const Paper& paper, double y) {
    if (paper.addressees.size() == 1) {
        return centred(sheet, "Kính gửi: " + paper.addressees.front(), kBody, {kLeft, y, kWidth}) + 2 * kGap;
    }
    if (!paper.addressees.empty()) {
        const double x = kLeft + 0.3 * kWidth;
        y = sheet.text("Kính gửi:", kBody, Set::left, {kLeft + 0.18 * kWidth, y, kWidth});
        for (const std::string& addressee : paper.addressees) {
            y = sheet.text("- " + addressee, kBody, Set::left, {x, y, kRight - x});
        }
        y += 2 * kGap;
    }
    return y;
}

// Recipients at the left, the signer at the right, both on one page when they fit on any.
void draw_ending(Sheet& sheet, const Paper& paper, double y) {
    constexpr double kListWidth = 0.46 * kWidth;
    double list = paper.recipients.empty() ? 0 : sheet.height("Nơi nhận:", kSmallLabel, kListWidth);
    for (const std::string& recipient : paper.recipients) {
        list += sheet.height("- " + recipient, kSmall, kListWidth);
    }
    double block = kSignature + sheet.height("Ký", kBold, kWidth);
    for (const std::string& line : paper.authority) {
        block += sheet.height(line, kBold, kWidth - kListWidth);
    }
    y += kGap;
    if (y + std::max(list, block) > kBottom) {
        sheet.new_page();
        y = kTop;
    }
    // The signer first: a list longer than the page runs on to the next one.
    double right = y;
    const double x = kLeft + kListWidth;
    for (const std::string& line : paper.authority) {
        right = centred(sheet, line, kBold, {x, right, kWidth - kListWidth});
    }
    centred(sheet, paper.signer, kBold, {x, right + kSignature, kWidth - kListWidth});
    if (!paper.recipients.empty()) {
        double left = sheet.text("Nơi nhận:", kSmallLabel, Set::left, {kLeft, y, kListWidth});
        for (const std::string& recipient : paper.recipients) {
            left = sheet.text("- " + recipient, kSmall, Set::left, {kLeft, left, kListWidth});
        }
    }
}

}  // namespace

std::string draw_pdf(const Paper& paper) {
    Sheet sheet(paper);
    double y = draw_heading(sheet, paper);
    y = draw_addressees(sheet, paper, y);
    for (const std::string& paragraph : paper.paragraphs) {
        y = sheet.text(paragraph, kBody, Set::justified, {kLeft, y, kWidth}, kIndent) + kGap;
    }
    draw_ending(sheet, paper, y);
    return without_hinting(sheet.finish());
}

}  // namespace dinh::paper
