// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;
struct evp_md_st;

namespace skep::store {

/// The hash of the log's chain, SHA-512/256: where the processor has no SHA instructions it takes two thirds of
/// SHA-256's time. A changed, missing or moved row shows; who can write the file can also make a new chain, so this
/// is no signature.
class Chain
{
public:
    static constexpr std::size_t kBytes = 32;

    Chain();
    ~Chain();
    Chain(const Chain &) = delete;
    Chain &operator=(const Chain &) = delete;

    /// False where OpenSSL was built or configured without the algorithm.
    [[nodiscard]] bool isReady() const { return m_context && m_algorithm; }
    void begin();
    void add(std::string_view bytes);
    [[nodiscard]] std::string end();

    /// Of one row of the log.
    [[nodiscard]] std::string link(std::string_view before, BatchNo first, BatchNo last, std::string_view bodies,
                                   std::string_view data);
    /// What stands before the first row.
    [[nodiscard]] static std::string origin() { return std::string(kBytes, '\0'); }

private:
    evp_md_ctx_st *m_context;
    evp_md_st *m_algorithm;
};

} // namespace skep::store
