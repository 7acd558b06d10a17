#include "platform/pages/data.hpp"

namespace dinh::pages {

// A section that is only shown: ctemplate expands it once with what is around it.
class Recorder::Once final : public Iterator {
public:
    bool HasNext() const override { return false; }
    const TemplateDictionaryInterface& Next() override { throw std::logic_error("pages: there is no row"); }
};

class Recorder::Rows final : public Iterator {
public:
    // A template may go through the same rows twice: both times are noted in the same place.
    Rows(const Field& field, const void* rows, const View* around, std::vector<Data>& into)
        : field_(field), rows_(rows), around_(around), count_(field.count(rows)), into_(into) {
        if (into_.size() < count_) into_.resize(count_);
    }
    bool HasNext() const override { return given_ < count_; }
    const TemplateDictionaryInterface& Next() override {
        const std::size_t n = given_++;
        row_ = std::make_unique<Recorder>(field_.inner(), field_.at(rows_, n), around_, into_[n]);
        return *row_;
    }

private:
    const Field& field_;
    const void* rows_;
    const View* around_;
    std::size_t count_, given_ = 0;
    std::vector<Data>& into_;
    std::unique_ptr<Recorder> row_;
};

namespace {

std::string text_of(const ctemplate::TemplateString& name) { return {name.data(), name.size()}; }

}  // namespace

ctemplate::TemplateString Recorder::GetValue(const ctemplate::TemplateString& name) const {
    const auto value = view_.GetValue(name);
    into_->texts.emplace(text_of(name), text_of(value));
    return value;
}

bool Recorder::IsHiddenSection(const ctemplate::TemplateString& name) const {
    const bool hidden = view_.IsHiddenSection(name);
    const auto found = view_.find(name);
    if (found.field && found.field->kind == Field::Kind::shown) into_->shown[text_of(name)] = !hidden;
    return hidden;
}

const char* Recorder::GetIncludeTemplateName(const ctemplate::TemplateString& name, int n) const {
    return view_.GetIncludeTemplateName(name, n);
}

ctemplate::TemplateDictionaryInterface::Iterator* Recorder::CreateSectionIterator(
    const ctemplate::TemplateString& name) const {
    const auto found = view_.find(name);
    if (!found.field || found.field->kind != Field::Kind::rows) return new Once;
    return new Rows(*found.field, found.value, found.view, into_->rows[text_of(name)]);
}

ctemplate::TemplateDictionaryInterface::Iterator* Recorder::CreateTemplateIterator(
    const ctemplate::TemplateString& name) const {
    const auto found = view_.find(name);
    return new Rows(*found.field, found.value, nullptr, into_->rows[text_of(name)]);
}

void Recorder::DumpToString(std::string* out, int) const { *out += "recorder"; }

}  // namespace dinh::pages
