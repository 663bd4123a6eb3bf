// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace skep::test {
namespace {

constexpr std::int64_t kSectorBytes = 512;

std::string contentOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::string content(file ? static_cast<std::size_t>(file.tellg()) : 0, '\0');
    file.seekg(0).read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

void place(std::string &content, std::int64_t offset, std::string_view bytes)
{
    const auto at = static_cast<std::size_t>(offset);
    if (content.size() < at + bytes.size())
        content.resize(at + bytes.size(), '\0');
    content.replace(at, bytes.size(), bytes);
}

} // namespace

struct FaultVfs::File
{
    sqlite3_file base; // first: SQLite sees this part only
    FaultVfs *vfs;
    Image *image; // nullptr: not ours to lose (temporary files)
    sqlite3_file *real;
};

/// What SQLite calls. Everything not about losing or refusing passes through.
struct FaultVfs::Calls
{
    static File *at(sqlite3_file *file) { return reinterpret_cast<File *>(file); }
    static sqlite3_file *real(sqlite3_file *file) { return at(file)->real; }
    static FaultVfs *of(sqlite3_vfs *vfs) { return static_cast<FaultVfs *>(vfs->pAppData); }

    static int close(sqlite3_file *file)
    {
        return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
    }
    static int read(sqlite3_file *file, void *buffer, int bytes, sqlite3_int64 offset)
    {
        return real(file)->pMethods->xRead(real(file), buffer, bytes, offset);
    }
    static int write(sqlite3_file *file, const void *buffer, int bytes, sqlite3_int64 offset)
    {
        File *self = at(file);
        if (!self->image)
            return self->real->pMethods->xWrite(self->real, buffer, bytes, offset);
        if (!self->vfs->spend())
            return SQLITE_IOERR_WRITE;
        sqlite3_int64 size = 0;
        self->real->pMethods->xFileSize(self->real, &size);
        if (self->vfs->m_isFull && offset + bytes > size)
            return SQLITE_FULL;
        self->image->pending.push_back(
            {offset, std::string(static_cast<const char *>(buffer), static_cast<std::size_t>(bytes)), false});
        return self->real->pMethods->xWrite(self->real, buffer, bytes, offset);
    }
    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        File *self = at(file);
        if (self->image) {
            if (!self->vfs->spend())
                return SQLITE_IOERR_TRUNCATE;
            self->image->pending.push_back({size, {}, true});
        }
        return self->real->pMethods->xTruncate(self->real, size);
    }
    static int sync(sqlite3_file *file, int)
    {
        File *self = at(file);
        if (!self->image)
            return SQLITE_OK;
        if (!self->vfs->spend() || self->vfs->m_syncFails)
            return SQLITE_IOERR_FSYNC;
        for (const Write &write : self->image->pending) {
            if (write.isTruncation)
                self->image->synced.resize(static_cast<std::size_t>(write.offset), '\0');
            else
                place(self->image->synced, write.offset, write.bytes);
        }
        self->image->pending.clear();
        return SQLITE_OK; // without the real one: the test would take minutes, and proves nothing more
    }
    static int fileSize(sqlite3_file *file, sqlite3_int64 *size)
    {
        return real(file)->pMethods->xFileSize(real(file), size);
    }
    static int lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
    static int unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
    static int checkLock(sqlite3_file *file, int *result)
    {
        return real(file)->pMethods->xCheckReservedLock(real(file), result);
    }
    static int control(sqlite3_file *file, int operation, void *argument)
    {
        if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE)
            return SQLITE_OK; // would grow the file behind our back
        return real(file)->pMethods->xFileControl(real(file), operation, argument);
    }
    static int sectorSize(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
    static int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
    static int shmMap(sqlite3_file *file, int page, int bytes, int extend, void volatile **address)
    {
        return real(file)->pMethods->xShmMap(real(file), page, bytes, extend, address);
    }
    static int shmLock(sqlite3_file *file, int offset, int n, int flags)
    {
        return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
    }
    static void shmBarrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
    static int shmUnmap(sqlite3_file *file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

    static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        static const sqlite3_io_methods methods
            = {2,        close,     read,    write,      truncate,        sync,   fileSize, lock,
               unlock,   checkLock, control, sectorSize, characteristics, shmMap, shmLock,  shmBarrier,
               shmUnmap, nullptr,   nullptr};
        FaultVfs *self = of(vfs);
        file->pMethods = nullptr;
        if (self->isDead())
            return SQLITE_CANTOPEN;
        File *opened = at(file);
        opened->vfs = self;
        opened->real = reinterpret_cast<sqlite3_file *>(opened + 1);
        constexpr int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
        const bool isKept = name && (flags & kept) != 0;
        if (isKept)
            self->imageOf(name); // as it is before SQLite makes or changes it
        const int code = self->m_real->xOpen(self->m_real, name, opened->real, flags, outFlags);
        opened->image = isKept ? &self->imageOf(name) : nullptr;
        if (opened->real->pMethods)
            file->pMethods = &methods;
        return code;
    }
    static int remove(sqlite3_vfs *vfs, const char *name, int syncFolder)
    {
        FaultVfs *self = of(vfs);
        if (!self->spend())
            return SQLITE_IOERR_DELETE;
        self->m_images.erase(name);
        return self->m_real->xDelete(self->m_real, name, syncFolder);
    }
};

