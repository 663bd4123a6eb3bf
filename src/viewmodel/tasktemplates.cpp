// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewmodel/tasktemplates.h"

#include "viewmodel/text.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace skep {
namespace {

struct TemplatesWords { Q_DECLARE_TR_FUNCTIONS(Templates) };

QString groupKey() { return QStringLiteral("templates"); }
QString nameKey() { return QStringLiteral("name"); }
QString taskKey() { return QStringLiteral("task"); }

template<typename Entries>
auto found(Entries &entries, const QString &name)
{
    return std::find_if(entries.begin(), entries.end(), [&](const auto &entry) { return entry.name == name; });
}

} // namespace

TaskTemplates::TaskTemplates(QString settingsPath)
    : m_path(std::move(settingsPath))
{
    load();
}

void TaskTemplates::load()
{
    if (m_path.isEmpty())
        return;
    m_entries.clear();
    QSettings settings(m_path, QSettings::IniFormat);
    const int count = std::min(settings.beginReadArray(groupKey()), kMax); // written by hand it may hold anything
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        Entry entry{cleanName(settings.value(nameKey()).toString()).left(kNameMax), settings.value(taskKey()).toString().toUtf8()};
        if (!entry.name.isEmpty() && entry.json.size() <= kBytesMax && found(m_entries, entry.name) == m_entries.end())
            m_entries.push_back(std::move(entry));
    }
    settings.endArray();
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) { return a.name.localeAwareCompare(b.name) < 0; });
}

QStringList TaskTemplates::names() const
{
    QStringList names;
    for (const Entry &entry : m_entries)
        if (TaskDraft::fromJson(entry.json))
            names << entry.name;
    return names;
}

bool TaskTemplates::contains(const QString &name) const { return found(m_entries, name) != m_entries.end(); }

std::optional<TaskDraft> TaskTemplates::find(const QString &name) const
{
    const auto at = found(m_entries, name);
    return at == m_entries.end() ? std::nullopt : TaskDraft::fromJson(at->json);
}

Result<void> TaskTemplates::save(const QString &typed, const TaskDraft &draft)
{
    const QString name = cleanName(typed);
    if (name.isEmpty())
        return failField(ErrorCode::MissingField, "name");
    if (name.size() > kNameMax)
        return failField(ErrorCode::TooLong, "name", kNameMax);
    const QByteArray json = draft.toJson();
    if (json.size() > kBytesMax)
        return failField(ErrorCode::TooLong, "template", kBytesMax);
    load();
    std::vector<Entry> entries = m_entries;
    if (const auto at = found(entries, name); at != entries.end())
        at->json = json;
    else if (entries.size() >= static_cast<std::size_t>(kMax))
        return failField(ErrorCode::OutOfRange, "templates", kMax);
    else
        entries.push_back({name, json});
    return write(std::move(entries));
}

Result<void> TaskTemplates::remove(const QString &name)
{
    load();
    std::vector<Entry> entries = m_entries;
    if (std::erase_if(entries, [&](const Entry &entry) { return entry.name == name; }) == 0)
        return failField(ErrorCode::NotFound, "template");
    return write(std::move(entries));
}

Result<void> TaskTemplates::write(std::vector<Entry> entries)
{
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.name.localeAwareCompare(b.name) < 0; });
    if (!m_path.isEmpty()) {
        QSettings settings(m_path, QSettings::IniFormat);
        settings.remove(groupKey());
        settings.beginWriteArray(groupKey(), static_cast<int>(entries.size()));
        for (int i = 0; i < static_cast<int>(entries.size()); ++i) {
            settings.setArrayIndex(i);
            settings.setValue(nameKey(), entries[static_cast<std::size_t>(i)].name);
            settings.setValue(taskKey(), QString::fromUtf8(entries[static_cast<std::size_t>(i)].json));
        }
        settings.endArray();
        settings.sync();
        if (settings.status() != QSettings::NoError)
            return fail(ErrorCode::Io, m_path.toStdString());
    }
    m_entries = std::move(entries);
    return {};
}

QString TaskTemplates::words(const Error &error)
{
    switch (error.code) {
    case ErrorCode::MissingField: return TemplatesWords::tr("Name: give the template one.");
    case ErrorCode::TooLong:
        return error.field == "name" ? TemplatesWords::tr("Name: at most %1 characters.").arg(text::number(error.limit))
                                     : TemplatesWords::tr("This is too long for a template: at most %1.").arg(text::bytes(error.limit));
    case ErrorCode::OutOfRange: return TemplatesWords::tr("There are %1 templates, as many as are kept. Delete one first.").arg(text::number(error.limit));
    case ErrorCode::NotFound: return TemplatesWords::tr("This template is not there any more.");
    case ErrorCode::Io: return TemplatesWords::tr("The settings file cannot be written: %1").arg(text::of(error.detail));
    default: return text::error(error);
    }
}

} // namespace skep
