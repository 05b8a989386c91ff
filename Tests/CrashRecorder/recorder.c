// Records what a process writes and syncs, so that a test can replay any power loss.
//
// The functions below have the names of the C library's and stand in the executable, so that every
// shared library of the process (liblmdb for one) calls them instead. Each makes the system call
// and, when it succeeded on $RAPPORT_CRASH_ROOT or below, appends an entry to the file
// $RAPPORT_CRASH_TRACE. One mutex is held around both, so that the trace has the true order.
// Without these variables only the system call is made.
//
// An entry: 1 byte operation, 1 byte flags (1: the write was O_DSYNC), 2 bytes 0, 4 bytes length of
// the path, 8 bytes inode, 8 bytes offset, size or number, 8 bytes length of the data, the path,
// the data. Numbers are little endian (those of the machine). Writes to LMDB's lock file are left
// out: what it holds does not survive the processes that use it.
//
// It also makes the disk fail, when $RAPPORT_FAULT_AT is a number n: the n-th call below the root
// of the kind $RAPPORT_FAULT_KIND ("sync", or "write", which are also the calls that cut a file or
// change names) fails with the number $RAPPORT_FAULT_ERRNO, and with $RAPPORT_FAULT_LASTS all later
// ones of that kind do. A disk that is full takes a part of a write first, as Linux has it: half, or
// $RAPPORT_FAULT_TAKES of 256 parts; a write that is synced at once (O_DSYNC) and fails has arrived in
// the page cache all the same. With $RAPPORT_FAULT_KILLS, a number k, the process is killed (SIGKILL)
// when k more entries have followed that of the failure; with $RAPPORT_KILL_AT, a number n, after the
// n-th entry.

#define _GNU_SOURCE
#include "CrashRecorder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum operation {
  CREATED = 1, WROTE, RESIZED, SYNCED, RENAMED, REMOVED, MADE_DIRECTORY, SYNCED_DIRECTORY, MARKED,
  FAILED
};

struct entry {
  uint8_t operation, flags;
  uint16_t zero;
  uint32_t path_length;
  uint64_t inode, number, data_length;
};

static int trace = -1;
static char root[PATH_MAX];
static size_t root_length;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

enum fault_kind { FAULT_NONE, FAULT_SYNC, FAULT_WRITE };

static enum fault_kind fault_kind = FAULT_NONE;
static uint64_t fault_at, calls;
static int fault_number, fault_lasts, is_full;
static size_t fault_takes = 128;
static long kills_after = -1, kill_at, entries;
static int has_failed;

static void read_fault(void) {
  const char *at = getenv("RAPPORT_FAULT_AT"), *kind = getenv("RAPPORT_FAULT_KIND");
  const char *number = getenv("RAPPORT_FAULT_ERRNO");
  if (at == NULL || kind == NULL || number == NULL) return;
  fault_at = strtoull(at, NULL, 10);
  fault_number = atoi(number);
  fault_lasts = getenv("RAPPORT_FAULT_LASTS") != NULL;
  const char *takes = getenv("RAPPORT_FAULT_TAKES"), *kills = getenv("RAPPORT_FAULT_KILLS");
  if (takes != NULL) fault_takes = strtoull(takes, NULL, 10);
  if (kills != NULL) kills_after = atol(kills);
  fault_kind = strcmp(kind, "sync") == 0 ? FAULT_SYNC : FAULT_WRITE;
}

__attribute__((constructor)) static void begin(void) {
  read_fault();
  const char *kill = getenv("RAPPORT_KILL_AT");
  if (kill != NULL) kill_at = atol(kill);
  const char *path = getenv("RAPPORT_CRASH_TRACE");
  const char *below = getenv("RAPPORT_CRASH_ROOT");
  if (path == NULL || below == NULL || realpath(below, root) == NULL) return;
  root_length = strlen(root);
  trace = (int)syscall(
    SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    long done = syscall(SYS_write, trace, next, count);
    if (done < 0 && errno == EINTR) continue;
    // A trace with a hole would prove nothing.
    if (done <= 0) abort();
    next += done;
    count -= (size_t)done;
  }
}

static void note(
  enum operation operation, uint8_t flags, const char *path, uint64_t inode, uint64_t number,
  const void *data, size_t data_length
) {
  struct entry entry = {
    (uint8_t)operation, flags, 0, (uint32_t)strlen(path), inode, number, data_length
  };
  put(&entry, sizeof entry);
  put(path, entry.path_length);
  put(data, data_length);
  if (operation == FAILED) has_failed = 1;
  int is_due = has_failed && operation != MARKED && kills_after >= 0 && kills_after-- == 0;
  if (++entries == kill_at || is_due) syscall(SYS_kill, getpid(), SIGKILL);
}

