// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Modules are optimised in debug builds as well: unoptimised, the tests take a third longer.
let library = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A module of ours: its name, what it may import, what it carries along.
func module(_ name: String, _ uses: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: uses, resources: resources, swiftSettings: library)
}

/// A module that is given the digest of the sources that decide its results.
func withDigest(_ name: String, _ uses: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(
        name: name,
        dependencies: uses,
        resources: resources,
        swiftSettings: library,
        plugins: ["DigestPlugin"]
    )
}

/// A C module of ours, optimised in every configuration: unoptimised, its vectors would be slower than single numbers.
func kernels(_ name: String) -> Target {
    .target(
        name: name,
        cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
        linkerSettings: [.linkedLibrary("m")]
    )
}

/// A C library of the system, found by pkg-config, named in `.ci/setup`.
func system(_ name: String, pkgConfig: String, apt: [String], brew: [String]) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt(apt), .brew(brew)])
}

/// The tests of one module.
func tests(_ name: String, _ uses: [Target.Dependency] = [], copying resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name)] + uses,
        resources: resources,
        swiftSettings: strict
    )
}

/// Cells of Swift are loaded into the program itself, whose symbols they use.
let exported: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "-export-dynamic"], .when(platforms: [.linux]))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

// Arrows point at what may be imported; the import check of the test command refuses any other.
let package = Package(
    name: "spikebook",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "spikebook", targets: ["spikebook"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .executableTarget(
            name: "spikebook",
            dependencies: ["Commands"],
            swiftSettings: strict,
            linkerSettings: exported
        ),
        module(
            "Commands",
            [
                "Reports", "Storage", "Cells", "Experiments", "Analysis", "Logs", "Programs", "Training", "Traces",
                "Settings", "Tensors", "Diagnostics", argumentParser, mustache,
            ],
            resources: [.copy("Templates")]
        ),
        withDigest(
            "Reports",
            [
                "Charts", "Storage", "Cells", "Experiments", "Analysis", "Logs", "Programs", "Training", "Traces",
                "Settings", "Diagnostics", "SourceTexts", "CMarkdown", "CDuktape", "CHarfBuzz", "CMinizip", yams,
                mustache,
            ],
            resources: [.copy("Resources")]
        ),
        module("Charts", ["CCairo", "CZlib"]),
        module(
            "Storage",
            ["Experiments", "Analysis", "Training", "Traces", "Settings", "Diagnostics", "CZlib", grdb, grdbSQLite]
        ),
        module(
            "Cells",
            [
                "Experiments", "Programs", "Training", "Traces", "Tensors", "Settings", "Diagnostics", "SourceTexts",
            ]
        ),
        withDigest(
            "Experiments",
            ["Analysis", "Logs", "Programs", "Training", "Traces", "Tensors", "Settings", "Diagnostics", "CCrypto"]
        ),
        module("Analysis", ["Training", "Traces", "Settings"]),
        module("Training", ["Traces", "Tensors", "Curvature", "Settings", "Diagnostics"]),
        module("Tensors", ["CKernels", "CBLAS"]),
        module("Curvature", ["CBLAS"]),
        module("Settings", ["Diagnostics"]),
        module("Logs", ["Traces", "Diagnostics", "CZlib"]),
        module("Programs", ["Diagnostics", "CSpawn"]),
        module("Traces"),
        module("Diagnostics"),
        module("SourceTexts"),

        kernels("CKernels"),
        .target(name: "CSpawn"),

        system("CBLAS", pkgConfig: "openblas", apt: ["libopenblas-dev"], brew: ["openblas"]),
        system("CCairo", pkgConfig: "pangocairo", apt: ["libpango1.0-dev"], brew: ["pango"]),
        system("CCrypto", pkgConfig: "libcrypto", apt: ["libssl-dev"], brew: ["openssl@3"]),
        // Part of every Swift toolchain's own needs.
        .systemLibrary(name: "CZlib"),
        system("CHarfBuzz", pkgConfig: "harfbuzz-subset", apt: ["libharfbuzz-dev"], brew: ["harfbuzz"]),
        system("CMinizip", pkgConfig: "minizip", apt: ["libminizip-dev"], brew: ["minizip"]),
        system("CDuktape", pkgConfig: "duktape", apt: ["duktape-dev"], brew: ["duktape"]),
        system(
            "CMarkdown",
            pkgConfig: "libcmark-gfm",
            apt: ["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"],
            brew: ["cmark-gfm"]
        ),

        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Commands", "Reports", "Storage", "Charts", "Cells", "Experiments", "Training", "Tensors", "Curvature",
                "Settings", "Diagnostics", argumentParser,
            ],
            path: "Sources/Benchmarks",
            exclude: ["Rivals"],
            swiftSettings: strict,
            linkerSettings: exported
        ),
        .executableTarget(name: "DigestTool", dependencies: ["SourceTexts", "CCrypto"], swiftSettings: strict),
        .plugin(
            name: "DigestPlugin",
            capability: .buildTool(),
            dependencies: ["DigestTool"],
            path: "Sources/DigestPlugin"
        ),

        tests("Logs", ["Traces", "Diagnostics", "TestSupport"]),
        tests("Diagnostics"),
        tests("SourceTexts"),
        tests("Tensors", ["CKernels", "Curvature", "TestSupport"], copying: [.copy("Reference")]),
        tests("Curvature", ["Training", "TestSupport"]),
        tests(
            "Training",
            ["Traces", "Tensors", "Curvature", "Settings", "Diagnostics", "TestSupport", "CAllocations"],
            copying: [.copy("Reference")]
        ),
        tests(
            "Experiments",
            ["Analysis", "Training", "Traces", "Settings", "SourceTexts", "Diagnostics", "TestSupport"],
            copying: [.copy("Reference")]
        ),
        tests("Cells", ["Experiments", "Programs", "Training", "Tensors", "Settings", "Diagnostics"]),
        tests("Storage", ["Experiments", "Analysis", "Training", "Traces", "Settings", "TestSupport", grdb]),
        tests("Charts"),
        tests(
            "Reports",
            [
                "Charts", "Storage", "Experiments", "Analysis", "Training", "Settings", "SourceTexts", "Diagnostics",
                "TestSupport", "CMinizip", mustache,
            ]
        ),
        .target(name: "TestSupport", dependencies: ["Training"], path: "Tests/TestSupport", swiftSettings: strict),
        // Counts the objects that the runtime allocates.
        .target(name: "CAllocations", path: "Tests/CAllocations"),

        // What the program does with little books; the other targets' tests know nothing of it.
        .testTarget(name: "EndToEndTests", dependencies: ["spikebook", "TestSupport"], swiftSettings: strict),
        // What is true of the whole: formatting, lengths of files, README, setup.
        .testTarget(
            name: "PackageTests",
            dependencies: ["Reports", "Storage", "TestSupport", yams],
            swiftSettings: strict
        ),
    ]
)
