// For tests of the pages of questions: visits of officials, and of people without session as a browser sends them.
#pragma once
#include "modules/portal/routes.hpp"
#include "modules/portal/tests/question_desk.hpp"
#include "platform/crypto/keyring.hpp"
#include "tests/support/forms.hpp"

namespace dinh::portal::test {

using dinh::test::Answer;
using dinh::test::FormFields;
using dinh::test::with;

class QuestionVisit : public QuestionDesk, protected dinh::test::Visitor {
protected:
    QuestionVisit() : Visitor("/portal/questions") {}
    void SetUp() override {
        QuestionDesk::SetUp();
        question_routes(router_);
        reading_routes(router_);
        worklist::manifest().routes(router_);
        module::Manifest parts;
        add_question_parts(parts);
        worklist::set_kinds(parts.work_kinds);
        worklist::set_search_kinds(parts.search_kinds);
        house_.keys = &keys_;
        open(db());
        const auto site = db().reading([&](db::Conn& conn) { return *find_site(conn, site_); });
        base_ = base_path(site.slug);
        other_base_ = base_path(db().reading([&](db::Conn& conn) { return find_site(conn, other_site_)->slug; }));
    }

    Answer as_nobody(web::Request request) {
        session_ = nullptr;
        request.target = request.path;
        if (request.remote_address.empty()) request.remote_address = address_;
        auto response = server_->handle(std::move(request));
        Answer answer{response.status, {}, {}, response.content_type};
        if (const auto* body = std::get_if<std::string>(&response.body)) answer.body = *body;
        for (const auto& [name, value] : response.headers) {
            if (text::lower(name) == "location") answer.location = value;
            if (text::lower(name) == "cache-control") caching_ = value;
        }
        return answer;
    }
    Answer read(const std::string& path, const FormFields& query = {}) {
        web::Request request;
        request.path = path;
        request.query = query;
        return as_nobody(std::move(request));
    }
    Answer send_form(const std::string& path, FormFields fields, std::vector<web::Upload> uploads = {}) {
        web::Request request;
        request.method = web::Method::post;
        request.path = path;
        request.form = std::move(fields);
        request.uploads = std::move(uploads);
        return as_nobody(std::move(request));
    }
    // What a person fills in, a minute after the form was opened.
    FormFields filled(const char* kind = "question") {
        const Answer form = read(base_ + "/hoi-dap/moi", {{"loai", kind}});
        now_.advance_ms(60'000);
        return {{"_csrf", form.input("_csrf")},
                {"deed_key", form.input("deed_key")},
                {"kind", kind},
                {"subject", "Thời hạn cấp giấy chứng nhận"},
                {"body", "Bao giờ có kết quả?"},
                {"field", "land"},
                {"name", "Lê Quyzamba"},
                {"phone", "0912 777 333"},
                {"email", "quyzamba@example.vn"},
                {"may_publish", "1"},
                {"website", ""}};
    }
    Answer send_question(FormFields fields, std::vector<web::Upload> uploads = {}) {
        return send_form(base_ + "/hoi-dap/moi", std::move(fields), std::move(uploads));
    }
    // "ABCD-EFGH-IJKL-MNOP" of the page that shows it once.
    static std::string code_on(const Answer& answer) {
        const auto at = answer.body.find("<p class=\"lede\">");
        return at == std::string::npos ? "" : answer.body.substr(at + 16, 19);
    }
    Answer look_up(const std::string& code) {
        const Answer form = read(base_ + "/hoi-dap/tra-cuu");
        return send_form(base_ + "/hoi-dap/tra-cuu", {{"_csrf", form.input("_csrf")}, {"code", code}});
    }
    Answer rate(const std::string& code, const std::string& rating) {
        const Answer form = read(base_ + "/hoi-dap/tra-cuu");
        return send_form(base_ + "/hoi-dap/tra-cuu/danh-gia",
                         {{"_csrf", form.input("_csrf")}, {"code", code}, {"rating", rating}});
    }
    Id newest() {
        return db().reading([](db::Conn& conn) {
            return conn.integer({"test.newest", "SELECT MAX(id) FROM portal_question"});
        });
    }
    std::int64_t count() {
        return db().reading([](db::Conn& conn) {
            return conn.integer({"test.count", "SELECT COUNT(*) FROM portal_question"});
        });
    }
    std::string path(Id id, const std::string& part = "") const {
        return "/portal/questions/" + std::to_string(id) + part;
    }
    Answer web_deed(const Actor& who, Id id, const std::string& part, FormFields fields,
                    const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(id)) : stale);
        return post(who, path(id, part), std::move(fields));
    }

    crypto::KeyRing keys_ = crypto::KeyRing::in_memory();
    std::string base_, other_base_, address_ = "203.0.113.7", caching_;
};

}  // namespace dinh::portal::test
