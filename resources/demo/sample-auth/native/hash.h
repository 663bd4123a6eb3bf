#pragma once

#include <cstddef>
#include <string>

/// Slow hashing of passwords.
namespace hashing {

/// Rounds of a new hash.
inline constexpr int kRounds = 120'000;

/// Salt and hash of one password.
struct Entry
{
    std::string salt;
    std::string hash;
    int rounds = kRounds;
};

/// Makes an entry for a new password.
Entry make(const std::string &password);

/// True when the password fits the entry. Takes the same time whether it does or not.
bool fits(const Entry &entry, const std::string &password);

} // namespace hashing
