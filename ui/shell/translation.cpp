// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace skep::ui {

void installTranslation()
{
    const QString name = QStringLiteral("skep-translation");
    if (qApp->findChild<QTranslator *>(name))
        return;
    auto *translator = new QTranslator(qApp);
    translator->setObjectName(name);
    const QString folder = QStringLiteral(":/skep/i18n");
    if (translator->load(QLocale(), QStringLiteral("skep"), QStringLiteral("_"), folder)
        || translator->load(QStringLiteral("skep_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace skep::ui
