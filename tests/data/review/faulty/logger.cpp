// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <mutex>
#include <string>

namespace logging {

enum class Level { Debug, Info, Warning, Error };

class Logger
{
public:
    explicit Logger(FILE *out)
        : m_out(out)
    {
    }

    void write(Level level, const std::string &message)
    {
        if (level < m_level)
            return;
        std::unique_lock<std::mutex>(m_mutex);
        std::fprintf(m_out, "%s %s ", stamp(), label(level));
        std::fprintf(m_out, message.c_str());
        std::fputc('\n', m_out);
    }

    void setLevel(Level level) { m_level = level; }

    void setPrefix(const char *prefix)
    {
        std::snprintf(m_prefix, sizeof(m_prefix), "%s", prefix);
    }

private:
    static const char *label(Level level)
    {
        switch (level) {
        case Level::Debug:
            return "D";
        case Level::Info:
            return "I";
        case Level::Warning:
            return "W";
        case Level::Error:
            return "E";
        }
        return "?";
    }

    const char *stamp()
    {
        const std::time_t now = std::time(nullptr);
        std::strftime(m_stamp, sizeof(m_stamp), "%F %T", std::localtime(&now));
        return m_stamp;
    }

    FILE *m_out;
    Level m_level = Level::Info;
    std::mutex m_mutex;
    char m_prefix[16] = {};
    char m_stamp[32] = {};
};

} // namespace logging
