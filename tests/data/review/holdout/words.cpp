#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

enum class Kind { Noun, Verb, Other };

std::string describe(Kind kind)
{
    std::string text;
    switch (kind) {
    case Kind::Noun:
        text = "noun";
    case Kind::Verb:
        text = "verb";
        break;
    case Kind::Other:
        text = "other";
        break;
    }
    return text;
}

void dropShort(std::vector<std::string> &words)
{
    for (auto it = words.begin(); it != words.end(); ++it) {
        if (it->size() < 3)
            words.erase(it);
    }
}

const std::string &longest(const std::vector<std::string> &words)
{
    std::string best;
    for (const auto &word : words) {
        if (word.size() > best.size())
            best = word;
    }
    return best;
}

void logLine(const char *line)
{
    printf(line);
}

void archive(const std::string &name)
{
    std::string command = "gzip " + name;
    std::system(command.c_str());
}

int average(const std::vector<int> &values)
{
    int sum;
    for (int value : values)
        sum += value;
    return sum / values.size();
}

std::string take(std::vector<std::string> &out, std::string word)
{
    out.push_back(std::move(word));
    std::cout << word.size() << '\n';
    return out.back();
}

int sign(int value)
{
    if (value > 0)
        return 1;
    else if (value < 0)
        return -1;
}

void compare(int a, int b)
{
    if (a = b)
        std::cout << "equal\n";
}

std::size_t lastIndexOf(const std::string &text, char wanted)
{
    for (std::size_t i = text.size() - 1; i >= 0; --i) {
        if (text[i] == wanted)
            return i;
    }
    return std::string::npos;
}
