import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// The effects of networks' settings: the declared tensors, and the faults.
@Suite struct NetworkSettings {
    @Test func namesAnMLPsTensorsInPyTorchsOrder() throws {
        let network = try MLP(reading: ["widths": [10, 32, 1]])
        let layout = try Self.layout(network, .vectors([10]), .vectors(width: 1))
        #expect(layout.slices.map(\.name) == ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"])
        #expect(layout.slices.map(\.shape) == [[32, 10], [32], [1, 32], [1]])
        #expect(layout.slices.map(\.fanIn) == [10, 10, 32, 32])
        #expect(layout.slices.map(\.fanOut) == [32, 32, 1, 1])
        #expect(layout.slices.map(\.role) == [.weight, .bias, .weight, .bias])
        let bare = try MLP(reading: ["widths": [10, 32, 1], "bias": false])
        #expect(try Self.layout(bare, .vectors([10]), .vectors(width: 1)).count == 352)
    }

    @Test func agreesWithAnMLPByHand() throws {
        let shape = DataShape(.vectors([2]), .vectors(width: 1))
        let point = [0.5, -1, 2, 0.25, 0.1, -0.2, 3, -1.5, 0.7]
        let (x, target) = ([0.3, -0.4], 0.9)
        let z = [0.5 * x[0] - x[1] + 0.1, 2 * x[0] + 0.25 * x[1] - 0.2]
        for (name, f) in [("relu", { max($0, 0) }), ("identity", { $0 })] as [(String, (Double) -> Double)] {
            let network = try MLP(reading: ["widths": [2, 2, 1], "activation": .text(name)])
            let model = try NetworkModel<Double>(network, shape, inputs: .numbers(x), targets: .numbers([target]))
            let error = 3 * f(z[0]) - 1.5 * f(z[1]) + 0.7 - target
            let found = model.evaluate(at: point, along: point)
            #expect(relativeDeviation(found.loss, error * error) <= 1e-15)
            #expect(relativeDeviation(found.gradient[8], 2 * error) <= 1e-15)
        }
    }

    @Test func namesTheOtherNetworksTensors() throws {
        let classes = DataShape.Targets.classes(positions: 1, count: 10)
        let cnn = try Self.layout(CNN(), .vectors([3, 8, 8]), classes)
        #expect(
            cnn.slices.map(\.name) == [
                "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "head.weight", "head.bias",
            ]
        )
        #expect(cnn.slices.map(\.shape) == [[8, 27], [8], [16, 72], [16], [10, 64], [10]])
        let linear = try Self.layout(Linear(), .vectors([3, 8, 8]), classes)
        #expect(linear.slices.map(\.shape) == [[10, 192], [10]])
        let sums = try Self.layout(EmbeddingMLP(), .tokens(length: 4, vocabulary: 40), .vectors(width: 1))
        #expect(sums.slices.map(\.shape) == [[40, 16], [32, 64], [32], [1, 32], [1]])
        #expect(sums.slices[0].name == "embedding.weight" && sums.slices[0].role == .embedding)
    }

    @Test(
        arguments: [
            (.none, []), (.pre, ["block1.norm1"]), (.post, ["block1.projection"]),
        ] as [(Transformer.Normalization, [String])]
    )
    func placesNormalizationWhereItIsApplied(normalization: Transformer.Normalization, before: [String]) throws {
        var network = Transformer()
        network.normalization = normalization
        let targets = DataShape.Targets.classes(positions: 1, count: 14)
        let layers = try Self.layout(network, .tokens(length: 3, vocabulary: 14), targets).layers
        let parts = ["query", "key", "value", "projection", "expand", "contract"].map { "block1." + $0 }
        let rest = layers.filter { !$0.contains("norm") }
        #expect(rest == ["embedding", "positions"] + parts + ["head"])
        let norms = layers.filter { $0.contains("norm") }
        switch normalization {
        case .none: #expect(norms.isEmpty)
        case .pre:
            #expect(norms == ["block1.norm1", "block1.norm2", "norm"])
            #expect(layers[2] == "block1.norm1" && layers.suffix(2) == ["norm", "head"])
        case .post:
            #expect(norms == ["block1.norm1", "block1.norm2"])
            #expect(layers[6] == "block1.norm1" && layers.suffix(2) == ["block1.norm2", "head"])
        }
    }

    @Test func tiesTheHeadToTheTable() throws {
        let tied = try Transformer(reading: ["tied": true, "head_bias": true])
        let layout = try Self.layout(tied, .tokens(length: 3, vocabulary: 14), .classes(positions: 3, count: 14))
        #expect(!layout.slices.contains { $0.name == "head.weight" })
        #expect(layout.slices.last?.name == "head.bias")
    }

    @Test(
        arguments: [
            (["widths": [10, 4.5, 1]], ["widths", "1"]), (["widths": [3]], ["widths"]),
            (["widths": [3, 0]], ["widths", "1"]),
            (["activation": "relux"], ["activation"]),
        ] as [(Value, [String])]
    )
    func refusesSettingsThatMakeNoMLP(settings: Value, path: [String]) {
        let faults = #expect(throws: SettingFaults.self) { try MLP(reading: settings) }
        #expect(faults?.faults.map(\.path) == [path])
    }

    @Test func refusesWidthsThatDoNotFitTheData() throws {
        let network = try MLP(reading: ["widths": [10, 32, 1]])
        let inputs = #expect(throws: SettingFault.self) {
            try network.check(DataShape(.vectors([2, 4]), .vectors(width: 1)))
        }
        #expect(inputs?.path == ["widths", "0"] && inputs?.help == "write widths: [8, 32, 1]")
        let outputs = #expect(throws: SettingFault.self) {
            try network.check(DataShape(.vectors([10]), .classes(positions: 1, count: 3)))
        }
        #expect(outputs?.path == ["widths", "2"] && outputs?.help == "write widths: [10, 32, 3]")
    }

    @Test func refusesWhatOtherNetworksCannotDo() throws {
        #expect(throws: SettingFaults.self) { try CNN(reading: ["kernel": 4]) }
        #expect(throws: SettingFaults.self) { try CNN(reading: ["channels": []]) }
        #expect(throws: SettingFaults.self) { try Transformer(reading: ["width": 32, "heads": 3]) }
        let images = DataShape(.vectors([1, 6, 6]), .classes(positions: 1, count: 2))
        let halving = #expect(throws: SettingFault.self) { try CNN().check(images) }
        #expect(halving?.path == ["channels"])
        var flat = CNN()
        flat.pool = .none
        try flat.check(images)
        let tokens = DataShape.Inputs.tokens(length: 3, vocabulary: 5)
        var tied = Transformer()
        tied.isTied = true
        let tie = #expect(throws: SettingFault.self) { try tied.check(DataShape(tokens, .vectors(width: 2))) }
        #expect(tie?.path == ["tied"])
        #expect(throws: SettingFault.self) {
            try Transformer().check(DataShape(tokens, .classes(positions: 2, count: 5)))
        }
    }

    private static func layout(
        _ network: any Network,
        _ inputs: DataShape.Inputs,
        _ targets: DataShape.Targets
    ) throws -> ParameterLayout {
        let shape = DataShape(inputs, targets)
        let values: Dataset.Values =
            switch inputs {
            case .vectors: .numbers(Array(repeating: 1, count: inputs.width))
            case .tokens: .indices(Array(repeating: 0, count: inputs.width))
            }
        let wanted: Dataset.Values = .numbers(Array(repeating: 0, count: targets.positions * targets.outputs))
        return try NetworkModel<Double>(network, shape, inputs: values, targets: wanted).layout
    }
}
