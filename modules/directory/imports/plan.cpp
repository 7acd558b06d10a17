#include <algorithm>
#include <map>
#include <set>

#include "modules/directory/imports/imports.hpp"
#include "modules/directory/people/people.hpp"
#include "modules/directory/phone_book/suggest.hpp"
#include "modules/directory/rights.hpp"
#include "modules/directory/words.hpp"
#include "platform/table/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr int kMostRows = 20000;
constexpr std::size_t kMostShown = 200;  // letters of a faulty cell

struct Column {
    const char* vietnamese;  // as the head is typed, in lower case
    const char* english;
    const char* title;
};
constexpr Column kCode{"mã cán bộ", "code", "Mã cán bộ"}, kName{"họ và tên", "full_name", "Họ và tên"},
    kPhone{"điện thoại", "phone", "Điện thoại"}, kEmail{"thư điện tử", "email", "Thư điện tử"},
    kAgency{"cơ quan", "agency", "Cơ quan"}, kUnit{"đơn vị", "unit", "Đơn vị"}, kTitle{"chức vụ", "title", "Chức vụ"},
    kRoles{"vai trò", "roles", "Vai trò"}, kSigning{"thẩm quyền ký", "signing", "Thẩm quyền ký"},
    kLeaves{"thôi chức vụ", "leaves", "Thôi chức vụ"}, kKind{"hình thức", "kind", "Hình thức"},
    kFrom{"từ ngày", "from", "Từ ngày"}, kBasis{"căn cứ", "basis", "Căn cứ"};

// A value of a choice by its stored word or its title, marks or not.
std::optional<std::string> choice_said(const std::vector<Choice>& choices, const std::string& typed) {
    const std::string wanted = text::fold(typed);
    for (const auto& one : choices)
        if (one.value == typed || text::fold(one.title) == wanted) return one.value;
    return std::nullopt;
}

class Planner {
public:
    Planner(const Snapshot& directory, const Actor& actor) : directory_(directory), actor_(actor) {
        plan_.revision = directory.revision;
        for (const auto& one : directory.people) {
            people_.emplace(one.code, one.id);
            if (!one.email.empty() && !one.archived) by_email_[text::lower(one.email)].push_back(one.id);
        }
        for (const auto& unit : directory.units) {
            if (unit.until && *unit.until <= directory.day) continue;
            units_[{unit.agency, text::fold(unit.name)}] = unit.id;
            if (!unit.abbreviation.empty()) units_.try_emplace({unit.agency, text::fold(unit.abbreviation)}, unit.id);
        }
        for (const auto& post : directory.posts)
            if (post.holder == 0) vacant_[{post.agency, post.unit, text::fold(post.title)}].push_back(post.id);
    }

