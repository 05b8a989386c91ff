// What Swift has no safe call for: starting a program, and the clock of the processor.

#include "internal.h"
#include "reference.h"
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { argument_limit = 16, failed = 255 };

int32_t reference_run(const uint8_t *arguments, int count, const uint8_t *output, int path_count) {
  char text[path_limit], path[path_limit], *list[argument_limit + 1];
  if (copy_path(text, arguments, count) || copy_path(path, output, path_count)) return failed;
  int number = 0;
  for (char *at = text; at < text + count && number < argument_limit; at += strlen(at) + 1) {
    list[number++] = at;
  }
  list[number] = NULL;
  posix_spawn_file_actions_t actions;
  pid_t child;
  int status = 0;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  int code = posix_spawn(&child, list[0], &actions, NULL, list, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code || waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) return failed;
  return WEXITSTATUS(status);
}

double reference_children_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

double reference_processor_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}
