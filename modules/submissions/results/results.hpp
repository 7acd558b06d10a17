// What comes of a decision: the document of the committee, drafted by another agency, and its way back to the sender.
#pragma once
#include "modules/submissions/submissions/submission.hpp"
#include "platform/events/events.hpp"

namespace dinh::submissions {

struct DocumentInput {
    std::string kind, subject;
    Id signer = 0;  // post; 0: who decided
};
// The newest draft among the papers becomes an outgoing document of the committee in the hands of the examiner, whoever
// submitted named in the recipients and in "Lưu"; what the document answers is the letter that came in. Refused: no
// draft, not decided, what documents refuse. Again when its draft was dropped.
Id begin_document(db::Tx&, const Actor&, const directory::Snapshot&, Id, std::int64_t version, const DocumentInput&);

// Issued: the sender reads it, the incoming document that asked for it is offered for closing, the submission closes.
void hear_issued(db::Tx&, const events::Event&);
// Recalled: the submission is open again; a recalled letter withdraws it.
void hear_recalled(db::Tx&, const events::Event&);
// The letter proved secret: nothing of it stays here.
void hear_removed(db::Tx&, const events::Event&);

}  // namespace dinh::submissions
