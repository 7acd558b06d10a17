// What of this module can be taken away as files: documents, registers and their entries.
#pragma once
#include "platform/export/source.hpp"

namespace dinh::documents {

std::vector<exports::Source> export_sources();

// Shared by their readers: days of a scope as bounds, the relations of a document.
Day first_day(const exports::Scope&);
Day last_day(const exports::Scope&);
std::vector<exports::Relation> export_relations(db::Conn&, std::string_view kind, Id record);
exports::Source export_registers();
exports::Source export_entries();

}  // namespace dinh::documents
