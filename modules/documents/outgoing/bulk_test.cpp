#include "modules/documents/outgoing/bulk_pages.hpp"

#include <gmock/gmock.h>

#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::FormFields;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class BulkTest : public test::OutDesk {
protected:
    std::map<Id, std::string> waiting(const Actor& actor, const std::vector<Id>& documents) {
        return db().reading([&](db::Conn& conn) { return out_pages::steps_to_agree(conn, actor, documents); });
    }
    test::Answer agree_to(const Actor& actor, const std::vector<std::string>& steps, const std::string& key = "k") {
        FormFields fields{{"deed_key", key}};
        for (const auto& step : steps) fields.emplace_back("step", step);
        return post(actor, "/documents/outgoing/agreements", std::move(fields));
    }
};
DINH_BOTH_ENGINES(BulkTest);

}  // namespace

TEST_P(BulkTest, a_leader_agrees_to_several_from_the_list) {
    const Id one = submitted(letter()), two = submitted(letter()), three = submitted(letter());
    const auto steps = waiting(office_.head, {one, two, three});
    ASSERT_THAT(steps, SizeIs(3));
    EXPECT_THAT(get(office_.head, "/documents/outgoing", {{"view", "waiting_me"}}).body,
                HasSubstr("name=\"step\" value=\"" + steps.at(one) + "\""));
    EXPECT_EQ(agree_to(office_.head, {steps.at(one), steps.at(two)}).status, 303);
    EXPECT_EQ(state(one), "awaiting_form_check");
    EXPECT_EQ(state(two), "awaiting_form_check");
    EXPECT_EQ(state(three), "awaiting_content_check");
    EXPECT_THAT(waiting(office_.head, {one, two, three}), SizeIs(1));
}

TEST_P(BulkTest, an_opinion_is_asked_for_in_words_and_has_no_box) {
    const Id id = draft_one(letter());
    submit_as(office_.specialist, id,
              {{"opinion", office_.head.post, "Cho ý kiến"}, {"sign", office_.director.post, ""}});
    EXPECT_THAT(waiting(office_.head, {id}), IsEmpty());
    const auto step = current(id);
    EXPECT_EQ(agree_to(office_.head, {std::to_string(step.id) + "." + std::to_string(step.version)}).status, 303);
    EXPECT_EQ(current(id).id, step.id) << "refused: no words";
}

TEST_P(BulkTest, what_was_changed_meanwhile_stays_and_the_others_go_on) {
    const Id one = submitted(letter()), two = submitted(letter());
    const auto steps = waiting(office_.head, {one, two});
    write([&, step = current(one).id](db::Tx& tx) { mark_step_read(tx, office_.head, step); });
    EXPECT_EQ(agree_to(office_.head, {steps.at(one), steps.at(two)}).status, 303);
    EXPECT_EQ(state(one), "awaiting_content_check");
    EXPECT_EQ(state(two), "awaiting_form_check");
}

TEST_P(BulkTest, nobody_agrees_for_another) {
    const Id id = submitted(letter());
    const auto steps = waiting(office_.head, {id});
    for (const Actor* other : {&office_.chief, &office_.director, &office_.specialist, &other_.head}) {
        EXPECT_THAT(waiting(*other, {id}), IsEmpty());
        EXPECT_EQ(agree_to(*other, {steps.at(id)}).status, 303);
        EXPECT_EQ(state(id), "awaiting_content_check");
    }
    Actor reader = office_.head;
    reader.read_only = true;
    EXPECT_THAT(waiting(reader, {id}), IsEmpty());
}

TEST_P(BulkTest, the_same_form_sent_twice_agrees_once) {
    const Id id = submitted(letter());
    const auto steps = waiting(office_.head, {id});
    EXPECT_EQ(agree_to(office_.head, {steps.at(id)}, "twice").status, 303);
    const auto next = current(id);
    EXPECT_EQ(agree_to(office_.head, {steps.at(id)}, "twice").status, 303);
    EXPECT_EQ(current(id).id, next.id);
}

TEST_P(BulkTest, steps_that_are_none_are_refused) {
    const Id id = submitted(letter());
    for (const char* step : {"", "1", "1.", ".1", "a.b", "1.2.3", "-1.1", "1.99999999999999999999", "1;DROP.1"})
        EXPECT_EQ(agree_to(office_.head, {step}).status, 422) << step;
    EXPECT_EQ(agree_to(office_.head, {}).status, 422);
    EXPECT_EQ(agree_to(office_.head, std::vector<std::string>(51, "1.1")).status, 422);
    EXPECT_EQ(agree_to(office_.head, {"1.1"}).status, 303) << "one that is not there is said, nothing else happens";
    EXPECT_EQ(state(id), "awaiting_content_check");
}

}  // namespace dinh::documents
