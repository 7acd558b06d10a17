// How ctemplate finds the fields of a generated model: the model itself is asked, nothing is copied out of it before.
#pragma once
#include <cstring>  // ctemplate's headers use strlen without saying so

#include <ctemplate/template_dictionary_interface.h>

#include "platform/pages/pages.hpp"

namespace dinh::pages {

// One field of a model under its name in the template.
struct Field {
    enum class Kind : std::uint8_t { text, inherited, shown, rows };
    std::string_view name;
    Kind kind;
    const void* (*of)(const void* model);
    // rows: how many, each, its fields; and the template of each when it is a partial that holds itself
    std::size_t (*count)(const void* rows) = nullptr;
    const void* (*at)(const void* rows, std::size_t) = nullptr;
    const Fields& (*inner)() = nullptr;
    const char* file = nullptr;
};

template <class>
struct MemberOf;
template <class M, class T>
struct MemberOf<T M::*> {
    using Model = M;
    using Type = T;
};
template <class>
struct RowsOf;
template <class R>
struct RowsOf<std::vector<R>> {
    using Row = R;
    static std::size_t count(const void* rows) { return static_cast<const std::vector<R>*>(rows)->size(); }
    static const void* at(const void* rows, std::size_t n) { return &(*static_cast<const std::vector<R>*>(rows))[n]; }
};

// What a generated model says of each of its members.
template <auto kMember>
Field field(std::string_view name) {
    using Of = MemberOf<decltype(kMember)>;
    using Type = typename Of::Type;
    const auto of = [](const void* model) -> const void* {
        return &(static_cast<const typename Of::Model*>(model)->*kMember);
    };
    if constexpr (std::is_same_v<Type, Text>)
        return {name, Field::Kind::text, of};
    else if constexpr (std::is_same_v<Type, Inherited>)
        return {name, Field::Kind::inherited, of};
    else if constexpr (std::is_same_v<Type, Shown>)
        return {name, Field::Kind::shown, of};
    else
        return {name, Field::Kind::rows, of, RowsOf<Type>::count, RowsOf<Type>::at, RowsOf<Type>::Row::all_fields};
}
// A partial that holds itself: the same template again for each.
template <auto kMember>
Field branches(std::string_view name) {
    Field found = field<kMember>(name);
    found.file = RowsOf<typename MemberOf<decltype(kMember)>::Type>::Row::kFile;
    return found;
}

// A model as ctemplate asks it. Model, fields and what is around it outlive it. Not for several threads.
class View final : public ctemplate::TemplateDictionaryInterface {
public:
    View(const Renderable& shown, const View* around) : View(*shown.fields, shown.model, around) {}
    View(const Fields& fields, const void* model, const View* around)
        : fields_(&fields), model_(model), around_(around) {}
    // What stands in the frame's {{>PAGE}}.
    void hold(const Renderable& page) { page_ = &page; }

private:
    friend class Recorder;
    class None;
    class Page;
    class Rows;
    struct Found {
        const Field* field = nullptr;  // null: nobody has it
        const void* value = nullptr;
        const View* view = nullptr;    // whose it is
    };
    const Field* own(std::string_view name) const;
    Found find(const ctemplate::TemplateString& name) const;
    bool is_page(const ctemplate::TemplateString& name) const;

    ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
    bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
    bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
    bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override;
    const char* GetIncludeTemplateName(const ctemplate::TemplateString& name, int) const override;
    Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
    Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
    void DumpToString(std::string* out, int) const override;

    const Fields* fields_;
    const void* model_;
    const View* around_;
    const Renderable* page_ = nullptr;
    mutable std::size_t next_ = 0;  // a template asks for fields in the order of the model
};

}  // namespace dinh::pages
