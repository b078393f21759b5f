import Settings
import TestSupport
import Testing

@testable import Training

/// Laws for every data set that draws its samples.
@Suite struct DataLaws {
    /// The generators, made small enough for fast tests.
    static let generators: [any DataGenerator] = Catalogue.dataSets.compactMap { $0.init() as? any DataGenerator }
        .map { generator in
            guard var tokens = generator as? TokenSum else { return generator }
            tokens.samples = 400
            return tokens
        }

    @Test(arguments: generators.indices)
    func givesTheSameSamplesForTheSameSeed(index: Int) throws {
        let generator = Self.generators[index]
        for seed in [0, 7, -3] {
            let once = generator.dataset(seed: seed)
            #expect(once == generator.dataset(seed: seed))
            #expect(try once == generator.schedule(seed: seed, files: [:]).dataset(at: 1_000))
        }
    }

    @Test(arguments: generators.indices)
    func givesOtherSamplesForAnotherSeed(index: Int) {
        let generator = Self.generators[index]
        let sets = Set((0..<4).map { generator.dataset(seed: $0) })
        // Without noise the sines draw nothing.
        #expect(sets.count == (generator is Sines ? 1 : 4))
    }

    @Test(arguments: generators.indices)
    func hasTheAnnouncedShapeAndCount(index: Int) {
        let generator = Self.generators[index]
        let dataset = generator.dataset(seed: 1)
        #expect(dataset.shape == generator.shape)
        #expect(dataset.shape == generator.announcedShape)
        #expect(dataset.count == generator.count)
        #expect(dataset.inputs.count == dataset.count * dataset.shape.inputs.width)
        #expect(dataset.targets.count == dataset.count * dataset.shape.targets.width)
        #expect(generator.files.isEmpty)
    }

    @Test(arguments: generators.indices)
    func keepsTheFirstSamplesWhenThereAreMore(index: Int) throws {
        let few = Self.generators[index]
        guard few.resolved["samples"] != nil else { return }
        let more = try Self.changed(few, "samples", .number(Double(few.count + 25)))
        let all = more.dataset(seed: 3)
        #expect(all.count == few.count + 25)
        #expect(all.samples(Array(0..<few.count)) == few.dataset(seed: 3))
    }

    @Test(arguments: generators.indices)
    func putsNoiseOnTargetsOnly(index: Int) throws {
        let clean = Self.generators[index]
        guard clean.resolved["noise"] != nil, case .vectors = clean.shape.targets else { return }
        let quiet = try Self.changed(clean, "noise", .number(0)).dataset(seed: 2)
        let noisy = try Self.changed(clean, "noise", .number(0.5)).dataset(seed: 2)
        #expect(quiet.inputs == noisy.inputs)
        let errors = zip(quiet.targets.numbers, noisy.targets.numbers).map { $1 - $0 }
        let count = Double(errors.count)
        let deviation = (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
        // The standard deviation of n normal numbers has a relative error of 1/√2n.
        #expect(abs(deviation / 0.5 - 1) < 4 / (2 * count).squareRoot())
    }

    @Test(arguments: generators.indices)
    func replacesTheWantedShareOfLabels(index: Int) throws {
        let clean = Self.generators[index]
        guard clean.resolved["label_noise"] != nil else { return }
        let right = clean.dataset(seed: 2)
        let wrong = try Self.changed(clean, "label_noise", .number(0.4)).dataset(seed: 2)
        #expect(right.inputs == wrong.inputs)
        let share = Double(zip(right.targets.indices, wrong.targets.indices).count { $0 != $1 }) / Double(right.count)
        #expect(abs(share - 0.4) < 4 * (0.24 / Double(right.count)).squareRoot())
        let all = try Self.changed(clean, "label_noise", .number(1)).dataset(seed: 2)
        #expect(zip(right.targets.indices, all.targets.indices).allSatisfy { $0 != $1 })
    }

    @Test(arguments: generators.indices)
    func refusesMoreThanTheMemoryHolds(index: Int) throws {
        let generator = Self.generators[index]
        guard generator.resolved["samples"] != nil else { return }
        #expect(throws: SettingFaults.self) {
            let wider = try Self.changed(generator, "samples", .number(1e7))
            for name in ["dimension", "length", "size"] where wider.resolved[name] != nil {
                _ = try Self.changed(wider, name, .number(28))
            }
        }
    }

    @Test(arguments: Catalogue.dataSets.indices)
    func settingsRoundTrip(index: Int) throws {
        func check<Unit: DataSource>(_ unit: Unit.Type) throws {
            let resolved = unit.init().resolved
            #expect(try unit.init(reading: resolved).resolved == resolved)
            #expect(unit.summary.hasSuffix(".") && unit.settings.allSatisfy { $0.documentation.hasSuffix(".") })
        }
        try check(Catalogue.dataSets[index])
    }

    @Test func haveNamesOfTheirOwn() {
        #expect(Set(Catalogue.dataSets.map { $0.name }).count == Catalogue.dataSets.count)
    }

    static func changed(_ generator: any DataGenerator, _ name: String, _ value: Value) throws -> any DataGenerator {
        try type(of: generator).init(reading: generator.resolved.setting([name], to: value))
    }
}
