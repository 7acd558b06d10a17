// For tests of the second step: an app and a sheet set up through the pages.
#pragma once
#include "modules/accounts/tests/front.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/totp.hpp"

namespace dinh::accounts {

class WithFactor : public Front {
protected:
    // Sets up an app through the pages; answers its secret.
    std::string set_up_app(test::HttpClient& browser) {
        const auto page = browser.get("/accounts/me/second-factor");
        const auto secret = secret_of(page.body);
        sheet_ = codes_of(browser
                              .post("/accounts/me/second-factor", {{"sealed", page.input("sealed")},
                                                                   {"code", crypto::totp_code(secret, clock::now())}})
                              .body);
        clock_.advance_ms(60'000);
        return secret;
    }
    static std::string secret_of(const std::string& body) {
        const auto from = body.find("<code>") + 6;
        return crypto::from_base32(body.substr(from, body.find("</code>", from) - from)).value_or("");
    }
    static std::vector<std::string> codes_of(const std::string& body) {
        std::vector<std::string> codes;
        auto at = body.find("<ul class=\"codes\">");
        const auto end = body.find("</ul>", at);
        while ((at = body.find("<li>", at)) < end) {
            at += 4;
            codes.push_back(body.substr(at, body.find("</li>", at) - at));
        }
        return codes;
    }
    test::HttpAnswer second_step(test::HttpClient& browser, const std::string& code) {
        browser.get("/sessions/second-step");
        return browser.post("/sessions/second-step", {{"code", code}});
    }
    std::vector<std::string> sheet_;
};
}  // namespace dinh::accounts
