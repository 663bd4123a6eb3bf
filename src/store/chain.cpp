// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chain.h"

#include "store/packing.h"

#include <openssl/evp.h>

namespace skep::store {

Chain::Chain()
    : m_context(EVP_MD_CTX_new())
    , m_algorithm(EVP_MD_fetch(nullptr, "SHA512-256", nullptr)) // once: a look-up per hash costs 0.5 us
{
}

Chain::~Chain()
{
    EVP_MD_CTX_free(m_context);
    EVP_MD_free(m_algorithm);
}

void Chain::begin()
{
    EVP_DigestInit_ex2(m_context, m_algorithm, nullptr);
}

void Chain::add(std::string_view bytes)
{
    EVP_DigestUpdate(m_context, bytes.data(), bytes.size());
}

std::string Chain::end()
{
    std::string digest(kBytes, '\0');
    EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char *>(digest.data()), nullptr);
    return digest;
}

std::string Chain::link(std::string_view before, BatchNo first, BatchNo last, std::string_view bodies,
                        std::string_view data)
{
    std::string numbers;
    appendFixed64(numbers, first);
    appendFixed64(numbers, last);
    begin();
    add(before);
    add(numbers);
    add(bodies);
    add(data);
    return end();
}

} // namespace skep::store