static int is_below_root(const char *path) {
  size_t length = strlen(path);
  if (strncmp(path, root, root_length) != 0) return 0;
  // The root itself counts: syncing it makes the names in it durable.
  if (path[root_length] != '/' && path[root_length] != 0) return 0;
  return length < 9 || strcmp(path + length - 9, "/lock.mdb") != 0;
}

/// The path and inode behind a descriptor; 0 when they are none of ours.
static int is_ours(int descriptor, char *path, struct stat *status) {
  if (trace < 0) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_below_root(path) && fstat(descriptor, status) == 0;
}

/// The absolute path of a name; 0 when it is none of ours.
static int resolve(const char *name, char *path) {
  if (trace < 0) return 0;
  char folder[PATH_MAX], whole[PATH_MAX];
  snprintf(folder, sizeof folder, "%s", name);
  char *slash = strrchr(folder, '/');
  const char *last = slash ? name + (slash - folder) + 1 : name;
  if (slash) *slash = 0;
  if (realpath(slash ? (slash == folder ? "/" : folder) : ".", whole) == NULL) return 0;
  if (snprintf(path, PATH_MAX, "%s/%s", whole, last) >= PATH_MAX) abort();
  return is_below_root(path);
}

/// Whether this call has to fail; the lock is held and the call is one of ours.
static int must_fail(enum fault_kind kind) {
  if (kind != fault_kind) return 0;
  calls++;
  return calls == fault_at || (fault_lasts && calls > fault_at);
}

/// Makes a call fail: says so in the trace, sets errno and answers -1. Of a write its place is said,
/// of any other call 0.
static int fail(enum fault_kind kind, const char *path, uint64_t inode, off_t offset) {
  note(FAILED, (uint8_t)kind, path, inode, (uint64_t)offset, "", 0);
  errno = fault_number;
  return -1;
}

/// Whether a change of names must fail, and does.
static int name_fails(int is_ours, const char *path) {
  return is_ours && must_fail(FAULT_WRITE) && fail(FAULT_WRITE, path, 0, 0);
}

static ssize_t wrote(int descriptor, const void *bytes, off_t offset, ssize_t done) {
  char path[PATH_MAX];
  struct stat status;
  int saved = errno;
  if (done > 0 && is_ours(descriptor, path, &status)) {
    int is_synced = (fcntl(descriptor, F_GETFL) & O_DSYNC) != 0;
    note(WROTE, (uint8_t)is_synced, path, status.st_ino, (uint64_t)offset, bytes, (size_t)done);
  }
  errno = saved;
  return done;
}

