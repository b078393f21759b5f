#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

/// Starts a program in a folder, in a process group of its own, with the usual handling of signals. It reads from `input`
/// and writes both outputs to `output`; a negative number leaves nothing to be read, or nobody to read it. It inherits no
/// other file. Gives 0, or the system's number of what is amiss.
int spawn_program(
    pid_t *process,
    const char *program,
    const char *folder,
    int input,
    int output,
    char *const arguments[],
    char *const variables[]
);

/// Opens a pipe, to read from `ends[0]`, of which programs that are started meanwhile know nothing; 0 when that was done.
int open_pipe(int ends[2]);

#endif
