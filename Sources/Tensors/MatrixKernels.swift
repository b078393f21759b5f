internal import CBLAS
internal import CKernels

/// The kernels of the linear algebra library on this processor.
public enum MatrixKernels {
    /// Their name, which is OpenBLAS's name for the detected type of processor.
    public static var name: String { String(cString: openblas_get_corename()) }

    /// The library's version, such as 0.3.21.
    public static var libraryVersion: String {
        let words = String(cString: openblas_get_config()).split(separator: " ")
        return words.count > 1 ? String(words[1]) : ""
    }

    /// The name of faster kernels that this processor can run; nil when the library has detected the best ones.
    ///
    /// A library older than the processor does not know it and falls back to kernels that use a quarter of it.
    /// OpenBLAS reads `OPENBLAS_CORETYPE` when it is loaded, so only a new process can use this name.
    public static var faster: String? {
        let wide: Set<String> = ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"]
        guard !wide.contains(name) else { return nil }
        // Levels of our own kernels, which query the processor: 0 any, 1 AVX2, 2 AVX-512.
        switch kernels_highest_level() {
        case 2: return "SkylakeX"
        case 1: return "Haswell"
        default: return nil
        }
    }
}
