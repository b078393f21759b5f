/// Thrown when another process removed or replaced runs of the book while its pages were drawn.
struct RunsChanged: Error {}
