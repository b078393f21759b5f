import Testing

/// `.ci/setup` and the manifest name the same system libraries.
@Suite struct SetupScript {
    @Test(arguments: ["apt", "brew"])
    func namesEveryPackageOfTheManifest(manager: String) throws {
        let lists = try Repository.text("Package.swift").matches(of: /(\w+): \[([^\]]*)\]/)
        let packages = lists.filter { $0.output.1 == manager }
            .flatMap { $0.output.2.matches(of: /"([^"]+)"/).map { String($0.output.1) } }
        let named = try Set(
            Repository.text(".ci/setup").split { " \n\t()=".contains($0) }.map(String.init)
        )
        #expect(packages.count >= 5)
        for package in packages { #expect(named.contains(package), ".ci/setup does not name \(package)") }
    }

    /// The script names the packages that the program's messages tell readers to install.
    @Test(arguments: ["libjs-katex", "fonts-katex", "libjs-highlight.js", "fonts-dejavu-core"])
    func namesWhatIsReadAtRunTime(package: String) throws {
        #expect(try Repository.text(".ci/setup").contains(package))
    }

    @Test(arguments: ["setup", "run"])
    func isSoundShell(script: String) throws {
        let result = try Repository.run(["bash", "-n", ".ci/\(script)"])
        #expect(result.code == 0, "\(result.output)")
    }
}
