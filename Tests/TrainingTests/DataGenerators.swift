import Foundation
import Settings
import TestSupport
import Testing

@testable import Training

/// The samples of each generator.
@Suite struct DataGenerators {
    @Test func quadraticRegressionIsQuadraticInEachInput() {
        var unit = QuadraticRegression()
        (unit.samples, unit.dimension) = (2_000, 1)
        let data = unit.dataset(seed: 4)
        let (x, y) = (data.inputs.numbers, data.targets.numbers)
        // Two samples determine a parabola without constant term, and all other samples must lie on it.
        let determinant = x[0] * x[1] * (x[1] - x[0])
        let linear = (y[0] * x[1] * x[1] - y[1] * x[0] * x[0]) / determinant
        let square = (y[1] * x[0] - y[0] * x[1]) / determinant
        for (x, y) in zip(x, y) { #expect(abs(linear * x + square * x * x - y) < 1e-9) }
        #expect(abs(square) > 1e-3)
        let variance = x.reduce(0) { $0 + $1 * $1 } / 2_000
        #expect(abs(variance - 1) < 4 * (2 / 2_000.0).squareRoot())
    }

    @Test func linearRegressionHasItsConditionNumber() {
        var unit = LinearRegression()
        (unit.samples, unit.dimension, unit.condition) = (4_000, 3, 10_000)
        let data = unit.dataset(seed: 4)
        let x = data.inputs.numbers
        for (i, wanted) in [1, 0.01, 0.0001].enumerated() {
            let column = stride(from: i, to: x.count, by: 3).map { x[$0] }
            let variance = column.reduce(0) { $0 + $1 * $1 } / 4_000
            #expect(abs(variance / wanted - 1) < 4 * (2 / 4_000.0).squareRoot())
        }
        unit.dimension = 1
        let line = unit.dataset(seed: 4)
        let slopes = zip(line.targets.numbers, line.inputs.numbers).map { $0 / $1 }
        #expect(slopes.allSatisfy { abs($0 - slopes[0]) < 1e-12 })
    }

    @Test func sinesLieOnASymmetricGrid() {
        let data = Sines().dataset(seed: 0)
        let (x, y) = (data.inputs.numbers, data.targets.numbers)
        #expect(x.first == -Double.pi && x.last == Double.pi && x.count == 64)
        for index in x.indices {
            #expect(x[index] == -x[63 - index] && y[index] == -y[63 - index])
            #expect(abs(y[index] - sin(x[index]) - sin(4 * x[index])) < 1e-15)
        }
        for (left, right) in zip(x, x.dropFirst()) { #expect(abs(right - left - 2 * Double.pi / 63) < 1e-14) }
    }

    @Test func sineOfSumIsTheSineOfTheSum() {
        let data = SineOfSum().dataset(seed: 2)
        let x = data.inputs.numbers
        for (sample, y) in data.targets.numbers.enumerated() {
            #expect(abs(y - sin(x[sample * 10..<sample * 10 + 10].reduce(0, +))) < 1e-14)
        }
        #expect(data.count == 128)
    }

    @Test func gaussianClassesAreSpreadAroundTheirCentres() {
        var unit = GaussianClasses()
        (unit.samples, unit.dimension, unit.classes, unit.separation) = (4_000, 2, 4, 20)
        let data = unit.dataset(seed: 1)
        let x = data.inputs.numbers
        for label in 0..<4 {
            let members = (0..<4_000).filter { data.targets.indices[$0] == label }
            #expect(members.count == 1_000)
            let mean = members.reduce(0) { $0 + x[$1 * 2] } / 1_000
            let variance = members.reduce(0) { $0 + (x[$1 * 2] - mean) * (x[$1 * 2] - mean) } / 1_000
            #expect(abs(variance - 1) < 4 * (2 / 1_000.0).squareRoot())
        }
    }

    @Test func prototypeImagesDifferFromTheirPrototypeByTheNoise() {
        var unit = PrototypeImages()
        unit.samples = 400
        unit.noise = 0
        let clean = unit.dataset(seed: 1).inputs.numbers
        unit.noise = 0.7
        let noisy = unit.dataset(seed: 1).inputs.numbers
        #expect(clean[..<640] == clean[640..<1_280])
        #expect(clean[..<64] != clean[64..<128])
        let square = zip(clean, noisy).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) } / Double(clean.count)
        #expect(abs(square.squareRoot() / 0.7 - 1) < 4 / (2 * Double(clean.count)).squareRoot())
    }

