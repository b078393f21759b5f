import Foundation
import Settings
import Training

/// Units of the catalogue, from what an author writes.
enum Units {
    /// The optimizer that `value` names.
    static func optimizer(_ value: Value) throws -> any Optimizer {
        let named = try NamedUnit("optimizer", in: Catalogue.optimizers, named: { $0.name }, value)
        return try named.unit.init(reading: named.settings)
    }
}

/// Measured deviations, printed when the environment requests it.
enum Measurements {
    static func note(_ text: @autoclosure () -> String) {
        if ProcessInfo.processInfo.environment["SPIKEBOOK_TEST_MEASURES"] != nil { print(text()) }
    }
}
