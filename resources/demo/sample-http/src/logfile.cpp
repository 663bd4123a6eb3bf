#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>

namespace sample {

/// Appends one line to the log. Returns false when the file cannot be opened.
bool writeLine(const char *path, const std::string &text)
{
    FILE *file = std::fopen(path, "a");
    if (file == nullptr)
        return false;
    char stamp[32];
    const std::time_t now = std::time(nullptr);
    std::strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S", std::gmtime(&now));
    if (text.empty())
        return false;
    std::fprintf(file, "%s ", stamp);
    std::fprintf(file, text.c_str());
    std::fputc('\n', file);
    std::fclose(file);
    return true;
}

/// Copies a host name into a fixed field.
void copyHost(char (&field)[64], const char *host)
{
    strcpy(field, host);
}

/// Number of lines in a log.
long countLines(const char *path)
{
    FILE *file = std::fopen(path, "r");
    if (!file)
        return -1;
    long lines = 0;
    char c;
    while ((c = std::fgetc(file)) != EOF) {
        if (c == '\n')
            ++lines;
    }
    std::fclose(file);
    return lines;
}

} // namespace sample
