import Diagnostics
import Foundation
import Reports
import Storage

/// A report named by the user: a file, or else a git revision.
struct ReportSource {
    private let name: String
    private let options: BookOptions

    init(_ name: String, _ options: BookOptions) {
        self.name = name
        self.options = options
    }

    /// Reads the report; throws a `Failure` of usage when there is none of that name.
    func side() throws -> ReportSide {
        guard FileManager.default.fileExists(atPath: name) else { return try committed() }
        let file = URL(filePath: name).resolvingSymlinksInPath()
        switch try FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType {
        case .typeRegular: break
        case .typeDirectory:
            throw Failure.usage("'\(name)' is a folder: name the spikebook.sqlite or the report.json in it")
        default: throw Failure.usage("'\(name)' is no plain file")
        }
        let start = try FileHandle(forReadingFrom: file).read(upToCount: 16) ?? Data()
        if start.starts(with: Data("SQLite format 3".utf8)) { return try archived() }
        return try report(Data(contentsOf: file), called: "'\(name)'")
    }

    private func report(_ data: Data, called subject: String) throws -> ReportSide {
        do {
            return try ReportSide(file: data, name: name)
        } catch let fault as ReportSide.Unreadable {
            throw Failure.usage("\(subject) \(fault.reason)")
        }
    }

    private func archived() throws -> ReportSide {
        do {
            let archive = try Archive.open(at: name, readOnly: true)
            let side = Result { try ReportSide(archive: archive, name: name) }
            try archive.close()
            return try side.get()
        } catch let error as ArchiveError {
            switch error {
            case .foreign: throw Failure.usage("'\(name)' is a database of another program")
            case .damaged, .older, .newer: throw Failure.usage(error.description)
            default: throw error
            }
        }
    }

    // MARK: - Revisions

    /// The verdicts that were committed in a revision.
    private func committed() throws -> ReportSide {
        let git = Git(folder: options.output)
        let place = git.call("rev-parse", "--is-inside-work-tree")
        guard place.text == "true" else {
            let place = "'\(options.output)': \(place.fault)"
            throw Failure.usage("there is no file '\(name)', and no revision of git can be looked up in \(place)")
        }
        guard git.call("rev-parse", "--verify", "--quiet", "\(name)^{commit}").isDone else {
            throw Failure.usage("there is no file and no revision of git '\(name)'; \(help(git))")
        }
        let table = git.call("cat-file", "blob", "\(name):./claims.tsv")
        guard table.isDone else {
            throw Failure.usage(
                "the revision '\(name)' has no claims.tsv in '\(options.output)': only what is committed can be compared with"
            )
        }
        return try report(Data((table.text + "\n").utf8), called: "the claims.tsv of '\(name)'")
    }

    private func help(_ git: Git) -> String {
        let revisions = git.call("for-each-ref", "--format=%(refname:short)").text.split(separator: "\n").map(
            String.init
        )
        let folder = URL(filePath: name).deletingLastPathComponent()
        let prefix = name.contains("/") ? name[...(name.lastIndex(of: "/") ?? name.startIndex)] : ""
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let names = ["HEAD"] + revisions + files.filter { !$0.hasPrefix(".") }.map { prefix + $0 }
        guard let near = NearMiss.nearest(to: name, in: names) else {
            return "a report is an archive, a report.json, a claims.tsv or a revision such as HEAD"
        }
        return "did you mean '\(near)'?"
    }
}
