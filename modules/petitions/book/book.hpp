// The petition book (sổ đơn) of an issuing body: numbers from 1 each year; every number is used or voided and its line
// stays.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"

namespace dinh::petitions {

struct Given {
    Id book = 0;
    std::int64_t number = 0;
};
// The deed's last lock. Opens the year's book at its first number. Refused: a day before the last number's (the clock
// went back).
Given give_number(db::Tx&, const Actor&, Id issuing_body, Day, Id petition);
// Conflict: the number is not this petition's.
void void_number(db::Tx&, const Actor&, Id book, std::int64_t number, Id petition, std::string_view reason);

struct Book {
    Id id = 0, issuing_body = 0;
    int year = 0;
    std::int64_t last = 0;
};
std::vector<Book> books_of(db::Conn&, Id issuing_body);  // the newest first
std::optional<Book> find_book(db::Conn&, Id issuing_body, int year);

// Proof: each book has an entry for each number from 1 to its last, and a petition behind it. Returns the faults.
std::vector<std::string> check_books(db::Conn&);

}  // namespace dinh::petitions
