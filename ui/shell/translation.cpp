// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace skep::ui {
namespace {

QTranslator *translatorNamed(const QString &name)
{
    if (auto *known = qApp->findChild<QTranslator *>(name))
        return known;
    auto *translator = new QTranslator(qApp);
    translator->setObjectName(name);
    return translator;
}

QString codeOf(const QString &wish)
{
    if (languages().contains(wish))
        return wish;
    const QString system = QLocale::system().name().left(2);
    return languages().contains(system) ? system : QStringLiteral("en");
}

} // namespace

QStringList languages() { return {QStringLiteral("en"), QStringLiteral("de")}; }

void installLanguage(const QString &wish)
{
    const QString code = codeOf(wish);
    const QLocale system = QLocale::system();
    // The region's own way of writing numbers where the language is the system's.
    QLocale::setDefault(system.name().startsWith(code) ? system : QLocale(code));
    // Qt's own words: buttons of its dialogs, shortcuts. Below ours, so that ours win.
    QTranslator *qt = translatorNamed(QStringLiteral("qt-translation"));
    QTranslator *own = translatorNamed(QStringLiteral("skep-translation"));
    QCoreApplication::removeTranslator(own);
    QCoreApplication::removeTranslator(qt);
    if (qt->load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    if (own->load(QStringLiteral("skep_") + code, QStringLiteral(":/skep/i18n")))
        QCoreApplication::installTranslator(own);
}

} // namespace skep::ui
