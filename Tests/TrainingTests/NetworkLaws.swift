import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Laws for every network of the catalogue with default settings, on all kinds of data that it accepts.
@Suite struct NetworkLaws {
    static let networks = Catalogue.models.compactMap { $0.init() as? any Network }
    static let shapes = [
        DataShape(.vectors([1]), .vectors(width: 1)),
        DataShape(.vectors([2, 4, 8]), .classes(positions: 1, count: 3)),
        DataShape(.vectors([5]), .vectors(width: 2)),
        DataShape(.tokens(length: 3, vocabulary: 6), .classes(positions: 1, count: 6)),
        DataShape(.tokens(length: 4, vocabulary: 5), .classes(positions: 4, count: 5)),
        DataShape(.tokens(length: 1, vocabulary: 3), .vectors(width: 2)),
    ]

    @Test(arguments: networks.indices)
    func takesSomeDataAndRefusesOthersWithAFault(index: Int) {
        let network = Self.networks[index]
        var taken = 0
        for shape in Self.shapes {
            do {
                try network.check(shape)
                taken += 1
            } catch {
                let fault = error as? SettingFault
                #expect(fault?.kind == .conflict)
                #expect(fault?.help?.isEmpty == false)
            }
        }
        #expect(taken > 0 && taken < Self.shapes.count)
        #expect(network.needsData && network.files.isEmpty)
    }

    @Test(arguments: networks.indices)
    func givesOutputsForEverySampleFromTheSameParameters(index: Int) throws {
        let network = Self.networks[index]
        for shape in Self.shapes where Self.takes(network, shape) {
            let (one, five) = (try Self.model(network, shape, samples: 1), try Self.model(network, shape, samples: 5))
            #expect(one.outputs.reduce(1, *) == shape.targets.positions * shape.targets.outputs)
            #expect(five.outputs.reduce(1, *) == 5 * shape.targets.positions * shape.targets.outputs)
            #expect(five.outputs.last == shape.targets.outputs)
            #expect(one.layout == five.layout)
            #expect(one.layout.slices.allSatisfy { $0.name.contains(".") && $0.fanIn > 0 && $0.fanOut > 0 })
        }
    }

    @Test(arguments: networks.indices)
    func dependsOnEveryTensorWithTheRightSlope(index: Int) throws {
        let network = Self.networks[index]
        for shape in Self.shapes where Self.takes(network, shape) {
            let model = try Self.model(network, shape, samples: 5)
            var random = Random(seed: 4)
            let point = UniformInitializer().parameters(of: model.layout, random: &random, files: [:])
            let direction = random.normals(point.count)
            let found = model.evaluate(at: point, along: direction)
            for slice in model.layout.slices where !Self.hasNoSlope(slice) {
                #expect(found.gradient[slice.range].contains { $0 != 0 }, "\(slice.name)")
            }
            // Central differences of fourth order along the direction, of the loss and of its slope.
            let h = 1e-4
            let moved = [-2.0, -1, 1, 2].map { step in
                let there = zip(point, direction).map { $0 + step * h * $1 }
                let found = model.evaluate(at: there, along: direction)
                return (loss: found.loss, slope: Self.dot(found.gradient, direction))
            }
            let slope = (8 * (moved[2].loss - moved[1].loss) - (moved[3].loss - moved[0].loss)) / (12 * h)
            let bend = (8 * (moved[2].slope - moved[1].slope) - (moved[3].slope - moved[0].slope)) / (12 * h)
            #expect(abs(slope - Self.dot(found.gradient, direction)) <= 1e-8 * (abs(slope) + found.loss))
            #expect(abs(bend - Self.dot(found.product, direction)) <= 1e-8 * (abs(bend) + abs(slope)))
        }
    }

    /// Whether the loss does not depend on these parameters.
    ///
    /// A key's bias adds the same to all scores of a row, which attention ignores. With one position, attention
    /// depends on neither keys nor queries.
    private static func hasNoSlope(_ slice: ParameterLayout.Slice) -> Bool {
        slice.layer.hasSuffix(".key") || slice.layer.hasSuffix(".query")
    }

    private static func takes(_ network: any Network, _ shape: DataShape) -> Bool {
        (try? network.check(shape)) != nil
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The network on random samples, with the mean squared error.
    private static func model(_ network: any Network, _ shape: DataShape, samples: Int) throws -> NetworkModel<Double> {
        var random = Random(seed: 3)
        let inputs: Dataset.Values =
            switch shape.inputs {
            case .vectors: .numbers(random.normals(samples * shape.inputs.width))
            case .tokens(let length, let vocabulary):
                .indices((0..<samples * length).map { _ in Int32(random.below(vocabulary)) })
            }
        let targets: Dataset.Values =
            switch shape.targets {
            case .vectors(let width): .numbers(random.normals(samples * width))
            case .classes(let positions, let count):
                .indices((0..<samples * positions).map { _ in Int32(random.below(count)) })
            }
        return try NetworkModel(network, shape, inputs: inputs, targets: targets)
    }
}
