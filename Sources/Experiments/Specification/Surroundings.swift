import Diagnostics
import Settings
import Training

/// The parts of an experiment around its optimizer: schedule, guards, layer factors, initial second moment, rollback.
struct Surroundings {
    private var schedule: any Schedule = ConstantSchedule()
    private var gradientGuards: [any GradientGuard] = []
    private var stepGuards: [any StepGuard] = []
    private var layers = LayerFactors()
    private var secondMomentStart: (any SecondMomentStart)?
    private var rollback: Rollback?

    /// Reads an experiment's tree; throws `SettingFaults` with every fault.
    init(reading tree: Value) throws {
        var attempts = Attempts()
        attempts.run { schedule = try UnitReader.schedule(tree["schedule"]) }
        attempts.run { try readGuards(tree["guards"]) }
        attempts.run {
            layers = try SettingFaults.under(["layers"]) { try LayerFactors(reading: tree["layers"] ?? .null) }
        }
        attempts.run { secondMomentStart = try UnitReader.secondMomentStart(tree["second_moment"]) }
        attempts.run {
            rollback = try SettingFaults.under(["rollback"]) { try tree["rollback"].map { try Rollback(reading: $0) } }
        }
        if !attempts.faults.isEmpty { throw SettingFaults(attempts.faults) }
    }

    /// Copies all of them into a run.
    func apply(to loop: inout TrainingLoop) {
        loop.schedule = schedule
        loop.gradientGuards = gradientGuards
        loop.stepGuards = stepGuards
        loop.layers = layers
        loop.secondMomentStart = secondMomentStart
        loop.rollback = rollback
    }

    /// Reads the guards, in which gradient and step guards share one list; each kind keeps its order.
    private mutating func readGuards(_ value: Value?) throws {
        var attempts = Attempts()
        for element in try UnitList("guards", value).elements {
            attempts.run { try add(element.value, at: element.path) }
        }
        if !attempts.faults.isEmpty { throw SettingFaults(attempts.faults) }
    }

    private mutating func add(_ value: Value, at path: [String]) throws {
        let kinds: [any Configurable.Type] = Catalogue.gradientGuards + Catalogue.stepGuards
        let unit: any Configurable = try UnitReader.read(
            "guard",
            kinds,
            value,
            at: path,
            name: { $0.name },
            make: { try $0.init(reading: $1) }
        )
        if let gradientGuard = unit as? any GradientGuard { gradientGuards.append(gradientGuard) }
        if let stepGuard = unit as? any StepGuard { stepGuards.append(stepGuard) }
        guard unit is any GradientGuard || unit is any StepGuard else {
            throw SettingFault(.unknownUnit, at: path, "'\(type(of: unit).name)' is no guard")
        }
    }
}
