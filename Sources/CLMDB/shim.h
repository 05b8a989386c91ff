#include <lmdb.h>
// Two things of the operating system that Swift's Glibc module leaves out.
#include <pthread.h>
#include <sys/vfs.h>
extern int pthread_setname_np(pthread_t thread, const char *name);
