import Traces

/// Whether the curvatures passed 2/η before and at the rises.
///
/// On mini-batches a curvature below the threshold says nothing: true spikes were seen at 0.18 to 0.61 of it.
struct CurvatureCrossing {
    /// The entries around the start of a rise in which the crossings are looked for.
    private static let before = 40
    private static let after = 10

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard let largest = evidence.column("lambda_max"), let rates = evidence.column("lr") else {
            let reason = "curvature with the learning rate is not in the log"
            return [Cause.preconditioner, .sharpening].map {
                Reading(sign: "curvature", cause: $0, says: .notRecorded, reason: reason)
            }
        }
        let along = evidence.column("lambda_grad")
        let heights = rises.compactMap { rise -> (largest: Double, along: Double?)? in
            let entry = evidence.entry(at: rise.start)
            let window = max(0, entry - Self.before)..<min(largest.count, entry + Self.after)
            func height(_ values: [Double]) -> Double? {
                window.map { values[$0] * rates[$0] / 2 }.filter(\.isFinite).max()
            }
            return height(largest).map { ($0, along.flatMap(height)) }
        }
        guard let top = heights.map(\.largest).middle else { return [] }
        let crossed = heights.filter { $0.largest >= 1 && ($0.along ?? 1) >= 1 }.count
        let numbers = [Reading.Number("λ_max η/2", top), .init("rises with crossing", Double(crossed))]
        return [Cause.preconditioner, .sharpening].map { reading(of: $0, crossed, heights.count, numbers) }
    }

    private func reading(of cause: Cause, _ crossed: Int, _ count: Int, _ numbers: [Reading.Number]) -> Reading {
        if 2 * crossed > count {
            let reason = "the curvature passes 2/η before \(crossed) of \(count) rises"
            return Reading(sign: "curvature", cause: cause, says: .supports, numbers: numbers, reason: reason)
        }
        guard evidence.seesMostData else {
            let reason = "the curvature stays below 2/η, which says nothing of small batches"
            return Reading(sign: "curvature", cause: cause, says: .nothing, numbers: numbers, reason: reason)
        }
        let reason = "the curvature stays below 2/η although each step sees most of the data"
        return Reading(sign: "curvature", cause: cause, says: .excludes, numbers: numbers, reason: reason)
    }
}
