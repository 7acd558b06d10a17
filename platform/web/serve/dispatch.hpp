// From a whole request to an answer, on a worker: route, session, gate, CSRF, handler, errors.
#pragma once
#include <memory>
#include <vector>

#include "platform/web/api/call.hpp"
#include "platform/web/serve/frame.hpp"
#include "platform/web/serve/reply.hpp"
#include "platform/web/serve/spool.hpp"
#include "platform/web/server.hpp"

namespace dinh::web::serve {

// One request with all that must live until its last byte is sent.
struct Exchange {
    Request request;
    std::vector<std::unique_ptr<SpooledFile>> files;
    std::unique_ptr<Context> context;
    std::unique_ptr<api::Call> call;  // a program asked under /api/v1 for what is written for people
    std::int64_t begun_ms = 0;     // steady
    std::int64_t deadline_ms = 0;  // steady; 0: none
    const Route* route = nullptr;
    bool head_only = false;
    bool hurried = false;  // others wait for a worker
    Reply reply;
};

// What must be known of a route before the body is read.
struct Reception {
    std::int64_t body_bytes = 64 << 10, upload_bytes = 0;
    bool ask_before_upload = false;  // only people signed in may fill the spool
    bool kept = false;
};

class Dispatcher {
public:
    Dispatcher(House&, const Router&, Doorkeeper, FrameSource, const ServerOptions&);
    Reception receive(const Request&) const;
    // Whether files of this request are worth spooling.
    bool may_upload(Exchange&) const;
    // Fills `reply`. Never throws.
    void answer(Exchange&) const;
    // The response before compression and the headers of every answer. Never throws.
    Response respond(Exchange&) const;
    // An answer without a handler; `request` may be incomplete. Never throws.
    Reply refuse(const Request&, int status, const char* why, bool head_only = false) const;

private:
    Response run(Exchange&) const;
    void find_route(Exchange&) const;
    void find_call(Exchange&, bool other_method) const;
    bool is_form_of_list(const Request&) const;
    const Route* route_of(Method, std::string_view path, Pairs& places) const;
    void find_session(Exchange&) const;
    Response gate(Context&) const;
    void check_token(const Context&, const Route&) const;
    void check_limits(const Context&, const Route&) const;
    Response handled(Exchange&) const;
    Response told(Exchange&) const;
    Response called(Exchange&) const;
    void note_budget(const Exchange&, int queries, Response&) const;
    House& house_;
    const Router& router_;
    Doorkeeper doorkeeper_;
    Frame frame_;
    bool dev_;
    std::int64_t form_most_bytes_, upload_most_bytes_;
};

}  // namespace dinh::web::serve
