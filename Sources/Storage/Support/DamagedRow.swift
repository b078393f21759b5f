/// What is stored is not what this program would have stored.
struct DamagedRow: Error {
    let reason: String
}
