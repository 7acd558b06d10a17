// The bodies that ended on 1 July 2025, with few posts each and people of their own.
#include "app/example/merger.hpp"
#include "modules/documents/series/series.hpp"
#include "platform/text/text.hpp"

namespace dinh::app::example {

namespace {

namespace role = directory::role;

const Actor kSystem = Actor::system();
constexpr std::uint64_t kSeed = 1997;
constexpr int kDelegationDays = 90;

int rank_of(std::string_view kind) {
    if (kind == "other") return 1;
    if (kind == "department") return 2;
    return kind == "office" ? 3 : 4;
}

std::string head_title(const Former& one) {
    if (one.rank < 2) return "Chủ tịch Ủy ban nhân dân";
    if (one.rank == 4) return "Chủ tịch Ủy ban nhân dân tỉnh";
    if (one.rank == 3) return "Chánh Văn phòng";
    return one.slug.ends_with("thanh-tra-tinh") ? "Chánh Thanh tra" : "Giám đốc";
}

class Founder {
public:
    Founder(db::Tx& tx, Province& province) : tx_(tx), province_(province) {}

    std::vector<Former> all() {
        std::vector<Former> formers = communes();
        const csv::Table agencies(source("agencies.csv"));
        for (const auto& row : agencies.rows()) {
            if (!ends_with_merger(row)) continue;
            Former one = founded(row["id"], row["kind"], row["successor"]);
            one.story = one.rank < 4;
            one.body = body(one, one.rank == 2 || one.rank == 3 ? row["short_name"] : row["name"],
                            one.rank == 2 || one.rank == 3 ? "UBND TỈNH BẮC KẠN" : "", row["abbreviation"],
                            row["place_name"], first_day(row["from"]));
            formers.push_back(std::move(one));
        }
        for (auto& one : formers) staff(one);
        office_keeps_books(formers);
        groups(formers);
        return formers;
    }

private:
    Former founded(std::string_view slug, std::string_view kind, std::string_view successors) {
        Former one;
        one.slug = slug;
        one.kind = kind;
        one.agency = province_.agencies.at(one.slug);
        one.rank = rank_of(kind);
        one.successors = text::split(successors, '|');
        return one;
    }

    std::vector<Former> communes() {
        std::vector<Former> made;
        const csv::Table table(source("former_communes.csv"));
        const Day from = *clock::make_day(1997, 1, 1);
        for (const auto& row : table.rows()) {
            const std::string name(row["name"]), code(row["gso_code"]), slug = "xa-cu-" + code;
            const bool north = code < "05000";
            directory::NewAgency agency;
            agency.slug = slug;
            const auto words = text::split(name, ' ');
            const bool town = name.starts_with("Thị trấn");
            const std::string kind_words = town ? "thị trấn" : text::lower(words.front());
            const std::string own = name.substr((town ? std::string("Thị trấn") : words.front()).size() + 1);
            agency.short_name = kind_words + " " + own;
            agency.name = "Ủy ban nhân dân " + agency.short_name;
            agency.abbreviation = "UBND";
            agency.kind = words.front() == "Phường" ? "ward" : "commune";
            agency.place_name = own;
            agency.basis = "Tỉnh ví dụ";
            agency.parent = province_.agencies.at(std::string(row["district"]));
            agency.tenant = true;
            agency.from = from;
            agency.codes = {{"qd20", (north ? "H03.X" : "H55.X") + code}};
            agency.code_note = "mã ví dụ";
            province_.agencies[slug] = directory::add_agency(tx_, kSystem, agency);
            Former one = founded(slug, agency.kind, row["successor"]);
            one.rank = 0;
            one.story = row["story"] == "1";
            one.body = body(one, agency.name, "", "UBND", own, from);
            made.push_back(std::move(one));
        }
        return made;
    }

    Id body(const Former& one, std::string_view name, std::string_view superior, std::string_view abbreviation,
            std::string_view place, Day from) {
        directory::NewBody body;
        body.agency = one.agency;
        body.slug = one.slug;
        body.name = text::upper(name);
        body.superior_line = superior;
        body.abbreviation = abbreviation;
        body.place_name = place;
        body.collective = superior.empty();
        body.from = from;
        return province_.bodies[one.slug] = directory::add_issuing_body(tx_, kSystem, body);
    }

    Id unit(const Former& one, const char* slug, const char* name, const char* abbreviation, const char* kind) {
        return directory::add_unit(tx_, kSystem, {one.agency, 0, slug, name, abbreviation, kind, ++position_, since_});
    }

