import Settings

/// Several readings of which each may fail, so that all faults of a tree are found at once.
struct Attempts {
    /// The faults found so far, each once.
    private(set) var faults: [SettingFault] = []

    /// What `body` gives; nil when it has thrown faults, which are kept.
    mutating func run<Result>(_ body: () throws -> Result) -> Result? {
        do {
            return try body()
        } catch let error as SettingFaults {
            // Trying the bounds of a bisection reads the tree anew and finds its faults again.
            faults += error.faults.filter { !faults.contains($0) }
        } catch let fault as SettingFault {
            faults.append(fault)
        } catch {}
        return nil
    }
}
