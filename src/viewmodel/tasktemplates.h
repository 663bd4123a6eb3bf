// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "viewmodel/taskdraft.h"

#include <QString>

#include <vector>

namespace skep {

/// The person's own templates for new tasks, in the settings file of the window: not in the hub, which others use too.
/// Another window may share the file, so it is read again before each change. Window thread; a file of a few KiB.
class TaskTemplates final
{
public:
    static constexpr int kMax = 50;             // then a new one is refused
    static constexpr int kNameMax = 60;         // characters
    static constexpr int kBytesMax = 64 * 1024; // of one, as JSON

    struct Entry
    {
        QString name;
        QByteArray json; // kept as it is, also when another version wrote what is not understood here
    };

    /// Empty path: they last as long as this object.
    explicit TaskTemplates(QString settingsPath);

    /// Reads the file again.
    void load();
    /// By name, those that are understood.
    [[nodiscard]] QStringList names() const;
    /// Also of one that is not understood.
    [[nodiscard]] bool contains(const QString &name) const;
    [[nodiscard]] std::optional<TaskDraft> find(const QString &name) const;
    /// Takes the place of one with the same name. MissingField, TooLong or OutOfRange with the field "name", "template"
    /// or "templates" and its limit; Io: the file cannot be written, and nothing changed.
    [[nodiscard]] Result<void> save(const QString &name, const TaskDraft &draft);
    /// NotFound, Io.
    [[nodiscard]] Result<void> remove(const QString &name);

    /// The name as it is kept: without spaces around and line breaks inside.
    [[nodiscard]] static QString cleanName(const QString &typed) { return typed.simplified(); }
    /// An error of save() or remove(), in words.
    [[nodiscard]] static QString words(const Error &error);

private:
    [[nodiscard]] Result<void> write(std::vector<Entry> entries);

    const QString m_path;
    std::vector<Entry> m_entries; // by name
};

} // namespace skep
