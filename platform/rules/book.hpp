// The rules read into structs. For platform/rules only.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "platform/rules/rules.hpp"

namespace dinh::rules {

struct Book {
    std::map<std::string, Table, std::less<>> tables;  // "handling" -> table
    std::vector<DocumentKind> kinds;
    std::map<KindGroup, std::string> group_names;
    std::vector<Urgency> urgencies;
    std::vector<SecrecyLevel> secrecy_levels;
    std::vector<SecrecyStamp> stamps;                  // gravest first
    std::vector<SigningKind> signing_kinds;
    std::vector<Register> registers;
    std::vector<Abbreviation> abbreviations;
    std::vector<SecurityLimit> limits;
    std::map<MetadataOf, std::vector<MetadataField>> metadata;
    std::vector<LegalText> texts;
    std::vector<RetentionPeriod> retention;
};

// Throws Fault with all faults.
Book read_book(const Files& files);
const Book& book();

// The fillers of one file each; they throw Fault at the first fault of an entry.
void fill_kinds(Book&, const Table&);
void fill_urgency(Book&, const Table&);
void fill_secrecy(Book&, const Table&);
void fill_signing(Book&, const Table&);
void fill_registers(Book&, const Table&);
void fill_abbreviations(Book&, const Table&);
void fill_security(Book&, const Table&);
void fill_metadata(Book&, const Table&);
void fill_legal_texts(Book&, const Table&);
void fill_retention(Book&, const Table&);

template <class T>
T dated(const Entry& entry) {
    T made;
    static_cast<Dated&>(made) = static_cast<const Dated&>(entry);
    return made;
}

template <class T>
std::vector<const T*> of_day(const std::vector<T>& all, Day day) {
    std::vector<const T*> found;
    for (const T& one : all) {
        if (one.in_force(day)) found.push_back(&one);
    }
    return found;
}

template <class T>
const T* of_day(const std::vector<T>& all, std::string T::* key, std::string_view value, Day day) {
    for (const T& one : all) {
        if (one.*key == value && one.in_force(day)) return &one;
    }
    return nullptr;
}

}  // namespace dinh::rules
