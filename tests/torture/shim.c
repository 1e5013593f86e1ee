/* A disk that fails, for LD_PRELOAD. What a process writes below one folder is counted and, if asked for, written down;
   the n-th of these calls fails with an error of choice, and those after it too where the fault is to last.

   Nothing happens before torture_arm: a process is loaded and forked first, and armed in the child. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 1024
#define LONGEST 1024

static char paths[MOST_FILES][LONGEST]; /* of the open files below the folder */
static char folder[LONGEST];
static size_t folder_length;
static int log_file = -1;
static long fail_at, count;
static int error_number, lasting, armed;

#define REAL(type, name, ...)                                                                                          \
    static type (*real)(__VA_ARGS__);                                                                                  \
    if (!real) real = dlsym(RTLD_NEXT, #name)

static ssize_t real_write(int file, const void *bytes, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return real(file, bytes, size);
}

void torture_arm(const char *place, const char *log, long at, int number, int lasts) {
    snprintf(folder, sizeof folder, "%s", place);
    folder_length = strlen(folder);
    if (log && *log) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    fail_at = at, count = 0, error_number = number, lasting = lasts, armed = 1;
}

long torture_count(void) { return count; }

static int below(const char *path) {
    return armed && path && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}

#define HERE(file) (armed && (file) >= 0 && (file) < MOST_FILES && paths[file][0])

/* Whether this call is the one that fails, or one of those after it. */
static int fails(void) {
    long now = ++count;
    if (fail_at && (now == fail_at || (lasting && now > fail_at))) {
        errno = error_number;
        return 1;
    }
    return 0;
}

struct head {
    char kind, rest[7];
    long path, offset, size;
};

/* W write, T truncate, S sync, C create, U unlink, R rename, D make a folder, X remove one, A acknowledge */
static void record(char kind, const char *path, long offset, const void *bytes, long size) {
    if (log_file < 0) return;
    int before = errno;
    struct head head = {kind, {0}, (long)strlen(path), offset, size};
    size_t whole = sizeof head + head.path + (bytes ? size : 0);
    char *entry = malloc(whole);
    memcpy(entry, &head, sizeof head);
    memcpy(entry + sizeof head, path, head.path);
    if (bytes) memcpy(entry + sizeof head + head.path, bytes, size);
    if (real_write(log_file, entry, whole) != (ssize_t)whole) abort();
    free(entry);
    errno = before;
}

static int opened(int file, const char *path, int flags, int there) {
    if (file < 0 || file >= MOST_FILES) return file;
    paths[file][0] = 0;
    if (below(path)) {
        snprintf(paths[file], LONGEST, "%s", path);
        if (!there) record('C', path, 0, NULL, 0);
        else if (flags & O_TRUNC) record('T', path, 0, NULL, 0);
    }
    return file;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        REAL(int, name, const char *, int, ...);                                                                       \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list more;                                                                                              \
            va_start(more, flags);                                                                                     \
            mode = va_arg(more, int);                                                                                  \
            va_end(more);                                                                                              \
        }                                                                                                              \
        int there = 1;                                                                                                 \
        if (below(path) && flags & O_CREAT) {                                                                          \
            there = !access(path, F_OK);                                                                               \
            if (!there && fails()) return -1;                                                                          \
        }                                                                                                              \
        return opened(real(path, flags, mode), path, flags, there);                                                    \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    REAL(int, close, int);
    if (file >= 0 && file < MOST_FILES && file != log_file) paths[file][0] = 0;
    return real(file);
}

/* A disk that fills up takes the beginning of what is written. */
static size_t taken(size_t size) { return lasting && error_number == ENOSPC && count == fail_at ? size / 2 : 0; }

#define PWRITE(name, type)                                                                                             \
    ssize_t name(int file, const void *bytes, size_t size, type offset) {                                              \
        REAL(ssize_t, name, int, const void *, size_t, type);                                                          \
        if (HERE(file) && fails() && !(size = taken(size))) return -1;                                                 \
        ssize_t done = real(file, bytes, size, offset);                                                                \
        if (HERE(file) && done > 0) record('W', paths[file], offset, bytes, done);                                     \
        return done;                                                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t size) {
    if (HERE(file)) {
        if (fails() && !(size = taken(size))) return -1;
        long offset = lseek(file, 0, SEEK_CUR);
        ssize_t done = real_write(file, bytes, size);
        if (done > 0) record('W', paths[file], offset, bytes, done);
        return done;
    }
    ssize_t done = real_write(file, bytes, size);
    if (armed && file == 1 && done > 0) record('A', "", 0, bytes, done);
    return done;
}

#define SYNC(name)                                                                                                     \
    int name(int file) {                                                                                               \
        REAL(int, name, int);                                                                                          \
        if (HERE(file) && fails()) return -1;                                                                          \
        int done = real(file);                                                                                         \
        if (HERE(file) && !done) record('S', paths[file], 0, NULL, 0);                                                 \
        return done;                                                                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, type)                                                                                           \
    int name(int file, type size) {                                                                                    \
        REAL(int, name, int, type);                                                                                    \
        if (HERE(file) && fails()) return -1;                                                                          \
        int done = real(file, size);                                                                                   \
        if (HERE(file) && !done) record('T', paths[file], size, NULL, 0);                                              \
        return done;                                                                                                   \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

/* Room made in advance is not followed: whoever asks for it goes on by writing. */
#define ALLOCATE(name, type)                                                                                           \
    int name(int file, type offset, type size) {                                                                       \
        REAL(int, name, int, type, type);                                                                              \
        return HERE(file) ? EINVAL : real(file, offset, size);                                                         \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

/* Copying inside the kernel would go past all this; Python goes on by reading and writing. */
#define SEND(name, type)                                                                                               \
    ssize_t name(int out, int in, type *offset, size_t size) {                                                         \
        REAL(ssize_t, name, int, int, type *, size_t);                                                                 \
        if (HERE(out)) {                                                                                               \
            errno = ENOTSOCK;                                                                                          \
            return -1;                                                                                                 \
        }                                                                                                              \
        return real(out, in, offset, size);                                                                            \
    }
SEND(sendfile, off_t)
SEND(sendfile64, off64_t)

/* A dead disk takes nothing away either; one that is full does. */
static int dead(void) {
    if (!fail_at || !lasting || error_number == ENOSPC || count < fail_at) return 0;
    errno = error_number;
    return 1;
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (below(path) && dead()) return -1;
    int done = real(path);
    if (!done && below(path)) record('U', path, 0, NULL, 0);
    return done;
}

int unlinkat(int place, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char whole[2 * LONGEST];
    if (path[0] != '/' && HERE(place)) snprintf(whole, sizeof whole, "%s/%s", paths[place], path);
    else snprintf(whole, sizeof whole, "%s", path);
    if (below(whole) && dead()) return -1;
    int done = real(place, path, flags);
    if (!done && below(whole)) record(flags & AT_REMOVEDIR ? 'X' : 'U', whole, 0, NULL, 0);
    return done;
}

int rmdir(const char *path) {
    REAL(int, rmdir, const char *);
    int done = real(path);
    if (!done && below(path)) record('X', path, 0, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    if (below(path) && access(path, F_OK) && fails()) return -1;
    int done = real(path, mode);
    if (!done && below(path)) record('D', path, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (below(to) && fails()) return -1;
    int done = real(from, to);
    if (!done && below(to)) record('R', from, 0, to, strlen(to));
    return done;
}
