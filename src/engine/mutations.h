// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Faults that the simulator plants to prove that it would notice them. Only the test variant of this library
// (SKEP_MUTATIONS) has them; in the product every switch is a constant false and the code behind it is gone.
namespace skep::engine {

#ifdef SKEP_MUTATIONS
struct Mutations
{
    bool fencesOff = false;
    bool duplicateKeys = false;
    bool expiryFirst = false;
};
inline Mutations mutations; // set once, before any engine
#else
struct Mutations
{
    static constexpr bool fencesOff = false;
    static constexpr bool duplicateKeys = false;
    static constexpr bool expiryFirst = false;
};
inline constexpr Mutations mutations;
#endif

} // namespace skep::engine
