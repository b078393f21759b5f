import CHarfBuzz
import Foundation

/// A font file cut down to the characters and features that pages use: a tenth of its size.
struct FontSubset {
    let data: Data
    /// Copyright and licence, as the font states them.
    let licence: String

    /// Reads a font's file; nil when it is no font.
    init?(of file: URL) {
        guard let blob = hb_blob_create_from_file_or_fail(file.path), let face = hb_face_create(blob, 0),
            let input = hb_subset_input_create_or_fail()
        else { return nil }
        defer {
            hb_subset_input_destroy(input)
            hb_face_destroy(face)
            hb_blob_destroy(blob)
        }
        // Any bytes make a face, but only a font's have glyphs.
        guard hb_face_get_glyph_count(face) > 0 else { return nil }
        Self.choose(input)
        guard let subset = hb_subset_or_fail(face, input), let cut = hb_face_reference_blob(subset) else { return nil }
        defer {
            hb_blob_destroy(cut)
            hb_face_destroy(subset)
        }
        var length: UInt32 = 0
        guard let bytes = hb_blob_get_data(cut, &length), length > 0 else { return nil }
        data = Data(bytes: bytes, count: Int(length))
        licence = Self.legalNames.map { Self.name($0, of: face) }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Copyright, licence and the licence's address in OpenType's table of names; the font's own name may be reserved
    /// for the whole font and is left out.
    private static let legalNames: [UInt32] = [0, 13, 14]

    /// Latin, Greek, punctuation, raised and lowered digits, currency, letters as symbols, arrows, operators, shapes.
    private static let characters: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0xA0...0x17F, 0x2B0...0x2FF, 0x370...0x3FF, 0x1E00...0x1EFF, 0x2000...0x209F, 0x20A0...0x20BF,
        0x2100...0x214F, 0x2190...0x22FF, 0x25A0...0x27BF,
    ]

    /// Kerning, ligatures, accents, forms of a language, and figures of one width for tables.
    private static let features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]

    /// Tables of SIL's Graphite, which browsers do not need beside OpenType's.
    private static let unread = ["Silf", "Feat", "Glat", "Gloc", "Sill"]

    private static func choose(_ input: OpaquePointer) {
        let unicodes = hb_subset_input_unicode_set(input)
        for range in characters { hb_set_add_range(unicodes, range.lowerBound, range.upperBound) }
        let names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID)
        hb_set_clear(names)
        for name in legalNames { hb_set_add(names, name) }
        let kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
        hb_set_clear(kept)
        for feature in features { hb_set_add(kept, tag(feature)) }
        let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        for table in unread { hb_set_add(dropped, tag(table)) }
    }

    private static func tag(_ name: String) -> hb_tag_t { hb_tag_from_string(name, -1) }

    private static func name(_ id: UInt32, of face: OpaquePointer) -> String {
        let language = hb_language_from_string("en", -1)
        var size: UInt32 = 4_096
        var text = [CChar](repeating: 0, count: Int(size))
        guard hb_ot_name_get_utf8(face, id, language, &size, &text) > 0 else { return "" }
        return String(decoding: text.prefix(Int(size)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
