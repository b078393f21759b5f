#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

/// How many objects the Swift runtime has allocated on this thread for code of this program; −1 where it cannot be known.
long swift_allocations_of_thread(void);

#endif
