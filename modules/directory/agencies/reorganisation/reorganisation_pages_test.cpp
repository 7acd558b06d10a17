// The pages of reorganisations: draft, preview, decision, taking back; and everything malformed.
#include "modules/directory/agencies/reorganisation/hand_over.hpp"
#include "modules/directory/tests/visit.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

using test::FormFields;

constexpr db::Sql kCount{"test.reorganisations", "SELECT COUNT(*) FROM reorganisation"};
const std::string kPages = "/directory/reorganisations";
const std::string kMarkup = "<script>alert(1)</script>{{X}}";

class ReorganisationPages : public test::Visit {
protected:
    void SetUp() override {
        Visit::SetUp();
        write([&](db::Tx& tx) {
            second_ = add_one(tx, "Sở Thông tin và Truyền thông", "STTTT", "department", committee_);
            post(tx, second_, 0, "Giám đốc", {"agency_leader"}, "head");
        });
    }
    FormFields merge() const {
        return {{"kind", "merge"},
                {"agency_1", "SKHCN"},
                {"agency_2", "STTTT"},
                {"name_1", "Sở Khoa học và Truyền thông"},
                {"abbreviation_1", "SKHTT"},
                {"staff", "move"},
                {"leaders", "move"},
                {"day", "20/11/2026"},
                {"basis", "Nghị quyết 18/NQ-HĐND"}};
    }
    static FormFields with(FormFields fields, const std::string& name, const std::string& value) {
        std::erase_if(fields, [&](const auto& one) { return one.first == name; });
        fields.emplace_back(name, value);
        return fields;
    }
    std::int64_t count() {
        return read([](db::Conn& conn) { return conn.integer(kCount); });
    }
    // The path of the draft.
    std::string drafted(const FormFields& fields) {
        const auto answer = post(admin_, kPages, fields);
        EXPECT_EQ(answer.status, 303);
        return answer.location;
    }
    test::Answer act(const std::string& path, Id by = 0) {
        const auto page = get(admin_, path.substr(0, path.find("/decisions")));
        return post(by == 0 ? admin_ : by, path, {{"version", page.input("version")}});
    }
    using Visit::post;
    Id post(db::Tx& tx, Id agency, Id unit, const char* title, std::vector<std::string> roles, const char* signing) {
        return Province::post(tx, agency, unit, title, std::move(roles), signing);
    }
    Id second_ = 0;
};

TEST_P(ReorganisationPages, lead_from_the_form_over_the_preview_to_the_new_agency) {
    EXPECT_TRUE(get(admin_, kPages).has("Chưa có sắp xếp nào"));
    EXPECT_EQ(get(admin_, kPages + "/new", {{"kind", "merge"}}).status, 200);
    const auto path = drafted(merge());
    const auto preview = get(admin_, path);
    EXPECT_TRUE(preview.has("Sáp nhập Sở Khoa học và Công nghệ, Sở Thông tin và Truyền thông vào Sở Khoa học và"));
    EXPECT_TRUE(preview.has("Phương án, chưa quyết định"));
    EXPECT_TRUE(preview.has("Quyết định và thực hiện ngay"));
    EXPECT_FALSE(now(house_)->agency(department_)->until.has_value()) << "a preview changes nothing";
    EXPECT_EQ(act(path + "/decisions").status, 303);
    const auto done = get(admin_, path);
    EXPECT_TRUE(done.has("Đã thực hiện"));
    EXPECT_FALSE(done.has("Quyết định và thực hiện ngay"));
    EXPECT_TRUE(now(house_)->agency(department_)->closed_on(today_));
    EXPECT_TRUE(get(admin_, kPages).has("Đã thực hiện"));
}

