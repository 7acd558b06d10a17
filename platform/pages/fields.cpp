#include "platform/pages/fields.hpp"

namespace dinh::pages {

// A section that is only shown: ctemplate expands it once with what is around it.
class View::None final : public Iterator {
public:
    bool HasNext() const override { return false; }
    const TemplateDictionaryInterface& Next() override { throw std::logic_error("pages: there is no row"); }
};

class View::Page final : public Iterator {
public:
    explicit Page(const Renderable& page) : page_(page, nullptr) {}
    bool HasNext() const override { return !given_; }
    const TemplateDictionaryInterface& Next() override {
        given_ = true;
        return page_;
    }

private:
    View page_;
    bool given_ = false;
};

class View::Rows final : public Iterator {
public:
    Rows(const Found& found, const View* around)
        : field_(*found.field),
          rows_(found.value),
          count_(field_.count(rows_)),
          row_(field_.inner(), nullptr, around) {}
    bool HasNext() const override { return given_ < count_; }
    const TemplateDictionaryInterface& Next() override {
        row_.model_ = field_.at(rows_, given_++);
        return row_;
    }

private:
    const Field& field_;
    const void* rows_;
    std::size_t count_, given_ = 0;
    View row_;
};

const Field* View::own(std::string_view name) const {
    const std::size_t size = fields_->size();
    for (std::size_t n = 0; n < size; ++n) {
        const Field& field = (*fields_)[(next_ + n) % size];
        if (field.name != name) continue;
        next_ = (next_ + n + 1) % size;
        return &field;
    }
    return nullptr;
}

// The nearest that has it; a text that an inner one leaves unset is the outer one's.
View::Found View::find(const ctemplate::TemplateString& name) const {
    for (const View* view = this; view; view = view->around_) {
        const Field* field = view->own({name.data(), name.size()});
        if (!field) continue;
        const void* value = field->of(view->model_);
        if (field->kind == Field::Kind::inherited && !static_cast<const Inherited*>(value)->own()) continue;
        return {field, value, view};
    }
    return {};
}

bool View::is_page(const ctemplate::TemplateString& name) const {
    return page_ && std::string_view(name.data(), name.size()) == "PAGE";
}

ctemplate::TemplateString View::GetValue(const ctemplate::TemplateString& name) const {
    const Found found = find(name);
    const Text* text = nullptr;
    if (found.field && found.field->kind == Field::Kind::text) text = static_cast<const Text*>(found.value);
    if (found.field && found.field->kind == Field::Kind::inherited)
        text = &*static_cast<const Inherited*>(found.value)->own();
    if (!text) return {"", 0};
    return {text->value().data(), text->value().size()};
}

bool View::IsHiddenSection(const ctemplate::TemplateString& name) const {
    const Found found = find(name);
    if (!found.field) return true;
    if (found.field->kind == Field::Kind::shown) return !*static_cast<const Shown*>(found.value);
    return found.field->kind != Field::Kind::rows || found.field->count(found.value) == 0;
}

bool View::IsHiddenTemplate(const ctemplate::TemplateString& name) const {
    return !is_page(name) && IsHiddenSection(name);
}

const char* View::GetIncludeTemplateName(const ctemplate::TemplateString& name, int) const {
    return is_page(name) ? page_->file : find(name).field->file;
}

ctemplate::TemplateDictionaryInterface::Iterator* View::CreateSectionIterator(
    const ctemplate::TemplateString& name) const {
    const Found found = find(name);
    if (found.field && found.field->kind == Field::Kind::rows) return new Rows(found, found.view);
    return new None;
}

// What is included sees nothing of what is around it.
ctemplate::TemplateDictionaryInterface::Iterator* View::CreateTemplateIterator(
    const ctemplate::TemplateString& name) const {
    if (is_page(name)) return new Page(*page_);
    return new Rows(find(name), nullptr);
}

void View::DumpToString(std::string* out, int) const {
    for (const Field& field : *fields_) *out += std::string(field.name) + "\n";
}

}  // namespace dinh::pages
