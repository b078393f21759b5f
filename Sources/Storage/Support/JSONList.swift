import Diagnostics

/// Texts as a JSON list, for a query with any number of parameters.
enum JSONList {
    static func text(of texts: [String]) -> String {
        "[" + texts.map { JSONText.quoted($0) }.joined(separator: ",") + "]"
    }
}
