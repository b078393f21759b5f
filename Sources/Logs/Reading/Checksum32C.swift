/// CRC-32C, the checksum of records in TensorBoard's files.
enum Checksum32C {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }

    /// The checksum in the masked form in which files store it.
    static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let crc = ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ crc >> 8 }
        return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    }
}
