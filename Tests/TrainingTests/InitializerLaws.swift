import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Initial parameters: the distribution of each rule for each tensor, which nothing else affects.
@Suite struct InitializerLaws {
    /// A network 50–400–3 with an embedding and normalisation, large enough for statistics.
    static let layout: ParameterLayout = {
        var layout = ParameterLayout()
        layout.append(name: "embedding.weight", shape: [300, 64], role: .embedding, fanIn: 300, fanOut: 64)
        layout.append(name: "norm.gain", shape: [50], role: .normalization, fanIn: 1, fanOut: 1)
        layout.append(name: "norm.shift", shape: [50], role: .normalization, fanIn: 1, fanOut: 1)
        layout.append(name: "dense1.weight", shape: [400, 50], role: .weight, fanIn: 50, fanOut: 400)
        layout.append(name: "dense1.bias", shape: [400], role: .bias, fanIn: 50, fanOut: 400)
        layout.append(name: "dense2.weight", shape: [30, 400], role: .weight, fanIn: 400, fanOut: 30)
        layout.append(name: "dense2.bias", shape: [30], role: .bias, fanIn: 400, fanOut: 30)
        return layout
    }()

    static let drawing = Catalogue.initializers.filter { $0.init().files.isEmpty }

    @Test(arguments: drawing.indices)
    func drawTheSameForTheSameSeedOnly(index: Int) throws {
        let rule = Self.drawing[index].init()
        let once = try Self.draw(rule, seed: 1)
        #expect(once.count == Self.layout.count && once.allSatisfy(\.isFinite))
        #expect(try once == Self.draw(rule, seed: 1))
        #expect(try once != Self.draw(rule, seed: 2))
    }

    @Test(arguments: drawing.indices)
    func startNormalizationAsTheIdentity(index: Int) throws {
        let all = try Self.draw(Self.drawing[index].init(), seed: 1)
        #expect(Self.part("norm.gain", of: all) == Array(repeating: 1, count: 50))
        #expect(Self.part("norm.shift", of: all) == Array(repeating: 0, count: 50))
    }

    @Test(arguments: drawing.indices)
    func growWithTheirGain(index: Int) throws {
        let type = Self.drawing[index]
        let (one, three) = (
            try Self.draw(type.init(), seed: 1), try Self.draw(type.init(reading: ["gain": 3]), seed: 1)
        )
        for slice in Self.layout.slices where slice.role != .normalization {
            for place in slice.range { #expect(abs(three[place] - 3 * one[place]) <= 1e-15 * abs(three[place])) }
        }
    }

    @Test func uniformFillsItsBoundsEvenly() throws {
        let all = try Self.draw(UniformInitializer(), seed: 5)
        for (name, bound) in [
            ("dense1.weight", 50.0), ("dense1.bias", 50), ("dense2.weight", 400), ("dense2.bias", 400),
        ] {
            let bound = 1 / bound.squareRoot()
            let part = Self.part(name, of: all)
            #expect(part.allSatisfy { abs($0) < bound })
            #expect(part.map(abs).max() ?? 0 > bound * (1 - 10 / Double(part.count)))
            // Four standard errors of the mean and of the mean square of uniform numbers.
            let root = Double(part.count).squareRoot()
            #expect(abs(Self.mean(part)) < 4 * bound / 3.0.squareRoot() / root)
            #expect(
                abs(Self.mean(part.map { $0 * $0 }) / (bound * bound) - 1.0 / 3) < 4 * (4.0 / 45).squareRoot() / root
            )
        }
        try Self.expectNormal(Self.part("embedding.weight", of: all), deviation: 1.0 / 8)
    }

    @Test func uniformScalesBiasesAndTablesApart() throws {
        let plain = try Self.draw(UniformInitializer(), seed: 5)
        let changed = try Self.draw(UniformInitializer(reading: ["bias_gain": 0, "embedding_gain": 2]), seed: 5)
        #expect(Self.part("dense1.weight", of: plain) == Self.part("dense1.weight", of: changed))
        #expect(Self.part("dense1.bias", of: changed).allSatisfy { $0 == 0 })
        #expect(Self.part("embedding.weight", of: plain).map { 2 * $0 } == Self.part("embedding.weight", of: changed))
    }

