// How generated models hand their fields to ctemplate. The model outlives the dictionary (both live for one render), so
// values are not copied; names are static, because ctemplate takes a global lock for every other name.
#pragma once
#include <cstring>  // ctemplate's headers use strlen without saying so

#include <ctemplate/template_dictionary.h>

#include "platform/pages/pages.hpp"

namespace dinh::pages {

inline void put(ctemplate::TemplateDictionary* to, const ctemplate::StaticTemplateString& name, const Text& text) {
    to->SetValueWithoutCopy(name, ctemplate::TemplateString(text.value().data(), text.value().size()));
}

inline void put(ctemplate::TemplateDictionary* to, const ctemplate::StaticTemplateString& name, const Inherited& text) {
    if (text.own()) put(to, name, *text.own());
}

inline void put(ctemplate::TemplateDictionary* to, const ctemplate::StaticTemplateString& name, const Shown& shown) {
    if (shown) to->ShowSection(name);
}

inline ctemplate::TemplateDictionary* row(ctemplate::TemplateDictionary* to,
                                          const ctemplate::StaticTemplateString& name) {
    return to->AddSectionDictionary(name);
}

// A partial that includes itself: the same template again, with its own dictionary.
inline ctemplate::TemplateDictionary* include(ctemplate::TemplateDictionary* to,
                                              const ctemplate::StaticTemplateString& name, const char* file) {
    ctemplate::TemplateDictionary* inner = to->AddIncludeDictionary(name);
    inner->SetFilename(file);
    return inner;
}

}  // namespace dinh::pages
