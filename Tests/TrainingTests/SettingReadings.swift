import Settings
import Testing
import TestSupport

@testable import Training

/// Reading of settings as authors write them, and the faults for wrong ones.
@Suite struct SettingReadings {
    private func faults(_ body: () throws -> Void) -> [SettingFault] {
        do { try body() } catch let error as SettingFaults { return error.faults } catch {}
        return []
    }

    @Test func takesEveryFormThatIsAllowed() throws {
        let adam = try Adam(reading: [
            "lr": 1, "beta1": 0, "beta2": 0.5, "eps": 0, "amsgrad": true, "weight_decay": 1e-2,
        ])
        #expect(adam.learningRate == 1 && adam.beta1 == 0 && adam.beta2 == 0.5 && adam.epsilon == 0)
        #expect(adam.isAMSGrad && adam.weightDecay == 0.01 && !adam.maximizes)
        #expect(try Adam(reading: .null).resolved == Adam().resolved)
        #expect(try Adam(reading: [:]).resolved == Adam().resolved)
        // A single number counts as a list of one.
        #expect(try Quadratic(reading: ["eigenvalues": 3]).eigenvalues == [3])
    }

    @Test func hasPyTorchsDefaults() {
        let adam: Value = [
            "lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0, "decoupled_weight_decay": false,
            "amsgrad": false, "maximize": false, "eps_inside": false, "v_floor": 0, "lazy": false,
            "freeze_second": false,
            "correct_second": true,
        ]
        let sgd: Value = [
            "lr": 1e-3, "momentum": 0, "dampening": 0, "weight_decay": 0, "nesterov": false, "maximize": false,
        ]
        #expect(Adam().resolved == adam && SGD().resolved == sgd)
    }

    @Test(
        arguments: [
            (["lr": -1], "lr", .outOfRange), (["lr": "fast"], "lr", .wrongType), (["beta1": 1], "beta1", .outOfRange),
            (["beta2": 1.0000001], "beta2", .outOfRange), (["beta2": -1e-9], "beta2", .outOfRange),
            (["eps": true], "eps", .wrongType), (["amsgrad": 1], "amsgrad", .wrongType),
            (["eps": .null], "eps", .wrongType),
            (["lr": .number(.infinity)], "lr", .outOfRange), (["lr": .number(.nan)], "lr", .outOfRange),
            (["lr": [1]], "lr", .wrongType), (["epsilon": 1], "epsilon", .unknownKey),
            (["bta1": 0.9], "bta1", .unknownKey),
        ] as [(Value, String, SettingFault.Kind)]
    )
    func refusesWhatIsNotAllowed(value: Value, name: String, kind: SettingFault.Kind) throws {
        let found = faults { _ = try Adam(reading: value) }
        let fault = try #require(found.first)
        #expect(found.count == 1 && fault.path == [name] && fault.kind == kind)
        #expect(fault.atKey == (kind == .unknownKey))
    }

    @Test func findsAllFaultsAtOnce() {
        let found = faults { _ = try Adam(reading: ["lr": -1, "beta1": "x", "bta2": 0.5, "eps": 2, "amsgrad": .null]) }
        #expect(found.map(\.path) == [["lr"], ["beta1"], ["bta2"], ["amsgrad"]])
    }

    @Test func offersTheNearestName() {
        #expect(faults { _ = try Adam(reading: ["weight-decay": 0]) }.first?.help == "did you mean 'weight_decay'?")
        #expect(faults { _ = try Adam(reading: ["beta_2": 0]) }.first?.help == "did you mean 'beta2'?")
        let far = faults { _ = try SGD(reading: ["temperature": 0]) }.first?.help
        #expect(far == "known: dampening, lr, maximize, momentum, nesterov, weight_decay")
    }

