// Readings aloud on the pages of those who work on an article.
#pragma once
#include "modules/portal/articles/audio.hpp"
#include "platform/forms/uploads.hpp"
#include "platform/web/context.hpp"

namespace dinh::portal {

bool is_audio(std::string_view media_type);
// "12 kbit/s, 3 phút 20 giây", and that it is too much for a slow line; "" of what cannot be told.
std::string sound_words(web::Context&, const files::Ref&);
// Of what was sent: a fault of the form for what is no sound or too big; what is said of one that weighs much.
std::string check_sounds(web::Context&, web::Form&, const forms::Uploaded&);

}  // namespace dinh::portal
