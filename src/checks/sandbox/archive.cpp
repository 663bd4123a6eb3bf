// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/archive.h"

#include <array>
#include <cstdio>
#include <cstring>

namespace skep::sandbox {
namespace {

constexpr std::size_t kBlockBytes = 512;
constexpr std::size_t kRecordBytes = 20 * kBlockBytes;
constexpr qsizetype kEndBytes = 2 * kBlockBytes;

using Block = std::array<char, kBlockBytes>;

// Places in a ustar header (POSIX.1-1988).
constexpr std::size_t kNameBytes = 100, kModeAt = 100, kUidAt = 108, kGidAt = 116, kSizeAt = 124, kTimeAt = 136, kSumAt = 148,
                      kTypeAt = 156, kMagicAt = 257;
constexpr char kFile = '0';
constexpr char kLongName = 'L'; // GNU's way: an entry of its own, whose bytes are the next one's name

void put(Block &block, std::size_t at, std::string_view text)
{
    std::memcpy(block.data() + at, text.data(), text.size());
}

Block headerOf(std::string_view name, std::size_t size, char type)
{
    Block block{};
    put(block, 0, name.substr(0, kNameBytes));
    put(block, kModeAt, "0000755"); // scripts of a project may call each other
    put(block, kUidAt, "0000000");
    put(block, kGidAt, "0000000");
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "%011llo", static_cast<unsigned long long>(size));
    put(block, kSizeAt, number.data());
    put(block, kTimeAt, "13000000000"); // one fixed time: the same input gives the same copy
    block[kTypeAt] = type;
    put(block, kMagicAt, "ustar  ");
    std::memset(block.data() + kSumAt, ' ', 8);
    unsigned sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    std::snprintf(number.data(), number.size(), "%06o", sum);
    put(block, kSumAt, std::string_view(number.data(), 7));
    return block;
}

void pad(QByteArray &out, std::size_t unit)
{
    const auto over = static_cast<std::size_t>(out.size()) % unit;
    if (over > 0)
        out.append(static_cast<qsizetype>(unit - over), '\0');
}

void addEntry(QByteArray &out, std::string_view name, std::string_view bytes, char type)
{
    const Block header = headerOf(name, bytes.size(), type);
    out.append(header.data(), header.size());
    out.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    pad(out, kBlockBytes);
}

} // namespace

QByteArray archiveOf(const std::vector<File> &files)
{
    QByteArray out;
    for (const File &file : files) {
        if (file.path.size() > kNameBytes)
            addEntry(out, "././@LongLink", std::string_view(file.path.c_str(), file.path.size() + 1), kLongName);
        addEntry(out, file.path, file.bytes, kFile);
    }
    out.append(kEndBytes, '\0');
    pad(out, kRecordBytes);
    return out;
}

} // namespace skep::sandbox