    @Test func namesTheElementOfAList() {
        let found = faults { _ = try Quadratic(reading: ["eigenvalues": [1, "two", 3]]) }
        #expect(found.map(\.path) == [["eigenvalues", "1"]])
        #expect(faults { _ = try Quadratic(reading: ["eigenvalues": []]) }.map(\.path) == [["eigenvalues"]])
    }

    @Test func takesCasesOfAnEnumerationByTheirNames() throws {
        let adan = try Adan(reading: ["c": "optax"])
        #expect(adan.weighting == .optax && adan.resolved["c"] == "optax")
        let near = try #require(faults { _ = try Adan(reading: ["c": "optx"]) }.first)
        #expect(near.kind == .outOfRange && near.path == ["c"] && near.message == "'optx' is not allowed")
        #expect(near.help == "did you mean 'optax'?")
        let far = faults { _ = try Adan(reading: ["c": "temperature"]) }.first?.help
        #expect(far == "known: authors, optax")
        let wrong = try #require(faults { _ = try Adan(reading: ["c": 1]) }.first)
        #expect(wrong.kind == .wrongType && wrong.message.hasPrefix("expected one of authors, optax, found "))
        let setting = try #require(Adan.settings.first { $0.name == "c" })
        #expect(setting.form == .text(among: ["authors", "optax"]) && setting.allowed == "one of authors, optax")
    }

    @Test func takesSeveralCasesInWhateverOrder() throws {
        let both = try CurvatureProbe(reading: ["along": ["step", "gradient", "step"]])
        #expect(both.along == [.gradient, .step] && both.resolved["along"] == ["gradient", "step"])
        #expect(try CurvatureProbe(reading: ["along": "step"]).along == [.step])
        #expect(try CurvatureProbe(reading: ["along": []]).along.isEmpty)
        let fault = try #require(faults { _ = try CurvatureProbe(reading: ["along": ["step", "gradent"]]) }.first)
        #expect(fault.path == ["along", "1"] && fault.help == "did you mean 'gradient'?")
    }

    @Test func checksSettingsThatMustFit() {
        #expect(faults { _ = try SGD(reading: ["nesterov": true]) }.map(\.kind) == [.conflict])
        #expect(faults { _ = try SGD(reading: ["nesterov": true, "momentum": 0.9]) }.isEmpty)
        #expect(
            faults { _ = try SGD(reading: ["nesterov": true, "momentum": 0.9, "dampening": 0.1]) }.map(\.path)
                == [["nesterov"]]
        )
        #expect(
            faults { _ = try Quadratic(reading: ["eigenvalues": [1, 2, 3], "start": [1, 2]]) }.map(\.path) == [
                ["start"]
            ]
        )
        #expect(faults { _ = try Quadratic(reading: ["eigenvalues": [1, 2], "start": []]) }.isEmpty)
    }

    @Test(arguments: [.number(1), .text("fast"), .list([]), .flag(true)] as [Value])
    func wantsAMapOfSettings(value: Value) {
        let found = faults { _ = try Adam(reading: value) }
        #expect(found.map(\.kind) == [.wrongType] && found.map(\.path) == [[]])
    }

    @Test func namesOneUnit() throws {
        let names = ["adam", "sgd"]
        func unit(_ value: Value?) throws -> String {
            try NamedUnit("optimizer", in: names, named: { $0 }, value).unit
        }
        #expect(try unit("adam") == "adam" && unit(["sgd": ["lr": 1]]) == "sgd")
        let twice = faults { _ = try unit(["adam": [:], "sgd": [:]]) }
        #expect(twice.map(\.kind) == [.conflict] && twice.map(\.path) == [["sgd"]])
        let unknown = faults { _ = try unit(["adm": [:]]) }
        #expect(unknown.map(\.kind) == [.unknownUnit] && unknown.map(\.path) == [["adm"]])
        #expect(unknown.first?.help == "did you mean 'adam'?")
        for nothing in [nil, .null, [:], 3] as [Value?] {
            #expect(faults { _ = try unit(nothing) }.map(\.kind) == [.missing])
        }
    }
}
