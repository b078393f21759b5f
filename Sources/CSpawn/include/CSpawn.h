#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

/// Starts a program in a folder, as leader of a new process group with default signal handling.
///
/// It reads from `input` and writes standard output and error to `output`; a negative number stands for no input or for
/// discarded output. It inherits no other descriptor. Returns 0 or the system's error number.
int spawn_program(
    pid_t *process,
    const char *program,
    const char *folder,
    int input,
    int output,
    char *const arguments[],
    char *const variables[]
);

/// Opens a pipe, to be read from `ends[0]`, that programs started meanwhile do not inherit. Returns 0 on success.
int open_pipe(int ends[2]);

#endif
