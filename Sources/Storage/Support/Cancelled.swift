/// Thrown when the user interrupted the program while it waited or read.
struct Cancelled: Error {}
