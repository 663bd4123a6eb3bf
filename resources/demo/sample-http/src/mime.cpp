#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace sample {

/// The MIME type of a file by its ending.
std::string_view mimeType(std::string_view path)
{
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Pair, 5> kTypes{{
        {".html", "text/html"},
        {".css", "text/css"},
        {".js", "text/javascript"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
    }};
    for (const auto &[ending, type] : kTypes) {
        if (path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending)
            return type;
    }
    return "application/octet-stream";
}

/// True for types that are worth compressing.
bool isText(std::string_view type)
{
    if (type.substr(0, 5) == "text/")
        return true;
    return type == "image/svg+xml" || type == "application/json";
}

} // namespace sample
