// Gathers the text of an XML document up to a bound.
#pragma once
#include <string>
#include <string_view>

namespace dinh::worker {

class TextSink {
public:
    explicit TextSink(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    void add(std::string_view piece) {
        if (full()) {
            return;
        }
        text_ += piece.substr(0, max_bytes_ + 1 - text_.size());
    }
    void line_end() { add("\n"); }
    // What stands at the end of a table cell or row, instead of the ends of its last paragraphs.
    void close_cell(std::string_view with, std::string_view instead_of) {
        while (!text_.empty() && instead_of.find(text_.back()) != std::string_view::npos) {
            text_.pop_back();
        }
        add(with);
    }

    bool full() const { return text_.size() > max_bytes_; }  // one byte more than allowed was offered
    std::string take() { return std::move(text_); }

private:
    std::size_t max_bytes_;
    std::string text_;
};

}  // namespace dinh::worker
