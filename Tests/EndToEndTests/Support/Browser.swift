import Foundation
import Testing
import TestSupport

/// Chromium without a window, which measures pages as a reader's browser lays them out.
struct Browser {
    /// The program; nil on a machine without one.
    ///
    /// `SPIKEBOOK_CHROMIUM` names one that is elsewhere.
    static let program: URL? = {
        if let named = ProcessInfo.processInfo.environment["SPIKEBOOK_CHROMIUM"] { return URL(filePath: named) }
        let folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/snap/bin"]
        let names = ["chromium", "chromium-browser", "google-chrome"]
        return folders.flatMap { folder in names.map { URL(filePath: "\(folder)/\($0)") } }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    /// What a test says that is skipped for want of it.
    static let lack: Comment = "Chromium is not here, which opens pages: install it, or name it in SPIKEBOOK_CHROMIUM"

    /// The scripts of `Tests/Geometry`.
    static let scripts = Desk.books.deletingLastPathComponent().appending(path: "Geometry")

    /// What is wrong with pages, a line each, as `Tests/Geometry/geometry.js` finds it.
    ///
    /// Where `SPIKEBOOK_AXE` names axe-core's `axe.min.js`, its rules are asked as well.
    ///
    /// `atOnce` looks at each page in one state alone: wide, in its own faces, in both themes.
    static func faults(of pages: [URL], atOnce: Bool = false) throws -> [String] {
        try lines(of: "geometry.js", on: pages, saying: "window.atOnce = \(atOnce);")
    }

    /// What the pages of a site do wrong, as `Tests/Geometry/behaviour.js` finds it.
    static func misbehaviour(of site: URL) throws -> [String] { try lines(of: "behaviour.js", on: [site], saying: "") }

    /// What a script tells of addresses.
    private static func lines(of script: String, on addresses: [URL], saying words: String) throws -> [String] {
        let folder = TestFolder.new("browser")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "measure.html")
        try Data(opening(addresses, by: script, saying: words).utf8).write(to: page)
        let document = try run(page, profile: folder.appending(path: "profile"), output: folder.appending(path: "out"))
        let result = document.firstMatch(of: /<pre id="result">([^<]*)<\/pre>/).map { String($0.output.1) }
        let told = try #require(result, "the browser gave no result: \(document.suffix(500))")
        var lines = try JSONDecoder().decode([String].self, from: Data(unescaped(told).utf8))
        // What broke off has found nothing either.
        try #require(lines.popLast() == "done", "\(lines)")
        return lines
    }

    /// A page whose script opens others, each in a frame.
    private static func opening(_ addresses: [URL], by script: String, saying words: String) throws -> String {
        let named = ProcessInfo.processInfo.environment["SPIKEBOOK_AXE"]
        let axe = named.map { "window.axeSource = \"\(URL(filePath: $0).absoluteString)\";" } ?? ""
        let list = String(decoding: try JSONEncoder().encode(addresses.map(\.absoluteString)), as: UTF8.self)
        return """
            <!DOCTYPE html><meta charset="utf-8"><body>
            <script>\(words) \(axe)</script>
            <script src="\(scripts.appending(path: script).absoluteString)"></script>
            <script>main(\(list))</script>
            """
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    /// The document after its scripts have ended.
    private static func run(_ page: URL, profile: URL, output: URL) throws -> String {
        try Data().write(to: output)
        let process = Process()
        process.executableURL = try #require(program) as URL
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
            "--user-data-dir=\(profile.path)", "--window-size=1500,1000", "--virtual-time-budget=1000000", "--dump-dom",
            page.absoluteString,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8)
    }
}
