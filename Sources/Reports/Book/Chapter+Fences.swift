extension Chapter {
    /// The fences of directives, in the order of the text.
    var fences: [Block.Fence] {
        document.blocks.compactMap { block in
            guard case .directive(let fence) = block.kind else { return nil }
            return fence
        }
    }
}
