/// Thrown when a stored row is not what this program would have stored.
struct DamagedRow: Error {
    let reason: String
}
