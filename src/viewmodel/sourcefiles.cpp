// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/sourcefiles.h"

#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QStringDecoder>

#include <array>

namespace skep {
namespace {

constexpr std::size_t kNamedMax = 3; // files in one sentence

struct FilesWords { Q_DECLARE_TR_FUNCTIONS(Files) };

bool isSkipped(const QString &name)
{
    static const std::array<QLatin1StringView, 11> names{
        QLatin1StringView("node_modules"), QLatin1StringView("bower_components"), QLatin1StringView("__pycache__"),
        QLatin1StringView("venv"),         QLatin1StringView("build"),            QLatin1StringView("dist"),
        QLatin1StringView("out"),          QLatin1StringView("target"),           QLatin1StringView("vendor"),
        QLatin1StringView("third_party"),  QLatin1StringView("site-packages")};
    return name.startsWith(u'.') || name.startsWith(QLatin1StringView("cmake-build-"))
        || std::find(names.begin(), names.end(), name) != names.end();
}

class Walker
{
public:
    Walker(const QString &folder, const std::function<bool(const QString &, const QFileInfo &)> &take, const std::function<void()> &folderEnds)
        : m_root(folder)
        , m_take(take)
        , m_folderEnds(folderEnds)
    {
    }

    /// False: enough.
    bool walk(const QString &relative, int depth);
    [[nodiscard]] WalkCut cut() const { return m_cut; }

private:
    const QDir m_root;
    const std::function<bool(const QString &, const QFileInfo &)> &m_take;
    const std::function<void()> &m_folderEnds;
    int m_seen = 0;
    WalkCut m_cut = WalkCut::None;
    bool m_isEnough = false; // nothing more is looked at
};

bool Walker::walk(const QString &relative, int depth)
{
    const QDir dir(relative.isEmpty() ? m_root.path() : m_root.filePath(relative));
    QStringList folders;
    for (const QFileInfo &entry : dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        const QString path = relative.isEmpty() ? entry.fileName() : relative + u'/' + entry.fileName();
        const bool isTooMuch = ++m_seen > kFolderEntriesMax;
        if (isTooMuch || (entry.isFile() && !m_take(path, entry))) {
            m_cut = isTooMuch ? WalkCut::Entries : WalkCut::Taker;
            m_isEnough = true;
            break;
        }
        if (entry.isDir() && !isSkipped(entry.fileName()))
            folders << path;
    }
    if (m_folderEnds)
        m_folderEnds();
    if (m_isEnough)
        return false;
    if (depth >= kFolderDepthMax) {
        if (!folders.isEmpty())
            m_cut = WalkCut::Depth; // the others are gone through all the same
        return true;
    }
    for (const QString &folder : folders)
        if (!walk(folder, depth + 1))
            return false;
    return true;
}

QString words(FileFault fault)
{
    switch (fault) {
    case FileFault::Gone: return FilesWords::tr("not there any more", "a file");
    case FileFault::Unreadable: return FilesWords::tr("may not be read", "a file");
    case FileFault::NotText: return FilesWords::tr("not text", "a file");
    case FileFault::TooLarge: return FilesWords::tr("too large", "a file");
    }
    return {};
}

} // namespace

tl::expected<QString, FileFault> readText(const QString &path, qint64 bytesMax)
{
    const QFileInfo info(path);
    if (!info.exists())
        return tl::unexpected(FileFault::Gone);
    if (!info.isFile()) // a pipe would be waited for
        return tl::unexpected(FileFault::NotText);
    if (info.size() > bytesMax)
        return tl::unexpected(FileFault::TooLarge);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(FileFault::Unreadable);
    const QByteArray bytes = file.read(bytesMax + 1); // it may have grown meanwhile
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(FileFault::Unreadable);
    if (bytes.size() > bytesMax)
        return tl::unexpected(FileFault::TooLarge);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return tl::unexpected(FileFault::NotText);
    return text;
}

WalkCut walkFolder(const QString &folder, const std::function<bool(const QString &, const QFileInfo &)> &take, const std::function<void()> &folderEnds)
{
    Walker walker(folder, take, folderEnds);
    walker.walk({}, 0);
    return walker.cut();
}

bool isSourceName(const QString &name)
{
    static const QStringList endings{
        QStringLiteral("js"),  QStringLiteral("mjs"), QStringLiteral("cjs"), QStringLiteral("jsx"), QStringLiteral("ts"),  QStringLiteral("mts"),
        QStringLiteral("cts"), QStringLiteral("tsx"), QStringLiteral("py"),  QStringLiteral("pyi"), QStringLiteral("pyw"), QStringLiteral("cpp"),
        QStringLiteral("cc"),  QStringLiteral("cxx"), QStringLiteral("c"),   QStringLiteral("h"),   QStringLiteral("hpp"), QStringLiteral("hh"),
        QStringLiteral("hxx"), QStringLiteral("ipp"), QStringLiteral("inl"), QStringLiteral("c++")};
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot > name.lastIndexOf(u'/') && endings.contains(name.mid(dot + 1).toLower());
}

FolderFiles filesOf(const QString &folder, bool onlySources, std::size_t filesMax)
{
    FolderFiles found;
    found.cut = walkFolder(folder, [&](const QString &name, const QFileInfo &file) {
        if (onlySources && !isSourceName(name))
            return true;
        if (found.files.size() == filesMax)
            return false;
        found.files.push_back({file.filePath(), name});
        return true;
    });
    return found;
}

FilesRead readFiles(const std::vector<ChosenFile> &files, qint64 bytesMax)
{
    FilesRead read;
    for (const ChosenFile &file : files) {
        const qint64 size = QFileInfo(file.path).size();
        const auto text = readText(file.path, bytesMax);
        if (!text) {
            read.leftOut.push_back({file.name, text.error()});
            continue;
        }
        read.bytes += size;
        if (read.bytes > bytesMax)
            continue; // together too much: only how much is still of interest
        read.files.append(QJsonObject{{QStringLiteral("path"), file.name}, {QStringLiteral("text"), *text}});
    }
    return read;
}

QString leftOutWords(const std::vector<LeftOut> &files)
{
    QStringList parts;
    for (std::size_t i = 0; i < std::min(files.size(), kNamedMax); ++i)
        parts << FilesWords::tr("%1: %2", "file, what is wrong with it").arg(files[i].name, words(files[i].fault));
    if (files.size() > kNamedMax)
        parts << FilesWords::tr("%n more", "files", static_cast<int>(files.size() - kNamedMax));
    return parts.join(QStringLiteral("; "));
}

} // namespace skep