    @Test(arguments: ModularArithmetic.Operation.allCases)
    func modularArithmeticIsRight(operation: ModularArithmetic.Operation) throws {
        var unit = ModularArithmetic()
        unit.operation = operation
        let training = unit.dataset(seed: 5)
        unit.part = .heldOut
        let held = unit.dataset(seed: 5)
        #expect(training.count == (operation == .divide ? 109 : 118))
        var pairs: Set<[Int32]> = []
        for data in [training, held] {
            for sample in 0..<data.count {
                let tokens = Array(data.inputs.indices[sample * 3..<sample * 3 + 3])
                let (a, b, c) = (Int(tokens[0]), Int(tokens[1]), Int(data.targets.indices[sample]))
                pairs.insert(tokens)
                #expect(tokens[2] == 13)
                switch operation {
                case .add: #expect((a + b) % 13 == c)
                case .subtract: #expect((c + b) % 13 == a)
                case .multiply: #expect(a * b % 13 == c)
                case .divide: #expect(c * b % 13 == a && b != 0)
                }
            }
        }
        // Both parts together contain each pair once.
        #expect(pairs.count == training.count + held.count)
        #expect(pairs.count == (operation == .divide ? 156 : 169))
    }

    @Test func modularArithmeticRefusesQuotientsWithoutAField() throws {
        for (p, isFine) in [(2, true), (9, false), (12, false), (97, true), (49, false), (53, true)] {
            let unit = try? ModularArithmetic(reading: ["operation": "divide", "p": .number(Double(p))])
            #expect((unit != nil) == isFine, "\(p)")
        }
        for (share, part) in [(0.0, "training"), (1.0, "held-out")] {
            #expect(throws: SettingFaults.self) {
                try ModularArithmetic(reading: ["share": .number(share), "part": .text(part)])
            }
        }
    }

    @Test func modularArithmeticTakesTheWholeShare() {
        var unit = ModularArithmetic()
        (unit.modulus, unit.share) = (10, 0.29)
        #expect(unit.dataset(seed: 0).count == 29)
    }

    @Test func anchorSequencesApplyTheAnchorsBeforeTheKey() {
        var unit = AnchorSequences()
        unit.samples = 500
        let data = unit.dataset(seed: 3)
        var places: Set<Int> = []
        for sample in 0..<500 {
            let tokens = data.inputs.indices[sample * 9..<sample * 9 + 9].map { Int($0) }
            let anchors = tokens.indices.filter { tokens[$0] >= 40 }
            #expect(anchors.count == 2 && anchors[1] == anchors[0] + 1 && anchors[1] < 8)
            let shift = anchors.reduce(0) { $0 + [0, 1, -2, 5][tokens[$1] - 40] }
            #expect(Int(data.targets.indices[sample]) == (tokens[anchors[1] + 1] + shift + 40) % 40)
            places.insert(anchors[0])
        }
        #expect(places == Set(0...6))
        (unit.shifts, unit.composed) = ([0], 1)
        let copies = unit.dataset(seed: 3)
        for sample in 0..<500 {
            let tokens = Array(copies.inputs.indices[sample * 9..<sample * 9 + 9])
            let anchor = tokens.firstIndex(of: 40)
            #expect(anchor.map { tokens[$0 + 1] } == copies.targets.indices[sample])
        }
    }

    @Test func anchorSequencesRefuseWhatDoesNotFit() {
        #expect(throws: SettingFaults.self) { try AnchorSequences(reading: ["shifts": [1, 0.5]]) }
        #expect(throws: SettingFaults.self) { try AnchorSequences(reading: ["composed": 9]) }
    }

    @Test(arguments: [1, 2])
    func markovTextFollowsItsTable(order: Int) throws {
        var unit = MarkovText()
        (unit.samples, unit.length, unit.vocabulary, unit.order, unit.concentration) = (200, 100, 3, order, 1)
        let data = unit.dataset(seed: 8)
        let table = unit.cumulativeRows(seed: 8)
        var counts = [Double](repeating: 0, count: table.count)
        let (inputs, targets) = (data.inputs.indices.map { Int($0) }, data.targets.indices.map { Int($0) })
        for sample in 0..<200 {
            for position in order - 1..<100 {
                let place = sample * 100 + position
                if position < 99 { #expect(targets[place] == inputs[place + 1]) }
                let context = order == 1 ? inputs[place] : 3 * inputs[place - 1] + inputs[place]
                counts[context * 3 + targets[place]] += 1
            }
        }
        for context in 0..<table.count / 3 {
            let row = counts[context * 3..<context * 3 + 3]
            let total = row.reduce(0, +)
            let share = table[context * 3]
            #expect(abs(counts[context * 3] / total - share) < 4 * (share * (1 - share) / total).squareRoot() + 1e-9)
            #expect(abs(table[context * 3 + 2] - 1) < 1e-12)
        }
    }

    @Test func tokenSumKeepsMeaningsThroughAGapAndANewMeaning() {
        var unit = TokenSum()
        (unit.samples, unit.length, unit.noise) = (4_000, 1, 0)
        func meanings(_ unit: TokenSum) -> [Int32: Double] {
            let data = unit.dataset(seed: 2)
            return Dictionary(zip(data.inputs.indices, data.targets.numbers), uniquingKeysWith: { first, _ in first })
        }
        let all = meanings(unit)
        #expect(all.count == 40 && all.values.allSatisfy { abs($0) <= 2 })
        unit.to = 19
        let gap = meanings(unit)
        #expect(Set(gap.keys) == Set(0...19))
        #expect(gap.allSatisfy { all[$0.key] == $0.value })
        (unit.to, unit.from) = (0, 35)
        #expect(Set(meanings(unit).keys) == Set(35...39))
        (unit.from, unit.meaning) = (0, 1)
        let new = meanings(unit)
        #expect((0..<20).allSatisfy { all[$0] == new[$0] })
        #expect((20..<40).allSatisfy { all[$0] != new[$0] })
    }

    @Test func tokenSumHasABoundedTargetOfFullSize() {
        var unit = TokenSum()
        unit.noise = 0
        let square = unit.dataset(seed: 0).targets.numbers.map { $0 * $0 }
        #expect(square.allSatisfy { $0 < 4 })
        #expect(square.reduce(0, +) / Double(square.count) > 0.2)
    }

    @Test func tokenSumRefusesTokensThatAreNotThere() {
        for (from, to) in [(0.0, 40.0), (30, 20), (40, 0)] {
            #expect(throws: SettingFaults.self) {
                try TokenSum(reading: ["from": .number(from), "to": .number(to)])
            }
        }
    }

    @Test(arguments: [8, 12, 28])
    func glyphsAreToldApartByTheNearestCleanOne(size: Int) {
        var unit = GlyphImages()
        (unit.size, unit.samples, unit.shift, unit.noise, unit.contrast) = (size, 10, 0, 0, 1)
        let clean = unit.dataset(seed: 0).inputs.numbers
        #expect(clean.allSatisfy { $0 >= 0 && $0 <= 1 } && clean.contains(0) && clean.contains { $0 > 0.9 })
        (unit.samples, unit.shift, unit.noise, unit.contrast) = (100, 0.5, 0.1, 0.6)
        let data = unit.dataset(seed: 1)
        let pixels = size * size
        let hits = (0..<100).count { sample in
            let image = data.inputs.numbers[sample * pixels..<(sample + 1) * pixels]
            let overlaps = (0..<10).map { digit in
                let glyph = clean[digit * pixels..<(digit + 1) * pixels]
                let norm = glyph.reduce(0) { $0 + $1 * $1 }.squareRoot()
                return zip(image, glyph).reduce(0) { $0 + $1.0 * $1.1 } / norm
            }
            return overlaps.firstIndex(of: overlaps.max() ?? 0) == Int(data.targets.indices[sample])
        }
        #expect(hits >= 90)
    }

    @Test func glyphsMoveWithTheShift() {
        let glyph = DigitGlyph(4)
        let still = glyph.image(size: 16, thickness: 0.12, right: 0, down: 0)
        let moved = glyph.image(size: 16, thickness: 0.12, right: 1, down: 2)
        for row in 2..<16 {
            for column in 1..<16 {
                #expect(abs(moved[row * 16 + column] - still[(row - 2) * 16 + column - 1]) < 1e-12)
            }
        }
    }
}
