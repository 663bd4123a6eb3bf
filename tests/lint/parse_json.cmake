# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
file(READ "${FILE}" text)
string(JSON kind TYPE "${text}")
message(STATUS "${FILE}: ${kind}")