FaultVfs::FaultVfs(const std::string &name)
    : m_real(sqlite3_vfs_find(nullptr))
    , m_name(name)
{
    m_vfs = *m_real;
    m_vfs.pNext = nullptr;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
    m_vfs.xOpen = Calls::open;
    m_vfs.xDelete = Calls::remove;
    m_vfs.xAccess = [](sqlite3_vfs *vfs, const char *path, int flags, int *result) {
        sqlite3_vfs *real = Calls::of(vfs)->m_real;
        return real->xAccess(real, path, flags, result);
    };
    m_vfs.xFullPathname = [](sqlite3_vfs *vfs, const char *path, int bytes, char *result) {
        sqlite3_vfs *real = Calls::of(vfs)->m_real;
        return real->xFullPathname(real, path, bytes, result);
    };
    sqlite3_vfs_register(&m_vfs, 0);
}

FaultVfs::~FaultVfs()
{
    sqlite3_vfs_unregister(&m_vfs);
}

bool FaultVfs::spend()
{
    if (m_left == 0)
        return false;
    ++m_operations;
    if (m_left > 0 && --m_left == 0)
        return false;
    return true;
}

FaultVfs::Image &FaultVfs::imageOf(const std::string &path)
{
    const auto [at, isNew] = m_images.try_emplace(path);
    if (isNew)
        at->second.synced = contentOf(path);
    return at->second;
}

void FaultVfs::restart(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    for (auto &[path, image] : m_images) {
        std::string content = image.synced;
        // Of some cuts everything survives, of some nothing, of most a part.
        const std::uint64_t keptOfFour = random() % 5;
        for (const Write &write : image.pending) {
            if (write.isTruncation) {
                if (random() % 4 < keptOfFour)
                    content.resize(static_cast<std::size_t>(write.offset), '\0');
                continue;
            }
            const auto size = static_cast<std::int64_t>(write.bytes.size());
            for (std::int64_t done = 0; done < size;) {
                const std::int64_t at = write.offset + done;
                const std::int64_t length = std::min(size - done, kSectorBytes - at % kSectorBytes);
                if (random() % 4 < keptOfFour)
                    place(content, at,
                          std::string_view(write.bytes)
                              .substr(static_cast<std::size_t>(done), static_cast<std::size_t>(length)));
                else
                    ++m_lostSectors;
                done += length;
            }
        }
        std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
        std::remove((path + "-shm").c_str());
    }
    m_images.clear();
    m_left = -1;
}

} // namespace skep::test