    std::pair<Id, Id> seat(const Former& one, Id unit, const std::string& title, std::vector<std::string_view> roles,
                           const char* signing) {
        directory::NewPost post{one.agency, unit, title, {}, signing, ++position_, since_};
        for (const auto held : roles) post.roles.emplace_back(held);
        const Id made = directory::add_post(tx_, kSystem, post);
        const bool woman = random_.chance(0.4);
        const std::string name = random_.pick(surnames_) + " " + random_.pick(woman ? middle_f_ : middle_m_) + " " +
                                 random_.pick(woman ? given_f_ : given_m_);
        std::string code = std::to_string(++people_);
        code.insert(0, 5 - std::min<std::size_t>(code.size(), 5), '0');
        const Id person = directory::add_person(tx_, kSystem, {"cu-" + code, name, "", "", ""});
        directory::appoint(tx_, kSystem, person, made, "holder", "", since_);
        return {made, person};
    }

    void staff(Former& one) {
        const auto [head, ignored] =
            one.rank == 3 ? seat(one, 0, head_title(one), {role::kAgencyLeader, role::kOfficeLeader}, "head")
                          : seat(one, 0, head_title(one), {role::kAgencyLeader}, "head");
        if (one.rank == 4) return;
        if (!one.story) {
            const auto clerk =
                seat(one, 0, "Công chức Văn phòng - Thống kê", {role::kRecordsClerk, role::kOfficeLeader}, "");
            directory::add_clerkship(tx_, clerk.first, one.body, since_);
            return;
        }
        const Id office = unit(one, "van-phong", "Văn phòng", "VP", "office");
        const auto chief = seat(one, office, one.rank == 3 ? "Phó Chánh Văn phòng" : "Chánh Văn phòng",
                                {role::kOfficeLeader}, "unit_head");
        const auto clerk = seat(one, office, "Văn thư", {role::kRecordsClerk}, "");
        directory::add_clerkship(tx_, clerk.first, one.body, since_);
        const Id division = unit(one, "chuyen-mon", "Phòng Chuyên môn", "CM", "division");
        seat(one, division, "Trưởng phòng", {role::kUnitLeader}, "unit_head");
        seat(one, division, "Chuyên viên", {role::kSpecialist}, "");
        if (one.rank == 3) province_clerk_ = clerk.first;
        if (one.rank == 2)
            directory::delegate(tx_, kSystem,
                                {head, chief.second, "work", "", "Thông báo phân công tháng 6/2025", clock::today(),
                                 clock::today() + kDelegationDays});
    }

    // The provincial office keeps the books of the committee as well.
    void office_keeps_books(const std::vector<Former>& formers) {
        for (const auto& one : formers)
            if (one.rank == 4) directory::add_clerkship(tx_, province_clerk_, one.body, since_);
    }

    void groups(const std::vector<Former>& formers) {
        std::vector<Id> departments, districts;
        Id owner = 0;
        for (const auto& one : formers) {
            if (one.rank == 1) districts.push_back(one.agency);
            if (one.rank == 2) departments.push_back(one.agency);
            if (one.rank == 4) owner = one.agency;
        }
        province_.groups["bk-cac-so"] =
            directory::add_group(tx_, kSystem, owner, "Các sở, ban, ngành tỉnh Bắc Kạn", departments, since_);
        province_.groups["ubnd-cac-huyen-thanh-pho"] = directory::add_group(
            tx_, kSystem, province_.agencies.at("ubnd-tinh"), "UBND các huyện, thành phố", districts, since_);
    }

    db::Tx& tx_;
    Province& province_;
    Random random_{kSeed};
    const Day since_ = *clock::make_day(2025, 3, 1);
    int position_ = 0, people_ = 0;
    Id province_clerk_ = 0;
    const std::vector<std::string> surnames_ = words("people/surnames.txt"),
                                   middle_m_ = words("people/middle_male.txt"),
                                   middle_f_ = words("people/middle_female.txt"),
                                   given_m_ = words("people/given_male.txt"),
                                   given_f_ = words("people/given_female.txt");
};

void open_books(db::Tx& tx, const std::vector<Former>& formers) {
    Actor keeper = Actor::system();
    Capacity administrator;
    administrator.roles = {std::string(role::kAdministrator)};
    keeper.capacities.push_back(administrator);
    for (const auto& one : formers) {
        for (const auto direction : {documents::Direction::incoming, documents::Direction::outgoing}) {
            const bool in = direction == documents::Direction::incoming;
            documents::Series series;
            series.issuing_body = one.body;
            series.direction = direction;
            series.name = in ? "Sổ văn bản đến" : "Sổ văn bản đi";
            series.form = in ? "{n}" : "";
            series.period_kind = "year";
            series.period = "2025";
            series.from = *clock::make_day(2025, 1, 1);
            documents::open_series(tx, keeper, series);
        }
    }
}

}  // namespace

std::vector<Former> fill_former(db::Database& database, Province& province) {
    begin_directory(database, province);
    std::vector<Former> formers;
    const Province begun = province;
    database.write([&](db::Tx& tx) {
        province = begun;  // a repeated deed begins again
        formers = Founder(tx, province).all();
        open_books(tx, formers);
    });
    return formers;
}

}  // namespace dinh::app::example
