import Foundation

/// The variables of a program's environment.
public enum ProgramEnvironment {
    /// What every program gets: where programs are found, and where the user's own settings of them are.
    private static let always = ["PATH", "HOME"]

    /// What a program is handed: what it needs, a folder for temporary files, and of the variables of this process those
    /// of some names.
    public static func variables(named names: [String], temporary: String) -> [String: String] {
        var variables = values(of: always + names)
        if variables["PATH"]?.isEmpty ?? true { variables["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
        if variables["TMPDIR"] == nil || !names.contains("TMPDIR") { variables["TMPDIR"] = temporary }
        return variables
    }

    /// The values of those variables of this process that are set.
    public static func values(of names: [String]) -> [String: String] {
        let all = ProcessInfo.processInfo.environment
        return all.filter { names.contains($0.key) }
    }
}
