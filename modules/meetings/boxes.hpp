// Boxes of this module's forms, made from data (platform/pages/layout/_field.html), and faults above a form.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/directory/directory.hpp"
#include "platform/error/error.hpp"
#include "platform/pages/layout.hpp"
#include "platform/web/context.hpp"
#include "platform/web/form.hpp"

namespace dinh::meetings {

// What a form shows: values it begins with or as typed, and faults by field.
struct Typed {
    std::map<std::string, std::string, std::less<>> values;
    std::vector<Reason> faults;
    std::string_view at(std::string_view field) const;
    static Typed of(const web::Request&, std::vector<Reason> faults);
};

// For whom a page is made.
struct Reader {
    const dinh::pages::Lang& lang;
    const Actor& actor;
    std::string csrf;
    std::shared_ptr<const directory::Snapshot> directory;
};
Reader reader_of(web::Context&);

struct Option {
    std::string value, title;
};
// Labels and hints are Vietnamese and are translated here.
class Boxes {
public:
    Boxes(const dinh::pages::Lang& lang, const Typed& typed) : lang_(lang), typed_(typed) {}
    layout::Field line(std::string_view id, std::string_view label, std::string_view width, int most,
                       bool optional = false, std::string_view hint = {}) const;
    layout::Field day(std::string_view id, std::string_view label, std::string_view width, bool optional = false) const;
    layout::Field select(std::string_view id, std::string_view label, std::string_view width,
                         const std::vector<Option>& options) const;

private:
    layout::Field box(std::string_view id, std::string_view label, std::string_view width, bool optional,
                      std::string_view hint) const;
    const dinh::pages::Lang& lang_;
    const Typed& typed_;
};

// Faults of the whole deed lead to the page's beginning.
template <class Page>
void add_faults(Page& page, const dinh::pages::Lang& lang, const std::vector<Reason>& faults) {
    for (const auto& fault : faults)
        page.errors.push_back({.field = fault.field.empty() ? "main" : fault.field, .error = lang.say(fault.said)});
}

}  // namespace dinh::meetings
