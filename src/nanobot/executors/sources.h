// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checks/source.h"
#include "core/result.h"

#include <QJsonObject>
#include <QStringList>

#include <cstddef>
#include <string>
#include <vector>

namespace skep::nanobot {

inline constexpr std::size_t kSourceFilesMax = 2'000;
inline constexpr std::size_t kSourceFileBytesMax = 1024 * 1024;
inline constexpr std::size_t kSourceTotalBytesMax = 32 * 1024 * 1024;

/// The source a task is about: text in params.files, or files below params.folder where the operator has opened a
/// root for reading. Files of a folder are read one at a time. Any thread.
class Sources final
{
public:
    enum class Take {
        Source,     // text of a known language
        Everything, // whatever a project needs to run
    };
    /// `roots`: canonical folders that may be read; empty: none.
    [[nodiscard]] static Result<Sources> of(const QJsonObject &params, const QStringList &roots, Take take = Take::Source);

    [[nodiscard]] std::size_t count() const { return m_files.empty() ? m_paths.size() : m_files.size(); }
    [[nodiscard]] std::string pathAt(std::size_t index) const;
    /// A refusal concerns this file only: too large, gone, not text.
    [[nodiscard]] Result<checks::SourceFile> fileAt(std::size_t index) const;

private:
    static Result<Sources> inlineFiles(const QJsonObject &params);
    static Result<Sources> folderFiles(const QJsonObject &params, const QStringList &roots, Take take);
    Result<void> listFolder();

    std::vector<checks::SourceFile> m_files; // inline
    QString m_folder; // canonical
    std::vector<std::string> m_paths; // relative to the folder
    Take m_take = Take::Source;
};

/// True when the canonical `path` is `root` or lies below it.
[[nodiscard]] bool isBelow(const QString &path, const QString &root);

} // namespace skep::nanobot
