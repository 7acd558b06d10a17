#include "modules/petitions/book/book.hpp"

namespace dinh::petitions {

namespace {

constexpr db::Sql kOpen{"petition_book.open",
                        "INSERT INTO petition_book (id, issuing_body, year, last, last_day) VALUES ($1, $2, $3, 0, $4) "
                        "ON CONFLICT (issuing_body, year) DO NOTHING"};
constexpr db::Sql kTakeNext{
    "petition_book.take_next",
    "UPDATE petition_book SET last = last + 1, last_day = $3 WHERE issuing_body = $1 AND year = $2 AND last_day <= $3 "
    "RETURNING id, last"};
constexpr db::Sql kAddNumber{
    "petition_number.add",
    "INSERT INTO petition_number (book, number, state, day, petition, at, person) VALUES ($1, $2, 'used', $3, $4, $5, "
    "$6)"};
constexpr db::Sql kVoid{
    "petition_number.void",
    "UPDATE petition_number SET state = 'voided', reason = $4, at = $5, person = $6 WHERE book = $1 AND number = $2 "
    "AND petition = $3 AND state = 'used'"};
constexpr db::Sql kBooks{
    "petition_book.of_body",
    "SELECT id, issuing_body, year, last FROM petition_book WHERE issuing_body = $1 ORDER BY year DESC"};
constexpr db::Sql kFaults{
    "petition_book.faults",
    "SELECT b.id, b.year, b.last, COUNT(n.number), MIN(n.number), MAX(n.number), SUM(CASE WHEN p.id IS NULL THEN 1 "
    "ELSE 0 END) FROM petition_book b LEFT JOIN petition_number n ON n.book = b.id LEFT JOIN petition p ON p.id = "
    "n.petition AND p.book = b.id AND p.number = n.number GROUP BY b.id, b.year, b.last ORDER BY b.id"};

std::optional<Given> taken(db::Tx& tx, Id issuing_body, Day day) {
    const db::Rows rows = tx.query(kTakeNext, issuing_body, clock::year(day), day);
    if (rows.empty()) return std::nullopt;
    return Given{rows.first().integer(0), rows.first().integer(1)};
}

}  // namespace

Given give_number(db::Tx& tx, const Actor& actor, Id issuing_body, Day day, Id petition) {
    auto given = taken(tx, issuing_body, day);
    if (!given) {
        tx.exec(kOpen, ids::make(), issuing_body, clock::year(day), day);
        given = taken(tx, issuing_body, day);
    }
    if (!given)
        throw Refused(
            Said("Sổ đơn đã có số của ngày sau ngày %1; hãy xem lại đồng hồ của máy chủ.", {clock::show(day)}));
    tx.exec(kAddNumber, given->book, given->number, day, petition, clock::now(), actor.person);
    return *given;
}

void void_number(db::Tx& tx, const Actor& actor, Id book, std::int64_t number, Id petition, std::string_view reason) {
    if (tx.exec(kVoid, book, number, petition, reason, clock::now(), actor.person) == 0)
        throw Conflict("petition book: the number is not this petition's");
}

std::vector<Book> books_of(db::Conn& conn, Id issuing_body) {
    std::vector<Book> list;
    for (const auto& row : conn.query(kBooks, issuing_body))
        list.push_back({row.integer(0), row.integer(1), static_cast<int>(row.integer(2)), row.integer(3)});
    return list;
}

std::optional<Book> find_book(db::Conn& conn, Id issuing_body, int year) {
    for (const auto& book : books_of(conn, issuing_body)) {
        if (book.year == year) return book;
    }
    return std::nullopt;
}

std::vector<std::string> check_books(db::Conn& conn) {
    std::vector<std::string> faults;
    for (const auto& row : conn.query(kFaults)) {
        const std::int64_t last = row.integer(2);
        const bool whole = row.integer(3) == last && (last == 0 || (row.integer(4) == 1 && row.integer(5) == last));
        const std::string which =
            "petition book " + std::to_string(row.integer(0)) + ", " + std::to_string(row.integer(1)) + ": ";
        if (!whole) faults.push_back(which + std::to_string(row.integer(3)) + " entries up to " + std::to_string(last));
        if (last > 0 && row.integer(6) > 0) faults.push_back(which + "numbers without a petition");
    }
    return faults;
}

}  // namespace dinh::petitions
