#define _GNU_SOURCE
#include "CAllocations.h"

#ifdef __ELF__
#include <dlfcn.h>
#include <stddef.h>

static _Thread_local long allocations = 0;

typedef void *(*allocator)(const void *metadata, size_t size, size_t mask);

// Symbols of a program go before those of its libraries, so calls of the runtime's function arrive here.
void *swift_allocObject(const void *metadata, size_t size, size_t mask) {
    static allocator runtime = NULL;
    if (runtime == NULL) runtime = (allocator)dlsym(RTLD_NEXT, "swift_allocObject");
    allocations += 1;
    return runtime(metadata, size, mask);
}

long swift_allocations_of_thread(void) { return allocations; }
#else
long swift_allocations_of_thread(void) { return -1; }
#endif
