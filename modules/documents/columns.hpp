// Which columns the lists of incoming and outgoing documents show: as the house has it, or as the person chose. Tables
// taken away (CSV, XLSX) follow the choice.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/deed/actor.hpp"
#include "platform/sheet/sheet.hpp"
#include "platform/web/context.hpp"

namespace dinh::documents {

struct ListColumn {
    const char* id;
    const char* title;      // Vietnamese
    double letters;         // width in a workbook
    const char* cell = "";  // the kind of its cells on the page of whoever chose nothing: "c-num"; "" not there
    bool always = false;    // cannot be left out
    bool only_in_tables = false;
    bool at_first() const { return cell[0] != '\0'; }
};
// All columns of a list ("incoming", "outgoing") in their order.
const std::vector<ListColumn>& columns_of(std::string_view list);

class Columns {
public:
    Columns() = default;
    Columns(std::string_view list, const std::string& chosen);  // ids separated by blanks; "" nothing chosen
    bool shows(std::string_view id) const;                      // on the page
    // What the page's table bears as class to hide columns that were left out: "hide-num hide-who".
    std::string hidden() const;
    std::vector<const ListColumn*> further() const;  // shown beside those of the house's own page
    // Titles and cells of a table, which begins with all columns of the list; all stay when nothing was chosen.
    std::vector<sheet::Column> kept_titles() const;
    std::vector<sheet::Cell> kept(std::vector<sheet::Cell> cells) const;

private:
    std::string_view list_;
    std::vector<std::string> ids_;
    bool chosen_ = false;
};

// Remembered for a minute in this process; a choice made here is seen at once, elsewhere within the minute.
Columns columns_for(web::Context&, std::string_view list);
std::string chosen_columns(db::Conn&, Id person, std::string_view list);
// Deed. Unknown ids are left out, those that always stand are added; none chosen: the house's own again. Forbidden for
// whoever only reads.
void choose_columns(db::Tx&, const Actor&, std::string_view list, const std::vector<std::string>& ids);

// The page with the boxes, of /documents/incoming/columns and /documents/outgoing/columns, and its deed.
web::Response columns_form(web::Context&, std::string_view list);
web::Response columns_chosen(web::Context&, std::string_view list);

}  // namespace dinh::documents
