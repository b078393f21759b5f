import CCrypto

/// SHA-256 of bytes, in lower-case hexadecimal.
public enum Digest {
    /// The digest of a text's UTF-8.
    public static func sha256(_ text: String) -> String {
        var text = text
        return text.withUTF8 { sha256(UnsafeRawBufferPointer($0)) }
    }

    /// The digest of bytes in memory.
    public static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let done = EVP_Digest(bytes.baseAddress, bytes.count, &digest, &count, EVP_sha256(), nil)
        precondition(done == 1 && count == 32, "SHA-256 is part of every build of libcrypto")
        return hexadecimal(digest)
    }

    /// The digest of all bytes that `next` returns, piece by piece, until it returns none.
    public static func sha256(of next: () throws -> [UInt8]) rethrows -> String {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        while case let piece = try next(), !piece.isEmpty { EVP_DigestUpdate(context, piece, piece.count) }
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return hexadecimal(digest)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
