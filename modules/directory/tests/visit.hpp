// For tests of this module's pages: visits of people of the province, by their ids.
#pragma once
#include "modules/directory/snapshot/revision.hpp"
#include "modules/directory/tests/province.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::directory::test {

using dinh::test::Answer;
using dinh::test::FormFields;

class Visit : public Province, protected dinh::test::Visitor {
protected:
    Visit() : Visitor("/directory") {}
    void SetUp() override {
        Province::SetUp();
        manifest().routes(router_);
        open(db());
    }
    // As the person stands in the directory now.
    Actor visitor(Id person) {
        look_again(house_);
        return now(house_)->actor_of(person);
    }
    Answer get(Id person, const std::string& path, const FormFields& query = {}, bool json = false) {
        return Visitor::get(visitor(person), path, query, json);
    }
    Answer post(Id person, const std::string& path, FormFields fields, std::vector<web::Upload> uploads = {}) {
        return Visitor::post(visitor(person), path, std::move(fields), std::move(uploads));
    }
    Answer end(Id person, const std::string& path, FormFields fields) {
        fields.emplace_back("_method", "delete");
        return post(person, path, std::move(fields));
    }
    web::Upload upload(const std::string& content) { return Visitor::upload("table", "bảng người.csv", content); }
    static std::string at(const char* noun, Id id, const std::string& rest = "") {
        return "/directory/" + std::string(noun) + "/" + std::to_string(id) + rest;
    }
};

}  // namespace dinh::directory::test
