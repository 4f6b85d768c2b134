// A clock that jumps when a test says so. Loaded before a program's libraries (LD_PRELOAD) it adds to the time of day what
// stands in the file that HUSHDESK_CLOCK names: milliseconds, in eight bytes. The time since the start of the machine, by which
// programs wait, goes on as it is, as it does when a clock is set.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile long long *millis;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("HUSHDESK_CLOCK");
  int file = path ? open(path, O_RDONLY) : -1;
  if (file < 0) return;
  void *at = mmap(NULL, sizeof *millis, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (at != MAP_FAILED) millis = at;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  long failed = syscall(SYS_clock_gettime, clock, now);
  if (failed || clock != CLOCK_REALTIME || !millis) return (int)failed;
  long long nanos = now->tv_sec * 1000000000LL + now->tv_nsec + *millis * 1000000LL;
  now->tv_sec = nanos / 1000000000LL;
  now->tv_nsec = nanos % 1000000000LL;
  return 0;
}
