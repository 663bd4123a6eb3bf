#include "tokenizer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

namespace script {

namespace {

struct FileCloser {
    void operator()(std::FILE *file) const noexcept { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, FileCloser>;

constexpr std::array<std::string_view, 6> kKeywords{"let", "if", "else", "while", "fn", "return"};

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isKeyword(std::string_view word)
{
    return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

Tokenizer::Tokenizer(std::string_view source) noexcept : source_(source) {}

char Tokenizer::peek(std::size_t ahead) const noexcept
{
    return position_ + ahead < source_.size() ? source_[position_ + ahead] : '\0';
}

void Tokenizer::skipSpace()
{
    while (position_ < source_.size()) {
        const char c = source_[position_];
        if (c == '\n') {
            ++line_;
        } else if (c == '/' && peek(1) == '/') {
            while (position_ < source_.size() && source_[position_] != '\n')
                ++position_;
            continue;
        } else if (!std::isspace(static_cast<unsigned char>(c))) {
            break;
        }
        ++position_;
    }
}

Token Tokenizer::number()
{
    double value = 0.0;
    const char *first = source_.data() + position_;
    const char *last = source_.data() + source_.size();
    const auto [end, error] = std::from_chars(first, last, value);
    if (error != std::errc{})
        throw std::runtime_error("line " + std::to_string(line_) + ": bad number");
    position_ += static_cast<std::size_t>(end - first);
    return Token{line_, value};
}

Token Tokenizer::next()
{
    skipSpace();
    if (position_ >= source_.size())
        return Token{line_, End{}};
    const char c = peek();
    switch (c) {
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
        return number();
    case '<':
    case '>':
        if (peek(1) == '=') {
            position_ += 2;
            return Token{line_, Symbol{c, true}};
        }
        [[fallthrough]];
    case '+':
    case '-':
        ++position_;
        return Token{line_, Symbol{c, false}};
    default:
        break;
    }
    const std::size_t start = position_;
    while (isWord(peek()))
        ++position_;
    if (start == position_) {
        ++position_;
        return Token{line_, Symbol{c, false}};
    }
    const std::string_view word = source_.substr(start, position_ - start);
    return Token{line_, Word{std::string(word), isKeyword(word)}};
}

std::vector<Token> tokenize(std::string_view source)
{
    std::vector<Token> tokens;
    Tokenizer tokenizer{source};
    do {
        tokens.push_back(tokenizer.next());
    } while (!std::holds_alternative<End>(tokens.back().value));
    return tokens;
}

std::ostream &operator<<(std::ostream &out, const Token &token)
{
    std::visit(Overloaded{
                   [&](const End &) { out << "<end>"; },
                   [&](double value) { out << value; },
                   [&](const Symbol &symbol) { out << symbol.text << (symbol.isDouble ? "=" : ""); },
                   [&](const Word &word) { out << word.text; },
               },
               token.value);
    return out;
}

std::string readFile(const std::string &path)
{
    const FilePtr file{std::fopen(path.c_str(), "rb")};
    if (!file)
        throw std::system_error(errno, std::generic_category(), path);
    std::string text;
    std::array<char, 4096> buffer{};
    std::size_t got = 0;
    while ((got = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0)
        text.append(buffer.data(), got);
    return text;
}

} // namespace script
