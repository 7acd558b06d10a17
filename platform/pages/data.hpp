// What a page shows, as data for programs: exactly the fields that its template reaches, so that nothing a page hides
// is told.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "platform/pages/fields.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::pages {

// Names as in the template: "SUBJECT", "IF_LATE", "ROWS".
struct Data {
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, bool, std::less<>> shown;
    std::map<std::string, std::vector<Data>, std::less<>> rows;
};
// Costs as much as drawing the page.
Data data(const Lang&, const Renderable&);

// A View that notes what the template asks of it.
class Recorder final : public ctemplate::TemplateDictionaryInterface {
public:
    // `into` and what `page` shows outlive it.
    Recorder(const Renderable& page, Data& into) : view_(page, nullptr), into_(&into) {}
    Recorder(const Fields& fields, const void* model, const View* around, Data& into)
        : view_(fields, model, around), into_(&into) {}

private:
    class Rows;
    class Once;
    ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
    bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
    bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
    bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override { return IsHiddenSection(name); }
    const char* GetIncludeTemplateName(const ctemplate::TemplateString& name, int n) const override;
    Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
    Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
    void DumpToString(std::string* out, int level) const override;

    View view_;
    Data* into_;
};

}  // namespace dinh::pages
