import Foundation

extension String {
    /// The text of an address that may be percent-encoded; as it is when what follows a percent sign is no code.
    var addressDecoded: String { removingPercentEncoding ?? self }

    /// The path of a file as it stands in an address: what an address would read otherwise is percent-encoded.
    var addressEncoded: String { addingPercentEncoding(withAllowedCharacters: Self.addressCharacters) ?? self }

    private static let addressCharacters = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=@/"
    )
}