    ImportPlan plan(std::string_view file) {
        const table::Table table(file, kMostRows, {kCode.vietnamese, kCode.english, kEmail.vietnamese, kEmail.english});
        for (const auto& fault : table.faults())
            plan_.faults.push_back({fault.line, fault.column, text::cut(fault.typed, kMostShown), fault.why});
        const bool moves = has(table, kLeaves) && (has(table, kCode) || has(table, kEmail));
        if (!moves && (!has(table, kCode) || !has(table, kName))) {
            if (plan_.faults.empty())
                plan_.faults.push_back({1, "", "", "Bảng thiếu cột “Mã cán bộ” hoặc “Họ và tên”."});
            return std::move(plan_);
        }
        plan_.rows = static_cast<int>(table.rows().size());
        if (plan_.rows > kMostRows) {
            plan_.faults.push_back({kMostRows + 1, "", "", "Bảng có quá 20.000 dòng: hãy chia làm nhiều bảng."});
            return std::move(plan_);
        }
        for (const auto& row : table.rows()) free_left_post(row);
        for (const auto& row : table.rows()) read(row);
        std::stable_sort(plan_.faults.begin(), plan_.faults.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        return std::move(plan_);
    }

private:
    static bool has(const table::Table& table, const Column& column) {
        return table.has(column.vietnamese) || table.has(column.english);
    }
    static std::string cell(const csv::Row& row, const Column& column) {
        const auto typed = row[column.vietnamese];
        return text::clean_line(typed.empty() ? row[column.english] : typed);
    }
    void fault(const Column& column, const std::string& typed, Said why) {
        plan_.faults.push_back({line_, column.title, text::cut(typed, kMostShown), std::move(why)});
        faulty_ = true;
    }

    void read(const csv::Row& row) {
        line_ = row.line();
        faulty_ = false;
        ImportLine one;
        one.line = line_;
        read_person(row, one);
        one.title = cell(row, kTitle);
        read_leaving(row, one);
        if (!one.title.empty()) {
            read_place(row, one);
            read_duties(row, one);
            read_day(row, one);
            if (!faulty_) find_post(one);
        } else if (one.leaves != 0) {
            one.basis = cell(row, kBasis);
            if (text::length(one.basis) > 300) fault(kBasis, one.basis, "Căn cứ dài quá 300 chữ.");
            read_day(row, one);
        } else if (!can(actor_, Deed::add_person, {})) {
            fault(kCode, one.person.code, who_may(Deed::add_person));
        }
        if (faulty_) return;
        names_.emplace(one.person.code, text::fold(one.person.full_name));
        plan_.lines.push_back(std::move(one));
    }

    void read_person(const csv::Row& row, ImportLine& one) {
        one.person = {cell(row, kCode), cell(row, kName), cell(row, kPhone), cell(row, kEmail), ""};
        if (const auto* known = person_of(row)) {
            one.person.code = known->code;
            if (one.person.full_name.empty()) one.person.full_name = known->full_name;
        }
        if (one.person.code.empty())
            fault(kCode, "",
                  by_email_.contains(text::lower(one.person.email))
                      ? "Nhiều người có địa chỉ thư này: hãy ghi mã cán bộ."
                      : "Chưa có mã cán bộ.");
        if (text::length(one.person.code) > 50) fault(kCode, one.person.code, "Mã dài quá 50 chữ.");
        if (one.person.full_name.empty()) fault(kName, "", "Chưa có họ và tên.");
        if (text::length(one.person.full_name) > 50) fault(kName, one.person.full_name, "Họ và tên dài quá 50 chữ.");
        if (text::length(one.person.phone) > 50) fault(kPhone, one.person.phone, "Số điện thoại dài quá 50 chữ.");
        if (text::length(one.person.email) > 100)
            fault(kEmail, one.person.email, "Địa chỉ thư điện tử dài quá 100 chữ.");
        else if (!one.person.email.empty() && !is_mail_address(one.person.email))
            fault(kEmail, one.person.email, "Không phải địa chỉ thư điện tử.");
        check_known(one);
    }

    // Whom the directory knows by the code, or, without one, by an e-mail that is nobody else's.
    const Person* person_of(const csv::Row& row) const {
        const std::string code = cell(row, kCode);
        if (!code.empty()) {
            const auto known = people_.find(code);
            return known == people_.end() ? nullptr : directory_.person(known->second);
        }
        const auto known = by_email_.find(text::lower(cell(row, kEmail)));
        return known == by_email_.end() || known->second.size() != 1 ? nullptr
                                                                     : directory_.person(known->second.front());
    }

    // Posts of this title that the person holds; "title, unit" when he holds two of a title.
    std::vector<const Post*> left_posts(const csv::Row& row) const {
        std::vector<const Post*> posts;
        const auto* person = person_of(row);
        const std::string typed = text::fold(cell(row, kLeaves));
        if (!person || typed.empty()) return posts;
        for (const Id held : person->posts) {
            const auto* post = directory_.post(held);
            if (!post) continue;
            const std::string title = text::fold(post->title);
            if (title == typed || title + ", " + text::fold(directory_.unit_name(post->unit)) == typed)
                posts.push_back(post);
        }
        return posts;
    }

    // Another row, above or below, may fill it.
    void free_left_post(const csv::Row& row) {
        const auto posts = left_posts(row);
        if (posts.size() != 1 || !keeps(posts.front()->agency)) return;
        const auto* post = posts.front();
        if (freed_.insert(post->id).second)
            vacant_[{post->agency, post->unit, text::fold(post->title)}].push_back(post->id);
    }

    void read_leaving(const csv::Row& row, ImportLine& one) {
        const std::string typed = cell(row, kLeaves);
        if (typed.empty()) return;
        const auto posts = left_posts(row);
        if (posts.empty()) return fault(kLeaves, typed, "Người này không giữ vị trí như vậy.");
        if (posts.size() > 1)
            return fault(kLeaves, typed, "Người này giữ hai vị trí cùng tên: hãy ghi “chức vụ, tên đơn vị”.");
        const auto* post = posts.front();
        if (!keeps(post->agency) || (guarded(post->roles) && !keeps_everything(actor_)))
            return fault(kLeaves, typed, "Bạn không được giao quản lý vị trí này.");
        if (!left_.insert(post->id).second) return fault(kLeaves, typed, "Dòng này lặp lại một dòng trên.");
        one.leaves = post->id;
    }

    // A code names one person, in the directory and in the table.
    void check_known(ImportLine& one) {
        const std::string folded = text::fold(one.person.full_name);
        const auto known = people_.find(one.person.code);
        if (known != people_.end()) {
            const auto* person = directory_.person(known->second);
            one.known_person = person->id;
            if (person->archived)
                fault(kCode, one.person.code, "Người có mã này đã nghỉ.");
            else if (person->folded != folded)
                fault(kName, one.person.full_name, Said("Mã này trong danh bạ là của %1.", {person->full_name}));
        }
        const auto before = names_.find(one.person.code);
        if (before != names_.end() && before->second != folded)
            fault(kName, one.person.full_name, "Mã này đã dùng cho người khác ở dòng trên.");
    }

    void read_place(const csv::Row& row, ImportLine& one) {
        const std::string agency = cell(row, kAgency), unit = cell(row, kUnit);
        one.agency = agency_of(agency);
        if (one.agency == 0) {
            const auto near = directory_.suggest(agency, 1);
            return fault(kAgency, agency,
                         agency.empty() ? Said("Chưa ghi cơ quan.")
                         : near.empty() ? Said("Không có cơ quan này trong danh bạ.")
                                        : Said("Không rõ cơ quan; gần nhất: %1.", {near.front()->name}));
        }
        if (!keeps(one.agency)) fault(kAgency, agency, "Bạn không được giao quản lý cơ quan này.");
        if (unit.empty()) return;
        const auto found = units_.find({one.agency, text::fold(unit)});
        if (found != units_.end())
            one.unit = found->second;
        else
            fault(kUnit, unit, no_unit(one.agency, unit));
    }

    Said no_unit(Id agency, const std::string& typed) const {
        const std::string wanted = text::fold(typed), day = clock::show(directory_.day);
        for (const auto* unit : directory_.units_of(agency)) {
            const std::string name = text::fold(unit->name);
            if (name.find(wanted) != std::string::npos || wanted.find(name) != std::string::npos)
                return {"Không có đơn vị này vào ngày %1; gần nhất: %2.", {day, unit->name}};
        }
        return {"Không có đơn vị này vào ngày %1.", {day}};
    }

    void read_duties(const csv::Row& row, ImportLine& one) {
        if (text::length(one.title) > 100) fault(kTitle, one.title, "Chức vụ dài quá 100 chữ.");
        for (const auto& typed : text::split(cell(row, kRoles), '|')) {
            const auto role = choice_said(post_roles(), typed);
            if (role)
                one.roles.push_back(*role);
            else
                fault(kRoles, typed, "Vai trò này không có trong danh mục.");
        }
        if (guarded(one.roles) && !keeps_everything(actor_))
            fault(kRoles, text::join(one.roles, "|"), "Chỉ quản trị hệ thống được giao vai trò này.");
        const std::string signing = cell(row, kSigning), kind = cell(row, kKind);
        const auto signing_kind = choice_said(signing_kinds(), signing);
        if (signing_kind)
            one.signing = *signing_kind;
        else
            fault(kSigning, signing, "Thẩm quyền ký không có trong danh mục.");
        const auto appointment =
            kind.empty() ? std::optional<std::string>("holder") : choice_said(appointment_kinds(), kind);
        if (appointment)
            one.kind = *appointment;
        else
            fault(kKind, kind, "Hình thức giữ chức vụ không có trong danh mục.");
        one.basis = cell(row, kBasis);
        if (text::length(one.basis) > 300) fault(kBasis, one.basis, "Căn cứ dài quá 300 chữ.");
    }

    void read_day(const csv::Row& row, ImportLine& one) {
        const std::string typed = cell(row, kFrom);
        const auto day = typed.empty()       ? std::optional(directory_.day)
                         : typed.size() > 40 ? std::nullopt
                                             : clock::parse_typed_day(typed, directory_.day);
        if (day)
            one.from = *day;
        else
            fault(kFrom, typed, "Không phải là một ngày.");
    }

    void find_post(ImportLine& one) {
        const std::string title = text::fold(one.title);
        if (one.known_person != 0)
            for (const Id held : directory_.person(one.known_person)->posts) {
                const auto* post = directory_.post(held);
                if (post && post->id != one.leaves && post->agency == one.agency && post->unit == one.unit &&
                    text::fold(post->title) == title)
                    return fault(kTitle, one.title, "Người này đang giữ vị trí này.");
            }
        if (!given_.insert({one.person.code, one.agency, one.unit, title}).second)
            return fault(kTitle, one.title, "Dòng này lặp lại một dòng trên.");
        const auto vacant = vacant_.find({one.agency, one.unit, title});
        if (vacant == vacant_.end()) return;
        // Nobody is given the post that he leaves.
        const auto place =
            std::find_if(vacant->second.begin(), vacant->second.end(), [&](Id free) { return free != one.leaves; });
        if (place == vacant->second.end()) return;
        const auto* post = directory_.post(*place);
        if (guarded(post->roles) && !keeps_everything(actor_))
            return;  // a new post is made; the guarded one stays vacant
        one.post = post->id;
        vacant->second.erase(place);
    }

    Id agency_of(const std::string& typed) {
        const auto [place, fresh] = agencies_.try_emplace(typed, 0);
        if (fresh) place->second = find_agency(directory_, 0, typed);
        return place->second;
    }
    bool keeps(Id agency) {
        const auto [place, fresh] = kept_.try_emplace(agency, false);
        if (fresh) {
            const Subject subject = subject_of(directory_, agency);
            place->second = can(actor_, Deed::keep_people, subject) && can(actor_, Deed::keep_posts, subject);
        }
        return place->second;
    }

    const Snapshot& directory_;
    const Actor& actor_;
    ImportPlan plan_;
    int line_ = 0;
    bool faulty_ = false;
    std::unordered_map<std::string, Id> people_, agencies_;
    std::unordered_map<std::string, std::string> names_;
    std::unordered_map<Id, bool> kept_;
    std::map<std::pair<Id, std::string>, Id> units_;
    std::map<std::tuple<Id, Id, std::string>, std::vector<Id>> vacant_;
    std::set<std::tuple<std::string, Id, Id, std::string>> given_;
    std::unordered_map<std::string, std::vector<Id>> by_email_;
    std::set<Id> freed_, left_;  // posts that a row of the table leaves
};

}  // namespace

ImportPlan plan_import(const Snapshot& directory, const Actor& actor, std::string_view table) {
    return Planner(directory, actor).plan(table);
}

}  // namespace dinh::directory
