import Settings

/// Runs several readings that may fail, and collects their faults, so that all faults of a tree are found at once.
struct Attempts {
    /// The distinct faults found so far.
    private(set) var faults: [SettingFault] = []

    /// The result of `body`; nil when it threw faults, which are collected.
    mutating func run<Result>(_ body: () throws -> Result) -> Result? {
        do {
            return try body()
        } catch let error as SettingFaults {
            // Trying the bounds of a bisection reads the tree again and finds its faults again.
            faults += error.faults.filter { !faults.contains($0) }
        } catch let fault as SettingFault {
            faults.append(fault)
        } catch {}
        return nil
    }
}
