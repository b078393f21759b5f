// The needed calls are extensions that Swift's import of the system library lacks.
#define _GNU_SOURCE

#include "CSpawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

static void set_file(posix_spawn_file_actions_t *actions, int own, int mode, int given) {
    if (given < 0) {
        posix_spawn_file_actions_addopen(actions, own, "/dev/null", mode, 0);
    } else {
        posix_spawn_file_actions_adddup2(actions, given, own);
    }
}

static void set_files(posix_spawn_file_actions_t *actions, const char *folder, int input, int output) {
    set_file(actions, STDIN_FILENO, O_RDONLY, input);
    set_file(actions, STDOUT_FILENO, O_WRONLY, output);
    set_file(actions, STDERR_FILENO, O_WRONLY, output);
    posix_spawn_file_actions_addchdir_np(actions, folder);
#ifdef __linux__
    posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
#endif
}

static void set_signals(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setpgroup(attributes, 0);
    short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    posix_spawnattr_setflags(attributes, flags);
}

int spawn_program(
    pid_t *process,
    const char *program,
    const char *folder,
    int input,
    int output,
    char *const arguments[],
    char *const variables[]
) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    set_files(&actions, folder, input, output);
    set_signals(&attributes);
    int fault = posix_spawn(process, program, &actions, &attributes, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return fault;
}

int open_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}
