// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/sessions.h"

#include <QByteArray>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace skep::hub {
namespace {

constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kMacBytes = 32;

std::string randomBytes(std::size_t count)
{
    std::string bytes;
    while (bytes.size() < count) {
        const quint64 word = QRandomGenerator::system()->generate64();
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    bytes.resize(count);
    return bytes;
}

} // namespace

Sessions::Sessions(std::string secret) : m_secret(secret.empty() ? randomBytes(kMacBytes) : std::move(secret)) {}

std::string Sessions::sign(std::string_view agent, std::string_view random) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, QByteArray::fromStdString(m_secret));
    code.addData(random.data(), static_cast<qsizetype>(random.size()));
    code.addData(agent.data(), static_cast<qsizetype>(agent.size()));
    return code.result().toStdString();
}

std::string Sessions::issue(std::string_view agent) const
{
    const std::string random = randomBytes(kRandomBytes);
    return QByteArray::fromStdString(random + sign(agent, random))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

bool Sessions::isGood(std::string_view agent, std::string_view session) const
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray(session.data(), static_cast<qsizetype>(session.size())),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const std::string bytes = decoded.decoded.toStdString();
    if (!decoded || bytes.size() != kRandomBytes + kMacBytes)
        return false;
    const std::string expected = sign(agent, std::string_view(bytes).substr(0, kRandomBytes));
    unsigned difference = 0;
    for (std::size_t i = 0; i < kMacBytes; ++i)
        difference |= static_cast<unsigned char>(bytes[kRandomBytes + i] ^ expected[i]);
    return difference == 0;
}

} // namespace skep::hub
