/// The file as a whole is no sound archive.
struct DamagedFile: Error {
    let reason: String
}