TEST_P(ReorganisationPages, a_plan_ahead_is_taken_back_by_its_button) {
    const auto path = drafted(with(merge(), "day", "01/12/2026"));
    act(path + "/decisions");
    const auto planned = get(admin_, path);
    EXPECT_TRUE(planned.has("chờ đến ngày"));
    EXPECT_FALSE(planned.has("Quyết định, thực hiện khi đến ngày")) << "decided already";
    EXPECT_EQ(end(admin_, path, {{"version", planned.input("version")}}).status, 303);
    EXPECT_TRUE(get(admin_, path).has("Đã hủy"));
    EXPECT_EQ(end(admin_, path, {{"version", "3"}}).status, 422);
}

TEST_P(ReorganisationPages, each_kind_has_its_form_and_its_preview) {
    const FormFields day{{"day", "20/11/2026"}, {"basis", "NQ 1"}, {"agency_1", "SKHCN"}};
    const auto draft = [&](FormFields fields) {
        fields.insert(fields.end(), day.begin(), day.end());
        return get(admin_, drafted(fields));
    };
    EXPECT_TRUE(draft({{"kind", "rename"}, {"name", "Sở Mới"}, {"abbreviation", "SM"}}).has("thành Sở Mới"));
    EXPECT_TRUE(draft({{"kind", "recode"}, {"code", "G07.1"}}).has("G07.1"));
    EXPECT_TRUE(draft({{"kind", "move"}, {"parent", "STTTT"}}).has("trực thuộc Sở Thông tin"));
    EXPECT_TRUE(draft({{"kind", "dissolve"}, {"target_1", "VP"}, {"staff", "end"}, {"leaders", "end"}})
                    .has("Mọi vị trí kết thúc"));
    const auto first = post(admin_, kPages, {{"kind", "split"}, {"step", "agency"}, {"agency_1", "SKHCN"}});
    EXPECT_EQ(first.location, kPages + "/new?kind=split&agency=" + std::to_string(department_));
    const auto form = get(admin_, kPages + "/new", {{"kind", "split"}, {"agency", std::to_string(department_)}});
    const std::string unit = "unit_" + std::to_string(division_);
    EXPECT_TRUE(form.has("name=\"" + unit + "\""));
    EXPECT_TRUE(draft({{"kind", "split"},
                       {"target_1", "STTTT"},
                       {"name_2", "Sở Hai"},
                       {"abbreviation_2", "SH"},
                       {"staff", "move"},
                       {"leaders", "move"},
                       {unit, "2"}})
                    .has("để một người chọn nơi nhận"));
}

