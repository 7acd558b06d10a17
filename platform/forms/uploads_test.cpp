#include "platform/forms/uploads.hpp"

#include <gmock/gmock.h>

#include "tests/support/databases.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::forms {

namespace {

using test::FormFields;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// What a form took, as one line a file: "name type stamp", and its faults.
struct Taken {
    std::vector<std::string> files, faults, tokens;
};

class UploadsTest : public testing::Test, protected test::Visitor {
protected:
    UploadsTest() : Visitor("/token") {
        router_.get("/token", [](web::Context& context) {
            return web::text("<meta name=\"csrf\" content=\"" + context.csrf_token() + "\">");
        });
        router_
            .post("/files",
                  [this](web::Context& context) {
                      if (other_session_) context.session->csrf_secret = std::string(32, 'o');
                      web::Form form(context.request);
                      const Uploaded uploaded = take_uploads(context, form, way_);
                      taken_ = {};
                      for (const auto& file : uploaded.files)
                          taken_.files.push_back(file.name + " " + file.stored.media_type + " " + file.stamp);
                      for (const auto& fault : form.all()) taken_.faults.push_back(fault.field + ": " + fault.text);
                      for (const auto& kept : uploaded.kept) taken_.tokens.push_back(kept.token);
                      return web::text("taken");
                  })
            .uploads();
        open(*database_);
    }
    const Taken& send_files(const std::vector<std::pair<std::string, std::string>>& list, FormFields fields = {}) {
        std::vector<web::Upload> uploads;
        for (const auto& [name, content] : list) uploads.push_back(upload("files", name, content));
        EXPECT_EQ(post(Actor{}, "/files", std::move(fields), std::move(uploads)).status, 200);
        return taken_;
    }

    test::TestDatabase database_{db::Engine::sqlite, {}};
    Stamped way_ = Stamped::refused;
    bool other_session_ = false;
    Taken taken_;
};

}  // namespace

TEST_F(UploadsTest, are_stored_under_clean_names) {
    EXPECT_THAT(send_files({{"../công văn.txt", "nội dung"}, {"b.txt", "hai"}}).files,
                ElementsAre("công văn.txt text/plain ", "b.txt text/plain "));
    EXPECT_THAT(taken_.faults, IsEmpty());
}

TEST_F(UploadsTest, that_were_not_chosen_are_none) { EXPECT_THAT(send_files({{"", ""}}).files, IsEmpty()); }

TEST_F(UploadsTest, that_read_as_secret_are_not_stored) {
    EXPECT_THAT(send_files({{"a.txt", "TỐI MẬT\nnội dung"}, {"b.txt", "thường"}}).files,
                ElementsAre("b.txt text/plain "));
    EXPECT_THAT(taken_.faults, ElementsAre(HasSubstr("files: Tệp “a.txt” có dấu “TỐI MẬT”")));
    way_ = Stamped::to_be_answered;
    EXPECT_THAT(send_files({{"a.txt", "TỐI MẬT"}}).faults, ElementsAre(HasSubstr("đánh dấu xác nhận")));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.file("files")))
        EXPECT_FALSE(entry.is_regular_file() && entry.file_size() == std::string("TỐI MẬT").size()) << entry;
}

TEST_F(UploadsTest, with_a_stamp_that_is_answered_for_keep_it) {
    way_ = Stamped::answered;
    EXPECT_THAT(send_files({{"a.txt", "TỐI MẬT"}}).files, ElementsAre("a.txt text/plain TỐI MẬT"));
    EXPECT_THAT(taken_.faults, IsEmpty());
}

TEST_F(UploadsTest, of_types_that_run_are_refused_whatever_their_names) {
    for (const std::string content : {std::string("MZ") + std::string(200, '\0'), std::string("#!/bin/sh\nrm -rf /\n"),
                                      std::string("<!DOCTYPE html><html><script>alert(1)</script></html>")}) {
        EXPECT_THAT(send_files({{"a.pdf", content}}).files, IsEmpty()) << content;
        EXPECT_THAT(taken_.faults, ElementsAre(HasSubstr("files: Không nhận tệp"))) << content;
    }
}

TEST_F(UploadsTest, come_back_by_their_tokens_when_the_form_had_faults) {
    const auto tokens = send_files({{"a.txt", "một"}}).tokens;
    ASSERT_EQ(tokens.size(), 1u);
    EXPECT_THAT(send_files({{"b.txt", "hai"}}, {{"kept", tokens[0]}}).files,
                ElementsAre("a.txt text/plain ", "b.txt text/plain "));
}

TEST_F(UploadsTest, named_by_a_forged_token_or_one_of_another_session_are_none) {
    const std::string token = send_files({{"a.txt", "một"}}).tokens.at(0);
    for (const std::string& forged : {std::string("x"), std::string("."), std::string("a.b"), token + "x", "x" + token,
                                      token.substr(0, token.find('.'))})
        EXPECT_THAT(send_files({}, {{"kept", forged}}).files, IsEmpty()) << forged;
    other_session_ = true;
    EXPECT_THAT(send_files({}, {{"kept", token}}).files, IsEmpty());
}

TEST_F(UploadsTest, kept_are_thirty_at_most) {
    const std::string token = send_files({{"a.txt", "một"}}).tokens.at(0);
    EXPECT_EQ(send_files({}, FormFields(40, {"kept", token})).files.size(), 30u);
}

}  // namespace dinh::forms
