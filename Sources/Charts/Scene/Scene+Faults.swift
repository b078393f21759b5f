extension Scene {
    /// Descriptions of texts that overlap each other or extend beyond the figure.
    var faults: [String] {
        let texts = texts.filter { !$0.label.plain.isEmpty }
        var faults: [String] = []
        for (index, text) in texts.enumerated() {
            let box = text.box
            if box.left < 0 || box.right > width || box.top < 0 || box.bottom > height {
                faults.append("\"\(text.label.plain)\" leaves the figure")
            }
            for other in texts[(index + 1)...] where Scene.tight(other).overlaps(Scene.tight(text)) {
                faults.append("\"\(text.label.plain)\" touches \"\(other.label.plain)\"")
            }
        }
        return faults
    }

    /// The box of the letters, without the line's spare height.
    private static func tight(_ text: Scene.Text) -> Box {
        let box = text.box
        return Box(left: box.left, top: box.top + 2, width: box.width, height: box.height - 4)
    }
}