/// A write that has to fail, with what of it is done all the same; 0 when it need not fail.
static int write_fails(
  int descriptor, const void *bytes, size_t count, off_t offset, ssize_t *done
) {
  char path[PATH_MAX];
  struct stat status;
  if (fault_kind == FAULT_NONE || !is_ours(descriptor, path, &status)) return 0;
  int is_synced = (fcntl(descriptor, F_GETFL) & O_DSYNC) != 0;
  if (is_synced && must_fail(FAULT_SYNC)) {
    long arrived = syscall(SYS_pwrite64, descriptor, bytes, count, offset);
    if (arrived > 0)
      note(WROTE, 0, path, status.st_ino, (uint64_t)offset, bytes, (size_t)arrived);
    *done = fail(FAULT_SYNC, path, status.st_ino, offset);
    return 1;
  }
  if (!must_fail(FAULT_WRITE)) return 0;
  *done = fail(FAULT_WRITE, path, status.st_ino, offset);
  if (fault_number == ENOSPC && !is_full && count > 1) {
    is_full = 1;
    fault_at++;  // the next write finds the disk full
    size_t taken = count * fault_takes / 256;
    if (taken > 0) {
      *done = syscall(SYS_pwrite64, descriptor, bytes, taken, offset);
      wrote(descriptor, bytes, offset, *done);
    }
  }
  return 1;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  pthread_mutex_lock(&lock);
  ssize_t failed;
  if (write_fails(descriptor, bytes, count, offset, &failed)) {
    pthread_mutex_unlock(&lock);
    return failed;
  }
  ssize_t done = syscall(SYS_pwrite64, descriptor, bytes, count, offset);
  wrote(descriptor, bytes, offset, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t offset) {
  return pwrite(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (trace < 0) return syscall(SYS_write, descriptor, bytes, count);
  pthread_mutex_lock(&lock);
  off_t offset = lseek(descriptor, 0, SEEK_CUR);
  ssize_t done;
  if (write_fails(descriptor, bytes, count, offset, &done)) {
    int saved = errno;
    if (done > 0) lseek(descriptor, offset + done, SEEK_SET);
    errno = saved;
    pthread_mutex_unlock(&lock);
    return done;
  }
  done = syscall(SYS_write, descriptor, bytes, count);
  wrote(descriptor, bytes, offset, done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
  if (trace < 0) return syscall(SYS_writev, descriptor, pieces, count);
  pthread_mutex_lock(&lock);
  off_t offset = lseek(descriptor, 0, SEEK_CUR);
  ssize_t done;
  if (count > 0
      && write_fails(descriptor, pieces[0].iov_base, pieces[0].iov_len, offset, &done)) {
    int saved = errno;
    if (done > 0) lseek(descriptor, offset + done, SEEK_SET);
    errno = saved;
    pthread_mutex_unlock(&lock);
    return done;
  }
  done = syscall(SYS_writev, descriptor, pieces, count);
  ssize_t rest = done;
  for (int index = 0; index < count && rest > 0; index++) {
    ssize_t part = rest < (ssize_t)pieces[index].iov_len ? rest : (ssize_t)pieces[index].iov_len;
    wrote(descriptor, pieces[index].iov_base, offset, part);
    offset += part;
    rest -= part;
  }
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate(int descriptor, off_t size) {
  pthread_mutex_lock(&lock);
  char path[PATH_MAX];
  struct stat status;
  int is_one = is_ours(descriptor, path, &status);
  int code = name_fails(is_one, path) ? -1 : (int)syscall(SYS_ftruncate, descriptor, size);
  if (code == 0 && is_one)
    note(RESIZED, 0, path, status.st_ino, (uint64_t)size, "", 0);
  pthread_mutex_unlock(&lock);
  return code;
}

int ftruncate64(int descriptor, off_t size) { return ftruncate(descriptor, size); }

static int synced(long number, int descriptor) {
  pthread_mutex_lock(&lock);
  char path[PATH_MAX];
  struct stat status;
  int is_one = is_ours(descriptor, path, &status);
  int code = is_one && must_fail(FAULT_SYNC) ? fail(FAULT_SYNC, path, status.st_ino, 0)
                                             : (int)syscall(number, descriptor);
  if (code == 0 && is_one)
    note(S_ISDIR(status.st_mode) ? SYNCED_DIRECTORY : SYNCED, 0, path, status.st_ino, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return code;
}

int fsync(int descriptor) { return synced(SYS_fsync, descriptor); }

int fdatasync(int descriptor) { return synced(SYS_fdatasync, descriptor); }

static int opened(const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  struct stat status;
  pthread_mutex_lock(&lock);
  int is_new = (flags & O_CREAT) && resolve(name, path) && lstat(path, &status) != 0;
  int is_cut = !is_new && (flags & O_TRUNC) && resolve(name, path);
  int descriptor =
    name_fails(is_new, path) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
  int saved = errno;
  if (descriptor >= 0 && (is_new || is_cut) && fstat(descriptor, &status) == 0)
    note(is_new ? CREATED : RESIZED, 0, path, status.st_ino, 0, "", 0);
  errno = saved;
  pthread_mutex_unlock(&lock);
  return descriptor;
}

int open(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(name, flags, mode);
}

int open64(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(name, flags, mode);
}

int rename(const char *from, const char *to) {
  char path[PATH_MAX], target[PATH_MAX];
  pthread_mutex_lock(&lock);
  int is_ours = resolve(from, path) && resolve(to, target);
  int code =
    name_fails(is_ours, path) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (code == 0 && is_ours) note(RENAMED, 0, path, 0, 0, target, strlen(target));
  pthread_mutex_unlock(&lock);
  return code;
}

int unlink(const char *name) {
  char path[PATH_MAX];
  pthread_mutex_lock(&lock);
  int is_ours = resolve(name, path);
  int code = (int)syscall(SYS_unlinkat, AT_FDCWD, name, 0);
  if (code == 0 && is_ours) note(REMOVED, 0, path, 0, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return code;
}

int mkdir(const char *name, mode_t mode) {
  char path[PATH_MAX];
  pthread_mutex_lock(&lock);
  int is_ours = resolve(name, path);
  int code =
    name_fails(is_ours, path) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
  if (code == 0 && is_ours) note(MADE_DIRECTORY, 0, path, 0, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return code;
}

int crash_recorder_has_fault(void) { return fault_kind != FAULT_NONE; }

void crash_recorder_mark(uint64_t number) {
  if (trace < 0) return;
  pthread_mutex_lock(&lock);
  note(MARKED, 0, "", 0, number, "", 0);
  pthread_mutex_unlock(&lock);
}
