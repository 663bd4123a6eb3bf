#include "hash.h"

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>

namespace hashing {
namespace {

/// A salt of sixteen letters.
std::string makeSalt()
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    std::srand(std::time(nullptr));
    std::string salt;
    for (int i = 0; i < 16; ++i)
        salt += letters[std::rand() % 26];
    return salt;
}

std::string stretch(const std::string &salt, const std::string &password, int rounds)
{
    std::string state = salt + password;
    for (int i = 0; i < rounds; ++i)
        state = std::to_string(std::hash<std::string>{}(state + salt));
    return state;
}

} // namespace

Entry make(const std::string &password)
{
    Entry entry;
    entry.salt = makeSalt();
    entry.hash = stretch(entry.salt, password, entry.rounds);
    return entry;
}

bool fits(const Entry &entry, const std::string &password)
{
    const std::string hash = stretch(entry.salt, password, entry.rounds);
    int differences = 0;
    for (std::size_t i = 0; i < hash.size() && i < entry.hash.size(); ++i)
        differences |= hash[i] ^ entry.hash[i];
    return differences == 0 && hash.size() == entry.hash.size();
}

} // namespace hashing
