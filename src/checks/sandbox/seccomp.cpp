// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks/sandbox/seccomp.h"

#include <QtGlobal>

#if defined(Q_OS_LINUX) && (defined(__x86_64__) || defined(__aarch64__))
#define SKEP_HAS_FILTER 1
#include <cerrno>
#include <cstddef>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <vector>
#endif

namespace skep::sandbox {

#ifdef SKEP_HAS_FILTER
namespace {

using Filter = std::vector<sock_filter>;

#ifdef __x86_64__
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr std::uint32_t kNewNamespaces
    = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

// Newer than some headers we build with; the numbers are the same on all processors.
constexpr std::uint32_t kMemfdSecret = 447, kMountSetattr = 442, kOpenTreeAttr = 467;

void load(Filter &filter, std::size_t offset)
{
    filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
}

void answer(Filter &filter, std::uint32_t verdict)
{
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, verdict));
}

std::uint32_t refusal(int error)
{
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

void refuse(Filter &filter, std::uint32_t call, int error)
{
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    answer(filter, refusal(error));
}

/// Low half of an argument; both processors are little-endian.
std::size_t argument(std::size_t index)
{
    return offsetof(seccomp_data, args) + index * sizeof(std::uint64_t);
}

/// For one call: its argument decides. `checks` must end in an answer for every value.
void inspect(Filter &filter, std::uint32_t call, std::size_t index, const Filter &checks)
{
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, static_cast<std::uint8_t>(checks.size() + 1)));
    load(filter, argument(index));
    filter.insert(filter.end(), checks.begin(), checks.end());
}

void refuseCalls(Filter &filter)
{
    // Looking into other processes, kernel keys, mounts, namespaces, kernel programs, kernel modules, time, names of
    // files as handles: none of a test's business.
    for (const long call :
         {SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd, SYS_add_key, SYS_keyctl,
          SYS_request_key, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_move_mount, SYS_open_tree, SYS_fsopen,
          SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_unshare, SYS_setns, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
          SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon, SYS_swapoff,
          SYS_acct, SYS_quotactl, SYS_syslog, SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex,
          SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_lookup_dcookie, SYS_fanotify_init, SYS_vhangup})
        refuse(filter, static_cast<std::uint32_t>(call), EPERM);
    refuse(filter, kMountSetattr, EPERM);
    refuse(filter, kOpenTreeAttr, EPERM);
    // Memory that belongs to no process and no file system we count; programs fall back when it is not there. The
    // same for io_uring, whose work no filter sees, and for clone3, whose flags lie in memory.
    for (const long call : {SYS_memfd_create, SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open, SYS_io_uring_setup,
                            SYS_io_uring_enter, SYS_io_uring_register, SYS_clone3})
        refuse(filter, static_cast<std::uint32_t>(call), ENOSYS);
    refuse(filter, kMemfdSecret, ENOSYS);
}

Filter flagsRefused(std::uint32_t flags)
{
    return {BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, flags, 0, 1), BPF_STMT(BPF_RET | BPF_K, refusal(EPERM)),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
}

Filter onlyValues(const std::vector<std::uint32_t> &values, int error)
{
    Filter checks;
    for (const std::uint32_t value : values) {
        checks.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
        answer(checks, SECCOMP_RET_ALLOW);
    }
    answer(checks, refusal(error));
    return checks;
}

Filter exceptValues(const std::vector<std::uint32_t> &values, int error)
{
    Filter checks;
    for (const std::uint32_t value : values)
        refuse(checks, value, error);
    answer(checks, SECCOMP_RET_ALLOW);
    return checks;
}

} // namespace

QByteArray seccompFilter()
{
    Filter filter;
    load(filter, offsetof(seccomp_data, arch));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
    answer(filter, SECCOMP_RET_KILL_PROCESS); // 32-bit calls have other numbers
    load(filter, offsetof(seccomp_data, nr));
#ifdef __x86_64__
    constexpr std::uint32_t kX32Bit = 0x40000000; // the same calls under other numbers
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32Bit, 0, 1));
    answer(filter, refusal(ENOSYS));
#endif
    refuseCalls(filter);
    inspect(filter, SYS_clone, 0, flagsRefused(kNewNamespaces));
    // Some families, AF_VSOCK among them, know no network namespace.
    inspect(filter, SYS_socket, 0, onlyValues({AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}, EAFNOSUPPORT));
    constexpr std::uint32_t kTiocLinux = 0x541C;
    inspect(filter, SYS_ioctl, 1, exceptValues({TIOCSTI, kTiocLinux}, EPERM));
    answer(filter, SECCOMP_RET_ALLOW);
    return {reinterpret_cast<const char *>(filter.data()), static_cast<qsizetype>(filter.size() * sizeof(sock_filter))};
}

#else

QByteArray seccompFilter()
{
    return {};
}

#endif

} // namespace skep::sandbox
