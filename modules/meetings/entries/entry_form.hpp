// The form of an entry: what was typed becomes an input, or is shown again with its faults.
#pragma once
#include "modules/meetings/entries/entries.hpp"
#include "platform/forms/boxes.hpp"

namespace dinh::meetings {

// A new entry (`entry` null) or a change of one.
struct EntryForm {
    const Entry* entry = nullptr;
    Id agency = 0, incoming = 0;
    std::int64_t version = 0;
    std::string back_path;
    std::vector<std::string> posts, units;  // ticked
    bool internal = false;
};
EntryInput read_entry(web::Form&, const web::Request&, Id agency);
EntryForm form_of(const Entry&);
forms::Values values_of(const Entry&);
web::Response entry_form_page(web::Context&, const EntryForm&, const forms::Values&, int status);

}  // namespace dinh::meetings