TEST_P(ReorganisationPages, refuse_what_is_malformed_and_show_it_again) {
    const auto refuses = [&](const std::string& field, const std::string& value, const char* at) {
        const auto before = count();
        const auto answer = post(admin_, kPages, with(merge(), field, value));
        EXPECT_EQ(answer.status, 422) << field << " = " << value.substr(0, 40);
        EXPECT_TRUE(answer.has(std::string("href=\"#") + at + "\"")) << field << " = " << value.substr(0, 40);
        EXPECT_FALSE(answer.has("<script>alert(1)")) << field;
        EXPECT_EQ(count(), before) << field;
    };
    for (const std::string& value : {std::string("31/02/2026"), std::string("hôm qua"), kMarkup,
                                     std::string(10'000, '1'), std::string("01/01/2020"), std::string("01/01/2040")})
        refuses("day", value, "day");
    for (const std::string& value : {std::string("không có cơ quan này"), kMarkup, std::string(10'000, 'x')})
        refuses("agency_2", value, "agency_2");
    refuses("agency_1", "", "agency_1");
    refuses("agency_2", "SKHCN", "agency_1");
    refuses("target_1", "SKHCN", "target_1");
    refuses("name_1", std::string(201, 'a'), "name_1");
    refuses("abbreviation_1", std::string(31, 'a'), "abbreviation_1");
    refuses("basis", "", "basis");
    refuses("basis", std::string(301, 'a'), "basis");
    refuses("code", std::string(36, 'a'), "code");
    refuses("staff", "vanish", "staff");
    refuses("leaders", kMarkup, "leaders");
    EXPECT_EQ(post(admin_, kPages, with(merge(), "kind", "explode")).status, 404);
    EXPECT_EQ(get(admin_, kPages + "/new", {{"kind", kMarkup}}).status, 404);
    EXPECT_EQ(get(admin_, kPages + "/77").status, 404);
    EXPECT_EQ(get(admin_, kPages + "/99999999999999999999").status, 404);
}

TEST_P(ReorganisationPages, are_for_keepers_and_a_stale_or_repeated_decision_does_nothing) {
    const auto path = drafted(with(merge(), "day", "01/12/2026"));
    EXPECT_EQ(get(specialist_, kPages).status, 403);
    EXPECT_EQ(get(specialist_, kPages + "/new", {{"kind", "merge"}}).status, 403);
    EXPECT_EQ(get(specialist_, path).status, 404);
    EXPECT_EQ(post(specialist_, kPages, merge()).status, 403);
    EXPECT_EQ(post(specialist_, path + "/decisions", {{"version", "1"}}).status, 404);
    EXPECT_EQ(post(it_, path + "/decisions", {{"version", "1"}}).status, 403) << "keeps one of the two only";
    EXPECT_EQ(get(admin_, path + "/choices").status, 404) << "nothing was divided";
    EXPECT_EQ(post(admin_, path + "/decisions", {{"version", "9"}}).status, 409);
    EXPECT_EQ(post(admin_, path + "/decisions", {{"version", "1"}, {"deed_key", "twice"}}).status, 303);
    EXPECT_EQ(post(admin_, path + "/decisions", {{"version", "1"}, {"deed_key", "twice"}}).status, 303);
    EXPECT_EQ(post(admin_, path + "/decisions", {{"version", "1"}}).status, 409);
}

class Choices : public ReorganisationPages {
protected:
    // Divided into two, with three records that wait; the second has its unit.
    void SetUp() override {
        ReorganisationPages::SetUp();
        path_ = drafted({{"kind", "split"},
                         {"agency_1", "SKHCN"},
                         {"name_1", "Sở Một"},
                         {"abbreviation_1", "S1"},
                         {"name_2", "Sở Hai"},
                         {"abbreviation_2", "S2"},
                         {"staff", "move"},
                         {"leaders", "move"},
                         {"unit_" + std::to_string(division_), "2"},
                         {"day", "20/11/2026"},
                         {"basis", "NQ 2"}});
        EXPECT_EQ(act(path_ + "/decisions").status, 303);
        write([&](db::Tx& tx) {
            ask_choice(tx, department_, {"incoming", 11, "Số đến 1", "/documents/incoming/11", 0});
            ask_choice(tx, department_, {"incoming", 12, "Số đến 2", "/documents/incoming/12", division_});
            ask_choice(tx, department_, {"outgoing", 13, "Dự thảo", "/documents/outgoing/13", 0});
        });
        const auto id = *ids::parse(path_.substr(path_.rfind('/') + 1));
        const auto one = read([&](db::Conn& conn) { return find_reorganisation(conn, id); });
        first_ = one->targets[0].agency;
        second_of_two_ = one->targets[1].agency;
    }
    std::vector<Id> chosen_for(Id to, const char* kind) {
        return read([&](db::Conn& conn) { return chosen(conn, department_, to, kind, 100); });
    }
    std::string path_;
    Id first_ = 0, second_of_two_ = 0;
};

TEST_P(Choices, are_made_one_by_one_and_by_a_rule) {
    EXPECT_TRUE(get(admin_, path_).has("3 hồ sơ chờ chọn nơi nhận"));
    const auto page = get(admin_, path_ + "/choices");
    EXPECT_TRUE(page.has("Số đến 2") && page.has("Phòng Chuyển đổi số"));
    const auto unit = std::to_string(division_), to = std::to_string(second_of_two_);
    EXPECT_EQ(post(admin_, path_ + "/choices", {{"by", "rule"}, {"rule", unit}, {"to", to}}).status, 303);
    EXPECT_EQ(chosen_for(second_of_two_, "incoming"), std::vector<Id>{12});
    EXPECT_EQ(
        post(admin_, path_ + "/choices", {{"by", "record"}, {"records", "outgoing:13"}, {"to", std::to_string(first_)}})
            .status,
        303);
    EXPECT_EQ(chosen_for(first_, "outgoing"), std::vector<Id>{13});
    EXPECT_EQ(
        post(admin_, path_ + "/choices", {{"by", "rule"}, {"rule", "all"}, {"to", std::to_string(first_)}}).status,
        303);
    EXPECT_EQ(chosen_for(first_, "incoming"), std::vector<Id>{11});
    EXPECT_TRUE(get(admin_, path_ + "/choices").has("Không còn hồ sơ nào chờ chọn"));
}

TEST_P(Choices, are_found_by_the_agency_that_was_divided) {
    const auto page = get(admin_, "/directory/agencies/" + std::to_string(department_) + "/choices");
    EXPECT_EQ(page.status, 303);
    EXPECT_TRUE(page.location.ends_with("/choices"));
    EXPECT_EQ(get(admin_, page.location).status, 200);
    EXPECT_EQ(get(admin_, "/directory/agencies/" + std::to_string(partner_) + "/choices").status, 404);
}

TEST_P(Choices, refuse_strangers_and_what_is_no_choice) {
    const FormFields good{{"by", "rule"}, {"rule", "all"}, {"to", std::to_string(first_)}};
    EXPECT_EQ(post(specialist_, path_ + "/choices", good).status, 404);
    EXPECT_EQ(get(chairman_, path_ + "/choices").status, 404);
    for (const std::string& to : {std::to_string(committee_), std::string("77"), std::string("x"), std::string(),
                                  std::string("99999999999999999999"), kMarkup})
        EXPECT_EQ(post(admin_, path_ + "/choices", with(good, "to", to)).status, 422) << to;
    EXPECT_EQ(post(admin_, path_ + "/choices", with(good, "rule", "77")).status, 422) << "no record of that unit";
    EXPECT_EQ(post(admin_, path_ + "/choices", with(good, "rule", kMarkup)).status, 422);
    const FormFields none{{"by", "record"}, {"to", std::to_string(first_)}};
    EXPECT_EQ(post(admin_, path_ + "/choices", none).status, 422);
    EXPECT_EQ(post(admin_, path_ + "/choices", with(none, "records", "incoming:")).status, 422);
    EXPECT_EQ(post(admin_, path_ + "/choices", with(none, "records", "incoming:77")).status, 422);
    EXPECT_TRUE(chosen_for(first_, "incoming").empty());
}

class SeparationPages : public ReorganisationPages {
protected:
    FormFields separation() const {
        return {{"kind", "separate"},
                {"agency_1", "SKHCN"},
                {"name_1", "Sở Chuyển đổi số"},
                {"abbreviation_1", "SCĐS"},
                {"scope_1", "Chuyển đổi số <b>"},
                {unit_, "1"},
                {"day", "20/11/2026"},
                {"basis", "Nghị quyết 21/NQ-HĐND"}};
    }
    void SetUp() override {
        ReorganisationPages::SetUp();
        unit_ = "unit_" + std::to_string(division_);
        write([&](db::Tx& tx) {
            clerk_here_ = hire(tx, "Văn Thư Sở", post(tx, department_, 0, "Văn thư", {"records_clerk"}, ""));
            hire(tx, "Văn Thư Phòng", post(tx, department_, division_, "Văn thư phòng", {"records_clerk"}, ""));
        });
    }
    std::string unit_;
    Id clerk_here_ = 0;
};

TEST_P(SeparationPages, lead_from_the_agency_over_its_units_to_the_preview_and_the_choices) {
    const auto first = post(admin_, kPages, {{"kind", "separate"}, {"step", "agency"}, {"agency_1", "SKHCN"}});
    EXPECT_EQ(first.location, kPages + "/new?kind=separate&agency=" + std::to_string(department_));
    const auto form = get(admin_, kPages + "/new", {{"kind", "separate"}, {"agency", std::to_string(department_)}});
    EXPECT_TRUE(form.has("name=\"" + unit_ + "\"") && form.has("Ở lại cơ quan cũ") && form.has("name=\"scope_3\""));
    EXPECT_FALSE(form.has("name=\"leaders\"")) << "leaders stay";
    const auto path = drafted(separation());
    const auto preview = get(admin_, path);
    EXPECT_TRUE(preview.has("Tách từ Sở Khoa học và Công nghệ sang Sở Chuyển đổi số"));
    EXPECT_TRUE(preview.has("tiếp tục hoạt động"));
    EXPECT_TRUE(preview.has("Chuyển đổi số &lt;b&gt;"));
    EXPECT_EQ(act(path + "/decisions").status, 303);
    EXPECT_FALSE(now(house_)->agency(department_)->until.has_value());
    write([&](db::Tx& tx) {
        ask_choice(tx, department_, {"incoming", 11, "Số đến 1", "/documents/incoming/11", 0});
        ask_choice(tx, department_, {"incoming", 12, "Số đến 2", "/documents/incoming/12", division_});
    });
    const auto choices = get(clerk_here_, path + "/choices");
    EXPECT_TRUE(choices.has("hồ sơ ở lại đó cho đến khi có người chọn"));
    EXPECT_TRUE(choices.has("Sở Chuyển đổi số: Chuyển đổi số &lt;b&gt;"));
    const auto stay = post(clerk_here_, path + "/choices",
                           {{"by", "record"}, {"records", "incoming:11"}, {"to", std::to_string(department_)}});
    EXPECT_EQ(stay.status, 303);
    EXPECT_FALSE(get(clerk_here_, path + "/choices").has("Số đến 1"));
    EXPECT_EQ(get(specialist_, path + "/choices").status, 404);
    EXPECT_EQ(
        post(specialist_, path + "/choices", {{"by", "rule"}, {"rule", "all"}, {"to", std::to_string(department_)}})
            .status,
        404);
}

TEST_P(SeparationPages, refuse_what_is_malformed_and_show_it_again) {
    const auto refuses = [&](const FormFields& fields, const std::string& at) {
        const auto before = count();
        const auto answer = post(admin_, kPages, fields);
        EXPECT_EQ(answer.status, 422) << at;
        EXPECT_TRUE(answer.has("href=\"#" + at + "\"")) << at;
        EXPECT_FALSE(answer.has("<script>alert(1)")) << at;
        EXPECT_EQ(count(), before) << at;
    };
    refuses(with(separation(), "scope_1", std::string(301, 'a')), "scope_1");
    refuses(with(separation(), unit_, ""), "target_1");
    refuses(with(with(separation(), unit_, ""), "scope_1", ""), "scope_1");
    for (const std::string& place : {std::string("2"), std::string("9"), std::string("-1"), kMarkup})
        refuses(with(separation(), unit_, place), unit_);
    refuses(with(separation(), "target_1", "SKHCN"), "target_1");
    refuses(with(separation(), "scope_2", "Báo chí"), "name_2");
    refuses(with(separation(), "day", "31/02/2026"), "day");
    refuses(with(separation(), "basis", ""), "basis");
    EXPECT_EQ(post(specialist_, kPages, separation()).status, 403);
}

DINH_BOTH_ENGINES(SeparationPages);
DINH_BOTH_ENGINES(ReorganisationPages);
DINH_BOTH_ENGINES(Choices);

}  // namespace

}  // namespace dinh::directory
