// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/clientcodec.h"
#include "wire/views_p.h"

// What the hub's messages are made of, for the client's reader.
namespace skep::wire {

struct Asked
{
    std::uint64_t ref = 0;
    bool ok = true;
    Error error;
};

/// The three fields that begin the answer to a question: ref, ok, error.
bool takeAsked(FieldReader &in, std::size_t i, od::value &v, Asked &asked);
bool readWelcome(FieldReader &in, od::object &o, Welcome &w);
bool readOrder(FieldReader &in, od::value &v, TaskOrder &t);
bool readLease(FieldReader &in, od::value &v, LeaseName &lease);
bool readAnswer(FieldReader &in, od::value &v, PersonAnswer &answer);
bool readRefusal(FieldReader &in, od::value &v, Refusal &r);
bool readAccepted(FieldReader &in, od::value &v, AcceptedTask &a);
bool readReply(FieldReader &in, od::value &v, ReplyItem &r);
/// One field of a reply: `i` is its place in kReplyNames.
inline constexpr std::size_t kReplyFields = 8;
extern const std::string_view kReplyNames[kReplyFields];
bool takeReply(FieldReader &in, std::size_t i, od::value &value, ReplyItem &r, bool &ok, Error &error);
bool readPicture(FieldReader &in, od::object &o, Picture &p);
bool readDetail(FieldReader &in, od::object &o, Asked &asked, TaskDetail &d);
bool readReport(FieldReader &in, od::object &o, Asked &asked, DelegationReport &r);
bool readSeries(FieldReader &in, od::object &o, Asked &asked, Series &series);
bool readEventPage(FieldReader &in, od::object &o, Asked &asked, EventPage &page);
bool readFault(FieldReader &in, od::object &o, Fault &fault);

} // namespace skep::wire
