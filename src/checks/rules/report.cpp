// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/rules/report.h"

#include <algorithm>
#include <tuple>

namespace skep::checks {

void Report::add(int token, Severity severity, std::string_view rule, std::string message)
{
    addLine(m_unit.line(token), severity, rule, std::move(message));
}

void Report::addLine(int line, Severity severity, std::string_view rule, std::string message)
{
    m_findings.push_back({line, severity, std::string(rule), std::move(message)});
}

/// A person has seen the place and said so. Severe findings are shown all the same.
bool Report::isWaved(const Finding &finding) const
{
    if (finding.severity == Severity::High)
        return false;
    for (const auto word : {"noqa", "nolint", "eslint-disable-line"}) {
        if (m_unit.hasComment(finding.line, finding.line, word))
            return true;
    }
    for (const auto word : {"nolintnextline", "eslint-disable-next-line"}) {
        if (m_unit.hasComment(finding.line - 1, finding.line - 1, word))
            return true;
    }
    return false;
}

std::vector<Finding> Report::take()
{
    const auto key = [](const Finding &f) { return std::tie(f.line, f.rule); };
    std::sort(m_findings.begin(), m_findings.end(), [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
    m_findings.erase(std::unique(m_findings.begin(), m_findings.end(),
                                 [&](const Finding &a, const Finding &b) { return key(a) == key(b); }),
                     m_findings.end());
    std::erase_if(m_findings, [&](const Finding &finding) { return isWaved(finding); });
    if (m_findings.size() > kFindingsPerFileMax) {
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
        m_findings.resize(kFindingsPerFileMax);
        std::sort(m_findings.begin(), m_findings.end(), [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
    }
    return std::move(m_findings);
}

} // namespace skep::checks
