/// The user stopped the program while it waited or read.
struct Cancelled: Error {}
