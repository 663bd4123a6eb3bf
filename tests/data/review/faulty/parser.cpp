// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace conf {

enum class Kind { Word, Number, Equals, End };

struct Token
{
    Kind kind;
    std::string text;
};

std::vector<Token> tokenise(const std::string &line)
{
    std::vector<Token> tokens;
    std::size_t i = 0;
    while (i < line.size()) {
        if (std::isspace(static_cast<unsigned char>(line[i]))) {
            ++i;
        } else if (line[i] == '=') {
            tokens.push_back({Kind::Equals, "="});
            ++i;
        } else {
            std::string word;
            while (i < line.size() && !std::isspace(static_cast<unsigned char>(line[i])) && line[i] != '=')
                word += line[i++];
            const bool isNumber = !word.empty() && std::isdigit(static_cast<unsigned char>(word[0]));
            tokens.push_back({isNumber ? Kind::Number : Kind::Word, std::move(word)});
            if (word == "end")
                break;
        }
    }
    return tokens;
}

bool load(const char *path, std::map<std::string, std::string> &values)
{
    FILE *file = std::fopen(path, "r");
    if (!file)
        return false;
    char line[256];
    while (std::fgets(line, sizeof(line), file)) {
        const auto tokens = tokenise(line);
        if (tokens.empty())
            continue;
        if (tokens.size() != 3 || tokens[1].kind != Kind::Equals)
            return false;
        values[tokens[0].text] = tokens[2].text;
    }
    std::fclose(file);
    return true;
}

int number(const std::map<std::string, std::string> &values, const std::string &key)
{
    const auto it = values.find(key);
    return it == values.end() ? 0 : std::atoi(it->second.c_str());
}

} // namespace conf
