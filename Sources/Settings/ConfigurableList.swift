extension Configurable {
    /// Reads a list of units, each a map of settings; a single map is a list of one, null an empty list.
    ///
    /// Throws every fault found, with paths that begin at the list.
    public static func list(reading value: Value) throws(SettingFaults) -> [Self] {
        let values: [Value]
        switch value {
        case .list(let list): values = list
        case .map: values = [value]
        case .null: values = []
        default: throw SettingFaults([SettingFault(.wrongType, at: [], "expected a list, found \(value.kind)")])
        }
        var units: [Self] = []
        var faults: [SettingFault] = []
        for (index, value) in values.enumerated() {
            do {
                units.append(try Self(reading: value))
            } catch let error as SettingFaults {
                faults += error.faults.map { $0.under([String(index)]) }
            } catch {
                preconditionFailure("a unit's settings threw \(error)")
            }
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
        return units
    }
}
