/* A disk that fails on purpose: while the file named by FAILS_WHILE exists, nothing can be synced,
   as when a disk has gone. Loaded in front of the system's library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int sync_with(const char *name, int fd)
{
    const char *fails_while = getenv("FAILS_WHILE");
    if (fails_while && access(fails_while, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(fd);
}

int fsync(int fd) { return sync_with("fsync", fd); }
int fdatasync(int fd) { return sync_with("fdatasync", fd); }
