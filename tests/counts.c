/* Counts system calls: in the file named by COUNTS, one number each, in the order of the list below.
   Loaded in front of the system's library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SENDS, RECEIVES, WAITS, SYNCS, ALL };

static _Atomic unsigned long *counts;

__attribute__((constructor)) static void open_counts(void)
{
    const char *name = getenv("COUNTS");
    int file = name ? open(name, O_RDWR | O_CREAT, 0600) : -1;
    if (file < 0 || ftruncate(file, ALL * sizeof *counts) != 0)
        abort();
    counts = mmap(NULL, ALL * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (counts == MAP_FAILED)
        abort();
}

#define COUNTED(kind, result, name, parameters, arguments)              \
    result name parameters                                              \
    {                                                                   \
        static result(*real) parameters;                                \
        if (!real)                                                      \
            real = (result(*) parameters)dlsym(RTLD_NEXT, #name);       \
        counts[kind]++;                                                 \
        return real arguments;                                          \
    }

COUNTED(SENDS, ssize_t, send, (int to, const void *bytes, size_t length, int flags), (to, bytes, length, flags))
COUNTED(SENDS, ssize_t, sendmsg, (int to, const struct msghdr *message, int flags), (to, message, flags))
COUNTED(SENDS, ssize_t, writev, (int to, const struct iovec *parts, int count), (to, parts, count))
COUNTED(RECEIVES, ssize_t, recv, (int from, void *bytes, size_t length, int flags), (from, bytes, length, flags))
COUNTED(WAITS, int, epoll_wait, (int set, struct epoll_event *events, int most, int time), (set, events, most, time))
COUNTED(SYNCS, int, fdatasync, (int file), (file))
COUNTED(SYNCS, int, fsync, (int file), (file))
