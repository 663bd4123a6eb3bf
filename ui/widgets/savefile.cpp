// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/savefile.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace skep::ui {
namespace {

struct Words { Q_DECLARE_TR_FUNCTIONS(SaveFile) };

} // namespace

SavedFile saveFile(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && write(file) && file.commit())
        return {true, Words::tr("Saved as %1").arg(path)};
    return {false, Words::tr("%1 cannot be written: %2").arg(path, file.errorString())};
}

} // namespace skep::ui
