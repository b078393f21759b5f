import Foundation

/// The variables of a program's environment.
public enum ProgramEnvironment {
    /// The variables that every program gets: where programs are found, and where the user's settings are.
    private static let always = ["PATH", "HOME"]

    /// The environment of a program.
    ///
    /// It consists of the variables that every program gets, a folder for temporary files, and the variables of this
    /// process with the given names.
    public static func variables(named names: [String], temporary: String) -> [String: String] {
        var variables = values(of: always + names)
        if variables["PATH"]?.isEmpty ?? true { variables["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
        if variables["TMPDIR"] == nil || !names.contains("TMPDIR") { variables["TMPDIR"] = temporary }
        return variables
    }

    /// The values of those variables that are set in this process.
    public static func values(of names: [String]) -> [String: String] {
        let all = ProcessInfo.processInfo.environment
        return all.filter { names.contains($0.key) }
    }
}
