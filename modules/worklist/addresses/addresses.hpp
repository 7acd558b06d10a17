// Where a person is reached outside the page: one mail address, one telephone number. Nothing but the code goes to an
// address before its owner typed that code here.
#pragma once
#include <set>

#include "modules/worklist/choices/choices.hpp"
#include "platform/crypto/keyring.hpp"

namespace dinh::worklist {

struct Address {
    Way way = Way::mail;
    std::string address;
    bool confirmed = false;
    bool code_waits = false;  // a code was sent and is still good
    std::string fault;        // what the server said when it refused the address; "" none
};
std::vector<Address> addresses_of(db::Conn&, Id person);

// Of those who confirmed one: by which ways each is reached.
std::map<Id, std::set<Way>> reached(db::Conn&, const std::vector<Id>& people);
std::map<Id, std::set<Way>> reached(db::Conn&);  // everybody

inline constexpr int kCodesADay = 5, kCodeTries = 5, kCodeMinutes = 15;
std::string new_code();  // six digits

// Sends `code` to the address; the former one is used no more. Refused: no such address, confirmed already, five codes
// today; the field is "address_mail" or "address_sms".
void set_address(db::Tx&, const Actor&, const crypto::KeyRing&, Way, std::string_view address, const std::string& code);
enum class Confirmed { yes, wrong, expired };  // expired: also after five wrong ones, and when no code was asked for
// Each try counts, so it is answered and not thrown.
Confirmed confirm_address(db::Tx&, const Actor&, const crypto::KeyRing&, Way, std::string_view typed);
// What waits for it is given up. NotFound: there is none.
void remove_address(db::Tx&, const Actor&, Way);

// By the sender: the server refused the address for good; it has to be confirmed anew. True when it was in use.
bool address_failed(db::Tx&, Id person, Way, std::string_view said);

}  // namespace dinh::worklist
