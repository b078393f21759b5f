import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Small convolutional networks and Transformers, compared with PyTorch: loss, gradient and a Hessian product.
@Suite struct NetworkReferences {
    @Test(arguments: [("cnn_average_tanh_mse", "average", "tanh", nil), ("cnn_max_gelu_ce", "max", "gelu", 0.1)])
    func agreeOnImages(name: String, pool: String, activation: String, smoothing: Double?) throws {
        let settings: Value = ["channels": [3, 2], "pool": .text(pool), "activation": .text(activation)]
        let model = try NetworkModel<Double>(
            CNN(reading: settings),
            DataShape(.vectors([2, 4, 8]), .classes(positions: 1, count: 3)),
            inputs: .numbers(Self.wave(3 * 2 * 4 * 8, 0.9, 0.2)),
            targets: .indices([2, 0, 2]),
            smoothing: smoothing
        )
        try compare(model, with: name)
    }

    @Test(
        arguments: [
            ("none_mse", [:], nil, false),
            ("none_tied_ce", ["tied": true, "head_bias": true, "embedding_scale": 2.5], 0.1, true),
            ("pre_ce", ["normalization": "pre", "layers": 2], 0.1, true),
            ("pre_tied_mse", ["normalization": "pre", "tied": true], nil, false),
            ("post_mse", ["normalization": "post", "causal": false, "head_bias": true], nil, false),
            ("post_tied_ce", ["normalization": "post", "tied": true, "positions": false], 0.2, true),
        ] as [(String, Value, Double?, Bool)]
    )
    func agreeOnSequences(name: String, settings: Value, smoothing: Double?, isEverywhere: Bool) throws {
        var network = try Transformer(reading: settings)
        (network.width, network.feedForward) = (6, 7)
        let classes: [Int32] = [0, 2, 1, 1, 3, 4, 4, 4, 0, 3, 1, 2]
        let model = try NetworkModel<Double>(
            network,
            DataShape(.tokens(length: 3, vocabulary: 5), .classes(positions: isEverywhere ? 3 : 1, count: 5)),
            inputs: .indices([4, 0, 2, 1, 1, 3, 0, 4, 4, 2, 3, 1]),
            targets: .indices(isEverywhere ? classes : [1, 4, 0, 2]),
            smoothing: smoothing
        )
        try compare(model, with: "transformer_" + name)
    }

    private func compare(_ model: NetworkModel<Double>, with name: String) throws {
        let files = try ReferenceFolder(.module)
        let columns = try files.columns("network_" + name)
        let (gradient, product) = (try #require(columns["gradient"]), try #require(columns["product"]))
        let loss = try #require(try files.columns("network_losses")[name]?.first)
        try #require(model.layout.count == gradient.count, "\(model.names)")
        let point = Self.wave(gradient.count, 1.7, 0.3).map { 0.5 * $0 }
        let found = model.evaluate(at: point, along: Self.wave(gradient.count, 2.3, 1.1))
        #expect(relativeDeviation(found.loss, loss) <= 1e-14)
        #expect(largestDifference(found.gradient, gradient) <= 1e-14 * Self.magnitude(gradient))
        #expect(largestDifference(found.product, product) <= 1e-13 * Self.magnitude(product))
    }

    /// The numbers sin(a·i + b) for i from 0, which other programs can reproduce.
    private static func wave(_ count: Int, _ a: Double, _ b: Double) -> [Double] {
        (0..<count).map { sin(a * Double($0) + b) }
    }

    private static func magnitude(_ numbers: [Double]) -> Double { numbers.map(abs).max() ?? 0 }
}
