import Foundation
import Testing
import Yams

/// The workflows of this repository, and the example in README.
@Suite struct Workflows {
    private static let names = ["report.yml", "README"]

    private static func text(_ name: String) throws -> String {
        guard name == "README" else { return try Repository.text(".github/workflows/\(name)") }
        let readme = try Repository.text("README.md")
        return String(try #require(readme.firstMatch(of: /```yaml\n(name: book\n(?:.|\n)*?)```/)?.output.1))
    }

    private static func steps(_ name: String) throws -> [[String: Any]] {
        let tree = try #require(try Yams.load(yaml: text(name)) as? [String: Any])
        let jobs = try #require(tree["jobs"] as? [String: [String: Any]])
        return jobs.values.flatMap { $0["steps"] as? [[String: Any]] ?? [] }
    }

    @Test(arguments: names)
    func areYAMLWithSoundShell(_ name: String) throws {
        let steps = try Self.steps(name)
        #expect(steps.count > 8)
        for step in steps {
            #expect((step["run"] == nil) != (step["uses"] == nil), "\(step)")
            guard let script = step["run"] as? String else { continue }
            let result = try Repository.run(["bash", "-n", "-c", script])
            #expect(result.code == 0, "\(script): \(result.output)")
        }
    }

    @Test(arguments: names)
    func tellPullRequestsWhatDiffers(_ name: String) throws {
        let scripts = try Self.steps(name).compactMap { $0["run"] as? String }
        #expect(scripts.contains { $0.contains(/\$spikebook diff .*--format markdown >> "\$GITHUB_STEP_SUMMARY"/) })
        let kept = try Self.steps(name).compactMap { ($0["with"] as? [String: Any])?["path"] as? String }
        #expect(kept.contains("Output/site"))
    }

    /// Every job reads caches, but only jobs with permission save them, and only when there is something new.
    @Test(arguments: names)
    func saveNothingForForks(_ name: String) throws {
        let uses = try Self.steps(name).map { ($0["uses"] as? String ?? "", $0["if"] as? String ?? "") }
        let saving = uses.filter { $0.0.hasPrefix("actions/cache/save@") }
        #expect(saving.count >= 2 && !uses.contains { $0.0.hasPrefix("actions/cache@") })
        for (_, condition) in saving {
            #expect(condition.contains("env.may_save == 'true'") || condition.contains("event_name != 'pull_request'"))
        }
        #expect(try Self.text(name).contains("github.event.pull_request.head.repo.full_name == github.repository"))
    }
}
