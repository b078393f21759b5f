import Foundation

extension String {
    /// The percent-decoded text of an address; unchanged when the encoding is invalid.
    var addressDecoded: String { removingPercentEncoding ?? self }

    /// The percent-encoded path of a file, for use in an address.
    var addressEncoded: String { addingPercentEncoding(withAllowedCharacters: Self.addressCharacters) ?? self }

    private static let addressCharacters = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=@/"
    )
}
