#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "platform/db/db.hpp"

namespace dinh::db {

void Rows::add_null() { cells_.push_back({Kind::null, 0, 0}); }
void Rows::add_integer(std::int64_t value) { cells_.push_back({Kind::integer, value, 0}); }
void Rows::add_real(double value) { cells_.push_back({Kind::real, std::bit_cast<std::int64_t>(value), 0}); }
void Rows::add_text(std::string_view value) {
    if (value.size() > std::numeric_limits<std::uint32_t>::max()) throw Error("db: value too long");
    cells_.push_back({Kind::text, static_cast<std::int64_t>(heap_.size()), static_cast<std::uint32_t>(value.size())});
    heap_.append(value);
}

const Rows::Cell& Rows::cell(std::size_t row, int column) const {
    if (column < 0 || static_cast<std::size_t>(column) >= columns_ || row >= size()) {
        throw std::logic_error("db: no such row or column in this answer");
    }
    return cells_[row * columns_ + static_cast<std::size_t>(column)];
}

bool Rows::Row::null(int column) const { return rows_->cell(index_, column).kind == Kind::null; }

std::int64_t Rows::Row::integer(int column) const {
    const Cell& cell = rows_->cell(index_, column);
    if (cell.kind == Kind::null || cell.kind == Kind::integer) return cell.number;
    if (cell.kind == Kind::real) {
        const auto real = std::bit_cast<double>(cell.number);
        if (std::abs(real) < 9.2e18 && real == std::trunc(real)) return static_cast<std::int64_t>(real);
    } else {
        const std::string_view text = view(column);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size()) return number;
    }
    throw std::runtime_error("db: column " + std::to_string(column) + " is not an integer");
}

double Rows::Row::real(int column) const {
    const Cell& cell = rows_->cell(index_, column);
    if (cell.kind == Kind::real) return std::bit_cast<double>(cell.number);
    return static_cast<double>(integer(column));
}

std::string_view Rows::Row::view(int column) const {
    const Cell& cell = rows_->cell(index_, column);
    if (cell.kind == Kind::text) return {rows_->heap_.data() + cell.number, cell.size};
    if (cell.kind == Kind::null) return {};
    throw std::runtime_error("db: column " + std::to_string(column) + " is a number, not text");
}

std::optional<std::int64_t> Rows::Row::maybe_integer(int column) const {
    return null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Rows::Row::maybe_text(int column) const {
    return null(column) ? std::nullopt : std::optional(text(column));
}

Instant Rows::Row::instant(int column) const {
    if (const auto at = clock::parse_instant(view(column))) return *at;
    throw std::runtime_error("db: column " + std::to_string(column) + " is not a stored time");
}
Day Rows::Row::day(int column) const {
    if (const auto day = clock::parse_day(view(column))) return *day;
    throw std::runtime_error("db: column " + std::to_string(column) + " is not a stored day");
}
std::optional<Instant> Rows::Row::maybe_instant(int column) const {
    return null(column) ? std::nullopt : std::optional(instant(column));
}
std::optional<Day> Rows::Row::maybe_day(int column) const {
    return null(column) ? std::nullopt : std::optional(day(column));
}

}  // namespace dinh::db