    @Test(
        arguments: [
            ([:], 50, 400, 0.5), (["fan": "out"], 400, 30, 0.5), (["fan": "width"], 400, 400, 0.5),
            (["fan": "width", "exponent": 0.4], 400, 400, 0.4), (["fan": "width", "exponent": 1], 400, 400, 1),
            (["exponent": 0, "gain": 0.02], 0.02, 0.02, -1),
        ] as [(Value, Double, Double, Double)]
    )
    func normalHasTheDeviationThatWasAskedFor(settings: Value, first: Double, second: Double, exponent: Double) throws {
        let all = try Self.draw(NormalInitializer(reading: settings), seed: 6)
        try Self.expectNormal(Self.part("dense1.weight", of: all), deviation: pow(first, -exponent))
        try Self.expectNormal(Self.part("dense2.weight", of: all), deviation: pow(second, -exponent))
        let table = exponent < 0 ? 0.02 : pow(64, -exponent)
        try Self.expectNormal(Self.part("embedding.weight", of: all), deviation: table)
        #expect(Self.part("dense1.bias", of: all).allSatisfy { $0 == 0 })
    }

    @Test func normalDrawsBiasesAsTheirLayersWeight() throws {
        let all = try Self.draw(
            NormalInitializer(reading: ["fan": "width", "exponent": 1, "biases": "alike"]),
            seed: 6
        )
        try Self.expectNormal(Self.part("dense1.bias", of: all), deviation: 1.0 / 400)
        let last = try Self.draw(NormalInitializer(reading: ["biases": "alike"]), seed: 6)
        try Self.expectNormal(Self.part("dense2.bias", of: last), deviation: 1.0 / 20)
    }

    @Test(arguments: ["uniform", "normal"])
    func xavierBalancesBothFans(distribution: String) throws {
        let all = try Self.draw(XavierInitializer(reading: ["distribution": .text(distribution)]), seed: 7)
        for (name, fans) in [("dense1.weight", 450.0), ("dense2.weight", 430), ("embedding.weight", 364)] {
            let part = Self.part(name, of: all)
            let square = Self.mean(part.map { $0 * $0 }) * fans / 2
            #expect(abs(square - 1) < 4 * (2 / Double(part.count)).squareRoot())
            #expect(part.allSatisfy { abs($0) < (6 / fans).squareRoot() } == (distribution == "uniform"))
        }
        #expect(Self.part("dense2.bias", of: all).allSatisfy { $0 == 0 })
    }

    @Test func readsParametersFromAFile() throws {
        var layout = ParameterLayout()
        layout.append(name: "linear.weight", shape: [1, 2], role: .weight, fanIn: 2, fanOut: 1)
        layout.append(name: "linear.bias", shape: [1], role: .bias, fanIn: 2, fanOut: 1)
        let rule = try FileInitializer(reading: ["path": "start.csv"])
        #expect(rule.files == ["start.csv"])
        var random = Random(seed: 0)
        let numbers = try rule.parameters(
            of: layout,
            random: &random,
            files: ["start.csv": Array("0.5\n-1e-3\n2\n".utf8)]
        )
        #expect(numbers == [0.5, -1e-3, 2])
        let short = #expect(throws: DataFault.self) {
            try rule.parameters(of: layout, random: &random, files: ["start.csv": Array("0.5\n1\n".utf8)])
        }
        #expect(short?.wanted.contains("linear.weight [1, 2]") == true)
        #expect(throws: DataFault.self) { try rule.parameters(of: layout, random: &random, files: [:]) }
    }

    /// Compares mean, mean square and tails with those of normal numbers, each within four standard errors.
    private static func expectNormal(_ numbers: [Double], deviation: Double) throws {
        let count = Double(numbers.count)
        let unit = numbers.map { $0 / deviation }
        #expect(abs(mean(unit)) < 4 / count.squareRoot())
        #expect(abs(mean(unit.map { $0 * $0 }) - 1) < 4 * (2 / count).squareRoot())
        // 4.55 % lie beyond two standard deviations.
        let share = Double(unit.filter { abs($0) > 2 }.count) / count
        #expect(abs(share - 0.0455) < 4 * (0.0455 * 0.9545 / count).squareRoot())
    }

    private static func draw(_ rule: any Initializer, seed: Int) throws -> [Double] {
        var random = Random(seed: seed, stream: "parameters")
        return try rule.parameters(of: layout, random: &random, files: [:])
    }

    private static func part(_ name: String, of all: [Double]) -> [Double] {
        layout.slices.first { $0.name == name }.map { Array(all[$0.range]) } ?? []
    }

    private static func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
}
